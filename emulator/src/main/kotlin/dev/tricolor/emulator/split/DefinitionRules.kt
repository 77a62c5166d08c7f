package dev.tricolor.emulator.split

import dev.tricolor.emulator.core.boolean
import dev.tricolor.emulator.core.integer
import dev.tricolor.emulator.core.orAbsent
import dev.tricolor.emulator.core.text
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

/** Finds everything that is wrong with a definition for one [environment]; each problem starts with its path. */
internal class DefinitionRules(private val workspace: Workspace, private val environment: Environment) {
    private val problems = ArrayList<String>()
    private lateinit var treatments: Set<String>

    fun problems(definition: JsonObject): List<String> {
        treatments(definition["treatments"])
        knownTreatment("defaultTreatment", definition["defaultTreatment"])
        if (definition["baselineTreatment"] != null) knownTreatment("baselineTreatment", definition["baselineTreatment"])
        expect(definition["trafficAllocation"].integer() in PERCENT, "trafficAllocation", "must be a whole number from 0 to 100")
        objects("rules", definition["rules"]) { path, rule ->
            condition("$path.condition", rule["condition"])
            buckets("$path.buckets", rule["buckets"])
        }
        buckets("defaultRule", definition["defaultRule"])
        if (definition["flagSets"] != null) objects("flagSets", definition["flagSets"], ::flagSet)
        definition["impressionsDisabled"]?.let { expect(it.boolean() != null, "impressionsDisabled", "must be a boolean, is $it") }
        return problems
    }

    private fun treatments(value: JsonElement?) {
        val names = ArrayList<String>()
        objects("treatments", value) { path, treatment ->
            treatmentName("$path.name", treatment["name"], names)
            listOf("configurations", "description").forEach { member ->
                val given = treatment[member].orAbsent()
                expect(given == null || given.text() != null, "$path.$member", "must be a string, is $given")
            }
            strings("$path.keys", treatment["keys"].orAbsent())
            strings("$path.segments", treatment["segments"].orAbsent()) { segment(it, "$path.segments") }
        }
        if (value is JsonArray) expect(value.size in 1..MAX_TREATMENTS, "treatments", "must be 1 to $MAX_TREATMENTS, are ${value.size}")
        treatments = names.toSet()
    }

    private fun treatmentName(path: String, value: JsonElement?, seen: MutableList<String>) {
        val name = value.text()
        when {
            name.isNullOrBlank() -> problems += "$path: is required"
            name in RESERVED -> problems += "$path: '$name' is reserved"
            name in seen -> problems += "$path: '$name' is there twice"
        }
        seen += name.orEmpty()
    }

    private fun knownTreatment(path: String, value: JsonElement?) {
        val name = value.text()
        if (name == null) problems += "$path: is required"
        else expect(name in treatments, path, "'$name' is not a treatment; treatments are ${treatments.joinToString { "'$it'" }}")
    }

    private fun buckets(path: String, value: JsonElement?) {
        val sizes = ArrayList<Long>()
        objects(path, value) { at, bucket ->
            knownTreatment("$at.treatment", bucket["treatment"])
            val size = bucket["size"].integer()
            expect(size in PERCENT, "$at.size", "must be a whole number from 0 to 100, is ${bucket["size"]}")
            sizes += size ?: 0
        }
        if (value is JsonArray) expect(sizes.sum() == 100L, path, "sizes sum to ${sizes.sum()}, must be 100")
    }

    private fun condition(path: String, value: JsonElement?) {
        if (value !is JsonObject) {
            problems += "$path: is required"
            return
        }
        val combiner = value["combiner"].orAbsent()
        expect(combiner == null || combiner.text() == "AND", "$path.combiner", "must be AND, is $combiner")
        objects("$path.matchers", value["matchers"], ::matcher)
        if (value["matchers"] == JsonArray(emptyList())) problems += "$path.matchers: must not be empty"
    }

    /** Types that nobody has documented yet pass: the service adds some from time to time. */
    private fun matcher(path: String, matcher: JsonObject) {
        val type = matcher["type"].text()
        if (type == null) {
            problems += "$path.type: is required"
            return
        }
        val operands = OPERANDS[type] ?: return
        val operand = operands.firstOrNull { it.isIn(matcher) }
        if (operand == null) problems += "$path: $type needs ${operands.joinToString(" or ") { "${it.member} (${it.kind})" }}"
        else if (type == "IN_SEGMENT") segment(matcher["string"].text().orEmpty(), "$path.string")
    }

    private fun segment(name: String, path: String) =
        expect(environment.segments.find(name) != null, path, "there is no segment '$name' in environment ${environment.name}")

    private fun flagSet(path: String, set: JsonObject) {
        val id = set["id"].text()
        expect(id != null && workspace.flagSets.withId(id) != null, "$path.id", "there is no flag set ${set["id"]}")
    }

    private fun objects(path: String, value: JsonElement?, check: (String, JsonObject) -> Unit) {
        if (value !is JsonArray) problems += "$path: ${if (value == null) "is required" else "must be an array"}"
        else value.forEachIndexed { index, item ->
            if (item is JsonObject) check("$path[$index]", item) else problems += "$path[$index]: must be an object, is $item"
        }
    }

    private fun strings(path: String, value: JsonElement?, check: (String) -> Unit = {}) {
        if (value == null) return
        val texts = (value as? JsonArray)?.map { it.text() }
        if (texts == null || null in texts) problems += "$path: must be an array of strings"
        else texts.filterNotNull().forEach(check)
    }

    private fun expect(right: Boolean, path: String, otherwise: String) {
        if (!right) problems += "$path: $otherwise"
    }

    private companion object {
        const val MAX_TREATMENTS = 20
        val PERCENT = 0L..100L
        val RESERVED = (
            "all and between contain contains control datetime does end ends false has have if in is match matches not number set " +
                "split start starts string then treatment true with"
            ).split(' ').toSet()
    }
}
