package dev.tricolor.optimizely

import dev.tricolor.Problems
import dev.tricolor.quoted
import dev.tricolor.quotedList
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.booleanOrNull
import kotlinx.serialization.json.doubleOrNull

/** Adds what can never work. What is not documented may be new, and is let through. */
internal fun Conditions<*>.checkInto(problems: Problems) {
    val isNobody = this is ConditionGroup && operator == ConditionOperator.OR && operands.isEmpty()
    if (!isNobody && this != Everyone) checkNode(problems)
}

private fun Conditions<*>.checkNode(problems: Problems): Unit = when (this) {
    is ConditionGroup -> {
        problems.require(operands.isNotEmpty(), "") { "is ${quoted(operator.value)} of nothing" }
        operands.forEachIndexed { index, operand -> operand.checkNode(problems.at("[${index + 1}]")) }
    }
    is Condition -> checkCondition(problems)
    is AudienceReference -> problems.require(audienceId > 0, "audience_id") { "is $audienceId, must be an audience's id" }
    is SegmentCondition -> problems.require(attributeId > 0, "attribute_id") { "is $attributeId, must be an attribute's id" }
    is Everyone -> problems.add("", "is everyone, which must stand alone")
}

/**
 * What a type of conditions needs.
 *
 * @property matchTypes how it can be compared; empty where there is nothing to choose
 * @property wrongValue what is wrong with a value that is there
 */
internal class ConditionRule(
    val needsName: Boolean,
    val needsValue: Boolean,
    val matchTypes: List<ConditionMatchType>,
    val wrongValue: (String, ConditionMatchType) -> String?,
) {
    companion object {
        fun of(type: ConditionType): ConditionRule? = RULES[type]
    }
}

private val NUMBERS by lazy {
    with(ConditionMatchType) { listOf(GT, GE, LT, LE) }
}
private val VERSIONS by lazy {
    with(ConditionMatchType) { listOf(SEMVER_EQ, SEMVER_GT, SEMVER_GE, SEMVER_LT, SEMVER_LE) }
}

private val RULES: Map<ConditionType, ConditionRule> by lazy {
    val text = with(ConditionMatchType) { listOf(EXISTS, EXACT, SUBSTRING, REGEX) }
    with(ConditionType) {
        mapOf(
            CUSTOM_ATTRIBUTE to rule(
                name = true,
                matchTypes = with(ConditionMatchType) { listOf(EXACT, SUBSTRING, EXISTS) } + NUMBERS + VERSIONS,
            ),
            BROWSER to rule(value = true),
            BROWSER_VERSION to rule(value = true),
            DEVICE to rule(value = true),
            PLATFORM to rule(value = true),
            CAMPAIGN to rule(matchTypes = text) { value, _ -> "is \"none\", which is no campaign".takeIf { value == "none" } },
            COOKIES to rule(name = true, matchTypes = text),
            CUSTOM_TAG to rule(name = true, matchTypes = text),
            QUERY to rule(name = true, matchTypes = text),
            REFERRER to rule(value = true, matchTypes = with(ConditionMatchType) { listOf(SIMPLE, EXACT, SUBSTRING, REGEX) }),
            IP to rule(
                value = true,
                matchTypes = with(ConditionMatchType) { listOf(EXACT, REGEX, CIDR, PREFIX) },
                wrongValue = ::wrongAddress,
            ),
            CUSTOM_DIMENSION to rule(name = true),
            EVENT to rule(name = true),
            CODE to rule(value = true),
            LANGUAGE to rule(value = true),
            LOCATION to rule(value = true) { value, _ -> wrongPlace(value) },
            SOURCE_TYPE to rule(value = true),
            TIME_AND_DAY to rule(value = true) { value, _ -> wrongTime(value) },
            LIST to rule(name = true),
            THIRD_PARTY_DIMENSION to rule(name = true, value = true, matchTypes = listOf(ConditionMatchType.QUALIFIED)),
            UPLOADED_DATA_DIMENSION to rule(name = true, value = true),
            FIRST_SESSION to rule(),
            HAS_PPID to rule(),
            VISITOR to rule(value = true),
        )
    }
}

