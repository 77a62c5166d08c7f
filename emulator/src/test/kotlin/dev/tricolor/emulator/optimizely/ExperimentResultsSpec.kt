package dev.tricolor.emulator.optimizely

import dev.tricolor.emulator.core.parseCsv
import dev.tricolor.emulator.encoded
import dev.tricolor.emulator.launchdarkly.SettableClock
import dev.tricolor.emulator.member
import dev.tricolor.emulator.string
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.maps.shouldNotContainKey
import io.kotest.matchers.shouldBe
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.double
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import java.util.Base64

/** A running experiment with a baseline of 1,000 visitors and 100 conversions. */
private class Running(val clock: SettableClock = SettableClock()) : AutoCloseable {
    val shop = TestShop(clock)
    val attribute: String = shop.api.post("attributes", """{"project_id":${shop.project},"key":"plan"}""").id()
    private val event: String = shop.api.post("projects/${shop.project}/custom_events", """{"key":"bought","name":"Bought, \"now\""}""").id()
    private val made = shop.api.post(
        "experiments?action=start",
        """{"project_id":${shop.project},"key":"e","variations":[{"key":"a","weight":5000},{"key":"b","weight":5000}],""" +
            """"metrics":[{"aggregator":"unique","event_id":$event,"scope":"visitor","winning_direction":"increasing"},""" +
            """{"aggregator":"sum","field":"revenue","scope":"visitor","winning_direction":"decreasing"}]}""",
    ).json
    val id: String = made.id()
    private val ids = made.member("variations")!!.jsonArray.map { it.string("variation_id") }
    val a = ids[0]
    val b = ids[1]
    val planted = shop.emulator.optimizelyResults.of(id.toLong()).conversions("a", samples = 1_000, conversions = 100)

    fun results(query: String = "") = shop.api.get("experiments/$id/results$query").json

    fun metric(index: Int = 0, query: String = "") = results(query).member("metrics")!!.jsonArray[index]

    fun lift(index: Int = 0) = metric(index).member("results").member(b).member("lift")

    override fun close() = shop.close()
}

private fun JsonElement?.double(member: String) = member(member)!!.jsonPrimitive.double

private fun JsonElement?.doubles(member: String) = member(member)!!.jsonArray.map { it.jsonPrimitive.double }

