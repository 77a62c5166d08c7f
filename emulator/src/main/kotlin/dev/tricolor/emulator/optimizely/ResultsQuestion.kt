package dev.tricolor.emulator.optimizely

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.objects
import dev.tricolor.emulator.core.parseJson
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.text
import dev.tricolor.optimizely.SegmentCondition
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import java.time.DateTimeException
import java.time.Instant
import java.time.LocalDate
import java.time.LocalDateTime
import java.time.OffsetDateTime
import java.time.ZoneOffset
import java.util.Base64

private const val FIVE_MINUTES = 300L
private val CHOICES = mapOf(
    "browser" to setOf("firefox", "chrome", "internet_explorer", "opera", "safari"),
    "device" to setOf("desktop", "ipad", "iphone", "mobile", "tablet"),
    "source" to setOf("campaign", "direct", "referral", "search"),
)

/** Which results of [experiment] are asked for. */
internal class ResultsQuestion(private val call: Call, private val account: OptimizelyAccount, private val experiment: Item) {
    val variations: List<JsonObject> = experiment.json.objects("variations")
    val segment: Segment? = segment()
    val baseline: JsonObject? = baseline()
    val start: Instant = call.query("start_time")?.let { rounded(moment("start_time", it), up = true) } ?: instant("earliest")
    val end: Instant = call.query("end_time")?.let { rounded(moment("end_time", it), up = false) } ?: lastMoment()

    private fun baseline(): JsonObject? {
        val asked = call.query("baseline_variation_id") ?: return variations.firstOrNull()
        return variations.find { it.variationId() == asked } ?: refuse(400, "baseline_variation_id: there is no variation $asked")
    }

    private fun instant(member: String) = Instant.parse(experiment.json.text(member) ?: account.now())

    /** What was said in this very moment counts, too. */
    private fun lastMoment() = (if (experiment.json.text("status") == "running") account.moment() else instant("latest")).plusMillis(1)

    private fun segment(): Segment? {
        val asked = (CHOICES.keys + "attribute_id" + "segment_conditions").filter { call.query(it) != null }
        if (asked.size > 1) refuse(400, "${asked.joinToString(" and ")} cannot be asked for together")
        if (call.query("attribute_value") != null && "attribute_id" !in asked) refuse(400, "attribute_value needs attribute_id")
        return when (val name = asked.singleOrNull()) {
            null -> null
            "attribute_id" -> attribute()
            "segment_conditions" -> name to conditions(call.query(name).orEmpty()).toString()
            else -> name to call.query(name).orEmpty().also { value ->
                val allowed = CHOICES.getValue(name)
                if (value !in allowed) refuse(400, "$name must be one of ${allowed.joinToString()}, is '$value'")
            }
        }
    }

    private fun attribute(): Segment {
        val id = call.query("attribute_id").orEmpty()
        requireAttribute(id)
        return id to (call.query("attribute_value") ?: refuse(400, "attribute_id needs attribute_value"))
    }

    private fun requireAttribute(id: String) {
        val known = account.attributes.withId(id)?.project === experiment.project
        if (!known) refuse(400, "attribute_id: there is no attribute $id in project ${experiment.project.id}")
    }

    /** JSON as it is, or in the alphabet of Base64 that is fit for URLs. */
    private fun conditions(text: String): JsonElement {
        val decoded = if (text.trimStart().startsWith("[") || text.trimStart().startsWith("{")) text else base64(text)
        return parseJson(decoded).also(::check)
    }

    private fun base64(text: String): String = try {
        Base64.getUrlDecoder().decode(text).decodeToString()
    } catch (_: IllegalArgumentException) {
        refuse(400, "segment_conditions is neither JSON nor Base64")
    }

    private fun check(condition: JsonElement): Unit = when (condition) {
        is JsonArray -> {
            val operator = condition.firstOrNull().text()
            if (operator !in setOf("and", "or", "not")) refuse(400, "segment_conditions: '$operator' is no operator")
            condition.drop(1).forEach(::check)
        }
        is JsonObject -> try {
            val leaf = SegmentCondition.of(condition)
            val match = leaf.matchType?.value ?: "exact"
            if (match !in setOf("exact", "substring", "prefix", "regex")) refuse(400, "segment_conditions: '$match' is no match_type")
            requireAttribute(leaf.attributeId.toString())
        } catch (malformed: SerializationException) {
            refuse(400, "segment_conditions: ${malformed.message}")
        }
        else -> refuse(400, "segment_conditions: $condition is no condition")
    }

    private fun moment(name: String, text: String): Instant = try {
        when {
            text.length == DATE -> LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
            text.endsWith("Z") || text.drop(DATE).any { it in "+-" } -> OffsetDateTime.parse(text).toInstant()
            else -> LocalDateTime.parse(text).toInstant(ZoneOffset.UTC)
        }
    } catch (_: DateTimeException) {
        refuse(400, "$name must be a time in ISO 8601, is '$text'")
    }

    private fun rounded(moment: Instant, up: Boolean): Instant {
        val seconds = Math.floorDiv(moment.epochSecond, FIVE_MINUTES) * FIVE_MINUTES
        val down = Instant.ofEpochSecond(seconds)
        return if (up && down < moment) down.plusSeconds(FIVE_MINUTES) else down
    }

    private companion object {
        const val DATE = 10
    }
}