private fun rule(
    name: Boolean = false,
    value: Boolean = false,
    matchTypes: List<ConditionMatchType> = emptyList(),
    wrongValue: (String, ConditionMatchType) -> String? = { _, _ -> null },
) = ConditionRule(name, value, matchTypes, wrongValue)

private fun Condition.checkCondition(problems: Problems) {
    problems.require(type.value.isNotBlank(), "type") { "is blank" }
    val rule = ConditionRule.of(type) ?: return
    problems.require(type != ConditionType.VISITOR, "type") { "is \"visitor\", which Optimizely does not save; \"first_session\" is" }
    problems.require(!rule.needsName || !name.isNullOrBlank(), "name") { if (name == null) "is missing" else "is blank" }
    val match = matchType
    // A match type that no documented type has may be new; one that others have is a mistake.
    problems.require(match == null || match in rule.matchTypes || !isDocumented(match), "match_type") {
        "is ${quoted(match)}, must be ${if (rule.matchTypes.isEmpty()) "left out" else "one of ${quotedList(rule.matchTypes)}"}"
    }
    val wrong = if (type == ConditionType.CUSTOM_ATTRIBUTE) wrongAttributeValue(value, match) else wrongText(rule)
    wrong?.let { problems.add("value", it) }
}

private fun isDocumented(match: ConditionMatchType): Boolean = RULES.values.any { match in it.matchTypes }

private fun Condition.wrongText(rule: ConditionRule): String? {
    val text = (value as? JsonPrimitive)?.takeIf { it.isString }?.content
    val needed = rule.needsValue || matchType != null && matchType != ConditionMatchType.EXISTS
    return when {
        value == null -> "is missing".takeIf { needed }
        text == null -> "is $value, must be text"
        text.isBlank() && rule.needsValue -> "is blank"
        else -> rule.wrongValue(text, effectiveMatchType)
    }
}

private fun wrongAttributeValue(value: JsonElement?, match: ConditionMatchType?): String? {
    val primitive = value as? JsonPrimitive
    val text = primitive?.takeIf { it.isString }?.content
    val number = primitive?.takeUnless { it.isString }?.doubleOrNull?.takeIf { it.isFinite() }
    val must = when (match) {
        ConditionMatchType.SUBSTRING -> "text".takeIf { text.isNullOrEmpty() }
        in NUMBERS -> "a finite number".takeIf { number == null }
        in VERSIONS -> "a version such as \"2.1.0\"".takeIf { text?.matches(VERSION) != true }
        ConditionMatchType.EXACT, null ->
            "text, a finite number, or true or false".takeIf { text == null && number == null && primitive?.isBoolean() != true }
        else -> null
    }
    return must?.let { "is ${value ?: "missing"}, must be $it" }
}

private fun JsonPrimitive.isBoolean() = !isString && booleanOrNull != null

private fun wrongAddress(value: String, match: ConditionMatchType): String? =
    "is ${quoted(value)}, must be a network such as \"10.0.0.0/8\"".takeIf { match == ConditionMatchType.CIDR && !isNetwork(value) }

private fun isNetwork(value: String): Boolean {
    val bits = value.substringAfter('/', "").toIntOrNull() ?: return false
    val address = value.substringBefore('/')
    if (':' in address) return bits in 0..128 && address.matches(IPV6)
    return bits in 0..32 && address.split('.').let { parts -> parts.size == 4 && parts.all { it.toIntOrNull() in 0..255 } }
}

private fun wrongPlace(value: String): String? =
    "is ${quoted(value)}, must be such as \"US|CA|SANFRANCISCO\"".takeIf { value.split('|').any(String::isBlank) }

private fun wrongTime(value: String): String? =
    "is ${quoted(value)}, must be such as \"09:00_17:30_monday,friday\"".takeUnless { value.matches(TIME_AND_DAYS) }

private val VERSION by lazy { Regex("""\d+(\.\d+){0,2}([-+]\S+)?""") }
private val IPV6 by lazy { Regex("""[0-9A-Fa-f:.]{2,45}""") }
private val TIME_AND_DAYS by lazy {
    val time = """([01]\d|2[0-3]):[0-5]\d"""
    Regex("""${time}_${time}_[^,\s]+(,[^,\s]+)*""")
}
