package dev.tricolor.optimizely.classic

import dev.tricolor.Block
import dev.tricolor.Field
import dev.tricolor.PayloadBuilder
import dev.tricolor.Problems
import dev.tricolor.TricolorDsl
import dev.tricolor.configuredBy
import dev.tricolor.intOrNull
import dev.tricolor.longs
import dev.tricolor.stringOrNull
import dev.tricolor.strings
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** Says pages by their addresses. */
@TricolorDsl
public class GoalUrlsBuilder internal constructor() {
    private val urls = mutableListOf<Pair<String, GoalUrlMatchType>>()

    /** Pages with this address, compared in the simple way. */
    public fun url(url: String): GoalUrlsBuilder = url(url, GoalUrlMatchType.SIMPLE)

    /** Pages with such an address. */
    public fun url(url: String, matchType: GoalUrlMatchType): GoalUrlsBuilder = apply { urls += url to matchType }

    /** Writes the two lists that the vendor keeps side by side, with [prefix] before their names; tells whether anything is in them. */
    internal fun writeTo(builder: PayloadBuilder, prefix: String): Boolean {
        builder.fields["${prefix}urls"] = JsonArray(urls.map { JsonPrimitive(it.first) })
        builder.fields["${prefix}url_match_types"] = JsonArray(urls.map { JsonPrimitive(it.second.number) })
        return urls.isNotEmpty()
    }
}

/**
 * Builds a new goal: one of [click], [customEvent] and [pageviews], and what is known of it besides. Goals of engagement and revenue cannot
 * be created: each project has one of both from the start.
 */
public class GoalBuilder : ClassicBuilder("goal") {
    /** What it is for. */
    public var description: String by text("description")

    /** Whether it is put away. */
    public var archived: Boolean by flag("archived")

    /** Whether experiments can take it up. */
    public var addable: Boolean by flag("addable")

    /** Sets [GoalBuilder.description]. */
    public fun description(text: String): GoalBuilder = apply { description = text }

    /** Sets [GoalBuilder.archived]. */
    public fun archived(archived: Boolean): GoalBuilder = apply { this.archived = archived }

    /** Sets [GoalBuilder.addable]. */
    public fun addable(addable: Boolean): GoalBuilder = apply { this.addable = addable }

    /** The experiments that measure it. */
    public fun experimentIds(vararg experimentIds: Long): GoalBuilder = experimentIds(experimentIds.asList())

    /** The experiments that measure it. */
    public fun experimentIds(experimentIds: Collection<Long>): GoalBuilder = apply { ids("experiment_ids", experimentIds) }

    /** Counts clicks on what the CSS [selector] finds, on the pages of whichever experiment measures the goal. */
    public fun click(title: String, selector: String): GoalBuilder = kind(GoalType.CLICK, title).apply {
        fields["selector"] = JsonPrimitive(selector)
        fields["target_to_experiments"] = JsonPrimitive(true)
    }

    /** Counts clicks on what the CSS [selector] finds, on the pages that [targetUrls] says. */
    public fun click(title: String, selector: String, targetUrls: Block<GoalUrlsBuilder>): GoalBuilder = click(title, selector).apply {
        fields["target_to_experiments"] = JsonPrimitive(false)
        GoalUrlsBuilder().configuredBy(targetUrls).writeTo(this, "target_")
    }

    /** Counts the events that the page's own code tells of by the name [event], which can never be changed. */
    public fun customEvent(title: String, event: String): GoalBuilder = kind(GoalType.CUSTOM_EVENT, title).apply {
        fields["event"] = JsonPrimitive(event)
    }

    /** Counts views of the pages that [urls] says. */
    public fun pageviews(title: String, urls: Block<GoalUrlsBuilder>): GoalBuilder = kind(GoalType.PAGEVIEWS, title).apply {
        GoalUrlsBuilder().configuredBy(urls).writeTo(this, "")
    }

    private fun kind(type: GoalType, title: String) = apply {
        OF_ONE_KIND.forEach(fields::remove)
        fields["title"] = JsonPrimitive(title)
        fields["goal_type"] = JsonPrimitive(type.number)
    }

    override fun check(json: JsonObject, problems: Problems) {
        val type = json.intOrNull("goal_type")?.let(GoalType::of)
        problems.require(type != null, "goal_type") { "is missing, must be click, customEvent or pageviews" }
        problems.requireKind(type)
        problems.checkGoal(json)
        if (type == null) return
        problems.require(json.stringOrNull("title") != null, "title") { "is missing" }
        if (type == GoalType.CLICK && json["target_to_experiments"] == JsonPrimitive(false)) {
            problems.require(json.strings("target_urls").isNotEmpty(), "target_urls") { "are none, so that no click would count" }
        }
        if (type == GoalType.PAGEVIEWS) {
            problems.require(json.strings("urls").isNotEmpty(), "urls") { "are none, so that no view would count" }
        }
    }

