package dev.tricolor.emulator.optimizely

import dev.tricolor.emulator.core.Reply
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.boolean
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.ok
import dev.tricolor.emulator.core.parseJson
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.text
import dev.tricolor.optimizely.Conditions
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

private val CHANGEABLE = setOf("archived", "conditions", "description", "for_journey", "name", "segmentation")
private val GIVEN = CHANGEABLE + "is_classic"

internal fun Routes.Under.audiences(account: OptimizelyAccount) {
    val audiences = account.audiences
    get("audiences") {
        val project = account.askedProject(this)
        val uses = account.usesOfAudiences(project)
        val wanted = listOf("archived", "for_journey").mapNotNull { name -> flag(name)?.let { name to it } }
        val found = audiences.of(project).filter { audience -> wanted.all { (name, value) -> audience.json[name].boolean() == value } }
        linkedPage(found) { it.withUses(uses) }
    }
    post("audiences") {
        val body = checked {
            required("project_id")
            audience(it)
        }
        Reply(201, account.add(audiences, account.newAudience(body)).withUses(emptyMap()))
    }
    get("audiences/{audience}") {
        val audience = audiences.numbered(this["audience"])
        ok(audience.withUses(account.usesOfAudiences(audience.project)))
    }
    patch("audiences/{audience}") {
        val audience = audiences.numbered(this["audience"])
        account.change(audiences, audience, checked { audience(it) }.given(CHANGEABLE).rewritten())
        ok(audience.withUses(account.usesOfAudiences(audience.project)))
    }
}

private fun Fields.audience(body: JsonObject) {
    item(body)
    booleans("for_journey", "segmentation", "is_classic")
    texts("conditions")
    body.text("conditions")?.let { text -> problem(text)?.let { check("conditions", false, it) } }
}

private fun problem(conditions: String): String? = try {
    Conditions.fromJson(conditions).problems().takeIf { it.isNotEmpty() }?.joinToString("; ")
} catch (unreadable: SerializationException) {
    unreadable.message?.removePrefix("conditions: ")
}

private fun OptimizelyAccount.newAudience(body: JsonObject): Item {
    val project = namedProject(body)
    val defaults = json(
        "archived" to false,
        "conditions" to "[]",
        "description" to "",
        "for_journey" to false,
        "is_classic" to false,
        "name" to "",
        "project_id" to body["project_id"],
        "segmentation" to false,
    )
    return Item(born() + defaults + body.given(GIVEN).rewritten(), project)
}

/** How many experiments of [project] use which audience. */
private fun OptimizelyAccount.usesOfAudiences(project: Project): Map<String, Int> =
    experiments.of(project).flatMap { it.json.audienceConditions().audienceIds().distinct() }.groupingBy { it }.eachCount()

private fun Item.withUses(uses: Map<String, Int>) = json + json("experiment_count" to (uses[id] ?: 0))

/** With the conditions as the server writes them. */
private fun JsonObject.rewritten(): JsonObject =
    text("conditions")?.let { this + json("conditions" to spaced(parseJson(it))) } ?: this

/** JSON as a Python server writes it: members sorted by name, spaces behind colons and commas. */
internal fun spaced(element: JsonElement): String = when (element) {
    is JsonArray -> element.joinToString(", ", "[", "]", transform = ::spaced)
    is JsonObject -> element.toSortedMap().entries.joinToString(", ", "{", "}") { "${JsonPrimitive(it.key)}: ${spaced(it.value)}" }
    is JsonPrimitive -> element.toString()
}
