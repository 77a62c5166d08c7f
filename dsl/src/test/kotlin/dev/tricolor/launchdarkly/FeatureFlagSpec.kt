package dev.tricolor.launchdarkly

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe

private val FLAG = FeatureFlag.fromJson(
    """{"key":"checkout","variations":[{"_id":"a","value":true,"name":"One page"},{"_id":"b","value":false,"name":"Classic"},
        {"value":{"x":1},"name":"Classic"},{"_id":"d","value":2.50}],
        "environments":{"production":{"on":true,"version":5000000000},"test":{}}}""",
)

internal class FeatureFlagSpec : FunSpec({
    test("a variation is found by its name and by what its value reads") {
        FLAG.variation("true").id shouldBe "a"
        FLAG.variation("One page") shouldBe FLAG.variations[0]
        FLAG.variation("""{"x":1}""").id shouldBe null
        FLAG.variationId("2.50") shouldBe "d"
    }

    test("no variation, one that is not clear, and one without an id are told apart") {
        shouldThrow<NoSuchElementException> { FLAG.variation("blue") }.message shouldBe
            """flag checkout: "blue" is not a variation; variations are 0 "true" ("One page"), 1 "false" ("Classic"), """ +
            """2 "{"x":1}" ("Classic"), 3 "2.50""""
        shouldThrow<NoSuchElementException> { FLAG.variation("Classic") }.message shouldBe
            """flag checkout: "Classic" is ambiguous; so are called the variations 1 and 2"""
        shouldThrow<NoSuchElementException> { FLAG.variationId("""{"x":1}""") }
    }

    test("versions are those of an environment, in 64 bits") {
        FLAG.version("production") shouldBe 5_000_000_000
        FLAG.environment("production").on shouldBe true
        shouldThrow<NoSuchElementException> { FLAG.version("test") }.message shouldBe "flag checkout has no version in environment test"
        shouldThrow<NoSuchElementException> { FLAG.version("staging") }.message shouldBe
            "flag checkout was read without environment staging, but with [production, test]"
    }

    test("what the token may do in an environment is told as everywhere") {
        val access = """{"denied":[{"action":"updateOn","reason":{"effect":"deny","role_name":"reader"}}],"allowed":[],"new":1}"""
        val config = FeatureFlag.fromJson("""{"key":"k","environments":{"test":{"_access":$access}}}""").environment("test")
        config.access?.denied?.single()?.let { it.action to it.reason?.effect } shouldBe ("updateOn" to AccessEffect.DENY)
        config.access?.toJson() shouldBe access
    }

    test("an evaluation is read, whatever its value and reason, and nothing of it is lost") {
        val text = """{"key":"f","_value":{"a":[1.50]},"reason":{"kind":"PREREQUISITE_FAILED","prerequisiteKey":"g"},"new":null}"""
        val evaluation = FlagEvaluation.fromJson(text)
        evaluation.valueText shouldBe """{"a":[1.50]}"""
        evaluation.reason?.let { it.kind to it.prerequisiteKey } shouldBe (EvaluationReasonKind.PREREQUISITE_FAILED to "g")
        evaluation.toJson() shouldBe text
        FlagEvaluation.fromJson("""{"key":"f"}""").let { it.valueText to it.reason } shouldBe ("null" to null)
    }

    test("values of a future are read") {
        val flag = FeatureFlag.fromJson("""{"key":"k","kind":"quantum","_purpose":"joy"}""")
        flag.kind shouldBe FlagKind.of("quantum")
        flag.purpose shouldBe FlagPurpose.of("joy")
        FeatureFlag.fromJson("""{"key":"k","variations":null,"environments":null,"_links":null}""").environments shouldBe emptyMap()
    }

    test("a status tells its flag") {
        FlagStatus.fromJson("""{"name":"new","_links":{"self":{"href":"/api/v2/flag-statuses/web/test/dark.mode?x"}}}""")
            .featureFlagKey shouldBe "dark.mode"
        FlagStatus.fromJson("""{"name":"asleep"}""").let {
            it.featureFlagKey shouldBe null
            it.name shouldBe FlagStatusName.of("asleep")
        }
    }
})
