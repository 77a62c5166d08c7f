package dev.tricolor.emulator.optimizely.classic

import dev.tricolor.emulator.SettableClock
import dev.tricolor.emulator.string
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.booleans.shouldBeFalse
import io.kotest.matchers.booleans.shouldBeTrue
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainAll
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.doubles.shouldBeBetween
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.bind
import io.kotest.property.arbitrary.double
import io.kotest.property.arbitrary.long
import io.kotest.property.checkAll
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import java.time.Instant
import kotlin.math.abs

private const val ONE = "Default Variation #1"
private const val TWO = "Default Variation #2"

private val RATES = Arb.bind(Arb.long(1L..100_000), Arb.double(0.0, 1.0)) { visitors, rate ->
    Conversions(visitors, (visitors * rate).toLong()).measured
}

internal class ClassicResultsSpec : FunSpec({
    val clock = SettableClock(Instant.parse("2016-01-01T12:00:00Z").toEpochMilli())
    val classic = classic(clock)
    val api = classic.api
    val results = classic.emulator.optimizelyClassicResults

    fun running(goals: (String) -> List<String>): String = classic.experiment().also {
        goals(it)
        classic.put("experiments/$it", """{"status":"Running"}""")
    }
    fun rows(experiment: String, what: String) = api.get("experiments/$experiment/$what").json.jsonArray.map { it.jsonObject }

    test("there is a row for each variation and goal, once the experiment was started") {
        val experiment = classic.experiment()
        val goals = listOf("A", "B").map { classic.event(it, ""","experiment_ids":[$experiment]""") }
        rows(experiment, "stats").shouldBeEmpty()
        classic.put("experiments/$experiment", """{"status":"Running"}""")
        clock.now = Instant.parse("2016-01-02T12:00:00Z").toEpochMilli()
        val rows = rows(experiment, "results")
        rows.map { it.string("goal_id") to it.string("variation_name") } shouldContainExactly
            goals.flatMap { listOf(it to ONE, it to TWO) }
        rows.map { it.string("begin_time") to it.string("end_time") }.toSet() shouldBe
            setOf("2016-01-01T12:00:00Z" to "2016-01-02T12:00:00Z")
        rows.map { it.string("status") } shouldContainExactly listOf("baseline", "inconclusive", "baseline", "inconclusive")
        rows.first().string("variation_id") shouldBe rows.first().string("baseline_id")
        classic.put("experiments/$experiment", """{"status":"Paused"}""")
        clock.now = Instant.parse("2016-01-05T12:00:00Z").toEpochMilli()
        rows(experiment, "stats").first().string("end_time") shouldBe "2016-01-02T12:00:00Z"
    }

    test("a difference that is more than chance is a winner or a loser, and where it lies does not hold 0") {
        var goal = ""
        val experiment = running { listOf(classic.event(more = ""","experiment_ids":[$it]""").also { made -> goal = made }) }
        val planted = results.of(experiment.toLong(), goal.toLong()).conversions(ONE, 1_000, 100)
        planted.conversions(TWO, 1_000, 170)
        val stat = rows(experiment, "stats").last()
        stat.keys shouldContainAll setOf("visitors_until_statistically_significant", "visitors_until_significance")
        stat.string("conversion_rate") shouldBe "0.17"
        stat.string("improvement").toDouble() shouldBe (0.7 plusOrMinus 1e-9)
        stat.string("difference").toDouble() shouldBe (0.07 plusOrMinus 1e-9)
        stat.string("statistical_significance").toDouble().shouldBeBetween(0.9, 1.0, 0.0)
        stat.string("difference_confidence_interval_min").toDouble() shouldBeGreaterThan 0.0
        stat.string("status") shouldBe "winner"
        stat.string("visitors_until_statistically_significant") shouldBe "0"
        rows(experiment, "results").last().let { it.string("status") to ("conversion_rate" in it) } shouldBe ("winner" to true)

        planted.conversions(TWO, 1_000, 30)
        rows(experiment, "stats").last().string("status") shouldBe "loser"
        rows(experiment, "results").last().string("confidence").toDouble().shouldBeBetween(0.0, 0.001, 0.0)

        planted.conversions(TWO, 1_000, 108)
        val unclear = rows(experiment, "stats").last()
        unclear.string("status") shouldBe "inconclusive"
        unclear.string("visitors_until_significance").toLong().toDouble() shouldBeGreaterThan 1_000.0
        rows(experiment, "results").last().let { it.string("status") + it.string("confidence").take(4) } shouldBe "inconclusive0.72"
    }

    test("revenue is money for each visitor") {
        val revenue = api.get("projects/${classic.project}/goals").json.jsonArray.first { it.string("goal_type") == "4" }.string("id")
        val experiment = running { classic.put("goals/$revenue", """{"experiment_ids":[$it]}""").let { listOf(revenue) } }
        results.of(experiment.toLong(), revenue.toLong())
            .revenue(ONE, 1_000, 100, revenue = 5_000.0, standardDeviation = 10.0)
            .revenue(TWO, 1_000, 110, revenue = 8_000.0, standardDeviation = 12.0)
        val row = rows(experiment, "stats").last()
        row.string("is_revenue") shouldBe "true"
        row.string("revenue_per_visitor") shouldBe "8.0"
        row.string("difference") shouldBe "3.0"
        row.string("status") shouldBe "winner"
        ("conversion_rate" in row).shouldBeFalse()
    }

    test("results can be about an audience or the value of a dimension, which go with them") {
        var goal = ""
        val experiment = running { listOf(classic.event(more = ""","experiment_ids":[$it]""").also { made -> goal = made }) }
        val audience = classic.made("projects/${classic.project}/audiences", """{"name":"A","segmentation":true}""")
        val dimension = classic.made("projects/${classic.project}/dimensions", """{"name":"D"}""")
        val planted = results.of(experiment.toLong(), goal.toLong()).conversions(ONE, 10, 1)
        planted.audience(audience.toLong()).conversions(ONE, 5, 1)
        planted.dimension(dimension.toLong(), "gold").conversions(ONE, 3, 1)
        fun visitors(query: String) = rows(experiment, "results$query").map { it.string("visitors") }
        visitors("") shouldContainExactly listOf("10", "0")
        visitors("?audience_id=$audience") shouldContainExactly listOf("5", "0")
        visitors("?dimension_id=$dimension&dimension_value=gold") shouldContainExactly listOf("3", "0")
        visitors("?dimension_id=$dimension&dimension_value=silver") shouldContainExactly listOf("0", "0")
        listOf(
            "?audience_id=1", "?dimension_id=$dimension", "?dimension_value=gold", "?dimension_id=1&dimension_value=x",
            "?audience_id=$audience&dimension_id=$dimension&dimension_value=gold",
        ).forEach { api.get("experiments/$experiment/stats$it").shouldRefuse(400) }
        api.delete("dimensions/$dimension").status shouldBe 204
        api.get("experiments/$experiment/stats?dimension_id=$dimension&dimension_value=gold").shouldRefuse(400)
        api.delete("goals/$goal").status shouldBe 204
        rows(experiment, "results").shouldBeEmpty()
    }

    test("the Stats Engine knows nothing of experiments that are older than it") {
        val before = clock.now
        clock.now = Instant.parse("2015-01-20T12:00:00Z").toEpochMilli()
        val experiment = running { listOf(classic.event(more = ""","experiment_ids":[$it]""")) }
        clock.now = before
        rows(experiment, "stats").shouldBeEmpty()
        rows(experiment, "results").size shouldBe 2
    }

    test("numbers that cannot be are not planted") {
        val experiment = classic.experiment()
        val goal = classic.event(more = ""","experiment_ids":[$experiment]""").toLong()
        val other = classic.event()
        val planted = results.of(experiment.toLong(), goal)
        listOf<() -> Any>(
            { results.of(1, goal) },
            { results.of(experiment.toLong(), other.toLong()) },
            { planted.conversions("none", 1, 1) },
            { planted.conversions(ONE, 1, 2) },
            { planted.conversions(ONE, -1, -1) },
            { planted.revenue(ONE, 1, 1, 1.0, 1.0) },
        ).forEach { shouldThrow<IllegalArgumentException> { it() } }
    }

    context("the statistics hold together") {
        test("what is significant is what the interval has no 0 in") {
            checkAll(RATES, RATES) { one, baseline ->
                val comparison = Comparison(one, baseline)
                comparison.significance.shouldBeBetween(0.0, 1.0, 0.0)
                comparison.chance.shouldBeBetween(0.0, 1.0, 0.0)
                // Where there is nothing to expect of a baseline, nothing is significant.
                if (baseline.mean > 0 && abs(comparison.significance - (1 - ALPHA)) > 1e-9) {
                    (abs(comparison.difference) > comparison.margin) shouldBe (comparison.significance > 1 - ALPHA)
                }
            }
        }

        test("who beats whom is the other way round for the other") {
            checkAll(RATES, RATES) { one, other ->
                Comparison(one, other).chance shouldBe ((1 - Comparison(other, one).chance) plusOrMinus 1e-6)
            }
        }

        test("as many visitors more as are said to be needed are enough, and not many too many") {
            listOf(0.11 to 2_000L, 0.105 to 50_000L, 0.095 to 20_000L).forEach { (rate, visitors) ->
                fun comparison(times: Double): Comparison {
                    val n = (visitors * times).toLong()
                    fun measured(rate: Double) = Measured(n, rate, rate * (1 - rate) / n)
                    return Comparison(measured(rate), measured(0.1))
                }
                val now = comparison(1.0)
                val toGo = checkNotNull(now.visitorsToGo)
                (toGo > 0).shouldBeTrue()
                comparison(1 + (toGo + 10.0) / visitors).significance shouldBeGreaterThan 1 - ALPHA - 1e-4
                (comparison(1 + toGo * 0.9 / visitors).significance < 1 - ALPHA).shouldBeTrue()
            }
        }

        test("without a difference, a baseline or visitors nobody can tell") {
            val some = Measured(100, 0.1, 0.0009)
            val none = Measured(0, 0.0, 0.0)
            Comparison(some, some).run { visitorsToGo to status(true) } shouldBe (null to "inconclusive")
            listOf(Comparison(some, none), Comparison(none, some), Comparison(none, none)).forEach {
                it.run { listOf(chance, significance, margin) } shouldContainExactly listOf(0.0, 0.0, 0.0)
                it.visitorsToGo shouldBe null
            }
        }
    }
})
