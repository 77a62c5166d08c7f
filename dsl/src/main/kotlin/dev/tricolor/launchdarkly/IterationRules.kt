package dev.tricolor.launchdarkly

import dev.tricolor.Problems
import dev.tricolor.quoted
import dev.tricolor.quotedList
import java.math.BigDecimal

private val WHOLE = 100.toBigDecimal()

/** Every rule of an iteration that can be known without asking LaunchDarkly. */
internal fun checkIteration(iteration: NewIteration, problems: Problems) {
    problems.require(!iteration.hypothesis.isNullOrBlank(), "hypothesis") { "is missing or blank" }
    problems.require(iteration.randomizationUnit?.isBlank() != true, "randomizationUnit") { "is blank" }
    iteration.reallocationFrequencyMillis?.let {
        problems.require(it > 0, "reallocationFrequencyMillis") { "is $it, must be more than 0" }
    }
    iteration.attributes.forEachIndexed { index, name -> problems.require(name.isNotBlank(), "attributes[$index]") { "is blank" } }
    checkMetrics(iteration, problems)
    checkTreatments(iteration.treatments, iteration.flags.keys, problems.at("treatments"))
    checkFlags(iteration.flags, problems)
}

private fun checkMetrics(iteration: NewIteration, problems: Problems) {
    val metrics = iteration.metrics
    problems.require(metrics.isNotEmpty(), "metrics") { "there are none, must be at least one" }
    metrics.forEachIndexed { index, metric ->
        val path = "metrics[$index].key"
        problems.requireKey(path, metric.key, LaunchDarklyLimits.FLAG_KEY)
        val first = metrics.indexOfFirst { it.key == metric.key && it.isGroup == metric.isGroup }
        problems.require(first == index, path) { "${quoted(metric.key)} is measured already, by metrics[$first]" }
    }
    val (groups, single) = metrics.partition { it.isGroup == true }
    fun among(primary: String?, path: String, what: String, keys: List<String>) {
        problems.require(primary == null || primary in keys, path) { "${quoted(primary)} is not among the $what${listed(what, keys)}" }
    }
    among(iteration.primarySingleMetricKey, "primarySingleMetricKey", "metrics", single.map { it.key })
    among(iteration.primaryFunnelKey, "primaryFunnelKey", "metric groups", groups.map { it.key })
    val decided = iteration.primarySingleMetricKey != null || iteration.primaryFunnelKey != null || metrics.any { it.primary == true }
    problems.require(decided, "metrics") { "none is primary, a metric or a funnel must be" }
}

internal fun checkTreatments(treatments: List<Treatment>, flags: Set<String>, problems: Problems) {
    if (treatments.isEmpty()) return problems.add("", "there are none, must be at least one")
    treatments.forEachIndexed { index, treatment ->
        val at = problems.at("[$index]")
        at.require(!treatment.name.isNullOrBlank(), "name") { "is blank" }
        at.checkPercent(treatment.allocationPercent.orEmpty(), "allocationPercent")
        checkParameters(treatment.parameters, flags, at.at("parameters"))
    }
    val baselines = treatments.filter { it.baseline }.map { it.name }
    problems.require(baselines.size == 1, "") {
        "${if (baselines.isEmpty()) "none is" else "${quotedList(baselines)} are"} the baseline, exactly one must be"
    }
    val allocations = treatments.mapNotNull { it.allocationPercent?.toBigDecimalOrNull() }
    val sum = allocations.fold(BigDecimal.ZERO, BigDecimal::add)
    problems.require(sum <= WHOLE, "") { "allocations sum to ${sum.toPlainString()}, must be at most 100" }
    problems.require(allocations.isEmpty() || allocations.any { it.signum() != 0 }, "") {
        "allocations are all 0, one at least must be more"
    }
}

private fun checkParameters(parameters: List<TreatmentParameter>, flags: Set<String>, problems: Problems) {
    parameters.forEachIndexed { index, parameter ->
        val flag = parameter.flagKey
        problems.require(flag in flags, "[$index].flagKey") {
            "${quoted(flag)} is not a flag of the iteration${listed("flags", flags)}"
        }
        problems.require(!parameter.variationId.isNullOrBlank(), "[$index].variationId") { "is missing or blank" }
        val first = parameters.indexOfFirst { it.flagKey == flag }
        problems.require(first == index, "[$index].flagKey") { "${quoted(flag)} has a variation already, by parameters[$first]" }
    }
    val unsaid = flags - parameters.mapNotNull { it.flagKey }.toSet()
    problems.require(unsaid.isEmpty(), "") { "serve no variation of ${quotedList(unsaid)}" }
}

private fun checkFlags(flags: Map<String, ParticipatingFlag>, problems: Problems) {
    problems.require(flags.isNotEmpty(), "flags") { "there are none, must be at least one" }
    flags.forEach { (key, flag) ->
        val at = problems.at("flags.$key")
        at.requireKey("", key, LaunchDarklyLimits.FLAG_KEY)
        at.require(!flag.ruleId.isNullOrBlank(), "ruleId") { "is missing or blank" }
        val version = flag.flagConfigVersion
        at.require(version != null && version > 0, "flagConfigVersion") { "is $version, must be 1 or more" }
        at.require(flag.notInExperimentVariationId?.isBlank() != true, "notInExperimentVariationId") { "is blank" }
    }
}

private fun listed(what: String, keys: Collection<String>) =
    if (keys.isEmpty()) "; there are none" else "; $what are ${quotedList(keys)}"

internal fun Problems.checkPercent(text: String, path: String) {
    val percent = text.toBigDecimalOrNull()
    require(percent != null && percent.signum() >= 0 && percent <= WHOLE, path) { "is ${quoted(text)}, must be a number from 0 to 100" }
}
