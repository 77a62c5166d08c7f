package dev.tricolor.emulator.optimizely

import dev.tricolor.emulator.core.integer
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.orAbsent
import dev.tricolor.emulator.core.parseJson
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.text
import dev.tricolor.optimizely.AudienceReference
import dev.tricolor.optimizely.Conditions
import dev.tricolor.optimizely.Everyone
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject

/** Whom experiments and rollout rules of [project] may be for: the audiences that are there. */
internal class TargetedAudiences(private val account: OptimizelyAccount, private val project: Project) {
    /** Holds `audience_conditions` of [body], and the `audience_ids` of old, to what they may be. */
    fun check(fields: Fields, body: JsonObject) {
        fields.texts("audience_conditions")
        val ids = body["audience_ids"].orAbsent()
        val listed = (ids as? JsonArray)?.map { it.integer() }
        fields.check("audience_ids", ids == null || listed?.all { it != null } == true, "must be a list of whole numbers")
        body.text("audience_conditions")?.let { text -> problem(text)?.let { fields.check("audience_conditions", false, it) } }
        listed?.filterNotNull()?.let { unknown(it.map(Long::toString)) }?.let { fields.check("audience_ids", false, it) }
    }

    private fun problem(text: String): String? = try {
        val conditions = Conditions.fromAudienceConditions(text)
        conditions.problems().takeIf { it.isNotEmpty() }?.joinToString("; ") ?: unknown(conditions.audienceIds())
    } catch (unreadable: SerializationException) {
        unreadable.message?.removePrefix("audience_conditions: ")
    }

    private fun unknown(ids: List<String>): String? {
        val known = account.audiences.of(project).map { it.id }
        return (ids - known.toSet()).firstOrNull()?.let { "there is no audience $it in project ${project.id}" }
    }
}

/** These members with the conditions as the server writes them. */
internal fun JsonObject.targetingRewritten(): JsonObject = text("audience_conditions")
    ?.let { this + json("audience_conditions" to (if (it.trim() == EVERYONE_WORD) EVERYONE_WORD else spaced(parseJson(it)))) } ?: this

/** These members, in which who is meant is said in both ways, whichever it was said in. */
internal fun JsonObject.targetingInBothWays(): JsonObject {
    val conditions: Conditions<AudienceReference> = audienceConditions()
    val text = if (conditions == Everyone) EVERYONE_WORD else spaced(conditions.json)
    return this + json("audience_conditions" to text, "audience_ids" to conditions.audienceIds().map(String::toLong))
}

private const val EVERYONE_WORD = "everyone"
