package dev.tricolor.optimizely

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** A condition as people read it; as JSON when it has something that words would not tell. */
internal fun readableCondition(condition: Condition): String {
    val rule = ConditionRule.of(condition.type)
    val verb = VERBS[condition.effectiveMatchType]
    if (rule == null || verb == null || !TOLD.containsAll(condition.json.keys)) return condition.json.toString()
    val type = condition.type.value.takeIf { condition.type != ConditionType.CUSTOM_ATTRIBUTE }
    val subject = listOfNotNull(type, condition.name?.let(::word)).joinToString(" ")
    val isThere = condition.effectiveMatchType == ConditionMatchType.EXISTS
    return when {
        subject.isEmpty() || isThere && condition.value != null -> condition.json.toString()
        rule.matchTypes.isEmpty() && condition.matchType != null -> condition.json.toString()
        isThere && rule.matchTypes.isEmpty() -> subject
        isThere -> "$subject $verb"
        else -> "$subject $verb ${condition.value}"
    }
}

/** A name without quotes where it cannot be taken for anything else. */
private fun word(name: String): String {
    val isPlain = name.matches(PLAIN) && name !in RESERVED && ConditionRule.of(ConditionType.of(name)) == null
    return if (isPlain) name else JsonPrimitive(name).toString()
}

/** A form in which trees of one meaning are equal, once they are simplified. */
internal fun canonical(conditions: Conditions<*>): JsonElement = when (conditions) {
    is ConditionGroup -> JsonArray(listOf(JsonPrimitive(conditions.operator.value)) + conditions.operands.map(::canonical))
    is Condition -> canonical(JsonObject(conditions.json + ("match_type" to JsonPrimitive(conditions.effectiveMatchType.value))))
    is AudienceReference -> canonical(conditions.json)
    is SegmentCondition -> canonical(conditions.json)
    is Everyone -> conditions.json
}

private fun canonical(element: JsonElement): JsonElement = when (element) {
    is JsonObject -> JsonObject(element.filterValues { it !is JsonNull }.mapValues { canonical(it.value) })
    is JsonArray -> JsonArray(element.map(::canonical))
    is JsonPrimitive -> if (element.isString) element else number(element)
}

private fun number(element: JsonPrimitive): JsonPrimitive =
    element.content.toBigDecimalOrNull()?.let { JsonPrimitive(it.stripTrailingZeros()) } ?: element

private val TOLD = setOf("type", "name", "value", "match_type")
private val RESERVED = setOf("and", "or", "not")
private val PLAIN by lazy { Regex("[A-Za-z_][A-Za-z0-9_.-]*") }
private val VERBS: Map<ConditionMatchType, String> by lazy {
    with(ConditionMatchType) {
        mapOf(
            EXACT to "is",
            SUBSTRING to "contains",
            EXISTS to "exists",
            REGEX to "matches",
            SIMPLE to "is like",
            PREFIX to "starts with",
            CIDR to "is in",
            GT to ">",
            GE to ">=",
            LT to "<",
            LE to "<=",
            SEMVER_EQ to "is version",
            SEMVER_GT to "is version >",
            SEMVER_GE to "is version >=",
            SEMVER_LT to "is version <",
            SEMVER_LE to "is version <=",
            QUALIFIED to "qualifies for",
        )
    }
}
