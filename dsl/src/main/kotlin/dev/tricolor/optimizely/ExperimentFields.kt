package dev.tricolor.optimizely

import dev.tricolor.Block
import dev.tricolor.PayloadBuilder
import dev.tricolor.Problems
import dev.tricolor.configuredBy
import dev.tricolor.documents
import dev.tricolor.documentsByName
import dev.tricolor.quoted
import dev.tricolor.quotedList
import dev.tricolor.stringOrNull
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** What can be said of an experiment, new or not. */
public abstract class ExperimentFields<Self : ExperimentFields<Self>> internal constructor(payload: String, before: Experiment?) :
    PayloadBuilder(payload), MetricWords {

    /** What people call it; web experiments need it. */
    public var name: String by text("name")

    /** What it is for, or its hypothesis. */
    public var description: String by text("description")

    /** The share of visitors who are in it, in basis points; Full Stack. */
    public var trafficAllocation: Int by int("traffic_allocation", OptimizelyLimits.WHOLE)

    /** The share of visitors who are not in it, in basis points; web, and Full Stack as the tutorial has it. */
    public var holdback: Int by int("holdback", 0)

    /** Who it is for: `audienceConditions { audience(7000) and not(audience(7001)) }`; everyone unless it is said. */
    public var audienceConditions: Conditions<AudienceReference> by audienceConditionsField()

    /** The feature that its variations configure, by its id; [feature] also checks what the variations say of its variables. */
    public var featureId: Long by long("feature_id")

    /** What happens to it beside that; null for nothing. It goes along in the query. */
    public var action: ExperimentAction? = null

    internal val variations = before?.variations.orEmpty().mapTo(mutableListOf()) { it.json }
    private val metrics = before?.metrics.orEmpty().mapTo(mutableListOf()) { it.json }
    private val whitelist = before?.whitelist.orEmpty().mapTo(mutableListOf()) { it.json }
    private val environments = LinkedHashMap<String, JsonObject>()
    private var feature: Feature? = null

    /** Sets [ExperimentFields.action]. */
    public fun action(action: ExperimentAction): Self = self().apply { this.action = action }

    /** Sets [ExperimentFields.name]. */
    public fun name(name: String): Self = self().apply { this.name = name }

    /** Sets [ExperimentFields.description]. */
    public fun description(description: String): Self = self().apply { this.description = description }

    /** Sets [ExperimentFields.trafficAllocation]. */
    public fun trafficAllocation(basisPoints: Int): Self = self().apply { trafficAllocation = basisPoints }

    /** Sets [ExperimentFields.holdback]. */
    public fun holdback(basisPoints: Int): Self = self().apply { holdback = basisPoints }

    /** Sets [ExperimentFields.audienceConditions]. */
    public fun audienceConditions(conditions: Conditions<AudienceReference>): Self = self().apply { audienceConditions = conditions }

    /** Says who it is for: `audienceConditions { audience(7000) and not(audience(7001)) }`. */
    @JvmSynthetic
    public fun audienceConditions(block: OptimizelyAudiences.() -> Conditions<AudienceReference>): Self =
        audienceConditions(OptimizelyAudiences.block())

    /** Sets [ExperimentFields.featureId]. */
    public fun featureId(id: Long): Self = self().apply { featureId = id }

    /** Makes it a feature test of [feature]: what variations say of variables must be of its variables, and fit their types. */
    public fun feature(feature: Feature): Self = self().apply {
        this.feature = feature
        featureId = feature.id
    }

    /**
     * Adds a metric: `metric(unique, eventId)`, `metric(sum) { field = MetricField.REVENUE }`. The first one is the primary metric, the
     * next four are secondary, all others are monitored.
     *
     * @param eventId the event that is counted; of [MetricAggregator.BOUNCE] and [MetricAggregator.EXIT], the page; null for what is
     * measured over all events
     */
    @JvmOverloads
    public fun metric(aggregator: MetricAggregator, eventId: Long? = null, block: Block<MetricBuilder> = Block {}): Self = self().apply {
        metrics += MetricBuilder(aggregator, eventId).configuredBy(block).json()
        fields["metrics"] = JsonArray(metrics.toList())
    }

    /** Sets how far it is in the environment with the key [key]: not started, running or paused. Full Stack. */
    public fun environment(key: String, status: ExperimentStatus): Self = self().apply {
        environments[key] = JsonObject(mapOf("status" to JsonPrimitive(status.value)))
        fields["environments"] = JsonObject(environments.toMap())
    }

    /** Runs on these pages; web. [urlTargeting] is the other way to say where. */
    public fun pageIds(vararg ids: Long): Self = self().apply { fields["page_ids"] = JsonArray(ids.map(::JsonPrimitive)) }

    /** Runs where the URL is as [block] says; web. */
    @JvmOverloads
    public fun urlTargeting(editUrl: String, block: Block<UrlTargetingBuilder> = Block {}): Self =
        self().apply { nested("url_targeting", UrlTargetingBuilder(editUrl).configuredBy(block)) }

    /** Starts and stops by itself, as [block] says. */
    public fun schedule(block: Block<ExperimentScheduleBuilder>): Self =
        self().apply { nested("schedule", ExperimentScheduleBuilder().configuredBy(block)) }

    /** Does this to the page before all variations; web. A change is an object with a `type` and a `value`: see [PageChange]. */
    public fun changes(vararg changes: JsonObject): Self = self().apply { fields["changes"] = JsonArray(changes.toList()) }

    internal fun addVariation(member: String, called: String, weight: Int, block: Block<VariationBuilder>) {
        val said = mapOf(member to JsonPrimitive(called), "weight" to JsonPrimitive(weight))
        putVariation(variations.size, VariationBuilder(JsonObject(said)).configuredBy(block))
    }

    internal fun putVariation(index: Int, builder: VariationBuilder) {
        if (index == variations.size) variations += builder.json() else variations[index] = builder.json()
        fields["variations"] = JsonArray(variations.toList())
    }

    internal fun dropVariation(index: Int) {
        variations.removeAt(index)
        fields["variations"] = JsonArray(variations.toList())
    }

    internal fun dropMetrics() {
        metrics.clear()
        fields["metrics"] = JsonArray(emptyList())
    }

    internal fun putWhitelisted(userId: String, variationId: Long) {
        dropWhitelisted(userId)
        whitelist += JsonObject(mapOf("user_id" to JsonPrimitive(userId), "variation_id" to JsonPrimitive(variationId)))
        fields["whitelist"] = JsonArray(whitelist.toList())
    }

    internal fun dropWhitelisted(userId: String) {
        whitelist.removeAll { it.stringOrNull("user_id") == userId }
        fields["whitelist"] = JsonArray(whitelist.toList())
    }

    override fun check(json: JsonObject, problems: Problems) {
        json.stringOrNull("key")?.let { problems.requireKey("key", it) }
        problems.requireIds(json, "project_id", "campaign_id", "feature_id", "page_ids")
        problems.requireShare("traffic_allocation", json)
        problems.requireShare("holdback", json)
        problems.requireOne("traffic_allocation", "holdback", json)
        problems.requireOne("page_ids", "url_targeting", json)
        json.documentsByName("environments", ::ExperimentEnvironment).forEach { (key, environment) ->
            problems.require(environment.status in SETTABLE, "environments.$key.status") {
                "is ${quoted(environment.status)}, must be one of ${quotedList(SETTABLE)}"
            }
        }
        json.documents("metrics") { it }.forEachIndexed { index, metric -> problems.at("metrics[$index]").checkMetric(metric) }
        problems.checkVariations(json.documents("variations") { it }, feature)
        json.documents("whitelist", ::WhitelistEntry).forEachIndexed { index, entry ->
            problems.require(!entry.userId.isNullOrBlank(), "whitelist[$index].user_id") { "is missing or blank" }
            problems.requireId("whitelist[$index].variation_id", entry.variationId)
        }
    }

    private fun Problems.requireOne(one: String, other: String, json: JsonObject) =
        require(one !in json || other !in json, one) { "is said and so is $other, must be one of them" }

    @Suppress("UNCHECKED_CAST") // Self is the class itself, as in every subclass.
    internal fun self() = this as Self

    private companion object {
        val SETTABLE by lazy { with(ExperimentStatus) { listOf(NOT_STARTED, RUNNING, PAUSED) } }
    }
}

