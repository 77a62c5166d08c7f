package dev.tricolor.optimizely.classic

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.OpenEnum
import dev.tricolor.booleanOrNull
import dev.tricolor.intOrNull
import dev.tricolor.long
import dev.tricolor.longOrNull
import dev.tricolor.longs
import dev.tricolor.stringOrNull
import dev.tricolor.strings
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject

/**
 * A goal: what experiments measure. It belongs to a project, and any number of the project's experiments measure it.
 *
 * @property id its id
 * @property projectId the project it belongs to
 * @property title what people call it
 * @property description what it is for
 * @property goalType what reaches it
 * @property experimentIds the experiments that measure it
 * @property archived whether it is put away
 * @property addable whether experiments can take it up
 * @property isEditable false for old goals, which cannot be changed; null for most
 * @property event the name of its event, of a custom event goal; it never changes
 * @property selector the CSS selector of what is clicked, of a click goal
 * @property targetToExperiments whether clicks count on the pages of the experiments that measure it; else on [targetUrls]
 * @property targetUrls the pages that clicks count on
 * @property targetUrlMatchTypes how the addresses of [targetUrls] are compared, one for each
 * @property urls the pages whose views count, of a page view goal
 * @property urlMatchTypes how the addresses of [urls] are compared, one for each
 * @property created when it was created, as Optimizely writes it
 * @property lastModified when it was changed last, as Optimizely writes it
 */
@Serializable(with = Goal.Companion::class)
public class Goal internal constructor(json: JsonObject) : Document(json) {
    public val id: Long = json.long("id")
    public val projectId: Long? = json.longOrNull("project_id")
    public val title: String? = json.stringOrNull("title")
    public val description: String? = json.stringOrNull("description")
    public val goalType: GoalType? = json.intOrNull("goal_type")?.let(GoalType::of)
    public val experimentIds: List<Long> = json.longs("experiment_ids")
    @get:JvmName("isArchived")
    public val archived: Boolean = json.booleanOrNull("archived") ?: false
    public val addable: Boolean? = json.booleanOrNull("addable")
    public val isEditable: Boolean? = json.booleanOrNull("is_editable")
    public val event: String? = json.stringOrNull("event")
    public val selector: String? = json.stringOrNull("selector")
    public val targetToExperiments: Boolean? = json.booleanOrNull("target_to_experiments")
    public val targetUrls: List<String> = json.strings("target_urls")
    public val targetUrlMatchTypes: List<GoalUrlMatchType> = json.longs("target_url_match_types").map { GoalUrlMatchType.of(it.toInt()) }
    public val urls: List<String> = json.strings("urls")
    public val urlMatchTypes: List<GoalUrlMatchType> = json.longs("url_match_types").map { GoalUrlMatchType.of(it.toInt()) }
    public val created: String? = json.stringOrNull("created")
    public val lastModified: String? = json.stringOrNull("last_modified")

    public companion object : DocumentType<Goal>(::Goal)
}

/**
 * What reaches a goal.
 *
 * @property number the vendor's number for it
 */
public class GoalType private constructor(public val number: Int) : OpenEnum(number.toString()) {
    public companion object {
        /** A click on something. */
        @JvmField public val CLICK: GoalType = GoalType(0)

        /** An event that the page's own code tells of. */
        @JvmField public val CUSTOM_EVENT: GoalType = GoalType(1)

        /** A click anywhere. Optimizely makes this goal by itself, one in each project; it cannot be created. */
        @JvmField public val ENGAGEMENT: GoalType = GoalType(2)

        /** A view of a page. */
        @JvmField public val PAGEVIEWS: GoalType = GoalType(3)

        /** Money. Optimizely makes this goal by itself, one in each project; it cannot be created. */
        @JvmField public val REVENUE: GoalType = GoalType(4)

        /** The type to which the vendor gives [number], known or not. */
        @JvmStatic
        public fun of(number: Int): GoalType = GoalType(number)
    }
}

/**
 * How the addresses of a goal's pages are compared; experiments name the same ways with words, see [UrlMatchType].
 *
 * @property number the vendor's number for it
 */
public class GoalUrlMatchType private constructor(public val number: Int) : OpenEnum(number.toString()) {
    public companion object {
        /** As a whole. */
        @JvmField public val EXACT: GoalUrlMatchType = GoalUrlMatchType(1)

        /** By a regular expression. */
        @JvmField public val REGEX: GoalUrlMatchType = GoalUrlMatchType(2)

        /** Without the query and fragment, and whatever the protocol. */
        @JvmField public val SIMPLE: GoalUrlMatchType = GoalUrlMatchType(3)

        /** A part of the address is enough. */
        @JvmField public val SUBSTRING: GoalUrlMatchType = GoalUrlMatchType(4)

        /** The way to which the vendor gives [number], known or not. */
        @JvmStatic
        public fun of(number: Int): GoalUrlMatchType = GoalUrlMatchType(number)
    }
}
