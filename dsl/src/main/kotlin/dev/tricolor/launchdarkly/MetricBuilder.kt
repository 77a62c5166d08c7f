package dev.tricolor.launchdarkly

import dev.tricolor.Block
import dev.tricolor.JsonPatchBuilder
import dev.tricolor.PayloadBuilder
import dev.tricolor.Problems
import dev.tricolor.Replaced
import dev.tricolor.TricolorDsl
import dev.tricolor.configuredBy
import dev.tricolor.doubleOrNull
import dev.tricolor.longOrNull
import dev.tricolor.quoted
import dev.tricolor.stringOrNull
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** What a metric and the denominator of one have in common: which events count, and how they become one number per unit. */
@TricolorDsl
public abstract class MeasureBuilder<Self : MeasureBuilder<Self>> internal constructor(payload: String) : PayloadBuilder(payload) {
    /** How the events of one unit become one number. */
    public var unitAggregationType: UnitAggregationType by openEnum("unitAggregationType", UnitAggregationType::of)

    /** Whether the percentiles of [winsorize] are counted with the zeros of units without an event. */
    public var winsorIncludeImputed: Boolean by flag("winsorIncludeImputed")

    /** Sets [MeasureBuilder.unitAggregationType]. */
    public fun unitAggregationType(type: UnitAggregationType): Self = self().apply { unitAggregationType = type }

    /** Sets [MeasureBuilder.winsorIncludeImputed]. */
    public fun winsorIncludeImputed(include: Boolean): Self = self().apply { winsorIncludeImputed = include }

    /** Counts the different values in the column [field] of the warehouse. */
    public fun countDistinct(field: String): Self = self().apply {
        unitAggregationType = UnitAggregationType.COUNT_DISTINCT
        fields["unitAggregationField"] = JsonPrimitive(field)
    }

    /** Measures a value; without this, whether an event happens. */
    public fun numeric(): Self = self().apply { fields["isNumeric"] = JsonPrimitive(true) }

    /** Counts only the events for which [filter] holds. */
    public fun filters(filter: EventFilterBuilder): Self = self().apply { nested("filters", filter) }

    /** Counts only the events that come in a time, in milliseconds after a unit's first exposure. */
    public fun window(startOffset: Long, endOffset: Long): Self = self().apply {
        fields["windowStartOffset"] = JsonPrimitive(startOffset)
        fields["windowEndOffset"] = JsonPrimitive(endOffset)
    }

    /** Pulls values below the percentile [lower] and above [upper] in to it; each is between 0 and 100, null leaves that side as it is. */
    public fun winsorize(lower: Number?, upper: Number?): Self = self().apply {
        problems.require(lower != null || upper != null, "winsorLowerPercentile") { "is missing, and so is the upper one" }
        lower?.let { fields["winsorLowerPercentile"] = JsonPrimitive(it) }
        upper?.let { fields["winsorUpperPercentile"] = JsonPrimitive(it) }
    }

    /** Takes the events from the data source with the key [key]; LaunchDarkly's own unless it is said. */
    public fun dataSource(key: String): Self = dataSource(key, null)

    /** Takes the events from the data source with the key [key], by the connection of the environment [environmentKey]. */
    public fun dataSource(key: String, environmentKey: String?): Self = self().apply {
        val source = listOfNotNull("key" to JsonPrimitive(key), environmentKey?.let { "environmentKey" to JsonPrimitive(it) })
        fields["dataSource"] = JsonObject(source.toMap())
        problems.require(key.isNotBlank(), "dataSource.key") { "is blank" }
    }

    override fun check(json: JsonObject, problems: Problems) {
        val distinct = json.stringOrNull("unitAggregationType") == UnitAggregationType.COUNT_DISTINCT.value
        problems.require(!distinct || !json.stringOrNull("unitAggregationField").isNullOrBlank(), "unitAggregationField") {
            "is missing or blank, must be the column of which different values are counted"
        }
        problems.requireWindow(json.longOrNull("windowStartOffset"), json.longOrNull("windowEndOffset"))
        problems.requireWinsor(json.doubleOrNull("winsorLowerPercentile"), json.doubleOrNull("winsorUpperPercentile"))
    }

    @Suppress("UNCHECKED_CAST") // Self is the class itself, as in every subclass.
    private fun self() = this as Self
}

