package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.member
import dev.tricolor.emulator.string
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.ints.shouldBeInRange
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.jsonArray

private const val EVALUATE = "projects/default/environments/production/flags/evaluate"
private const val ANN = """{"kind":"user","key":"ann","country":"ES"}"""
private const val BOB = """{"kind":"user","key":"bob"}"""

internal class FlagEvaluationsSpec : FunSpec({
    val project = project()
    val api = project.api

    fun evaluated(key: String, context: String): JsonElement =
        api.post(EVALUATE, context)["items"]!!.jsonArray.single { it.string("key") == key }

    /** What it serves and why, on one line. */
    fun says(key: String, context: String) = evaluated(key, context).let { "${it.member("_value")} ${it.member("reason")}" }

    /** A flag of `a`, `b` and `c`, which is on and serves `a`, and `c` when it is off; the ids of its variations. */
    fun flag(key: String, vararg instructions: String): List<String> {
        project.flag(key, ""","variations":[{"value":"a"},{"value":"b"},{"value":"c"}]""").status shouldBe 201
        project.patch(key, (listOf("""{"kind":"turnFlagOn"}""") + instructions).joinToString()).status shouldBe 200
        return project.variationIds(key)
    }

    fun does(key: String, vararg instructions: String) = project.patch(key, instructions.joinToString()).status shouldBe 200

    test("off, fallthrough, a target and a rule, in their order") {
        val (_, b, c) = flag("order")
        says("order", ANN) shouldBe """"a" {"kind":"FALLTHROUGH"}"""
        val rule = """{"kind":"addRule","variationId":"$b","clauses":[{"attribute":"country","op":"in","values":["ES"],"negate":false}]}"""
        does("order", rule)
        val ruleId = project.config("order").member("rules")!!.jsonArray.single().string("_id")
        says("order", ANN) shouldBe """"b" {"kind":"RULE_MATCH","ruleIndex":0,"ruleID":"$ruleId"}"""
        says("order", BOB) shouldBe """"a" {"kind":"FALLTHROUGH"}"""
        does("order", """{"kind":"addTargets","variationId":"$c","values":["ann"]}""")
        does("order", """{"kind":"addTargets","variationId":"$c","values":["acme"],"contextKind":"org"}""")
        says("order", ANN) shouldBe """"c" {"kind":"TARGET_MATCH"}"""
        says("order", """{"kind":"multi","user":{"key":"bob"},"org":{"key":"acme"}}""") shouldBe """"c" {"kind":"TARGET_MATCH"}"""
        does("order", """{"kind":"turnFlagOff"}""")
        says("order", ANN) shouldBe """"c" {"kind":"OFF"}"""
    }

    test("a prerequisite must be on and serve what it must") {
        val (a, b) = flag("base")
        flag("top", """{"kind":"addPrerequisite","key":"base","variationId":"$a"}""")
        says("top", ANN) shouldBe """"a" {"kind":"FALLTHROUGH"}"""
        does("base", """{"kind":"updateFallthroughVariationOrRollout","variationId":"$b"}""")
        says("top", ANN) shouldBe """"c" {"kind":"PREREQUISITE_FAILED","prerequisiteKey":"base"}"""
        does("base", """{"kind":"updateOffVariation","variationId":"$a"}""", """{"kind":"turnFlagOff"}""")
        says("top", ANN) shouldBe """"c" {"kind":"PREREQUISITE_FAILED","prerequisiteKey":"base"}"""
        does("top", """{"kind":"turnFlagOff"}""")
        says("top", ANN) shouldBe """"c" {"kind":"OFF"}"""
    }

    test("a rollout serves a context the same each time, and all of them by weight") {
        val (a, b) = flag("rollout")
        does("rollout", """{"kind":"updateFallthroughVariationOrRollout","rolloutWeights":{"$a":25000,"$b":75000}}""")
        val drawn = (1..400).map { evaluated("rollout", """{"kind":"user","key":"u$it"}""").string("_value") }
        drawn.toSet() shouldContainExactlyInAnyOrder listOf("a", "b")
        drawn.count { it == "a" } shouldBeInRange 60..140
        (1..20).map { evaluated("rollout", """{"kind":"user","key":"u$it"}""").string("_value") } shouldContainExactly drawn.take(20)
        does("rollout", """{"kind":"updateFallthroughVariationOrRollout","rolloutWeights":{"$a":0,"$b":100000}}""")
        says("rollout", ANN) shouldBe """"b" {"kind":"FALLTHROUGH"}"""
    }

    test("a rule may ask for a segment") {
        api.post("segments/default/production", """{"key":"staff","name":"Staff"}""").status shouldBe 201
        api.patch("segments/default/production/staff", """[{"op":"add","path":"/included/-","value":"ann"}]""").status shouldBe 200
        val (_, b) = flag("inside")
        val clause = """{"attribute":"segmentMatch","op":"segmentMatch","values":["staff"],"negate":false}"""
        does("inside", """{"kind":"addRule","variationId":"$b","clauses":[$clause]}""")
        evaluated("inside", ANN).string("_value") shouldBe "b"
        evaluated("inside", BOB).string("_value") shouldBe "a"
    }

    test("an experiment decides, and says so") {
        val (a, b) = flag("tried")
        api.post("metrics/default", """{"key":"m","kind":"custom","eventKey":"m","isNumeric":false}""").status shouldBe 201
        val treatments = listOf(a to true, b to false).joinToString { (id, baseline) ->
            """{"name":"$id","baseline":$baseline,"allocationPercent":"50","parameters":[{"flagKey":"tried","variationId":"$id"}]}"""
        }
        val version = project.config("tried").member("version")
        val experiments = "projects/default/environments/production/experiments"
        api.post(
            experiments,
            """{"key":"e","name":"E","iteration":{"hypothesis":"h","metrics":[{"key":"m"}],"primarySingleMetricKey":"m",
                "treatments":[$treatments],"flags":{"tried":{"ruleId":"fallthrough","flagConfigVersion":$version}}}}""",
        ).status shouldBe 201
        project.semantic("$experiments/e", """{"instructions":[{"kind":"startIteration","changeJustification":"j"}]}""").status shouldBe 200
        says("tried", ANN) shouldContain """{"kind":"FALLTHROUGH","inExperiment":true}"""
    }

    test("flags are filtered, sorted and paged, all on one page unless asked otherwise; those in the archive are not evaluated") {
        (1..25).forEach { project.flag("many-$it", ""","tags":["many"]""").status shouldBe 201 }
        project.patch("many-25", """{"kind":"archiveFlag"}""").status shouldBe 200
        val all = api.post("$EVALUATE?filter=tags%20contains%20%5B%22many%22%5D", BOB)
        all["items"]!!.jsonArray.size shouldBe 24
        all["totalCount"].toString() shouldBe "24"
        fun keys(query: String) = api.post("$EVALUATE?$query", BOB)["items"]!!.jsonArray.map { it.string("key") }
        keys("filter=query%20equals%20many-1&sort=-key&limit=2&offset=1") shouldContainExactly listOf("many-18", "many-17")
        api.post("$EVALUATE?sort=shoesize", BOB).status shouldBe 400
        api.post(EVALUATE, """{"kind":"user"}""").status shouldBe 400
        api.post("projects/default/environments/nowhere/flags/evaluate", BOB).status shouldBe 404
    }
})
