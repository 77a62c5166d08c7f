package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.objects
import dev.tricolor.emulator.core.optionalText
import dev.tricolor.emulator.core.orAbsent
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.requiredText
import dev.tricolor.emulator.core.text
import dev.tricolor.emulator.core.texts
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** What a segment is to become; [processed] are the imports that come in with it. */
internal data class SegmentDraft(val json: JsonObject, val keys: BigKeys, val processed: Set<String> = emptySet()) {
    val big: Boolean get() = json["unbounded"] == JsonPrimitive(true)

    /** Whether the context is [type], which is `included` or `excluded`. */
    fun targets(type: String, contextKind: String, contextKey: String): Boolean = when {
        !big -> contextKey in json.targets(type)[contextKind].orEmpty()
        contextKind != json.text("unboundedContextKind") -> false
        type == "included" -> contextKey in keys.included
        else -> contextKey in keys.excluded
    }

    /** The same, of which [change] was made to the [type] targets of a kind. */
    fun with(type: String, contextKind: String, change: (Set<String>) -> Set<String>): SegmentDraft {
        if (big) return copy(keys = keys.with(type, change)).checked()
        val targets = json.targets(type)
        return copy(json = json.withTargets(type, targets + (contextKind to change(targets[contextKind].orEmpty())))).checked()
    }

    /** This, unless it includes and excludes the same. */
    fun checked(): SegmentDraft {
        val excluded = json.targets("excluded")
        val both = json.targets("included").flatMap { (kind, keys) -> keys intersect excluded[kind].orEmpty() } +
            (keys.included intersect keys.excluded)
        if (both.isNotEmpty()) refuse(400, "'${both.first()}' cannot be both included and excluded")
        return this
    }

    /** The same with [change] made to its rules. */
    fun withRules(change: (List<JsonObject>) -> List<JsonObject>): SegmentDraft =
        copy(json = json + json("rules" to change(json.objects("rules"))))

    private fun BigKeys.with(type: String, change: (Set<String>) -> Set<String>) =
        if (type == "included") copy(included = change(included)) else copy(excluded = change(excluded))
}

/** The `included` or `excluded` targets by context kind: those of users have a list of their own. */
internal fun JsonObject.targets(type: String): Map<String, Set<String>> {
    val targets = LinkedHashMap<String, Set<String>>()
    val add = { kind: String, keys: List<String> -> if (keys.isNotEmpty()) targets[kind] = targets[kind].orEmpty() + keys }
    add(USER, get(type).orAbsent()?.texts(type).orEmpty())
    val contexts = get("${type}Contexts").orAbsent()
    (contexts as? JsonArray ?: contexts?.let { refuse(400, "${type}Contexts must be an array") }).orEmpty().forEach { target ->
        if (target !is JsonObject) refuse(400, "${type}Contexts must be an array of objects")
        add(target.optionalText("contextKind") ?: USER, target["values"].orAbsent()?.texts("values").orEmpty())
    }
    return targets
}

internal fun JsonObject.withTargets(type: String, targets: Map<String, Set<String>>): JsonObject = this + json(
    type to targets[USER].orEmpty(),
    "${type}Contexts" to (targets - USER).filterValues { it.isNotEmpty() }
        .map { (kind, keys) -> json("contextKind" to kind, "values" to keys) },
)

/** The rules that [value] must be, with ids for those that have none. */
internal fun LaunchDarklyAccount.segmentRules(value: JsonElement?): List<JsonObject> {
    val rules = value.orAbsent() ?: return emptyList()
    return (rules as? JsonArray ?: refuse(400, "rules must be an array")).mapIndexed { index, rule ->
        segmentRule(rule as? JsonObject ?: refuse(400, "rules[$index] must be an object"))
    }
}

internal fun LaunchDarklyAccount.segmentRule(rule: JsonObject): JsonObject {
    val rest = rule.filterKeys { it in setOf("bucketBy", "rolloutContextKind", "description") }.filterValues { it.orAbsent() != null }
    rest.keys.forEach { rule.requiredText(it) }
    return json("_id" to (rule.optionalText("_id") ?: ids.next("segment rule")), "clauses" to clauses(rule["clauses"])) +
        rule["weight"].orAbsent()?.let { json("weight" to weight(it)) }.orEmpty() + rest
}
