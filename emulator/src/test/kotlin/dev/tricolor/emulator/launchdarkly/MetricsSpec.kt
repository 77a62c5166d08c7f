package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.Exchange
import dev.tricolor.emulator.encoded
import dev.tricolor.emulator.member
import dev.tricolor.emulator.string
import dev.tricolor.emulator.texts
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldContainAll
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject

private val METRIC = setOf("_creationDate", "_id", "_links", "_versionId", "dataSource", "key", "kind", "name", "tags")
private val GROUP =
    setOf("_creationDate", "_id", "_lastModified", "_links", "_version", "key", "kind", "maintainer", "metrics", "name", "tags")

private fun Exchange.keys() = this["items"]!!.jsonArray.map { it.string("key") }

internal class MetricsSpec : FunSpec({
    val account = project()
    val api = account.api
    val beta = account.beta

    test("a metric has a name, units under both names and where its events are kept, said or not") {
        val made = api.post("metrics/default", """{"key":"m","kind":"custom","eventKey":"e"}""")
        made.status shouldBe 201
        made.body.keys shouldContainAll METRIC
        made.body.string("name") shouldBe "m"
        made["analysisUnits"].texts() shouldContainExactly listOf("user")
        val units = """[{"op":"replace","path":"/randomizationUnits","value":["device"]}]"""
        api.patch("metrics/default/m", units)["analysisUnits"].texts() shouldContainExactly listOf("device")
        api.post("metrics/default", """{"key":"m","kind":"custom","eventKey":"e"}""").shouldRefuse(409, "key_exists")
    }

    test("each change makes a version, and the old ones can be read") {
        val first = api.post("metrics/default", """{"key":"v","kind":"custom","eventKey":"e","name":"one"}""").body.string("_versionId")
        api.patch("metrics/default/v", """[{"op":"replace","path":"/name","value":"two"}]""")["_version"].toString() shouldBe "2"
        api.get("metrics/default/v?versionId=$first").body.string("name") shouldBe "one"
        api.get("metrics/default/v?versionId=x").shouldRefuse(404, "not_found")
        api.patch("metrics/default/v", """[{"op":"remove","path":"/unit"}]""").shouldRefuse(400, "invalid_patch")
        api.patch("metrics/default/v", """[{"op":"replace","path":"/key","value":"w"}]""").shouldRefuse(400, "invalid_patch")
        val there = """[{"op":"add","path":"/description","value":"d"},{"op":"remove","path":"/description"}]"""
        api.patch("metrics/default/v", there)["description"].shouldBeNull()
    }

    context("what is wrong with a new metric is refused, all of it") {
        withData(
            """{"key":"x","kind":"dream"}""" to "kind",
            """{"key":"x","kind":"custom"}""" to "eventKey",
            """{"key":"x","kind":"click","selector":"a"}""" to "urls",
            """{"key":"x","kind":"click","urls":[{"kind":"exact","url":"u"}]}""" to "selector",
            """{"key":"x","kind":"pageview","urls":[]}""" to "urls",
            """{"key":"x","kind":"pageview","urls":[{"kind":"regex","url":"u"}]}""" to "urls[0].pattern",
            """{"key":"x","kind":"trace"}""" to "traceQuery",
            """{"key":"x","kind":"trace","traceQuery":"q","isNumeric":true}""" to "traceValueLocation",
            """{"key":"x","kind":"custom","eventKey":"e","isNumeric":true}""" to "successCriteria",
            """{"key":"x","kind":"custom","eventKey":"e","successCriteria":"Better"}""" to "successCriteria",
            """{"key":"x","kind":"custom","eventKey":"e","analysisType":"percentile"}""" to "percentileValue",
            """{"key":"x","kind":"custom","eventKey":"e","percentileValue":101}""" to "percentileValue",
            """{"key":"x","kind":"custom","eventKey":"e","unitAggregationType":"count_distinct"}""" to "unitAggregationField",
            """{"key":"x","kind":"custom","eventKey":"e","winsorLowerPercentile":0}""" to "winsorLowerPercentile",
            """{"key":"x","kind":"custom","eventKey":"e","windowEndOffset":"5"}""" to "windowEndOffset",
            """{"key":"x","kind":"custom","eventKey":"e","filters":{"op":"in"}}""" to "filters.type",
            """{"key":"x","kind":"custom","eventKey":"e","tags":["a b"]}""" to "tags",
            """{"key":"a b","kind":"custom","eventKey":"e"}""" to "a b",
            """{"kind":"custom","eventKey":"e"}""" to "key",
        ) { (body, named) ->
            val refused = api.post("metrics/default", body)
            refused.shouldRefuse(400, "invalid_request")
            refused.message shouldContain named
        }
    }

    test("filters can be nested, and what cannot be read is refused") {
        api.post("projects", """{"key":"p","name":"P"}""")
        listOf("a" to "x", "b" to "y", "c" to "z").forEach { (key, tag) ->
            api.post("metrics/p", """{"key":"$key","kind":"custom","eventKey":"e","tags":["$tag"],"name":"Name, of $key"}""")
        }
        fun keys(filter: String) = api.get("metrics/p?filter=${encoded(filter)}")
        keys("""tags contains ["x"] | (query equals "of b" , tags contains ["y"])""").keys() shouldContainExactly listOf("a", "b")
        keys("""query equals "name, of c"""").keys() shouldContainExactly listOf("c")
        listOf("tags", "tags contains", "tags contains [", "(query equals a", "query equals a)", "size equals 1", "isNumeric equals maybe")
            .forEach { keys(it).shouldRefuse(400, "invalid_request") }
    }

    test("groups are a beta, keep the order of their metrics, and forget those that are deleted") {
        listOf("g1", "g2").forEach { api.post("metrics/default", """{"key":"$it","kind":"custom","eventKey":"$it"}""") }
        val body = """{"name":"My group","kind":"funnel","maintainerId":"m","tags":[],"metrics":[
            {"key":"g2","nameInGroup":"Two"},{"key":"g1","nameInGroup":"One"}]}"""
        api.post("projects/default/metric-groups", body).shouldRefuse(403, "forbidden")
        val made = beta.post("projects/default/metric-groups", body)
        made.status shouldBe 201
        made.body.keys shouldContainAll GROUP
        made.body.string("key") shouldBe "my-group"
        made["metrics"]!!.jsonArray.map { it.string("nameInGroup") } shouldContainExactly listOf("Two", "One")
        made["metrics"]!!.jsonArray.first().jsonObject.keys shouldContainAll setOf("_links", "key", "kind", "name", "analysisUnits")
        made["maintainer"].member("kind").toString() shouldBe "\"member\""
        api.delete("metrics/default/g2").status shouldBe 204
        val left = beta.get("projects/default/metric-groups/my-group")["metrics"]!!.jsonArray
        left.map { it.string("key") } shouldContainExactly listOf("g1")
        beta.delete("projects/default/metric-groups/my-group").status shouldBe 204
    }

    context("what is wrong with a new group is refused") {
        withData(
            """{"kind":"standard","maintainerId":"m","tags":[],"metrics":[{"key":"g1","nameInGroup":"x"}]}""",
            """{"name":"g","kind":"guardrail","maintainerId":"m","tags":[],"metrics":[{"key":"g1","nameInGroup":"x"}]}""",
            """{"name":"g","kind":"standard","maintainerId":"","tags":[],"metrics":[{"key":"g1","nameInGroup":"x"}]}""",
            """{"name":"g","kind":"standard","maintainerId":"m","metrics":[{"key":"g1","nameInGroup":"x"}]}""",
            """{"name":"g","kind":"standard","maintainerId":"m","tags":[],"metrics":[]}""",
            """{"name":"g","kind":"standard","maintainerId":"m","tags":[],"metrics":[{"key":"none","nameInGroup":"x"}]}""",
            """{"name":"g","kind":"funnel","maintainerId":"m","tags":[],"metrics":[{"key":"g1"}]}""",
        ) { body -> beta.post("projects/default/metric-groups", body).shouldRefuse(400, "invalid_request") }
    }
})
