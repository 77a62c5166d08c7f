package dev.tricolor.samples.android

import dev.tricolor.Page
import dev.tricolor.TricolorException
import dev.tricolor.split.SplitClient
import dev.tricolor.split.SplitDefinition

/** What the screen shows. A new one for each change, so that a `StateFlow` or Compose can hold it. */
data class FlagsScreen(
    val rows: List<Row> = emptyList(),
    val hasMore: Boolean = true,
    val busy: Boolean = false,
    val problem: String? = null,
) {
    data class Row(val flag: String, val killed: Boolean)
}

/**
 * An admin screen on a phone: the flags of one environment, page by page as the user scrolls, each with a switch that kills and restores
 * it. Nothing here needs more than Android 7 (API 24), and nothing is of Android, so it is tested without a device.
 *
 * For an internal tool: an admin key that is built into an app is everyone's. Fetch it at run time, for a user who has signed in.
 *
 * Give it a [split] that lives as long as the app, with the engine the app uses: `SplitClient(key) { engine = OkHttp.create { … } }`;
 * and launch its methods in the scope of the view model: leaving the screen then cancels the request that is under way.
 */
class FlagsPresenter(
    private val split: SplitClient,
    private val workspaceId: String,
    private val environmentId: String,
    private val render: (FlagsScreen) -> Unit,
) {
    private var screen = FlagsScreen()
    private var page: Page<SplitDefinition>? = null

    /** Adds the next page to the rows; the screen calls it at its start, and whenever the user comes to the last row. */
    suspend fun loadMore() {
        if (!screen.hasMore || screen.busy) return
        working {
            val next = page.let { if (it == null) split.definitions.list(workspaceId, environmentId) else it.next() }
            page = next ?: page
            val rows = next?.items.orEmpty().map { FlagsScreen.Row(it.name.orEmpty(), it.killed) }
            screen.copy(rows = screen.rows + rows, hasMore = next?.hasNext ?: false)
        }
    }

    /** Kills the flag, or restores it when it is killed; the row changes once the service has done it. */
    suspend fun toggle(row: FlagsScreen.Row) {
        if (screen.busy) return
        working {
            if (row.killed) {
                split.definitions.restore(workspaceId, environmentId, row.flag)
            } else {
                split.definitions.kill(workspaceId, environmentId, row.flag) { comment = "killed from the phone" }
            }
            screen.copy(rows = screen.rows.map { if (it == row) row.copy(killed = !row.killed) else it })
        }
    }

    private suspend fun working(work: suspend () -> FlagsScreen) {
        val before = screen.copy(problem = null)
        show(before.copy(busy = true))
        var after = before
        try {
            after = work()
        } catch (failure: TricolorException) {
            after = before.copy(problem = failure.message)
        } finally {
            // Runs for a cancelled call too: a screen that comes back is not stuck.
            show(after.copy(busy = false))
        }
    }

    private fun show(next: FlagsScreen) {
        screen = next
        render(next)
    }
}