/**
 * Builds a metric. It must be said what its events are: [custom], [click], [pageview] or [trace].
 *
 * @param key what it will be addressed by, not the key of its events: a letter or digit, then letters, digits, `.`, `_` and `-`
 */
public class MetricBuilder(key: String) : MeasureBuilder<MetricBuilder>("metric") {
    init {
        fields["key"] = JsonPrimitive(key)
    }

    /** What people call it. */
    public var name: String by text("name")

    /** What it is for. */
    public var description: String by text("description")

    /** The unit of its values; of numeric custom and trace metrics only. */
    public var unit: String by text("unit")

    /** The id of the member who looks after it; unless it is said, who the token belongs to. */
    public var maintainerId: String by text("maintainerId")

    /** Sets [MetricBuilder.name]. */
    public fun name(name: String): MetricBuilder = apply { this.name = name }

    /** Sets [MetricBuilder.description]. */
    public fun description(text: String): MetricBuilder = apply { description = text }

    /** Sets [MetricBuilder.unit]. */
    public fun unit(unit: String): MetricBuilder = apply { this.unit = unit }

    /** Sets [MetricBuilder.maintainerId]. */
    public fun maintainerId(memberId: String): MetricBuilder = apply { maintainerId = memberId }

    /** Measures the events that programs send with the key [eventKey] by their SDK's `track`. */
    public fun custom(eventKey: String): MetricBuilder = kind(MetricKind.CUSTOM).apply { fields["eventKey"] = JsonPrimitive(eventKey) }

    /** Measures clicks on what the CSS [selector] finds, on the pages that [urls] says. */
    public fun click(selector: String, urls: Block<UrlsBuilder>): MetricBuilder = kind(MetricKind.CLICK).apply {
        fields["selector"] = JsonPrimitive(selector)
        fields["urls"] = UrlsBuilder(problems).configuredBy(urls).json()
    }

    /** Measures views of the pages that [urls] says. */
    public fun pageview(urls: Block<UrlsBuilder>): MetricBuilder = kind(MetricKind.PAGEVIEW).apply {
        fields["urls"] = UrlsBuilder(problems).configuredBy(urls).json()
    }

    /** Measures the traces that [query] finds. */
    public fun trace(query: String): MetricBuilder = kind(MetricKind.TRACE).apply { fields["traceQuery"] = JsonPrimitive(query) }

    /** Measures a value of the traces that [query] finds, which stands at [valueLocation] of each. */
    public fun trace(query: String, valueLocation: String): MetricBuilder = trace(query).numeric().apply {
        fields["traceValueLocation"] = JsonPrimitive(valueLocation)
    }

    /** Measures a value in the unit [unit]; without this, whether an event happens. */
    public fun numeric(unit: String): MetricBuilder = numeric().unit(unit)

    /** More is better. */
    public fun higherIsBetter(): MetricBuilder = successCriteria(SuccessCriteria.HIGHER_THAN_BASELINE)

    /** Less is better. */
    public fun lowerIsBetter(): MetricBuilder = successCriteria(SuccessCriteria.LOWER_THAN_BASELINE)

    /** Says which way is better. */
    public fun successCriteria(criteria: SuccessCriteria): MetricBuilder = apply {
        fields["successCriteria"] = JsonPrimitive(criteria.value)
    }

    /** Compares the means of the units' numbers. */
    public fun mean(): MetricBuilder = apply { fields["analysisType"] = JsonPrimitive(MetricAnalysisType.MEAN.value) }

    /** Compares the percentile [value], 0 to 100, of the units' numbers. */
    public fun percentile(value: Long): MetricBuilder = apply {
        fields["analysisType"] = JsonPrimitive(MetricAnalysisType.PERCENTILE.value)
        fields["percentileValue"] = JsonPrimitive(value)
    }

    /** Counts [value] for units without an event. */
    public fun eventDefault(value: Number): MetricBuilder = apply { fields["eventDefault"] = eventDefaultJson(value) }

    /** Leaves units without an event out. */
    public fun noEventDefault(): MetricBuilder = apply { fields["eventDefault"] = eventDefaultJson(null) }

    /** The context kinds that it can be measured of; `user` unless they are said. */
    public fun analysisUnits(vararg contextKinds: String): MetricBuilder = apply { fields["analysisUnits"] = texts(contextKinds.asList()) }