/** Says where a web experiment runs. */
public class UrlTargetingBuilder internal constructor(editUrl: String) : PayloadBuilder("URL targeting") {
    init {
        fields["edit_url"] = JsonPrimitive(editUrl)
    }

    /** What code names it by: letters, digits and `_`. */
    public var key: String by text("key")

    /** Which URLs are meant, as JSON in a text: `["and",{"type":"url","match_type":"substring","value":"shop"}]`. */
    public var conditions: String by text("conditions")

    /** What makes it begin: `immediate`, `manual`, `polling`, `callback`, `dom_changed` or `url_changed`. */
    public var activationType: String by text("activation_type")

    /** The JavaScript that makes it begin; [activationType] `polling` and `callback` need it. */
    public var activationCode: String by text("activation_code")

    /** Sets [UrlTargetingBuilder.key]. */
    public fun key(key: String): UrlTargetingBuilder = apply { this.key = key }

    /** Sets [UrlTargetingBuilder.conditions]. */
    public fun conditions(json: String): UrlTargetingBuilder = apply { conditions = json }

    /** Sets [UrlTargetingBuilder.activationType]. */
    public fun activationType(type: String): UrlTargetingBuilder = apply { activationType = type }

    /** Sets [UrlTargetingBuilder.activationCode]. */
    public fun activationCode(javascript: String): UrlTargetingBuilder = apply { activationCode = javascript }

