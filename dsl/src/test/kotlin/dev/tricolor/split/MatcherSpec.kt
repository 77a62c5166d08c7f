package dev.tricolor.split

import dev.tricolor.InvalidPayloadException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import kotlinx.serialization.json.Json

private fun definitionWith(matcher: MatcherBuilder) = splitDefinition {
    treatment("on")
    defaultTreatment("on")
    rule { matcher(matcher); bucket("on", 100) }
    defaultRule { bucket("on", 100) }
}

private fun matcherJson(matcher: MatcherBuilder) = definitionWith(matcher).rules.single().condition!!.matchers.single().json

private fun problems(matcher: MatcherBuilder) = shouldThrow<InvalidPayloadException> { definitionWith(matcher) }.problems.map {
    it.toString().removePrefix("rules[0].condition.matchers[0].")
}

internal class MatcherSpec : FunSpec({
    val a = attribute("a")
    val day = 1_795_219_200_000L

    context("every documented matcher has its function, and sends only the operand that it needs") {
        withData(
            nameFn = { it.second },
            (key inSegment "employees") to """{"type":"IN_SEGMENT","string":"employees"}""",
            (a equalToSet listOf("x", "y")) to """{"type":"EQUAL_SET","attribute":"a","strings":["x","y"]}""",
            (a hasAnyOf listOf("x")) to """{"type":"ANY_OF_SET","attribute":"a","strings":["x"]}""",
            (a hasAllOf listOf("x")) to """{"type":"ALL_OF_SET","attribute":"a","strings":["x"]}""",
            (a isPartOf listOf("x")) to """{"type":"PART_OF_SET","attribute":"a","strings":["x"]}""",
            (a onDate "2026-11-21") to """{"type":"ON_DATE","attribute":"a","date":$day}""",
            (a onDate day + 1) to """{"type":"ON_DATE","attribute":"a","date":${day + 1}}""",
            (a onOrAfter "2026-11-21T00:00:01Z") to """{"type":"ON_OR_AFTER_DATE","attribute":"a","date":${day + 1000}}""",
            (a onOrAfter day) to """{"type":"ON_OR_AFTER_DATE","attribute":"a","date":$day}""",
            (a onOrBefore "2026-11-21T01:00:00+01:00") to """{"type":"ON_OR_BEFORE_DATE","attribute":"a","date":$day}""",
            (a onOrBefore -1L) to """{"type":"ON_OR_BEFORE_DATE","attribute":"a","date":-1}""",
            (a betweenDates "2026-11-21".."2026-11-22") to
                """{"type":"BETWEEN_DATE","attribute":"a","between":{"from":$day,"to":${day + 86_400_000}}}""",
            (a betweenDates 1L..2L) to """{"type":"BETWEEN_DATE","attribute":"a","between":{"from":1,"to":2}}""",
            (a equalTo true) to """{"type":"BOOLEAN","attribute":"a","bool":true}""",
            (a equalTo false) to """{"type":"BOOLEAN","attribute":"a","bool":false}""",
            (a equalTo 5) to """{"type":"EQUAL_NUMBER","attribute":"a","number":5}""",
            (a atMost 5.5) to """{"type":"LESS_THAN_OR_EQUAL_NUMBER","attribute":"a","number":5.5}""",
            (a atLeast 9007199254740993L) to """{"type":"GREATER_THAN_OR_EQUAL_NUMBER","attribute":"a","number":9007199254740993}""",
            (a between 18..30) to """{"type":"BETWEEN_NUMBER","attribute":"a","between":{"from":18,"to":30}}""",
            (a between -1L..1L) to """{"type":"BETWEEN_NUMBER","attribute":"a","between":{"from":-1,"to":1}}""",
            (a between 0.5..1.5) to """{"type":"BETWEEN_NUMBER","attribute":"a","between":{"from":0.5,"to":1.5}}""",
            (a inList listOf("employees")) to """{"type":"IN_LIST_STRING","attribute":"a","strings":["employees"]}""",
            key.inList("ann", "bob") to """{"type":"IN_LIST_STRING","strings":["ann","bob"]}""",
            (a startsWith "x") to """{"type":"STARTS_WITH_STRING","attribute":"a","strings":["x"]}""",
            (a endsWith listOf("x", "y")) to """{"type":"ENDS_WITH_STRING","attribute":"a","strings":["x","y"]}""",
            (key contains "x") to """{"type":"CONTAINS_STRING","strings":["x"]}""",
            (key matches "^a+$") to """{"type":"MATCHES_STRING","string":"^a+$"}""",
            dependsOn("other", "on") to """{"type":"IN_SPLIT","depends":{"splitName":"other","treatment":"on"}}""",
            not(key inSegment "x") to """{"type":"IN_SEGMENT","string":"x","negate":true}""",
            not(not(key inSegment "x")) to """{"type":"IN_SEGMENT","string":"x"}""",
        ) { (matcher, json) -> matcherJson(matcher) shouldBe Json.parseToJsonElement(json) }
    }

    context("what cannot work is refused") {
        withData(
            nameFn = { it.second },
            (key inSegment "") to "string: is missing or blank, IN_SEGMENT needs it",
            (attribute(" ") equalTo 5) to "attribute: is blank",
            (a inList emptyList()) to "strings: there are none, must be at least one",
            (key matches " ") to "string: is missing or blank, MATCHES_STRING needs it",
            a.between(30, 18) to "between: is from 30 to 18, must be a range that does not run backwards",
            (a equalTo Double.NaN) to "number: is NaN, must be a finite number",
            (a onDate "yesterday") to
                "date: is \"yesterday\", must be an ISO-8601 date or instant such as \"2026-11-21\" or \"2026-11-21T08:00:00Z\"",
            not(a onDate "2026-02-30") to
                "date: is \"2026-02-30\", must be an ISO-8601 date or instant such as \"2026-11-21\" or \"2026-11-21T08:00:00Z\"",
            dependsOn("", "on") to "depends.splitName: is missing or blank",
        ) { (matcher, problem) -> problems(matcher) shouldContainExactly listOf(problem) }
    }

    test("a raw matcher of a documented type is held to its shape, one of an unknown type is not") {
        val refused = shouldThrow<InvalidPayloadException> {
            splitDefinition {
                treatment("on")
                defaultTreatment("on")
                rule { matcher("BETWEEN_NUMBER") {}; matcher("FROM_THE_FUTURE") {}; bucket("on", 100) }
                defaultRule { bucket("on", 100) }
            }
        }
        refused.problems.map { it.toString() } shouldContainExactly listOf(
            "rules[0].condition.matchers[0].attribute: is missing, BETWEEN_NUMBER tests an attribute",
            "rules[0].condition.matchers[0].between: is missing, BETWEEN_NUMBER needs it",
        )
    }
})
