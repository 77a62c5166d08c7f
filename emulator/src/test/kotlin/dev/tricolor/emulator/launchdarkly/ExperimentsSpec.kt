package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.Emulator
import dev.tricolor.emulator.Exchange
import dev.tricolor.emulator.Wire
import dev.tricolor.emulator.json
import dev.tricolor.emulator.member
import dev.tricolor.emulator.string
import dev.tricolor.emulator.texts
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.comparables.shouldBeGreaterThan
import io.kotest.matchers.comparables.shouldBeLessThan
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.string.shouldContain
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.double
import kotlinx.serialization.json.jsonPrimitive
import kotlinx.serialization.json.long

private const val PLACE = "projects/default/environments/production/experiments"
private const val SEMANTIC = "application/json; domain-model=launchdarkly.semanticpatch"
private const val EVERYTHING = "?expand=draftIteration,previousIterations,treatments,secondaryMetrics"

/** A stranger to an emulated LaunchDarkly in which there is a boolean flag `layout`, off everywhere, and the metric `done`. */
private class Stranger(val emulator: Emulator) {
    val wire = Wire("${emulator.url}/api/v2", mapOf("Authorization" to "api-key", "Content-Type" to "application/json"))
    val beta = Wire("${emulator.url}/api/v2", mapOf("Authorization" to "api-key", "LD-API-Version" to "beta"))
    private val semantic = Wire("${emulator.url}/api/v2", mapOf("Authorization" to "api-key", "Content-Type" to SEMANTIC))

    init {
        wire.post("flags/default", """{"key":"layout","name":"Layout"}""").status shouldBe 201
        metric("done")
    }

    fun metric(key: String, more: String = "") =
        wire.post("metrics/default", """{"key":"$key","kind":"custom","eventKey":"$key","isNumeric":false$more}""").status shouldBe 201

    fun patch(path: String, vararg instructions: String): Exchange =
        semantic.send("PATCH", path, """{"instructions":[${instructions.joinToString()}]}""")

    fun patchFlag(instruction: String, flag: String = "layout"): Exchange =
        semantic.send("PATCH", "flags/default/$flag", """{"environmentKey":"production","instructions":[$instruction]}""")

    fun turnOn(flag: String = "layout") = patchFlag("""{"kind":"turnFlagOn"}""", flag).status shouldBe 200

    fun config(flag: String = "layout"): JsonElement =
        wire.get("flags/default/$flag").body.member("environments").member("production").shouldNotBeNull()

    fun version(flag: String = "layout"): Long = config(flag).member("version")!!.jsonPrimitive.long

    fun variations(flag: String = "layout"): List<String> =
        (wire.get("flags/default/$flag")["variations"] as JsonArray).map { it.string("_id") }

    fun iteration(on: String = "50", off: String = "50", flag: String = "layout", rule: String = "fallthrough", more: String = ""): String {
        val (yes, no) = variations(flag)
        return """{"hypothesis":"h","metrics":[{"key":"done"}],"primarySingleMetricKey":"done","treatments":[
            {"name":"On","baseline":false,"allocationPercent":"$on","parameters":[{"flagKey":"$flag","variationId":"$yes"}]},
            {"name":"Off","baseline":true,"allocationPercent":"$off","parameters":[{"flagKey":"$flag","variationId":"$no"}]}],
            "flags":{"$flag":{"ruleId":"$rule","flagConfigVersion":${version(flag)}}}$more}"""
    }

    fun create(key: String = "e", iteration: String = iteration(), more: String = ""): Exchange =
        wire.post(PLACE, """{"key":"$key","name":"E","iteration":$iteration$more}""")

    fun run(key: String = "e", iteration: String = iteration()) {
        create(key, iteration).status shouldBe 201
        patch("$PLACE/$key", START).status shouldBe 200
    }

    fun whole(key: String = "e"): JsonObject = wire.get("$PLACE/$key$EVERYTHING").body
}

private const val START = """{"kind":"startIteration"}"""
private const val STOP = """{"kind":"stopIteration"}"""
private const val ARCHIVE = """{"kind":"archiveExperiment"}"""

private fun fields(value: String) = """{"kind":"updateExperimentFields","value":$value}"""

private fun stranger(test: Stranger.() -> Unit) = Emulator.start().use { Stranger(it).test() }

