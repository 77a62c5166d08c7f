package dev.tricolor.split

import dev.tricolor.BadRequestException
import dev.tricolor.ErrorReply
import dev.tricolor.jsonOrNull
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

/**
 * Split has refused some attributes of a bulk upload (400), and so has saved none.
 *
 * @property refused the ones that are wrong, each with the reason
 */
public class RefusedAttributesException internal constructor(reply: ErrorReply, public val refused: List<RefusedAttribute>) :
    BadRequestException(reply) {
    internal companion object {
        /** The same refusal with its rows; null when there are none in it. */
        fun of(refusal: BadRequestException): RefusedAttributesException? {
            val rows = rows(jsonOrNull(refusal.rawBody))?.map(RefusedAttribute::of)?.ifEmpty { null } ?: return null
            val said = rows.joinToString("; ") { listOfNotNull(it.id, it.message).joinToString(": ") }
            val reply = ErrorReply(
                refusal.endpoint,
                refusal.status,
                refusal.rawBody,
                refusal.code,
                message = "${rows.size} refused, none saved: $said",
                refusal.requestId,
                refusal.retryAfterMillis,
            )
            return RefusedAttributesException(reply, rows)
        }

        /** Split documents that rows come back, not whether something stands around them. */
        private fun rows(body: JsonElement?): List<JsonObject>? = when (body) {
            is JsonArray -> body.takeIf { all -> all.all { it is JsonObject } }?.filterIsInstance<JsonObject>()
            is JsonObject -> body.values.filterIsInstance<JsonArray>().firstNotNullOfOrNull(::rows)
            else -> null
        }
    }
}