    override fun check(json: JsonObject, problems: Problems) {
        problems.require(!json.stringOrNull("edit_url").isNullOrBlank(), "edit_url") { "is blank" }
        val needsCode = json.stringOrNull("activation_type") in setOf("polling", "callback")
        problems.require(!needsCode || !json.stringOrNull("activation_code").isNullOrBlank(), "activation_code") {
            "is missing or blank, must be what tells when it begins"
        }
    }
}

/** Says when an experiment starts and stops by itself. */
public class ExperimentScheduleBuilder internal constructor() : PayloadBuilder("schedule") {
    /** When it starts, to the minute, in [timeZone]: `2019-02-20T15:00`, or `2019-02-20` for its first minute. */
    public var startTime: String by text("start_time")

    /** When it stops, to the minute, in [timeZone]: `2019-02-20T15:00`. */
    public var stopTime: String by text("stop_time")

    /** The time zone by its IANA name: `America/New_York`; UTC unless it is said. */
    public var timeZone: String by text("time_zone")

    /** Sets [ExperimentScheduleBuilder.startTime]. */
    public fun startTime(time: String): ExperimentScheduleBuilder = apply { startTime = time }

    /** Sets [ExperimentScheduleBuilder.stopTime]. */
    public fun stopTime(time: String): ExperimentScheduleBuilder = apply { stopTime = time }

    /** Sets [ExperimentScheduleBuilder.timeZone]. */
    public fun timeZone(name: String): ExperimentScheduleBuilder = apply { timeZone = name }

    override fun check(json: JsonObject, problems: Problems) {
        listOf("start_time", "stop_time").forEach { name ->
            val time = json.stringOrNull(name)
            problems.require(time == null || time.matches(TIME), name) { "is ${quoted(time)}, must be such as \"2019-02-20T15:00\"" }
        }
        problems.require("start_time" in json || "stop_time" in json, "") { "says neither start_time nor stop_time" }
    }

    private companion object {
        val TIME by lazy { Regex("""\d{4}-\d{2}-\d{2}(T\d{2}(:\d{2}(:00(\.000)?)?)?Z?)?""") }
    }
}