internal class ExperimentResultsSpec : FunSpec({
    test("before the first start there is nothing, and while it is computed nothing is ready") {
        val running = autoClose(Running())
        val draft = running.shop.api.post(
            "experiments", """{"project_id":${running.shop.project},"key":"d","variations":[{"key":"a","weight":10000}]}""",
        ).id()
        val paths = listOf("experiments/%s/results", "experiments/%s/timeseries", "experiments/%s/report", "export/experiments/%s/results/csv")
        paths.forEach { path ->
            running.shop.api.get(path.format(draft)).run { status to text shouldBe (204 to "") }
            running.planted.notReady(1)
            running.shop.api.get(path.format(running.id)).run { status to text shouldBe (202 to "") }
            running.shop.api.get(path.format(running.id)).status shouldBe 200
            running.shop.api.get(path.format("1")).status shouldBe 404
        }
    }

    test("without numbers a variation is as short as the vendor has it") {
        val running = autoClose(Running())
        running.metric().member("results").member(running.b)!!.jsonObject.keys shouldBe
            setOf("is_baseline", "level", "name", "samples", "value", "variation_id")
        running.metric(1).string("name") shouldBe "Overall revenue"
        running.results().member("reach").string("total_count") shouldBe "1000"
    }

    test("a lift is told with what is certain of it") {
        val running = autoClose(Running())
        running.planted.conversions("b", samples = 1_000, conversions = 130)
        val lift = running.lift()
        // By hand: 0.13 / 0.1 - 1, and the root of 0.13·0.87/10 + 0.0169·0.09/0.1.
        lift.double("value") shouldBe (0.3 plusOrMinus 1e-12)
        lift.double("value_scaled") shouldBe (0.03 plusOrMinus 1e-12)
        val error = 0.162850
        lift.double("significance") shouldBe (0.93455 plusOrMinus 1e-4)
        lift.doubles("confidence_interval")[0] shouldBe (0.3 - 1.644854 * error plusOrMinus 1e-4)
        lift.doubles("confidence_interval")[1] shouldBe (0.3 + 1.644854 * error plusOrMinus 1e-4)
        lift.string("is_significant") to lift.string("lift_status") shouldBe ("true" to "better")
        lift.string("visitors_remaining") shouldBe "0"
        running.metric().member("results").member(running.b).member("total_increase").double("value") shouldBe (30.0 plusOrMinus 1e-9)
        running.metric().member("conclusion").string("winner") shouldBe running.b
        running.shop.api.get("experiments/${running.id}/report").json.string("inferred_outcome") shouldBe "win"
    }

    test("what is not certain says how many more it takes, and no difference that it never will") {
        val running = autoClose(Running())
        running.planted.conversions("b", samples = 1_000, conversions = 110)
        running.lift().string("lift_status") shouldBe "equal"
        val more = running.lift().string("visitors_remaining").toLong()
        // With so many more, in the same proportions, it is certain; with a tenth less it is not.
        val grown = { visitors: Long ->
            running.planted.conversions("a", visitors / 2, visitors / 20).conversions("b", visitors / 2, visitors * 11 / 200)
        }
        grown((2_000 + more) / 200 * 200 + 200)
        running.lift().string("is_significant") shouldBe "true"
        grown((2_000 + more * 9 / 10) / 200 * 200)
        running.lift().string("is_significant") shouldBe "false"
        running.planted.conversions("a", 1_000, 100).conversions("b", 1_000, 100)
        running.lift().string("visitors_remaining") shouldBe Long.MAX_VALUE.toString()
        running.metric().jsonObject shouldNotContainKey "conclusion"
    }

    test("less can be better, and any variation the baseline") {
        val running = autoClose(Running())
        running.planted.values("a", 1_000, total = 5_000.0, variance = 4.0, metric = 1).values("b", 1_000, 4_000.0, 4.0, metric = 1)
        running.lift(1).string("lift_status") shouldBe "better"
        val turned = running.metric(1, "?baseline_variation_id=${running.b}").member("results").member(running.a)
        turned.member("lift").double("value") shouldBe (0.25 plusOrMinus 1e-12)
        turned.member("lift").string("lift_status") shouldBe "worse"
        running.shop.api.get("experiments/${running.id}/results?baseline_variation_id=1").status shouldBe 400
    }

    test("a time series has a point for each time that something was said") {
        val running = autoClose(Running())
        val points = {
            running.shop.api.get("experiments/${running.id}/timeseries").json.member("metrics")!!.jsonArray.first()
                .member("results").member(running.a).member("timeseries")!!.jsonArray.map { "${it.string("time")} ${it.string("value")}" }
        }
        running.clock.now += 600_000
        running.planted.conversions("a", 2_000, 150)
        points() shouldContainExactly listOf("2023-11-14T22:13:20.000000Z 100", "2023-11-14T22:23:20.000000Z 150")
        val early = running.results("?start_time=2023-11-14T22:10:01Z&end_time=2023-11-14T22:20:59Z")
        early.string("start_time") to early.string("end_time") shouldBe ("2023-11-14T22:15:00.000000Z" to "2023-11-14T22:20:00.000000Z")
        running.metric(query = "?end_time=2023-11-14T22:20").member("results").member(running.a).string("value") shouldBe "100"
        running.shop.api.get("experiments/${running.id}/results?end_time=soon").status shouldBe 400
    }

    context("segments") {
        val running = autoClose(Running())
        running.planted.segment(running.attribute, "gold").conversions("a", 10, 7)
        val leaf = """{"attribute_id":${running.attribute},"attribute_value":"gold"}"""
        val base64 = Base64.getUrlEncoder().encodeToString("""["and",$leaf]""".toByteArray())

        test("are apart from all visitors") {
            running.metric(query = "?attribute_id=${running.attribute}&attribute_value=gold").member("results").member(running.a)
                .string("value") shouldBe "7"
            running.metric(query = "?device=mobile").member("results").member(running.a).string("value") shouldBe "0"
        }
        withData(
            nameFn = { it.first },
            "browser=safari" to 200,
            "browser=netscape" to 400,
            "browser=safari&device=mobile" to 400,
            "source=campaign" to 200,
            "attribute_id=${running.attribute}" to 400,
            "attribute_value=gold" to 400,
            "attribute_id=1&attribute_value=gold" to 400,
            "segment_conditions=${encoded("""["not",$leaf]""")}" to 200,
            "segment_conditions=$base64" to 200,
            "segment_conditions=${encoded("""["xor",$leaf]""")}" to 400,
            "segment_conditions=${encoded("""{"attribute_id":1,"attribute_value":"x"}""")}" to 400,
            "segment_conditions=${encoded(leaf.replace("}", ""","match_type":"like"}"""))}" to 400,
            "segment_conditions=%21" to 400,
        ) { (query, status) -> running.shop.api.get("experiments/${running.id}/results?$query").status shouldBe status }
    }

    test("a CSV has the documented columns, and a line for each metric and variation") {
        val running = autoClose(Running())
        running.planted.conversions("b", 1_000, 130)
        val answer = running.shop.api.get("export/experiments/${running.id}/results/csv")
        answer.header("Content-Type") shouldBe "text/csv"
        val table = parseCsv(answer.text)
        table.first().joinToString() shouldBe "Start time (UTC), End time (UTC), Variation Name, Variation ID, Is Baseline Variation, " +
            "Metric Event Name, Metric Event ID, Metric Numerator Type, Metric Denominator Type, Metric Winning Direction, " +
            "Numerator Value, Denominator Value, Metric Value, Improvement Status from Baseline, Improvement Value from Baseline, " +
            "Statistical Significance, Is Improvement Significant, Confidence Interval - Low, Confidence Interval - High, " +
            "Samples Remaining to Significance, Properties"
        table.drop(1).map { it[3] } shouldContainExactly listOf(running.a, running.b, running.a, running.b)
        table[2].slice(listOf(4, 5, 7, 10, 11, 13, 16)) shouldContainExactly
            listOf("false", "Bought, \"now\"", "unique", "130", "1000", "better", "true")
    }

    test("what cannot be planted") {
        val running = autoClose(Running())
        shouldThrow<IllegalArgumentException> { running.shop.emulator.optimizelyResults.of(1) }
        shouldThrow<IllegalArgumentException> { running.planted.conversions("c", 1, 1) }.message shouldBe
            "there is no variation c; there are a, b"
        shouldThrow<IllegalArgumentException> { running.planted.conversions("a", 1, 2) }
        shouldThrow<IllegalArgumentException> { running.planted.conversions("a", 1, 1, metric = 2) }
        shouldThrow<IllegalArgumentException> { running.planted.values("a", 0, 1.0, 1.0) }
        shouldThrow<IllegalArgumentException> { running.planted.notReady(-1) }
        shouldThrow<IllegalArgumentException> { running.shop.emulator.optimizelyApp.beginChange(1) }
    }

    test("a link to share") {
        val running = autoClose(Running())
        running.shop.api.get("experiments/${running.id}/results/share").body.string("url").startsWith("https://") shouldBe true
    }
})
