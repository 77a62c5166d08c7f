package dev.tricolor.optimizely

import dev.tricolor.Block
import dev.tricolor.InvalidPayloadException
import dev.tricolor.PayloadBuilder
import dev.tricolor.configuredBy
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.JsonNull

/** As the builders of audiences and experiments take conditions. */
private class TargetBuilder : PayloadBuilder("target") {
    var conditions: Conditions<Condition> by conditionsField()
    var audienceConditions: Conditions<AudienceReference> by audienceConditionsField()

    fun conditions(say: OptimizelyConditions.() -> Conditions<Condition>): TargetBuilder = apply { conditions = OptimizelyConditions.say() }

    fun audienceConditions(say: OptimizelyAudiences.() -> Conditions<AudienceReference>): TargetBuilder =
        apply { audienceConditions = OptimizelyAudiences.say() }
}

private fun target(block: Block<TargetBuilder>) = TargetBuilder().configuredBy(block).build()

internal class OptimizelyAudiencesSpec : FunSpec({
    val both = audienceConditions { audience(7000) and not(audience(7001)) }

    context("what is written is read again") {
        withData(
            nameFn = { it.second },
            both to """["and",{"audience_id":7000},["not",{"audience_id":7001}]]""",
            audienceConditions { audience(9_007_199_254_740_993) } to """{"audience_id":9007199254740993}""",
            audienceConditions { everyone() } to "everyone",
            Everyone.not() to """["not","everyone"]""",
        ) { (tree, text) ->
            tree.toJson() shouldBe text
            Conditions.fromAudienceConditions(text) shouldBe tree
        }
    }

    test("people read them") {
        both.readable() shouldBe "audience 7000 and not audience 7001"
        audienceConditions { everyone() }.toString() shouldBe "everyone"
        Conditions.fromAudienceConditions("""[{"audience_id":1,"new":2}]""").readable() shouldBe """{"audience_id":1,"new":2}"""
    }

    test("what the API gives is read") {
        Conditions.fromAudienceConditions(" everyone\n") shouldBe Everyone
        Conditions.fromAudienceConditions("\"everyone\"") shouldBe Everyone
        Conditions.fromAudienceConditions("""["and", {"audience_id": 7000}, ["not", {"audience_id": 7001}]]""") shouldBe both
        val respelled = Conditions.fromAudienceConditions("""["or",["or",{"audience_id":7.0e3}]]""")
        respelled.sameAs(OptimizelyAudiences.audience(7000)) shouldBe true
        both.leaves().map { it.audienceId } shouldContainExactly listOf(7000, 7001)
        Everyone.leaves() shouldBe emptyList()
    }

    test("a datafile has the ids as texts, and nothing for everyone") {
        both.toDatafile().toString() shouldBe """["and","7000",["not","7001"]]"""
        Everyone.toDatafile().toString() shouldBe "[]"
    }

    context("what is none is refused, with its place") {
        withData(
            nameFn = { it.second },
            "everybody" to """audience_conditions: is everybody, must be a condition, or a list with "and", "or" or "not" in front""",
            """["and",7000]""" to """audience_conditions[1]: is 7000, must be a condition, or a list with "and", "or" or "not" in front""",
            """["or",{"audience_id":"7000"}]""" to "audience_conditions[1].audience_id: is \"7000\", must be a whole number",
            """{"type":"browser","value":"gc"}""" to "audience_conditions.audience_id: is missing, must be a whole number",
            "[".repeat(1_000) to "audience_conditions: is more than 200 lists and objects deep",
        ) { (text, message) ->
            shouldThrow<SerializationException> { Conditions.fromAudienceConditions(text) }.message shouldBe message
        }
    }

    test("everyone stands alone, and an audience has an id") {
        shouldThrow<InvalidPayloadException> { audienceConditions { everyone() and audience(0) } }
            .problems.map { it.toString() } shouldContainExactly listOf(
            "audience_conditions[1]: is everyone, which must stand alone",
            "audience_conditions[2].audience_id: is 0, must be an audience's id",
        )
    }

    context("in a builder") {
        test("they travel as text") {
            target {
                conditions { browser("gc") and query("utm_campaign", "true") }
                audienceConditions { everyone() }
            }.toString() shouldBe """{"conditions":"[\"and\",{\"type\":\"browser\",\"value\":\"gc\"},""" +
                """{\"type\":\"query\",\"name\":\"utm_campaign\",\"value\":\"true\"}]","audience_conditions":"everyone"}"""
            target { audienceConditions = both }.toString() shouldBe
                """{"audience_conditions":"[\"and\",{\"audience_id\":7000},[\"not\",{\"audience_id\":7001}]]"}"""
        }

        test("what is wrong with them is told with the rest, under the field's name") {
            shouldThrow<InvalidPayloadException> {
                target {
                    conditions { attribute("a").exists() and (attribute("b") gt Double.NaN) }
                    audienceConditions { audience(-1) }
                }
            }.message shouldBe "target has 2 problems\n  conditions[2].value: is NaN, must be a finite number\n" +
                "  audience_conditions.audience_id: is -1, must be an audience's id"
        }

        test("what is said anew is all that counts") {
            target {
                conditions { browser("") or ip("x", ConditionMatchType.CIDR) }
                conditions { browser("gc") }
                conditions = conditions and !conditions
            }.toString() shouldBe """{"conditions":"[\"and\",{\"type\":\"browser\",\"value\":\"gc\"},""" +
                """[\"not\",{\"type\":\"browser\",\"value\":\"gc\"}]]"}"""
        }

        test("conditions that were never said are not made up") {
            val builder = TargetBuilder()
            shouldThrow<NoSuchElementException> { builder.conditions }.message shouldBe "conditions was not set"
            builder.field("conditions", JsonNull)
            shouldThrow<NoSuchElementException> { builder.conditions }
        }
    }
})
