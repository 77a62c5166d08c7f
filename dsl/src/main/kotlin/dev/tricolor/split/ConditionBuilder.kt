package dev.tricolor.split

import dev.tricolor.Problems
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * The condition of a rule in the making, which rules of flags and of rule-based segments have in common.
 *
 * @param before the condition that was read; null where the service filled in none
 */
internal class ConditionBuilder(before: Condition? = Condition(JsonObject(mapOf("combiner" to JsonPrimitive("AND"))))) {
    private val fields = before?.json.orEmpty().toMutableMap()
    private val matchers = before?.matchers.orEmpty().mapTo(mutableListOf(), MatcherBuilder::of)

    fun add(matcher: MatcherBuilder) {
        matchers += matcher
    }

    fun clear() = matchers.clear()

    /** Writes the condition into a [rule], but leaves its absence alone when there is nothing to say. */
    fun putInto(rule: MutableMap<String, JsonElement>) {
        if (matchers.isNotEmpty() || fields["matchers"] is JsonArray) fields["matchers"] = JsonArray(matchers.map { it.json() })
        if (fields.isNotEmpty()) rule["condition"] = JsonObject(fields.toMap())
    }

    /** Adds to a rule's [problems] what was wrong with single matchers when they were said. */
    fun checkInto(problems: Problems) {
        matchers.forEachIndexed { index, matcher -> problems.at("condition.matchers[$index]").addAll(matcher.problems.all) }
    }
}
