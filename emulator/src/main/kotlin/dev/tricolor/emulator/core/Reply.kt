package dev.tricolor.emulator.core

import kotlinx.serialization.json.JsonElement

/** What goes back: a status and either JSON, or [text] of whatever type the [headers] name, or nothing. */
internal class Reply(
    val status: Int,
    private val json: JsonElement? = null,
    private val text: String? = null,
    val headers: Map<String, String> = emptyMap(),
) {
    val bytes: ByteArray by lazy { (text ?: json?.toString()).orEmpty().encodeToByteArray() }

    fun with(more: Map<String, String>): Reply = Reply(status, json, text, headers + more)
}

internal fun ok(json: Any?): Reply = Reply(200, json.toJson())