    /** Its tags; takes the place of the ones that were said before. */
    public fun tags(vararg tags: String): MetricBuilder = tags(tags.asList())

    /** Its tags; takes the place of the ones that were said before. */
    public fun tags(tags: Collection<String>): MetricBuilder = apply { fields["tags"] = texts(tags) }

    /** Divides its values by what [block] says: events with the name [eventName] in the warehouse. */
    public fun denominator(eventName: String, block: Block<DenominatorBuilder>): MetricBuilder = apply {
        nested("denominator", DenominatorBuilder(eventName).configuredBy(block))
    }

    override fun check(json: JsonObject, problems: Problems) {
        problems.checkMetric(Metric(json))
        super.check(json, problems)
    }

    private fun kind(kind: MetricKind) = apply {
        val before = (fields["kind"] as? JsonPrimitive)?.content
        problems.require(before == null || before == kind.value, "kind") { "is ${quoted(before)} and ${quoted(kind)}, must be one of them" }
        fields["kind"] = JsonPrimitive(kind.value)
    }
}

/** Says what the values of a ratio metric are divided by. */
public class DenominatorBuilder internal constructor(eventName: String) : MeasureBuilder<DenominatorBuilder>("denominator") {
    init {
        fields["eventName"] = JsonPrimitive(eventName)
    }

    override fun check(json: JsonObject, problems: Problems) {
        problems.require(!json.stringOrNull("eventName").isNullOrBlank(), "eventName") { "is blank" }
        super.check(json, problems)
    }
}

/** Says which pages a metric is about. */
@TricolorDsl
public class UrlsBuilder internal constructor(private val problems: Problems) {
    private val urls = mutableListOf<JsonObject>()

    /** The page with the address [url], to the letter. */
    public fun exact(url: String): UrlsBuilder = add("exact", "url", url)

    /** The page with the address [url], whatever its query and fragment. */
    public fun canonical(url: String): UrlsBuilder = add("canonical", "url", url)

    /** Pages whose address has [part] in it. */
    public fun substring(part: String): UrlsBuilder = add("substring", "substring", part)

    /** Pages whose address matches the regular expression [pattern]. */
    public fun regex(pattern: String): UrlsBuilder = add("regex", "pattern", pattern)

    internal fun json() = JsonArray(urls.toList())

    private fun add(kind: String, field: String, value: String) = apply {
        problems.require(value.isNotBlank(), "urls[${urls.size}].$field") { "is blank" }
        urls += JsonObject(mapOf("kind" to JsonPrimitive(kind), field to JsonPrimitive(value)))
    }
}

/** Builds a change of a metric; each change makes a new version of it. Its key and its kind cannot be changed. */
public class MetricPatchBuilder : JsonPatchBuilder("metric patch") {
    /** What people call it. */
    public var name: String by text("/name")

    /** What it is for; null for nothing. */
    public var description: String? by Replaced("/description", { JsonPrimitive(it) }) { null }

    /** The unit of its values; null for none. */
    public var unit: String? by Replaced("/unit", { JsonPrimitive(it) }) { null }

    /** The key of its events, of a custom metric. */
    public var eventKey: String by text("/eventKey")

    /** The CSS selectors of what is clicked, of a click metric. */
    public var selector: String by text("/selector")

    /** The id of the member who looks after it. */
    public var maintainerId: String by text("/maintainerId")

    /** Which way is better. */
    public var successCriteria: SuccessCriteria by Replaced("/successCriteria", { JsonPrimitive(it.value) }) { null }

    /** How the events of one unit become one number. */
    public var unitAggregationType: UnitAggregationType by Replaced("/unitAggregationType", { JsonPrimitive(it.value) }) { null }

    /** Sets [MetricPatchBuilder.name]. */
    public fun name(name: String): MetricPatchBuilder = apply { this.name = name }

    /** Sets [MetricPatchBuilder.description]. */
    public fun description(text: String?): MetricPatchBuilder = apply { description = text }

    /** Sets [MetricPatchBuilder.unit]. */
    public fun unit(unit: String?): MetricPatchBuilder = apply { this.unit = unit }

    /** Sets [MetricPatchBuilder.eventKey]. */
    public fun eventKey(eventKey: String): MetricPatchBuilder = apply { this.eventKey = eventKey }

