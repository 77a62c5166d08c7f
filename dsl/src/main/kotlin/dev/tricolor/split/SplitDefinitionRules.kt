package dev.tricolor.split

import dev.tricolor.Problems
import dev.tricolor.quoted
import dev.tricolor.quotedList

private const val WHOLE = 100

/** Every rule of Split's that can be known without asking it. */
internal fun checkDefinition(definition: SplitDefinition, problems: Problems) {
    val names = definition.treatments.map { it.name }
    checkTreatments(names, problems)
    fun known(path: String, treatment: String) = problems.require(treatment in names, path) {
        "${quoted(treatment)} is not a treatment; treatments are ${quotedList(names)}"
    }
    definition.defaultTreatment?.let { known("defaultTreatment", it) } ?: problems.add("defaultTreatment", "is missing")
    definition.baselineTreatment?.let { known("baselineTreatment", it) }
    definition.trafficAllocation?.let {
        problems.require(it in 0..WHOLE, "trafficAllocation") { "is $it, must be 0 to $WHOLE" }
    }
    definition.rules.forEachIndexed { index, rule ->
        val at = problems.at("rules[$index]")
        checkBuckets(rule.buckets, names, at.at("buckets"))
        checkMatchers(rule.condition?.matchers.orEmpty(), at.at("condition.matchers"))
    }
    checkBuckets(definition.defaultRule, names, problems.at("defaultRule"))
    definition.flagSets.forEachIndexed { index, flagSet ->
        problems.require(!flagSet.id.isNullOrBlank(), "flagSets[$index].id") { "is blank" }
    }
}

private fun checkTreatments(names: List<String>, problems: Problems) {
    problems.require(names.size in 1..SplitLimits.TREATMENTS, "treatments") {
        if (names.isEmpty()) "there are none, must be at least one" else "are ${names.size}, must be at most ${SplitLimits.TREATMENTS}"
    }
    names.forEachIndexed { index, name ->
        val path = "treatments[$index].name"
        problems.require(name.isNotBlank(), path) { "is blank" }
        problems.require(!SplitLimits.isReservedTreatment(name), path) { "${quoted(name)} is reserved" }
        problems.require(names.indexOf(name) == index, path) { "${quoted(name)} is already the name of treatments[${names.indexOf(name)}]" }
    }
}

/** With [treatments] null it is not known here which there are. */
internal fun checkBuckets(buckets: List<Bucket>, treatments: List<String>?, problems: Problems) {
    if (buckets.isEmpty()) return problems.add("", "there are none, must be at least one")
    buckets.forEachIndexed { index, bucket ->
        problems.require(treatments == null || bucket.treatment in treatments, "[$index].treatment") {
            "${quoted(bucket.treatment)} is not a treatment; treatments are ${quotedList(treatments.orEmpty())}"
        }
        problems.require(bucket.size in 0..WHOLE, "[$index].size") { "is ${bucket.size}, must be 0 to $WHOLE" }
        val first = buckets.indexOfFirst { it.treatment == bucket.treatment }
        problems.require(first == index, "[$index].treatment") { "${quoted(bucket.treatment)} has a bucket already, [$first]" }
    }
    val sum = buckets.sumOf { it.size.toLong() }
    problems.require(sum == WHOLE.toLong(), "") { "sizes sum to $sum, must be $WHOLE" }
}

/** Shared with rule-based segments, whose rules are conditions without buckets. */
internal fun checkMatchers(matchers: List<Matcher>, problems: Problems) {
    problems.require(matchers.isNotEmpty(), "") { "there are none, must be at least one" }
    matchers.forEachIndexed { index, matcher -> checkMatcher(matcher, problems.at("[$index]")) }
}

private fun checkMatcher(matcher: Matcher, problems: Problems) {
    problems.require(matcher.type.value.isNotBlank(), "type") { "is blank" }
    problems.require(matcher.attribute?.isBlank() != true, "attribute") { "is blank" }
    val shape = shapeOf(matcher.type) ?: return
    problems.require(!shape.onAttribute || matcher.attribute != null, "attribute") { "is missing, ${matcher.type} tests an attribute" }
    shape.check(matcher, problems)
    matcher.between?.let { range ->
        val inOrder = range.from != null && range.to != null && range.from <= range.to
        problems.require(inOrder, "between") {
            "is from ${range.json["from"]} to ${range.json["to"]}, must be a range that does not run backwards"
        }
    }
}

/** What the documented matcher types need; of any other type nothing is known, so nothing is asked. */
private class MatcherShape(val onAttribute: Boolean, val check: (Matcher, Problems) -> Unit)

private val TEXT = { matcher: Matcher, problems: Problems ->
    problems.require(!matcher.string.isNullOrBlank(), "string") { "is missing or blank, ${matcher.type} needs it" }
}

private val TEXTS = { matcher: Matcher, problems: Problems ->
    problems.require(matcher.strings.isNotEmpty(), "strings") { "there are none, must be at least one" }
}

private fun operand(name: String, of: (Matcher) -> Any?) = { matcher: Matcher, problems: Problems ->
    problems.require(of(matcher) != null, name) { "is missing, ${matcher.type} needs it" }
}

private fun shapeOf(type: MatcherType): MatcherShape? = when (type) {
    MatcherType.IN_SEGMENT -> MatcherShape(false, TEXT)
    MatcherType.EQUAL_SET, MatcherType.ANY_OF_SET, MatcherType.ALL_OF_SET, MatcherType.PART_OF_SET -> MatcherShape(true, TEXTS)
    MatcherType.ON_DATE, MatcherType.ON_OR_AFTER_DATE, MatcherType.ON_OR_BEFORE_DATE -> MatcherShape(true, operand("date") { it.date })
    MatcherType.BETWEEN_DATE, MatcherType.BETWEEN_NUMBER -> MatcherShape(true, operand("between") { it.between })
    MatcherType.BOOLEAN -> MatcherShape(true, operand("bool") { it.bool })
    MatcherType.EQUAL_NUMBER, MatcherType.LESS_THAN_OR_EQUAL_NUMBER, MatcherType.GREATER_THAN_OR_EQUAL_NUMBER ->
        MatcherShape(true, operand("number") { it.number })
    MatcherType.IN_LIST_STRING, MatcherType.STARTS_WITH_STRING, MatcherType.ENDS_WITH_STRING -> MatcherShape(false, TEXTS)
    // One vendor sample has the operand in `string`, the others have it in `strings`.
    MatcherType.CONTAINS_STRING -> MatcherShape(false) { matcher, problems -> if (matcher.string == null) TEXTS(matcher, problems) }
    MatcherType.MATCHES_STRING -> MatcherShape(false, TEXT)
    MatcherType.IN_SPLIT -> MatcherShape(false) { matcher, problems ->
        val depends = matcher.depends
        problems.require(!depends?.splitName.isNullOrBlank(), "depends.splitName") { "is missing or blank" }
        problems.require(!depends?.treatment.isNullOrBlank(), "depends.treatment") { "is missing or blank" }
    }
    else -> null
}
