package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.core.integer
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.optionalBoolean
import dev.tricolor.emulator.core.optionalText
import dev.tricolor.emulator.core.orAbsent
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.requiredText
import dev.tricolor.emulator.core.text
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import java.security.MessageDigest
import java.time.OffsetDateTime
import java.time.format.DateTimeParseException

private const val FULL_WEIGHT = 100_000L
internal const val SEGMENT_MATCH = "segmentMatch"

/** The clauses that [value] must be, with ids for those that have none. */
internal fun LaunchDarklyAccount.clauses(value: JsonElement?): List<JsonObject> =
    (value.orAbsent() as? JsonArray ?: refuse(400, "clauses must be an array")).mapIndexed { index, clause ->
        clause(clause as? JsonObject ?: refuse(400, "clauses[$index] must be an object"))
    }

internal fun LaunchDarklyAccount.clause(clause: JsonObject): JsonObject {
    val op = clause.requiredText("op")
    if (op != SEGMENT_MATCH && op !in OPERATORS) refuse(400, "'$op' is no operator of a clause")
    return json(
        "_id" to (clause.optionalText("_id") ?: ids.next("clause")),
        "attribute" to clause.requiredText("attribute"),
        "op" to op,
        "values" to (clause["values"] as? JsonArray ?: refuse(400, "values must be an array")),
        "contextKind" to (clause.optionalText("contextKind") ?: USER),
        "negate" to (clause.optionalBoolean("negate") ?: false),
    )
}

/** The weight that [value] must be: thousandths of a percent. */
internal fun weight(value: JsonElement?): Long =
    value.integer()?.takeIf { it in 0..FULL_WEIGHT } ?: refuse(400, "weight must be a whole number from 0 to $FULL_WEIGHT, is $value")

/** The contexts of one evaluation by their kind. */
internal class ContextInstance(body: JsonObject) {
    private val contexts: Map<String, JsonObject> = when (val kind = body.optionalText("kind") ?: USER) {
        "multi" -> (body - "kind").mapValues { (name, context) -> context as? JsonObject ?: refuse(400, "$name must be a context") }
        else -> mapOf(kind to body)
    }

    init {
        if (contexts.isEmpty()) refuse(400, "There is no context")
        contexts.values.forEach { it.requiredText("key") }
    }

    fun key(kind: String): String? = contexts[kind]?.text("key")

    /** What an attribute holds, one by one where it is a list; nothing where there is no such context or attribute. */
    fun values(kind: String, attribute: String): List<JsonPrimitive> {
        val value = path(attribute).fold(contexts[kind] as JsonElement?) { at, name -> (at as? JsonObject)?.get(name) }.orAbsent()
        return ((value as? JsonArray) ?: listOfNotNull(value)).filterIsInstance<JsonPrimitive>()
    }

    /** Whether [clause] holds; [inSegment] tells whether the contexts are in the segment of a key. */
    fun matches(clause: JsonObject, inSegment: (String) -> Boolean): Boolean {
        val wanted = (clause.getValue("values") as JsonArray).filterIsInstance<JsonPrimitive>()
        val op = clause.getValue("op").text()
        val holds = if (op == SEGMENT_MATCH) {
            wanted.any { inSegment(it.content) }
        } else {
            val compare = OPERATORS.getValue(checkNotNull(op))
            val values = values(clause.text("contextKind") ?: USER, checkNotNull(clause.text("attribute")))
            // Who has no such attribute matches neither a clause nor its opposite.
            if (values.isEmpty()) return false
            values.any { value -> wanted.any { compare(value, it) } }
        }
        return holds != (clause["negate"] == JsonPrimitive(true))
    }

    private fun path(attribute: String): List<String> =
        if (!attribute.startsWith("/")) listOf(attribute) else attribute.drop(1).split('/').map { it.replace("~1", "/").replace("~0", "~") }

    /** Where a context stands among all of its kind, 0 to 1: always at the same place for one [salt]. */
    fun bucket(kind: String, attribute: String, salt: String): Double {
        val value = values(kind, attribute).firstOrNull() ?: return 0.0
        val hash = MessageDigest.getInstance("SHA-1").digest("$salt.${value.content}".toByteArray())
        return hash.take(7).fold(0L) { sum, byte -> (sum shl 8) or (byte.toLong() and 0xFF) }.toDouble() / (1L shl 56)
    }
}

