package dev.tricolor.launchdarkly

import dev.tricolor.Answer
import dev.tricolor.Reply
import dev.tricolor.TricolorDsl
import io.ktor.http.Headers
import io.ktor.http.headersOf
import io.ktor.http.quote

/** Says how keys are imported into a big segment. */
@TricolorDsl
public class SegmentImportBuilder internal constructor() {
    /** Whether the import waits until it is approved, and is then carried out by an instruction; null leaves it to LaunchDarkly. */
    public var waitOnApprovals: Boolean? = null

    /** Sets [SegmentImportBuilder.waitOnApprovals]. */
    public fun waitOnApprovals(wait: Boolean?): SegmentImportBuilder = apply { waitOnApprovals = wait }
}

internal fun csvHeaders(filename: String): Headers =
    headersOf("Content-Type" to listOf("text/csv"), "Content-Disposition" to listOf("filename=${filename.quote()}"))

/** Both tell the id of what they made in `Location`, as the end of its address. */
private fun idIn(answer: Answer): String? =
    answer.headers["Location"]?.substringBefore('?')?.trimEnd('/')?.substringAfterLast('/')?.takeIf { it.isNotBlank() }

internal object ExportId : Reply<String?> {
    override fun read(body: String): String? = null

    override fun read(answer: Answer): String? = idIn(answer)
}

internal object ImportId : Reply<String> {
    override fun read(body: String): String = throw IllegalArgumentException("there is no Location with the id of the import")

    override fun read(answer: Answer): String = idIn(answer) ?: read(answer.body)
}
