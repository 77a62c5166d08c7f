package dev.tricolor.optimizely.classic

import dev.tricolor.Problems
import dev.tricolor.documents
import dev.tricolor.quoted
import dev.tricolor.stringOrNull
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** Builds a new experiment, or a change of one. */
public class ExperimentBuilder : ClassicBuilder {
    private val conditions = mutableListOf<JsonObject>()

    /** A change; only what is said is changed. */
    public constructor() : super("change of an experiment")

    /** A new experiment. */
    public constructor(description: String, editUrl: String) : super("experiment") {
        fields["description"] = JsonPrimitive(description)
        fields["edit_url"] = JsonPrimitive(editUrl)
    }

    /** What people call it. */
    public var description: String by text("description")

    /** The page that the editor opens; a new experiment runs on it, unless [urlCondition] says otherwise. */
    public var editUrl: String by text("edit_url")

    /** Whether it runs. */
    public var status: ExperimentStatus by choice("status", ExperimentStatus::of)

    /** Its hypothesis. */
    public var details: String by text("details")

    /** How many of the visitors take part, in basis points: 0 to 10,000, which is all of them, and the default. */
    public var percentageIncluded: Int by points("percentage_included")

    /** When it begins on a page; at once unless set. */
    public var activationMode: ActivationMode by choice("activation_mode", ActivationMode::of)

    /** What decides when it begins, in the activation mode [ActivationMode.CONDITIONAL]; null for nothing. */
    public var conditionalCode: String? by nullableText("conditional_code")

    /** CSS of all its variations. */
    public var customCss: String by text("custom_css")

    /** What runs before the code of each of its variations. */
    public var customJs: String by text("custom_js")

    /** What kind of experiment it is: [ExperimentType.AB]; the API can neither create nor change the others. */
    public var experimentType: ExperimentType by choice("experiment_type", ExperimentType::of)

    /** The goal that decides; null for none. */
    public var primaryGoalId: Long? by nullableLong("primary_goal_id")

    /** Sets [ExperimentBuilder.description]. */
    public fun description(text: String): ExperimentBuilder = apply { description = text }

    /** Sets [ExperimentBuilder.editUrl]. */
    public fun editUrl(url: String): ExperimentBuilder = apply { editUrl = url }

    /** Sets [ExperimentBuilder.status]. */
    public fun status(status: ExperimentStatus): ExperimentBuilder = apply { this.status = status }

    /** Sets [ExperimentBuilder.details]. */
    public fun details(text: String): ExperimentBuilder = apply { details = text }

    /** Sets [ExperimentBuilder.percentageIncluded]. */
    public fun percentageIncluded(basisPoints: Int): ExperimentBuilder = apply { percentageIncluded = basisPoints }

    /** Sets [ExperimentBuilder.activationMode]. */
    public fun activationMode(mode: ActivationMode): ExperimentBuilder = apply { activationMode = mode }

    /** Sets [ExperimentBuilder.conditionalCode]. */
    public fun conditionalCode(code: String?): ExperimentBuilder = apply { conditionalCode = code }

    /** Sets [ExperimentBuilder.customCss]. */
    public fun customCss(css: String): ExperimentBuilder = apply { customCss = css }

    /** Sets [ExperimentBuilder.customJs]. */
    public fun customJs(code: String): ExperimentBuilder = apply { customJs = code }

    /** Sets [ExperimentBuilder.experimentType]. */
    public fun experimentType(type: ExperimentType): ExperimentBuilder = apply { experimentType = type }

    /** Sets [ExperimentBuilder.primaryGoalId]. */
    public fun primaryGoalId(goalId: Long?): ExperimentBuilder = apply { primaryGoalId = goalId }

    /** The audiences it is for, in the place of all that it has; none means everyone. */
    public fun audienceIds(vararg audienceIds: Long): ExperimentBuilder = audienceIds(audienceIds.asList())

    /** The audiences it is for, in the place of all that it has; none means everyone. */
    public fun audienceIds(audienceIds: Collection<Long>): ExperimentBuilder = apply { ids("audience_ids", audienceIds) }

    /** Goals in the order that they are shown in. */
    public fun displayGoalOrderLst(vararg goalIds: Long): ExperimentBuilder = displayGoalOrderLst(goalIds.asList())

    /** Goals in the order that they are shown in. */
    public fun displayGoalOrderLst(goalIds: Collection<Long>): ExperimentBuilder = apply { ids("display_goal_order_lst", goalIds) }

    /** Runs it on this page, in the simple way of comparing, and on others that are said. All of them take the place of what it has. */
    public fun urlCondition(value: String): ExperimentBuilder = urlCondition(value, UrlMatchType.SIMPLE)

    /** Runs it on pages with such an address, and on others that are said. All of them take the place of what it has. */
    public fun urlCondition(value: String, matchType: UrlMatchType): ExperimentBuilder = condition(value, matchType, negate = false)

    /** Leaves out pages with such an address of those that are said. */
    public fun exceptUrl(value: String, matchType: UrlMatchType): ExperimentBuilder = condition(value, matchType, negate = true)

    /** The pages it runs on, as they were read; those that are said later are added. */
    public fun urlConditions(conditions: Collection<UrlCondition>): ExperimentBuilder = apply {
        this.conditions.clear()
        this.conditions += conditions.map { it.json }
        fields["url_conditions"] = JsonArray(this.conditions.toList())
    }

    private fun condition(value: String, matchType: UrlMatchType, negate: Boolean) = apply {
        conditions += JsonObject(
            mapOf(
                "match_type" to JsonPrimitive(matchType.value),
                "value" to JsonPrimitive(value),
                "negate" to JsonPrimitive(negate),
            ),
        )
        fields["url_conditions"] = JsonArray(conditions.toList())
    }

    override fun check(json: JsonObject, problems: Problems) {
        super.check(json, problems)
        problems.requireText(json, "description")
        problems.requireText(json, "edit_url")
        problems.requireBasisPoints(json, "percentage_included")
        problems.requireIds(json, "audience_ids")
        problems.requireIds(json, "display_goal_order_lst")
        json.documents("url_conditions", ::UrlCondition).forEachIndexed { index, condition ->
            problems.require(!condition.value.isNullOrBlank(), "url_conditions[$index].value") { "is blank" }
        }
        val type = json.stringOrNull("experiment_type")?.let(ExperimentType::of)
        problems.require(type !in READ_ONLY, "experiment_type") { "is ${quoted(type)}, which the API can neither create nor change" }
    }

    private companion object {
        val READ_ONLY = setOf(ExperimentType.MULTIVARIATE, ExperimentType.MULTIPAGE)
    }
}