private typealias Comparison = (JsonPrimitive, JsonPrimitive) -> Boolean

private val OPERATORS: Map<String, Comparison> = mapOf(
    "in" to { value, wanted -> value == wanted || numbers(value, wanted) { it == 0 } },
    "startsWith" to texts { value, wanted -> value.startsWith(wanted) },
    "endsWith" to texts { value, wanted -> value.endsWith(wanted) },
    "contains" to texts { value, wanted -> wanted in value },
    "matches" to texts { value, wanted -> regex(wanted)?.containsMatchIn(value) ?: false },
    "lessThan" to { value, wanted -> numbers(value, wanted) { it < 0 } },
    "lessThanOrEqual" to { value, wanted -> numbers(value, wanted) { it <= 0 } },
    "greaterThan" to { value, wanted -> numbers(value, wanted) { it > 0 } },
    "greaterThanOrEqual" to { value, wanted -> numbers(value, wanted) { it >= 0 } },
    "before" to { value, wanted -> compared(moment(value), moment(wanted)) { it < 0 } },
    "after" to { value, wanted -> compared(moment(value), moment(wanted)) { it > 0 } },
    "semVerEqual" to { value, wanted -> compared(version(value), version(wanted)) { it == 0 } },
    "semVerLessThan" to { value, wanted -> compared(version(value), version(wanted)) { it < 0 } },
    "semVerGreaterThan" to { value, wanted -> compared(version(value), version(wanted)) { it > 0 } },
)

private fun texts(compare: (String, String) -> Boolean): Comparison =
    { value, wanted -> value.isString && wanted.isString && compare(value.content, wanted.content) }

private fun numbers(value: JsonPrimitive, wanted: JsonPrimitive, holds: (Int) -> Boolean) = compared(number(value), number(wanted), holds)

private fun <T : Comparable<T>> compared(value: T?, wanted: T?, holds: (Int) -> Boolean) =
    value != null && wanted != null && holds(value.compareTo(wanted))

private fun number(value: JsonPrimitive) = value.takeUnless { it.isString }?.content?.toDoubleOrNull()

private fun regex(pattern: String) = try {
    Regex(pattern)
} catch (_: IllegalArgumentException) {
    null
}

private fun moment(value: JsonPrimitive): Double? = try {
    number(value) ?: OffsetDateTime.parse(value.content).toInstant().toEpochMilli().toDouble()
} catch (_: DateTimeParseException) {
    null
}

private val VERSION = Regex("""(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?""")

private fun version(value: JsonPrimitive): SemanticVersion? = VERSION.matchEntire(value.content)?.groupValues?.let { groups ->
    SemanticVersion(groups.subList(1, 4).map { it.toLongOrNull() ?: 0 }, groups[4].split('.').filter { it.isNotEmpty() })
}

private class SemanticVersion(private val numbers: List<Long>, private val prerelease: List<String>) : Comparable<SemanticVersion> {
    override fun compareTo(other: SemanticVersion): Int {
        val byNumber = numbers.zip(other.numbers) { one, two -> one.compareTo(two) }.firstOrNull { it != 0 }
        val byPrerelease = prerelease.zip(other.prerelease, ::identifiers).firstOrNull { it != 0 }
        return byNumber ?: when {
            prerelease.isEmpty() || other.prerelease.isEmpty() -> other.prerelease.size.compareTo(prerelease.size)
            else -> byPrerelease ?: prerelease.size.compareTo(other.prerelease.size)
        }
    }

    /** Numbers come before names. */
    private fun identifiers(one: String, two: String): Int {
        val numbers = one.toLongOrNull() to two.toLongOrNull()
        return when {
            numbers.first != null && numbers.second != null -> numbers.first!!.compareTo(numbers.second!!)
            numbers.first != null -> -1
            numbers.second != null -> 1
            else -> one.compareTo(two)
        }
    }
}