    /** Sets [MetricPatchBuilder.selector]. */
    public fun selector(selector: String): MetricPatchBuilder = apply { this.selector = selector }

    /** Sets [MetricPatchBuilder.maintainerId]. */
    public fun maintainerId(memberId: String): MetricPatchBuilder = apply { maintainerId = memberId }

    /** Sets [MetricPatchBuilder.successCriteria]. */
    public fun successCriteria(criteria: SuccessCriteria): MetricPatchBuilder = apply { successCriteria = criteria }

    /** Sets [MetricPatchBuilder.unitAggregationType]. */
    public fun unitAggregationType(type: UnitAggregationType): MetricPatchBuilder = apply { unitAggregationType = type }

    /** More is better. */
    public fun higherIsBetter(): MetricPatchBuilder = successCriteria(SuccessCriteria.HIGHER_THAN_BASELINE)

    /** Less is better. */
    public fun lowerIsBetter(): MetricPatchBuilder = successCriteria(SuccessCriteria.LOWER_THAN_BASELINE)

    /** The pages it is about, in the place of all that it has. */
    public fun urls(block: Block<UrlsBuilder>): MetricPatchBuilder = apply {
        val urls = UrlsBuilder(problems).configuredBy(block).json()
        problems.require(urls.isNotEmpty(), "urls") { "are none, must be at least one" }
        replaceOnce("/urls", urls)
    }

    /** Compares the percentile [value], 0 to 100, of the units' numbers. */
    public fun percentile(value: Long): MetricPatchBuilder = apply {
        wrongPercentile(value)?.let { problems.add("percentileValue", it) }
        replaceOnce("/analysisType", JsonPrimitive(MetricAnalysisType.PERCENTILE.value))
        replaceOnce("/percentileValue", JsonPrimitive(value))
    }

    /** Counts [value] for units without an event. */
    public fun eventDefault(value: Number): MetricPatchBuilder = apply { replaceOnce("/eventDefault", eventDefaultJson(value)) }

    /** Leaves units without an event out. */
    public fun noEventDefault(): MetricPatchBuilder = apply { replaceOnce("/eventDefault", eventDefaultJson(null)) }

    /** Counts only the events for which [filter] holds. */
    public fun filters(filter: EventFilterBuilder): MetricPatchBuilder = apply { replaceBuilt("/filters", filter) }

    /** Counts only the events that come in a time, in milliseconds after a unit's first exposure. */
    public fun window(startOffset: Long, endOffset: Long): MetricPatchBuilder = apply {
        problems.requireWindow(startOffset, endOffset)
        replaceOnce("/windowStartOffset", JsonPrimitive(startOffset))
        replaceOnce("/windowEndOffset", JsonPrimitive(endOffset))
    }

    /** Pulls values below the percentile [lower] and above [upper] in to it; each is between 0 and 100, null leaves that side as it is. */
    public fun winsorize(lower: Number?, upper: Number?): MetricPatchBuilder = apply {
        problems.requireWinsor(lower?.toDouble(), upper?.toDouble())
        lower?.let { replaceOnce("/winsorLowerPercentile", JsonPrimitive(it)) }
        upper?.let { replaceOnce("/winsorUpperPercentile", JsonPrimitive(it)) }
    }

    /** The context kinds that it can be measured of. */
    public fun analysisUnits(vararg contextKinds: String): MetricPatchBuilder = apply {
        problems.requireUnits(contextKinds.asList())
        problems.require(contextKinds.isNotEmpty(), "analysisUnits") { "are none, must be at least one" }
        replaceOnce("/analysisUnits", texts(contextKinds.asList()))
    }

    /** Its tags, in the place of all that it has. */
    public fun tags(vararg tags: String): MetricPatchBuilder = tags(tags.asList())

    /** Its tags, in the place of all that it has. */
    public fun tags(tags: Collection<String>): MetricPatchBuilder = apply { replaceTags(tags) }

    /** One more tag. */
    public fun addTag(tag: String): MetricPatchBuilder = apply { appendTag(tag) }
}

private fun eventDefaultJson(value: Number?): JsonElement =
    JsonObject(mapOf("disabled" to JsonPrimitive(value == null)) + listOfNotNull(value?.let { "value" to JsonPrimitive(it) }))
