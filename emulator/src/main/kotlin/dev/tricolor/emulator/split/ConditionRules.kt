package dev.tricolor.emulator.split

import dev.tricolor.emulator.core.Problems
import dev.tricolor.emulator.core.boolean
import dev.tricolor.emulator.core.orAbsent
import dev.tricolor.emulator.core.text
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

/** What must hold of the conditions of rules, whether of flags or of rule-based segments, in one [environment]. */
internal class ConditionRules(private val environment: Environment, private val problems: Problems) {
    fun condition(path: String, value: JsonElement?) {
        if (value !is JsonObject) return problems.add(path, "is required")
        val combiner = value["combiner"].orAbsent()
        problems.expect(combiner == null || combiner.text() == "AND", "$path.combiner", "must be AND, is $combiner")
        problems.inObjects("$path.matchers", value["matchers"], ::matcher)
        problems.expect(value["matchers"] != JsonArray(emptyList()), "$path.matchers", "must not be empty")
    }

    fun segment(path: String, name: String) {
        val known = environment.segments.find(name) != null
        problems.expect(known, path, "there is no segment '$name' in environment ${environment.name}")
    }

    /** Types that nobody has documented yet pass: the service adds some from time to time. */
    private fun matcher(path: String, matcher: JsonObject) {
        val (negate, attribute) = listOf("negate", "attribute").map { matcher[it].orAbsent() }
        problems.expect(negate == null || negate.boolean() != null, "$path.negate", "must be a boolean, is $negate")
        problems.expect(attribute == null || attribute.text() != null, "$path.attribute", "must be a string, is $attribute")
        val type = matcher["type"].text() ?: return problems.add("$path.type", "is required")
        val operands = OPERANDS[type] ?: return
        val needed = operands.joinToString(" or ") { "${it.member} (${it.kind})" }
        val complete = operands.any { it.isIn(matcher) }
        problems.expect(complete, path, "$type needs $needed")
        if (complete && type == "IN_SEGMENT") segment("$path.string", matcher["string"].text().orEmpty())
    }
}
