package dev.tricolor.split

import dev.tricolor.InvalidPayloadException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import kotlinx.serialization.json.Json

private fun problemsOf(block: () -> Unit) = shouldThrow<InvalidPayloadException>(block).problems.map { it.toString() }

private const val READ = """{"id":"d-1","name":"adults","future":{"a":1},"environment":{"id":"e","name":"prod"},"description":null,
    "rules":[{"condition":{"combiner":"AND","extra":true,"matchers":[{"type":"EQUAL_NUMBER","attribute":"age","number":18.0}]},"id":"r-1"}],
    "excludedKeys":null,"excludedSegments":[{"name":"beta","type":"standard_segment","id":"s-1"},{"name":"odd","type":"odd_segment"}],
    "createdAt":"2026-01-01T00:00:00Z"}"""

internal class RuleBasedSegmentSpec : FunSpec({
    test("a definition says rules without buckets, excluded keys and excluded segments") {
        val definition = ruleBasedSegmentDefinition {
            rule { matcher(attribute("age") atLeast 30) }
            rule { matcher(not(key inSegment "staff")); matcher("FROM_THE_FUTURE") { attribute = "a" } }
            excludedKey("user1")
            excludedKey("user1")
            excludedSegment("beta_testers")
            excludedSegment("minors", ExcludedSegmentType.RULE_BASED_SEGMENT)
            title = "t"
            comment = "c"
        }
        definition.json shouldBe Json.parseToJsonElement(
            """{"title":"t","comment":"c","rules":[
                {"condition":{"combiner":"AND","matchers":[{"type":"GREATER_THAN_OR_EQUAL_NUMBER","attribute":"age","number":30}]}},
                {"condition":{"combiner":"AND","matchers":[{"type":"IN_SEGMENT","string":"staff","negate":true},
                    {"type":"FROM_THE_FUTURE","attribute":"a"}]}}],
                "excludedKeys":["user1"],
                "excludedSegments":[{"name":"beta_testers","type":"standard_segment"},{"name":"minors","type":"rule_based_segment"}]}""",
        )
        definition.rules[0].condition?.matchers?.single()?.type shouldBe MatcherType.GREATER_THAN_OR_EQUAL_NUMBER
        definition.excludedSegments.map { it.type } shouldContainExactly
            listOf(ExcludedSegmentType.STANDARD_SEGMENT, ExcludedSegmentType.RULE_BASED_SEGMENT)
    }

    test("a definition may be empty, and says so") {
        ruleBasedSegmentDefinition {}.toJson() shouldBe """{"rules":[],"excludedKeys":[],"excludedSegments":[]}"""
    }

    test("all problems are told at once") {
        problemsOf {
            ruleBasedSegmentDefinition {
                rule {}
                rule { matcher(attribute("age").between(30, 18)); matcher(attribute("a") equalTo Double.NaN) }
                excludedKey(" ")
                excludedSegment("")
                excludedSegment("x", ExcludedSegmentType.of(" "))
                editRule(5) {}
            }
        } shouldContainExactly listOf(
            "rules[5]: does not exist, there are 2 rules",
            "rules[1].condition.matchers[1].number: is NaN, must be a finite number",
            "rules[0].condition.matchers: there are none, must be at least one",
            "rules[1].condition.matchers[0].between: is from 30 to 18, must be a range that does not run backwards",
            "excludedKeys[0]: is blank",
            "excludedSegments[0].name: is blank",
            "excludedSegments[1].type: is blank",
        )
        problemsOf { CreateRuleBasedSegmentBuilder(" ").build() } shouldContainExactly listOf("name: is blank")
    }

    test("an edit drops nothing: not what nobody knows, not a null, not the spelling of a number") {
        val read = RuleBasedSegmentDefinition.fromJson(READ)
        read.edit {} shouldBe read
        read.edit {}.toJson() shouldBe read.toJson()
        val edited = read.edit {
            editRule(0) { matcher(attribute("paid") equalTo true) }
            removeExcludedSegment("beta")
            comment("c")
        }
        edited.json shouldBe Json.parseToJsonElement(
            READ.replace("\"number\":18.0}", "\"number\":18.0},{\"type\":\"BOOLEAN\",\"attribute\":\"paid\",\"bool\":true}")
                .replace("""{"name":"beta","type":"standard_segment","id":"s-1"},""", "")
                .dropLast(1) + ""","comment":"c"}""",
        )
        edited.excludedSegments.single().type shouldBe ExcludedSegmentType.of("odd_segment")
    }

    test("an edit takes away what it names, and what was wrong before is not held against it") {
        val read = RuleBasedSegmentDefinition.fromJson("""{"rules":[{"condition":null}],"excludedKeys":["a","b"],"excludedSegments":[]}""")
        read.edit { removeExcludedKey("a"); removeExcludedKey("never there") }.excludedKeys shouldContainExactly listOf("b")
        read.edit { excludedKeys(listOf("x", "y", "x")) }.excludedKeys shouldContainExactly listOf("x", "y")
        read.edit { clearExcludedKeys(); clearRules(); clearExcludedSegments() }.toJson() shouldBe
            """{"rules":[],"excludedKeys":[],"excludedSegments":[]}"""
        read.edit { removeRule(0); rule { matcher(key inList listOf("k")); clearMatchers(); matcher(key inList listOf("l")) } }
            .rules.single().condition?.matchers?.single()?.strings shouldBe listOf("l")
        problemsOf { read.edit { removeRule(1) } } shouldContainExactly listOf("rules[1]: does not exist, there are 1 rules")
    }

    test("metadata keeps the traffic type under either of its names, and all the rest") {
        val live = """{"id":"cf7f","workspaceIds":["9306"],"orgId":"4ec4","name":"qa","status":"ACTIVE","trafficTypeId":"7e04",
            "trafficTypeURN":null,"description":"","creator":{"type":"User","id":"0MR8"},"creationTime":1765572464962,"views":null,
            "favorite":null,"tags":null,"canEdit":null,"constraints":null}"""
        val segment = RuleBasedSegment.fromJson(live)
        segment.json shouldBe Json.parseToJsonElement(live)
        segment.trafficTypeId shouldBe "7e04"
        segment.workspaceIds shouldContainExactly listOf("9306")
        segment.creator?.id shouldBe "0MR8"
        segment.tags shouldBe emptyList()
        RuleBasedSegment.fromJson("""{"name":"qa","trafficType":{"id":"tt","name":"user"}}""").trafficTypeId shouldBe "tt"
    }
})