    private companion object {
        val OF_ONE_KIND =
            listOf("selector", "target_to_experiments", "target_urls", "target_url_match_types", "event", "urls", "url_match_types")
    }
}

/** Builds a change of a goal; only what is said is changed. The event of a custom event goal can never be changed. */
public class UpdateGoalBuilder : ClassicBuilder("change of a goal") {
    /** What people call it. */
    public var title: String by text("title")

    /** What it is for. */
    public var description: String by text("description")

    /** Whether it is put away. */
    public var archived: Boolean by flag("archived")

    /** Whether experiments can take it up. */
    public var addable: Boolean by flag("addable")

    /** What reaches it; not [GoalType.ENGAGEMENT] or [GoalType.REVENUE]. */
    public var goalType: GoalType by Field("goal_type", { JsonPrimitive(it.number) }) { GoalType.of((it as JsonPrimitive).content.toInt()) }

    /** The CSS selector of what is clicked. */
    public var selector: String by text("selector")

    /** Whether clicks count on the pages of the experiments that measure it; else [targetUrls] must say on which. */
    public var targetToExperiments: Boolean by flag("target_to_experiments")

    /** Sets [UpdateGoalBuilder.title]. */
    public fun title(title: String): UpdateGoalBuilder = apply { this.title = title }

    /** Sets [UpdateGoalBuilder.description]. */
    public fun description(text: String): UpdateGoalBuilder = apply { description = text }

    /** Sets [UpdateGoalBuilder.archived]. */
    public fun archived(archived: Boolean): UpdateGoalBuilder = apply { this.archived = archived }

    /** Sets [UpdateGoalBuilder.addable]. */
    public fun addable(addable: Boolean): UpdateGoalBuilder = apply { this.addable = addable }

    /** Sets [UpdateGoalBuilder.goalType]. */
    public fun goalType(type: GoalType): UpdateGoalBuilder = apply { goalType = type }

    /** Sets [UpdateGoalBuilder.selector]. */
    public fun selector(selector: String): UpdateGoalBuilder = apply { this.selector = selector }

    /** Sets [UpdateGoalBuilder.targetToExperiments]. */
    public fun targetToExperiments(target: Boolean): UpdateGoalBuilder = apply { targetToExperiments = target }

    /** The experiments that measure it, in the place of all that do; `experiments.addGoal` and `removeGoal` change one of them. */
    public fun experimentIds(vararg experimentIds: Long): UpdateGoalBuilder = experimentIds(experimentIds.asList())

    /** The experiments that measure it, in the place of all that do; `experiments.addGoal` and `removeGoal` change one of them. */
    public fun experimentIds(experimentIds: Collection<Long>): UpdateGoalBuilder = apply { ids("experiment_ids", experimentIds) }

    /** The pages that clicks count on, in the place of all that it has; none where [block] says none. */
    public fun targetUrls(block: Block<GoalUrlsBuilder>): UpdateGoalBuilder = apply {
        val some = GoalUrlsBuilder().configuredBy(block).writeTo(this, "target_")
        if (some) targetToExperiments = false
    }

    /** The pages whose views count, in the place of all that it has; where [block] says none, no view counts. */
    public fun urls(block: Block<GoalUrlsBuilder>): UpdateGoalBuilder = apply { GoalUrlsBuilder().configuredBy(block).writeTo(this, "") }

    override fun check(json: JsonObject, problems: Problems) {
        super.check(json, problems)
        problems.requireKind(json.intOrNull("goal_type")?.let(GoalType::of))
        problems.checkGoal(json)
    }
}

private fun Problems.requireKind(type: GoalType?) = require(type != GoalType.ENGAGEMENT && type != GoalType.REVENUE, "goal_type") {
    "is $type, a goal of ${if (type == GoalType.REVENUE) "revenue" else "engagement"}: each project has one from the start"
}

private fun Problems.checkGoal(json: JsonObject) {
    listOf("title", "selector", "event").forEach { requireText(json, it) }
    requireIds(json, "experiment_ids")
    listOf("target_", "").forEach { prefix ->
        val urls = json.strings("${prefix}urls")
        urls.forEachIndexed { index, url -> require(url.isNotBlank(), "${prefix}urls[$index]") { "is blank" } }
        val types = json.longs("${prefix}url_match_types").size
        require(urls.size == types, "${prefix}url_match_types") { "are $types, must be one for each of ${urls.size} addresses" }
    }
}