private fun Exchange.keys() = (body["items"] as JsonArray).map { it.string("key") }

private fun JsonElement?.number(name: String): Double = member(name)!!.jsonPrimitive.double

internal class ExperimentsSpec : FunSpec({
    test("a new experiment is a draft, which is shown when it is asked for") {
        stranger {
            val made = create(more = ""","tags":["a"],"analysisConfig":{"bayesianThreshold":"95"},"methodology":"frequentist"""")
            made.status shouldBe 201
            made.body.string("environmentKey") shouldBe "production"
            made.body.string("methodology") shouldBe "frequentist"
            made.body.string("dataSource") shouldBe "launchdarkly"
            made["currentIteration"].shouldBeNull()
            made["draftIteration"].shouldBeNull()
            made["analysisConfig"].shouldBeNull()
            wire.get("$PLACE/e?expand=analysisConfig")["analysisConfig"].string("bayesianThreshold") shouldBe "95"
            val draft = whole()["draftIteration"]
            draft.string("status") shouldBe "not_started"
            draft.string("randomizationUnit") shouldBe "user"
            draft.member("canReshuffleTraffic") shouldBe JsonPrimitive(true)
            draft.member("primarySingleMetric").string("key") shouldBe "done"
            draft.member("primarySingleMetric").string("kind") shouldBe "custom"
            draft.member("metrics")!!.let { it as JsonArray }.single().member("isGroup") shouldBe JsonPrimitive(false)
            draft.member("flags").member("layout").string("targetingRule") shouldBe "fallthrough"
            draft.member("flags").member("layout").string("notInExperimentVariationId") shouldBe variations()[1]
            (draft.member("treatments") as JsonArray).map { it.string("_id") } shouldContainExactly variations()
            wire.get("$PLACE/e?expand=draftIteration")["draftIteration"].member("treatments").shouldBeNull()
        }
    }

    test("what cannot be is refused: all that is wrong at once, a taken key, a flag that has moved on") {
        stranger {
            val refused = create(
                iteration = """{"metrics":[{"key":"nope"}],"treatments":[{"name":"A","baseline":false,"allocationPercent":50,
                    "parameters":[]},{"name":"B","baseline":false,"allocationPercent":"99.5","parameters":[{"flagKey":"layout",
                    "variationId":"x"}]},{"name":"C","baseline":false,"allocationPercent":"1","parameters":[{"flagKey":"other",
                    "variationId":"x"}]}],"flags":{"layout":{"ruleId":"fallthrough","flagConfigVersion":1}},"hypothesis":"h"}""",
            )
            refused.status shouldBe 400
            refused.body.string("code") shouldBe "invalid_request"
            listOf(
                "iteration.metrics[0].key: 'nope' is no metric", "iteration.primarySingleMetricKey: is required",
                "iteration.treatments[0].allocationPercent: must be a string", "iteration.treatments[0].parameters: must hold one for each",
                "iteration.treatments[1].parameters[0].variationId: 'x' is no variation", "iteration.treatments[2].parameters[0].flagKey",
                "exactly one must be the baseline, 0 are", "allocations are 100.5 percent together",
            ).forEach { refused.message shouldContain it }
            create(iteration = """{"flags":{"nope":{}}}""").message shouldContain "iteration.flags.nope: there is no such flag"
            create(iteration = iteration(rule = "no-rule")).message shouldContain "'no-rule' is no rule"
            create(more = ""","methodology":"tarot"""").message shouldContain "methodology: must be one of"
            create("-k").status shouldBe 400
            wire.post(PLACE, """{"key":"k","name":"K"}""").message shouldBe "iteration is required"
            create().status shouldBe 201
            create().let { it.status to it.body.string("code") } shouldBe (409 to "key_exists")
            val old = iteration()
            turnOn()
            create("late", old).let { it.status to it.body.string("code") } shouldBe (409 to "optimistic_locking_error")
            wire.get("$PLACE/late").status shouldBe 404
            wire.get("projects/nope/environments/production/experiments").status shouldBe 404
        }
    }

    test("an iteration starts when its flag is on, and then the flag serves it") {
        stranger {
            create(iteration = iteration(on = "30", off = "20.5")).status shouldBe 201
            patch("$PLACE/e", START).let { it.status to it.message } shouldBe (400 to "Flag 'layout' is off in 'production'")
            turnOn()
            val before = version()
            val started = patch("$PLACE/e", START)
            started.status shouldBe 200
            started["currentIteration"].string("status") shouldBe "running"
            started["currentIteration"].member("startedAt").shouldNotBeNull()
            whole()["draftIteration"].shouldBeNull()
            version() shouldBeGreaterThan before
            val rollout = config().member("fallthrough").member("rollout")
            rollout.member("variations") shouldBe json(
                """[{"variation":0,"weight":30000},{"variation":1,"weight":20500},{"variation":1,"weight":49500,"_untracked":true}]""",
            )
            rollout.member("experimentAllocation") shouldBe json("""{"defaultVariation":1,"canReshuffle":true}""")
            rollout.string("contextKind") shouldBe "user"
            rollout.member("seed").shouldNotBeNull()
        }
    }

    test("a rule can be experimented on as well as the fallthrough, by one experiment at a time") {
        stranger {
            patchFlag(
                """{"kind":"addRule","variationId":"${variations()[0]}","description":"Spain",
                    "clauses":[{"attribute":"country","op":"in","values":["ES"],"contextKind":"user","negate":false}]}""",
            ).status shouldBe 200
            turnOn()
            val rule = (config().member("rules") as JsonArray).single().string("_id")
            run("on-rule", iteration(rule = rule))
            run("on-fallthrough")
            val flag = whole("on-rule")["currentIteration"].member("flags").member("layout")
            flag.string("targetingRuleDescription") shouldBe "Spain"
            (flag.member("targetingRuleClauses") as JsonArray) shouldHaveSize 1
            (config().member("rules") as JsonArray).single().member("rollout").member("experimentAllocation").shouldNotBeNull()
            create("second", iteration(rule = rule)).status shouldBe 201
            patch("$PLACE/second", START).let { it.status to it.message } shouldBe
                (400 to "Another experiment runs on rule '$rule' of flag 'layout'")
            patch("$PLACE/on-rule", STOP).status shouldBe 200
            (config().member("rules") as JsonArray).single().member("variation") shouldBe JsonPrimitive(0)
            patch("$PLACE/second", START).status shouldBe 200
        }
    }

    test("what stops an iteration from starting") {
        stranger {
            create("archived").status shouldBe 201
            create("nobody", iteration(on = "0", off = "0")).status shouldBe 201
            create("unit", iteration(more = ""","randomizationUnit":"martian"""")).status shouldBe 201
            turnOn()
            patch("$PLACE/archived", ARCHIVE, START).message shouldBe "The experiment is archived"
            patch("$PLACE/nobody", START).message shouldBe "No treatment has an allocationPercent above 0"
            patch("$PLACE/unit", START).message shouldBe "'martian' is no context kind of the project"
            patch("$PLACE/archived", START).status shouldBe 200
            patch("$PLACE/archived", STOP, START).let { it.status to it.message } shouldBe
                (400 to "There is no draft iteration: create one first")
            wire.get("$PLACE/archived")["currentIteration"].string("status") shouldBe "running"
            patchFlag("""{"kind":"archiveFlag"}""").status shouldBe 200
            val treatments = """{"treatments":{"operation":"update","value":${json(iteration()).member("treatments")}}}"""
            patch("$PLACE/nobody", fields(treatments), START).message shouldBe "Flag 'layout' is archived"
        }
    }

    test("a flag that is gone stops an iteration from starting, but not from stopping") {
        stranger {
            wire.post("flags/default", """{"key":"second","name":"S"}""").status shouldBe 201
            turnOn()
            turnOn("second")
            run("runs")
            create("drafted", iteration(flag = "second")).status shouldBe 201
            wire.delete("flags/default/layout").status shouldBe 204
            wire.delete("flags/default/second").status shouldBe 204
            patch("$PLACE/drafted", START).message shouldBe "Flag 'second' does not exist any more"
            val winner = (whole("runs")["currentIteration"].member("treatments") as JsonArray)[0].string("_id")
            patch("$PLACE/runs", """{"kind":"stopIteration","winningTreatmentId":"$winner"}""").status shouldBe 200
        }
    }

    test("stopping with a winner serves it, stopping without one serves what was served before") {
        stranger {
            val before = config().member("fallthrough")
            turnOn()
            run("first")
            patch("$PLACE/first", """{"kind":"stopIteration","winningTreatmentId":"x"}""").status shouldBe 400
            val stopped = patch("$PLACE/first", STOP)["currentIteration"]
            stopped.string("status") shouldBe "stopped"
            stopped.member("endedAt").shouldNotBeNull()
            stopped.member("winningTreatmentId").shouldBeNull()
            config().member("fallthrough") shouldBe before
            patch("$PLACE/first", STOP).let { it.status to it.message } shouldBe (400 to "No iteration is running")
            run("second")
            val winner = variations()[1]
            val won = patch("$PLACE/second", """{"kind":"stopIteration","winningTreatmentId":"$winner","winningReason":"95 %"}""")
            won["currentIteration"].string("winningTreatmentId") shouldBe winner
            won["currentIteration"].string("winningReason") shouldBe "95 %"
            config().member("fallthrough") shouldBe json("""{"variation":1}""")
        }
    }

    test("a new draft may be started in the place of the iteration that runs, but not without saying why") {
        stranger {
            turnOn()
            run()
            val first = whole()["currentIteration"].string("_id")
            val draft = wire.post("$PLACE/e/iterations", iteration(on = "100", off = "0"))
            draft.status shouldBe 200
            draft.body.string("status") shouldBe "not_started"
            draft["treatments"].shouldBeNull()
            wire.post("$PLACE/e/iterations", iteration(on = "90", off = "10")).body.string("_id") shouldBe
                whole()["draftIteration"].string("_id")
            patch("$PLACE/e", START).message shouldBe "changeJustification is required: an iteration is running"
            patch("$PLACE/e", """{"kind":"startIteration","changeJustification":"more"}""").status shouldBe 200
            whole().let { experiment ->
                experiment["currentIteration"].string("status") shouldBe "running"
                val previous = (experiment["previousIterations"] as JsonArray).single()
                previous.string("_id") shouldBe first
                previous.string("status") shouldBe "stopped"
            }
            config().member("fallthrough").member("rollout").member("variations") shouldBe
                json("""[{"variation":0,"weight":90000},{"variation":1,"weight":10000}]""")
            wire.post("$PLACE/e/iterations", iteration(on = "1", off = "99")).status shouldBe 200
            patch("$PLACE/e", STOP, START)["currentIteration"].string("status") shouldBe "running"
            (whole()["previousIterations"] as JsonArray) shouldHaveSize 2
            patch("$PLACE/e", STOP).status shouldBe 200
            config().member("fallthrough") shouldBe json("""{"variation":0}""")
            patch("$PLACE/e", ARCHIVE).status shouldBe 200
            wire.post("$PLACE/e/iterations", iteration()).message shouldBe "The experiment is archived"
        }
    }

    test("fields change as the status of the iteration allows") {
        stranger {
            metric("other")
            turnOn()
            create().status shouldBe 201
            patch(
                "$PLACE/e",
                fields(
                    """{"name":{"operation":"update","value":"N"},"tags":{"operation":"add","value":["a","b"]},
                        "hypothesis":{"operation":"update","value":"H"},"metrics":{"operation":"add","value":[{"key":"other"}]}}""",
                ),
            ).body.string("name") shouldBe "N"
            whole()["draftIteration"].string("hypothesis") shouldBe "H"
            whole()["draftIteration"].member("version") shouldBe JsonPrimitive(1)
            (whole()["draftIteration"].member("secondaryMetrics") as JsonArray).single().string("key") shouldBe "other"
            patch("$PLACE/e", START, fields("""{"tags":{"operation":"remove","value":["a"]}}"""))["tags"].texts() shouldContainExactly
                listOf("b")
            patch("$PLACE/e", fields("""{"hypothesis":{"operation":"update","value":"h"}}""")).message shouldBe
                "'hypothesis' does not allow 'update' while the iteration is running"
            patch("$PLACE/e", fields("""{"attributes":{"operation":"add","value":["country"]}}""")).status shouldBe 200
            whole()["currentIteration"].member("attributes").texts() shouldContainExactly listOf("country")
            patch("$PLACE/e", fields("""{"attributes":{"operation":"add"}}""")).message shouldBe "'attributes': add needs a value"
            patch("$PLACE/e", fields("""{"metrics":{"operation":"add","value":[{"key":"nope"}]}}""")).status shouldBe 400
            patch("$PLACE/e", fields("{}")).status shouldBe 400
            patch("$PLACE/e", fields("""{"shoeSize":{"operation":"update","value":1}}""")).status shouldBe 400
            val allowed = wire.get("$PLACE/e?expand=mutableFieldsByStatus")["mutableFieldsByStatus"]
            allowed.member("running").member("metrics").texts() shouldContainExactly listOf("add")
            allowed.member("not_started").member("treatments").texts() shouldContainExactly listOf("update")
        }
    }

    test("an iteration is saved and started anew in one step") {
        stranger {
            turnOn()
            create().status shouldBe 201
            val anew = """{"kind":"saveAndStartNewIteration","changeJustification":"w","value":{"hypothesis":{"operation":"update","value":
                "H"},"canReshuffleTraffic":{"operation":"update","value":false}}}"""
            patch("$PLACE/e", anew).message shouldBe "No iteration is running"
            patch("$PLACE/e", START).status shouldBe 200
            val before = whole()["currentIteration"].string("_id")
            patch("$PLACE/e", anew)["currentIteration"].string("hypothesis") shouldBe "H"
            whole()["currentIteration"].string("_id") shouldNotBe before
            (whole()["previousIterations"] as JsonArray).single().string("_id") shouldBe before
            config().member("fallthrough").member("rollout").member("experimentAllocation") shouldBe
                json("""{"defaultVariation":1,"canReshuffle":false}""")
        }
    }

    test("a patch happens in full or not at all, and only as a semantic patch") {
        stranger {
            turnOn()
            create().status shouldBe 201
            val before = version()
            patch("$PLACE/e", """{"kind":"updateName","value":"N"}""", START, """{"kind":"dance"}""").message shouldBe
                "Unknown instruction kind 'dance'"
            wire.get("$PLACE/e").body.string("name") shouldBe "E"
            whole()["currentIteration"].shouldBeNull()
            version() shouldBe before
            patch("$PLACE/e").status shouldBe 400
            wire.patch("$PLACE/e", """{"instructions":[$START]}""").status shouldBe 400
            patch("$PLACE/nope", START).status shouldBe 404
            patch("$PLACE/e", """{"kind":"updateName","value":"N"}""", """{"kind":"updateDescription","value":"D"}""").body
                .string("description") shouldBe "D"
        }
    }

    test("lists leave out what is archived, filter, page, and count with an underscore") {
        stranger {
            metric("other")
            turnOn()
            wire.post("flags/default", """{"key":"second","name":"S"}""").status shouldBe 201
            run("a")
            create("b", iteration(flag = "second")).status shouldBe 201
            create("c").status shouldBe 201
            patch("$PLACE/c", fields("""{"metrics":{"operation":"add","value":[{"key":"other"}]}}"""), ARCHIVE).status shouldBe 200
            wire.get(PLACE).keys() shouldContainExactly listOf("a", "b")
            wire.get("$PLACE?lifecycleState=archived").keys() shouldContainExactly listOf("c")
            wire.get("$PLACE?lifecycleState=active,archived").keys() shouldContainExactly listOf("a", "b", "c")
            wire.get("$PLACE?filter=flagKey:second").keys() shouldContainExactly listOf("b")
            wire.get("$PLACE?filter=status:running").keys() shouldContainExactly listOf("a")
            wire.get("$PLACE?filter=flagKey%3Alayout%2Cstatus%3Anot_started").keys() shouldContainExactly emptyList()
            wire.get("$PLACE?filter=metricKey:other&lifecycleState=archived").keys() shouldContainExactly listOf("c")
            val page = wire.get("$PLACE?limit=1&expand=treatments")
            page["total_count"] shouldBe JsonPrimitive(2)
            (page["items"] as JsonArray).single().member("currentIteration").member("treatments").shouldNotBeNull()
            page["_links"].member("next").string("href") shouldContain "offset=1"
            wire.get("projects/default/experiments").keys() shouldContainExactly listOf("a", "b")
            wire.get("projects/default/environments/test/experiments").keys() shouldContainExactly emptyList()
            patch("$PLACE/c", """{"kind":"restoreExperiment"}""")["archivedDate"].shouldBeNull()
            listOf("filter=color:red", "lifecycleState=lost", "limit=many").forEach { wire.get("$PLACE?$it").status shouldBe 400 }
        }
    }

    test("settings name context kinds that exist, one default at most") {
        stranger {
            val settings = "projects/default/experimentation-settings"
            wire.get(settings)["randomizationUnits"] shouldBe
                json("""[{"randomizationUnit":"user","default":true,"_hidden":false,"_displayName":"User"}]""")
            fun put(vararg units: String) = wire.put(settings, """{"randomizationUnits":[${units.joinToString()}]}""")
            put("""{"randomizationUnit":"martian"}""").message shouldContain "'martian' is no context kind"
            put("""{"randomizationUnit":"user","default":true}""", """{"randomizationUnit":"user","default":true}""").let {
                it.status shouldBe 400
                it.message shouldContain "'user' is there twice"
                it.message shouldContain "at most one can be the default"
            }
            wire.put(settings, "{}").status shouldBe 400
            put("""{"randomizationUnit":"user","standardRandomizationUnit":"user"}""").let {
                it.status shouldBe 200
                (it["randomizationUnits"] as JsonArray).single().member("default") shouldBe JsonPrimitive(false)
            }
        }
    }

    context("results come of planted numbers") {
        test("conversions") {
            stranger {
                turnOn()
                run()
                wire.get("$PLACE/e/metrics/done/results").let {
                    it["metricSeen"] shouldBe json("""{"ever":false}""")
                    it["results"] shouldBe json("[]")
                }
                emulator.launchDarklyResults.of("default", "production", "e", "done")
                    .conversions("On", units = 1_000, conversions = 130).conversions("Off", units = 1_000, conversions = 100)
                val results = wire.get("$PLACE/e/metrics/done/results?expand=traffic")
                results["metricSeen"].member("ever") shouldBe JsonPrimitive(true)
                val (on, off) = results["treatmentResults"] as JsonArray
                on.string("treatmentName") shouldBe "On"
                on.string("treatmentId") shouldBe variations()[0]
                on.number("mean") shouldBe (131.0 / 1002 plusOrMinus 1e-9)
                on.number("dataMean") shouldBe 0.13
                on.member("units") shouldBe JsonPrimitive(1000)
                on.member("traffic") shouldBe JsonPrimitive(1000)
                on.string("model") shouldBe "bayesianBeta"
                on.member("distribution") shouldBe json("""{"kind":"beta","parameters":{"alpha":131.0,"beta":871.0}}""")
                on.member("credibleInterval").number("lower") shouldBeLessThan on.number("mean")
                on.number("pBest") shouldBe (0.983 plusOrMinus 0.005)
                on.number("pBest") + off.number("pBest") shouldBe (1.0 plusOrMinus 1e-9)
                val difference = (on.member("relativeDifferences") as JsonArray).single()
                difference.string("fromTreatmentId") shouldBe variations()[1]
                (difference.number("lower") + difference.number("upper")) / 2 shouldBe (0.297 plusOrMinus 0.001)
                wire.get("$PLACE/e/metrics/done/results").let { (it["treatmentResults"] as JsonArray)[0].member("traffic").shouldBeNull() }
            }
        }

        test("values, of a metric that is better when lower, in a group and by slices") {
            stranger {
                metric("millis", ""","successCriteria":"LowerThanBaseline"""")
                beta.post(
                    "projects/default/metric-groups",
                    """{"key":"speed","name":"Speed","kind":"standard","maintainerId":"569f183514f4432160000007","tags":[],
                        "metrics":[{"key":"millis"}]}""",
                ).status shouldBe 201
                turnOn()
                run(iteration = iteration().replace("""{"key":"done"}""", """{"key":"done"},{"key":"speed","isGroup":true}"""))
                val planted = emulator.launchDarklyResults.of("default", "production", "e", "millis")
                planted.values("On", units = 100, mean = 200.0, standardDeviation = 50.0)
                    .values(variations()[1], units = 100, mean = 220.0, standardDeviation = 50.0)
                planted.slice("country", "ES").values("On", units = 10, mean = 100.0, standardDeviation = 0.0)
                val group = wire.get("$PLACE/e/metric-groups/speed/results")
                val inGroup = (group["metrics"] as JsonArray).single()
                inGroup.member("metric").string("key") shouldBe "millis"
                val (all, spain) = inGroup.member("results").member("results") as JsonArray
                (all.member("treatmentResults") as JsonArray)[0].let {
                    it.number("pBest") shouldBe (0.9977 plusOrMinus 0.0005)
                    it.string("model") shouldBe "bayesianNormal"
                    it.number("eventValuesSum") shouldBe 20_000.0
                }
                spain.string("attribute") shouldBe "country"
                spain.string("attributeValue") shouldBe "ES"
                (spain.member("treatmentResults") as JsonArray).single().number("pBest") shouldBe 1.0
                wire.get("$PLACE/e/metrics/millis/results").status shouldBe 200
                wire.get("$PLACE/e/metric-groups/done/results").status shouldBe 404
            }
        }

        test("of another iteration than the current one") {
            stranger {
                turnOn()
                run()
                emulator.launchDarklyResults.of("default", "production", "e", "done").conversions("On", 10, 5)
                val first = whole()["currentIteration"].string("_id")
                patch("$PLACE/e", """{"kind":"saveAndStartNewIteration"}""").status shouldBe 200
                wire.get("$PLACE/e/metrics/done/results")["metricSeen"] shouldBe json("""{"ever":false}""")
                (wire.get("$PLACE/e/metrics/done/results?iterationId=$first")["treatmentResults"] as JsonArray) shouldHaveSize 1
                wire.get("$PLACE/e/metrics/done/results?iterationId=nope").status shouldBe 404
            }
        }

        test("in the oldest form") {
            stranger {
                turnOn()
                run()
                emulator.launchDarklyResults.of("default", "production", "e", "done").conversions("On", 10, 5).conversions("Off", 10, 4)
                val legacy = wire.get("flags/default/layout/experiments/production/done?from=1&to=2")
                legacy["metadata"] shouldBe json("""[{"key":true},{"key":false}]""")
                (legacy["totals"] as JsonArray)[0].let {
                    it.member("cumulativeCount") shouldBe JsonPrimitive(5)
                    it.member("cumulativeImpressionCount") shouldBe JsonPrimitive(10)
                    it.number("cumulativeConversionRate") shouldBe 0.5
                }
                legacy["stats"].member("winningVariationIdx") shouldBe JsonPrimitive(0)
                wire.get("flags/default/layout/experiments/test/done")["metricSeen"] shouldBe json("""{"ever":false}""")
                wire.get("flags/default/layout/experiments/production/done?from=2&to=1").status shouldBe 400
                wire.get("flags/default/nope/experiments/production/done").status shouldBe 404
                wire.get("flags/default/layout/experiments/production/nope").status shouldBe 404
            }
        }

        test("and what cannot be planted is refused") {
            stranger {
                turnOn()
                val results = emulator.launchDarklyResults
                shouldThrow<IllegalArgumentException> { results.of("default", "production", "e", "done") }
                create().status shouldBe 201
                wire.get("$PLACE/e/metrics/done/results").status shouldBe 404
                shouldThrow<IllegalArgumentException> { results.of("default", "production", "e", "done") }
                patch("$PLACE/e", START).status shouldBe 200
                shouldThrow<IllegalArgumentException> { results.of("default", "production", "e", "nope") }
                val planted = results.of("default", "production", "e", "done")
                shouldThrow<IllegalArgumentException> { planted.conversions("Neither", 10, 1) }
                shouldThrow<IllegalArgumentException> { planted.conversions("On", 10, 11) }
                shouldThrow<IllegalArgumentException> { planted.values("On", 0, 1.0, 1.0) }
                shouldThrow<IllegalArgumentException> { planted.values("On", 1, Double.NaN, 1.0) }
            }
        }
    }

    context("wrong methods and wrong bodies") {
        withData("DELETE" to 405, "PUT" to 405) { (method, status) ->
            stranger {
                create().status shouldBe 201
                wire.send(method, "$PLACE/e", "{}").status shouldBe status
                wire.post(PLACE, "[]").status shouldBe 400
                wire.post(PLACE, "{").status shouldBe 400
            }
        }
    }
})
