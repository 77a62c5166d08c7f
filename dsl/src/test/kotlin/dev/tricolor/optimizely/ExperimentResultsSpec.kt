package dev.tricolor.optimizely

import dev.tricolor.InvalidPayloadException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.shouldBe
import kotlinx.serialization.SerializationException
import java.math.BigDecimal

/** As a well-known tutorial prints it, with more in it than that. */
private const val TEXT = """{"confidence_threshold":0.9,"end_time":"2018-06-08T16:17:47.000000Z","experiment_id":10834392320,"is_stale":false,
"metrics":[{"aggregator":"unique","event_id":123456789,"name":"FS event","metric_id":7,"measure":"conversions","conclusion":{"winner":"2"},
"results":{"10831751478":{"is_baseline":true,"level":"variation","samples":0,"value":0,"variation_id":"987654321"},
"2":{"level":"variation","samples":12345678901234567890,"value":12.50,"rate":0.1,"scope":"variation","variation_id":"2",
"lift":{"value":0.3,"confidence_interval":[0.1,0.5],"visitors_remaining":9223372036854775807,"lift_status":"odd","is_significant":true},
"total_increase":{"confidence_interval":[1],"visitors_remaining":9223372036854775806}}},"scope":"visitor","winning_direction":"increasing"}],
"reach":{"baseline_count":0,"total_count":9223372036854775807,"variations":{"10831751478":{"count":0,"variation_id":"987654321"}}},
"stats_config":{"confidence_level":0.9,"difference_type":"relative","epoch_enabled":false}}"""

internal class ExperimentResultsSpec : FunSpec({
    test("results are found by what is in them, not by their keys, and the largest numbers survive") {
        val results = ExperimentResults.fromJson(TEXT)
        val metric = results.metrics.single()
        metric.metric.aggregator shouldBe MetricAggregator.UNIQUE
        metric.of(987_654_321) shouldBe metric.results["10831751478"]
        metric.of(10_831_751_478).shouldBeNull()
        metric.baseline?.lift.shouldBeNull()
        metric.conclusion?.winner shouldBe "2"
        val second = metric.of(2).shouldNotBeNull()
        second.samples shouldBe BigDecimal("12345678901234567890")
        second.value shouldBe BigDecimal("12.50")
        second.lift?.visitorsRemaining.shouldBeNull()
        second.lift?.liftStatus shouldBe LiftStatus.of("odd")
        second.lift?.confidenceInterval?.contains(0.3) shouldBe true
        second.totalIncrease?.visitorsRemaining shouldBe Long.MAX_VALUE - 1
        second.totalIncrease?.confidenceInterval.shouldBeNull()
        results.reach?.totalCount shouldBe Long.MAX_VALUE
        results.reach?.of(987_654_321)?.count shouldBe 0
        ExperimentResults.fromJson(results.toJson()) shouldBe results
        results.toJson().contains("12345678901234567890") shouldBe true
    }

    test("an id may be a number, and the key decides where nothing else does") {
        MetricResults.fromJson("""{"results":{"1":{"variation_id":5},"6":{}}}""").run {
            of(5)?.variationId shouldBe "5"
            of(6).shouldNotBeNull()
            of(1).shouldBeNull()
        }
    }

    test("what is of another kind than documented is told with its path") {
        shouldThrow<SerializationException> { ExperimentResults.fromJson("""{"metrics":[{"results":{"1":{"samples":"many"}}}]}""") }
            .message shouldBe "metrics[0].results.1.samples: is \"many\", must be a number"
    }

    test("time series and reports") {
        val point = """{"time":"2018-06-08T16:20:00Z","samples":10,"value":3,"lift":{"value":1}}"""
        val series = ExperimentTimeseries.fromJson("""{"metrics":[{"results":{"x":{"variation_id":"2","timeseries":[$point]}}}]}""")
        series.metrics.single().of(2)?.timeseries?.single()?.value shouldBe BigDecimal(3)
        ExperimentReport.fromJson("""{"inferred_outcome":"win"}""").inferredOutcome shouldBe ExperimentOutcome.WIN
    }

    test("segments") {
        val gold = segment { (attribute(7) eq "gold") and !(attribute(8) startsWith "test") }
        gold.toJson() shouldBe """["and",{"attribute_id":7,"attribute_value":"gold"},["not",{"attribute_id":8,"attribute_value":"test",""" +
            """"match_type":"prefix"}]]"""
        gold.readable() shouldBe """attribute 7 exact "gold" and not attribute 8 prefix "test""""
        gold.sameAs(segment { allOf(attribute(7) eq "gold", not(attribute(8) startsWith "test")) }) shouldBe true
        shouldThrow<InvalidPayloadException> { segment { attribute(0) matches ".*" } }.problems.single().path shouldBe
            "segment_conditions.attribute_id"
    }
})
