package dev.tricolor.split

import dev.tricolor.Block
import dev.tricolor.Call
import dev.tricolor.TricolorDsl
import dev.tricolor.configuredBy
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * What a change is called and why it is made: `kill(…) { comment = "errors rising" }`. Needed where the workspace requires titles and
 * comments.
 */
@TricolorDsl
public class NoteBuilder internal constructor() {
    /** The title of the change. */
    public var title: String? = null

    /** Why it is made. */
    public var comment: String? = null

    /** Sets [NoteBuilder.title]. */
    public fun title(text: String?): NoteBuilder = apply { title = text }

    /** Sets [NoteBuilder.comment]. */
    public fun comment(text: String?): NoteBuilder = apply { comment = text }

    internal fun pairs() = listOfNotNull(title?.let { "title" to it }, comment?.let { "comment" to it })
}

/** With the note as the body, or without a body when there is nothing to note. */
internal fun <R> Call<R>.noteInBody(note: Block<NoteBuilder>): Call<R> {
    val pairs = NoteBuilder().configuredBy(note).pairs()
    return if (pairs.isEmpty()) this else body(JsonObject(pairs.associate { (name, text) -> name to JsonPrimitive(text) }))
}

internal fun <R> Call<R>.noteInQuery(note: Block<NoteBuilder>): Call<R> = query(NoteBuilder().configuredBy(note).pairs())
