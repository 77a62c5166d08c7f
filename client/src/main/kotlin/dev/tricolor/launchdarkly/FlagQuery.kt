package dev.tricolor.launchdarkly

import dev.tricolor.TricolorDsl

/** Says which flags to list, in which order, and what of them. All filters must hold. */
public class FlagQuery internal constructor() : ItemsQuery<FlagQuery>(maxLimit = 100) {
    private val options = ListOptions()
    private val environmentKeys = LinkedHashSet<String>()
    private val others = mutableListOf<Pair<String, String>>()

    /** Shows what flags do in these environments, at most three of them; by counts, unless [summary] is turned off. */
    public fun env(vararg environmentKeys: String): FlagQuery = apply {
        environmentKeys.forEach { require(it.isNotBlank()) { "env is blank" } }
        this.environmentKeys += environmentKeys
        require(this.environmentKeys.size <= LaunchDarklyLimits.ENVIRONMENTS_PER_LIST) {
            "env is ${this.environmentKeys}, must be at most ${LaunchDarklyLimits.ENVIRONMENTS_PER_LIST} environments"
        }
    }

    /** Whether counts take the place of rules, targets and prerequisites; they do unless this is false. */
    public fun summary(summary: Boolean): FlagQuery = apply { others += "summary" to if (summary) "1" else "0" }

    /** Only those with this tag. */
    public fun tag(tag: String): FlagQuery = apply { others += "tag" to tag }

    /** Archived ones only, or none of them. LaunchDarkly would rather hear [state]. */
    public fun archived(archived: Boolean): FlagQuery = apply { others += "archived" to "$archived" }

    /** Only those that differ between the environments that [env] names. LaunchDarkly's present API version no longer looks at it. */
    public fun compare(compare: Boolean): FlagQuery = apply { others += "compare" to "$compare" }

    /** Only those in whose key, name or description [text] stands. */
    public fun query(text: String): FlagQuery = filter("query", text)

    /** Only those that have all [tags]. */
    public fun tags(vararg tags: String): FlagQuery = filter("tags", tags)

    /** Only those that are meant to go, or to stay. */
    public fun type(type: FlagType): FlagQuery = filter("type", type.value)

    /** Only those in this state; without it all but archived ones. */
    public fun state(state: FlagState): FlagQuery = filter("state", state.value)

    /** Only those that this member maintains. */
    public fun maintainerId(memberId: String): FlagQuery = filter("maintainerId", memberId)

    /** Only those that this team maintains. */
    public fun maintainerTeamKey(teamKey: String): FlagQuery = filter("maintainerTeamKey", teamKey)

    /** Only those that these SDKs may have. */
    public fun sdkAvailability(sdks: SdkAvailability): FlagQuery = filter("sdkAvailability", sdks.value)

    /** Only those with an experiment, or without. */
    public fun hasExperiment(has: Boolean): FlagQuery = filter("hasExperiment", "$has")

    /** Only those that were created before this time, in epoch milliseconds. */
    public fun createdBefore(epochMillis: Long): FlagQuery = apply { options.filter("creationDate:{\"before\":$epochMillis}") }

    /** Only those that were evaluated after this time, in epoch milliseconds, in the environment that [filterEnv] names. */
    public fun evaluatedAfter(epochMillis: Long): FlagQuery = apply { options.filter("evaluated:{\"after\":$epochMillis}") }

    /** Only those that were evaluated for all these kinds of context. */
    public fun contextKindsEvaluated(vararg contextKinds: String): FlagQuery = filter("contextKindsEvaluated", contextKinds)

    /** Only those that were evaluated by this application. */
    public fun applicationEvaluated(applicationKey: String): FlagQuery = filter("applicationEvaluated", applicationKey)

    /** Only those to which code refers at least so often. */
    public fun codeReferencesMin(count: Int): FlagQuery = filter("codeReferences.min", "$count")

    /** Only those to which code refers at most so often. */
    public fun codeReferencesMax(count: Int): FlagQuery = filter("codeReferences.max", "$count")

    /** Only those with a guarded rollout in this state. */
    public fun guardedRollout(state: String): FlagQuery = filter("guardedRollout", state)

    /** Only those in this release pipeline. */
    public fun releasePipeline(releasePipelineKey: String): FlagQuery = filter("releasePipeline", releasePipelineKey)

    /** Only those with this purpose. */
    public fun purpose(purpose: FlagPurpose): FlagQuery = filter("purpose", purpose.value)

    /** The environment to which other filters apply. */
    public fun filterEnv(environmentKey: String): FlagQuery = filter("filterEnv", environmentKey)

    /** A filter by the vendor's name for it, with its value as it is to be sent. */
    public fun filter(field: String, value: String): FlagQuery = apply { options.filter("$field:${filterText(field, value)}") }

    /** Sorts by [field], upwards; behind what was said before. */
    public fun sort(field: FlagSort): FlagQuery = sort(field, descending = false)

    /** Sorts by [field]; behind what was said before. */
    public fun sort(field: FlagSort, descending: Boolean): FlagQuery = apply { options.sort(field, descending) }

    /** Shows these as well. */
    public fun expand(vararg fields: FlagField): FlagQuery = apply { fields.forEach { options.expand(it.value) } }

    override fun parameters(): List<Pair<String, String>> = environmentKeys.map { "env" to it } + others + options.parameters()

    private fun filter(field: String, values: Array<out String>) = apply {
        require(values.isNotEmpty()) { "$field are none, must be at least one" }
        options.filter("$field:${values.joinToString("+") { filterText(field, it) }}")
    }
}

/** Says what of a flag to show. */
@TricolorDsl
public class FlagFieldsQuery internal constructor() {
    private val options = ListOptions()
    private val environmentKeys = LinkedHashSet<String>()

    /** Shows what it does in these environments only. */
    public fun env(vararg environmentKeys: String): FlagFieldsQuery = apply {
        environmentKeys.forEach { require(it.isNotBlank()) { "env is blank" } }
        this.environmentKeys += environmentKeys
    }

    /** Shows these as well. */
    public fun expand(vararg fields: FlagField): FlagFieldsQuery = apply { fields.forEach { options.expand(it.value) } }

    internal fun parameters(): List<Pair<String, String>> = environmentKeys.map { "env" to it } + options.parameters()
}

/** Says which flags are evaluated, in which order. All filters must hold. */
public class FlagEvaluationQuery internal constructor() : ItemsQuery<FlagEvaluationQuery>(maxLimit = 100) {
    private val options = ListOptions()

    /** Only those in whose key or name [text] stands. */
    public fun query(text: String): FlagEvaluationQuery = filter("query equals ${quotedValue("query", text)}")

    /** Only those that have all [tags]. */
    public fun tags(vararg tags: String): FlagEvaluationQuery = filter("tags contains ${quotedValues("tags", tags.asList())}")

    /** Only those for which [expression] holds, as LaunchDarkly writes it: `tags contains ["a"]`. */
    public fun filter(expression: String): FlagEvaluationQuery = apply { options.condition(expression) }

    /** Sorts by [field], upwards; behind what was said before. */
    public fun sort(field: FlagSort): FlagEvaluationQuery = sort(field, descending = false)

    /** Sorts by [field]; behind what was said before. */
    public fun sort(field: FlagSort, descending: Boolean): FlagEvaluationQuery = apply { options.sort(field, descending) }

    override fun parameters(): List<Pair<String, String>> = options.parameters()
}
