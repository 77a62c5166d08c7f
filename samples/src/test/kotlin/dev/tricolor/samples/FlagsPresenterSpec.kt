package dev.tricolor.samples

import dev.tricolor.emulator.Emulator
import dev.tricolor.samples.android.FlagsPresenter
import dev.tricolor.samples.android.FlagsScreen
import dev.tricolor.split.SplitClient
import dev.tricolor.split.splitDefinition
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain

class FlagsPresenterSpec : FunSpec({
    test("a screen shows flags page by page, and its switch kills and restores") {
        Emulator.start().use { vendors ->
            SplitClient("any-key-will-do") { baseUrl = vendors.splitUrl }.use { split ->
                val workspace = checkNotNull(split.workspaces.find("Default"))
                val production = checkNotNull(split.environments.find(workspace.id, "Production"))
                val off = splitDefinition {
                    treatment("off")
                    defaultTreatment("off")
                    defaultRule { bucket("off", 100) }
                }
                repeat(60) {
                    split.flags.create(workspace.id, "user", "flag-$it")
                    split.definitions.create(workspace.id, production.id, "flag-$it", off)
                }
                val shown = mutableListOf<FlagsScreen>()
                val presenter = FlagsPresenter(split, workspace.id, production.id, shown::add)

                presenter.loadMore()
                shown.map { it.busy }.shouldContainExactly(true, false)
                shown.last().rows.size shouldBe 50
                shown.last().hasMore shouldBe true
                presenter.loadMore()
                shown.last().rows.size shouldBe 60
                shown.last().hasMore shouldBe false
                presenter.loadMore()
                shown.last().rows.distinct().size shouldBe 60

                val row = shown.last().rows[7]
                presenter.toggle(row)
                shown.last().rows[7] shouldBe row.copy(killed = true)
                split.definitions.get(workspace.id, production.id, row.flag).killed shouldBe true
                presenter.toggle(shown.last().rows[7])
                split.definitions.get(workspace.id, production.id, row.flag).killed shouldBe false

                vendors.faults.next(403)
                presenter.toggle(row)
                shown.last().problem.orEmpty() shouldContain "answered 403"
                shown.last().rows[7] shouldBe row
                presenter.toggle(row)
                shown.last().problem.shouldBeNull()
            }
        }
    }
})
