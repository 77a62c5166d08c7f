package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.member
import dev.tricolor.emulator.string
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainAll
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject

private const val PLACE = "projects/default/environments/test"

internal class HoldoutsSpec : FunSpec({
    val project = project()
    val api = project.api
    project.flag("f")
    listOf("m", "n").forEach { api.post("metrics/default", """{"key":"$it","kind":"custom","eventKey":"$it"}""") }

    fun experiment(key: String, more: String = "") = project.variationIds("f").let { (on, off) ->
        val version = project.config("f", "test").string("version")
        fun treatment(name: String, variation: String, baseline: Boolean) =
            """{"name":"$name","baseline":$baseline,"allocationPercent":"50","parameters":[{"flagKey":"f","variationId":"$variation"}]}"""
        api.post(
            "$PLACE/experiments",
            """{"key":"$key","name":"$key","iteration":{"hypothesis":"h","metrics":[{"key":"m"}],"primarySingleMetricKey":"m",
                "flags":{"f":{"ruleId":"fallthrough","flagConfigVersion":$version}},
                "treatments":[${treatment("A", on, true)},${treatment("B", off, false)}]}$more}""",
        )
    }

    test("a holdout shows what each of its three readings documents") {
        val made = api.post("$PLACE/holdouts", """{"key":"h","name":"H","holdoutamount":"5","metrics":[{"key":"m"}]}""")
        made.status shouldBe 201
        made.body.keys shouldContainAll setOf("_id", "baseExperiment", "createdAt", "holdoutAmount", "status", "updatedAt")
        made["baseExperiment"]!!.jsonObject.keys shouldContainAll
            setOf("_creationDate", "_links", "_maintainerId", "environmentKey", "key", "name")
        val id = made.body.string("_id")
        experiment("in", ""","holdoutId":"$id"""").status shouldBe 201
        experiment("out").status shouldBe 201
        experiment("lost", ""","holdoutId":"none"""").shouldRefuse(400, "invalid_request")

        val list = api.get("$PLACE/holdouts")
        list["total_count"].toString() shouldBe "1"
        list["items"]!!.jsonArray.single().let {
            it.string("key") shouldBe "h"
            it.member("experiments")!!.jsonArray.map { one -> one.string("key") } shouldContainExactly listOf("in")
        }
        api.get("$PLACE/holdouts/h")["relatedExperiments"]!!.jsonArray.map { it.string("key") } shouldContainExactly listOf("in")
        api.get("$PLACE/holdouts/id/$id")["experiments"]!!.jsonArray.size shouldBe 1
        api.get("$PLACE/holdouts/id/h").shouldRefuse(404, "not_found")

        val patch = """{"instructions":[{"kind":"removeExperiment","value":"in"},{"kind":"endHoldout"},{"kind":"endHoldout"}]}"""
        api.patch("$PLACE/holdouts/h", patch).shouldRefuse(400, "invalid_request")
        project.semantic("$PLACE/holdouts/h", patch).let {
            it.body.string("status") shouldBe "ended"
            it["experiments"]!!.jsonArray.size shouldBe 0
        }
        listOf("""{"kind":"explode"}""", """{"kind":"updateName","value":""}""", """{"kind":"removeExperiment","value":"none"}""").forEach {
            project.semantic("$PLACE/holdouts/h", """{"instructions":[{"kind":"updateName","value":"X"},$it]}""")
                .shouldRefuse(400, "invalid_request")
        }
        api.get("$PLACE/holdouts/h")["baseExperiment"].string("name") shouldBe "H"
    }

    test("what is wrong with a new holdout is refused") {
        listOf(
            """{"name":"x"}""",
            """{"key":"x"}""",
            """{"key":"x","name":"x","holdoutamount":"101"}""",
            """{"key":"x","name":"x","holdoutamount":5}""",
            """{"key":"x","name":"x","metrics":[{"key":"none"}]}""",
            """{"key":"x","name":"x","metrics":[{"key":"m","isGroup":true}]}""",
            """{"key":"x","name":"x","primarymetrickey":"none"}""",
            """{"key":"x","name":"x","randomizationunit":"none"}""",
        ).forEach { api.post("$PLACE/holdouts", it).shouldRefuse(400, "invalid_request") }
    }

    test("a layer gives no more than all of its traffic away, and only to experiments that are there") {
        listOf("a", "b").forEach { experiment(it).status shouldBe 201 }
        api.post("projects/default/layers", """{"key":"l","name":"L"}""").shouldRefuse(400, "invalid_request")
        api.post("projects/default/layers", """{"key":"l","name":"L","description":""}""").let {
            it.status shouldBe 201
            it.body.keys shouldContainAll setOf("createdAt", "description", "key", "name")
        }
        fun share(key: String, percent: Any) =
            """{"kind":"updateExperimentReservation","experimentKey":"$key","reservationPercent":$percent}"""
        fun patch(vararg instructions: String, environment: String = "test") = project.semantic(
            "projects/default/layers/l", """{"environmentKey":"$environment","instructions":[${instructions.joinToString()}]}""",
        )
        patch(share("a", 70))["environments"].member("test").member("reservations")!!.jsonArray.single().string("flagKey") shouldBe "f"
        patch(share("b", 31)).shouldRefuse(400, "invalid_request")
        patch(share("b", 31), share("a", 69)).status shouldBe 200
        listOf(share("none", 1), share("a", 101), share("a", "\"1\""), """{"kind":"x"}""", """{"kind":"updateName","value":"x"}""")
            .forEach { patch(it).shouldRefuse(400, "invalid_request") }
        patch(share("a", 1), environment = "production").shouldRefuse(400, "invalid_request")
        api.get("projects/default/layers?filter=reservations.experimentKey%20contains%20b")["totalCount"].toString() shouldBe "1"
        api.get("projects/default/layers?filter=reservations.experimentKey%20contains%20out")["totalCount"].toString() shouldBe "0"
        api.get("projects/default/layers?filter=name%20equals%20L").shouldRefuse(400, "invalid_request")
    }

    test("metrics and groups know the experiments that measure them") {
        val group = """{"name":"g","kind":"standard","maintainerId":"m","tags":[],"metrics":[{"key":"m","nameInGroup":"x"}]}"""
        project.beta.post("projects/default/metric-groups", group).status shouldBe 201
        val metric = api.get("metrics/default/m?expand=experiments,experimentCount,metricGroups")
        metric["experiments"]!!.jsonArray.map { it.string("key") } shouldContainExactly listOf("in", "out", "a", "b")
        metric["experiments"]!!.jsonArray.first().jsonObject.keys shouldContainAll
            setOf("_links", "creationDate", "environmentId", "environmentKey", "key", "name")
        metric["experimentCount"].toString() shouldBe "4"
        api.get("metrics/default/n?expand=experimentCount")["experimentCount"].toString() shouldBe "0"
        api.get("metrics/default?filter=hasConnections%20equals%20true")["items"]!!.jsonArray.map { it.string("key") } shouldContainExactly
            listOf("m")
        val groups = "projects/default/metric-groups"
        project.beta.get("$groups?filter=hasConnections%20equals%20true")["totalCount"].toString() shouldBe "0"
        project.beta.get("$groups?filter=experimentStatus%20equals%20started&sort=connectionCount")["totalCount"].toString() shouldBe "0"
        project.beta.get("$groups/g?expand=experimentCount")["experimentCount"].toString() shouldBe "0"
    }
})
