package dev.tricolor.optimizely

import dev.tricolor.InvalidPayloadException
import dev.tricolor.configuredBy
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import kotlinx.serialization.json.jsonArray

private fun build(block: ExperimentBuilder.() -> Unit) =
    ExperimentBuilder(7, "e").variation("v", 10_000).configuredBy(block).build()["metrics"]!!.jsonArray

private fun problems(block: ExperimentBuilder.() -> Unit) = shouldThrow<InvalidPayloadException> { build(block) }.problems.map { it.toString() }

private class Unmeasurable(val name: String, val path: String, val said: ExperimentBuilder.() -> Unit)

internal class MetricSpec : FunSpec({
    test("all kinds of metrics") {
        build {
            metric(count, 9) { scope(MetricScope.SESSION).winningDirection(WinningDirection.DECREASING).displayTitle("Errors") }
            metric(sum) { field = MetricField.REVENUE }
            metric(MetricAggregator.BOUNCE, 6)
            metric(ratio) {
                metric(sum, 8) { field = MetricField.VALUE }
                metric(count, 9)
                timeWindow = "2d"
            }
            metric(unique, 9) {
                allOf { property("plan", MetricOperator.EQUAL_TO, "gold").property("price", MetricOperator.GREATER_THAN, 10) }
            }
        }.map { it.toString() } shouldContainExactly listOf(
            """{"aggregator":"count","event_id":9,"scope":"session","winning_direction":"decreasing","display_title":"Errors"}""",
            """{"aggregator":"sum","scope":"visitor","winning_direction":"increasing","field":"revenue"}""",
            """{"aggregator":"bounce","event_id":6,"scope":"session","winning_direction":"increasing"}""",
            """{"aggregator":"ratio","scope":"visitor","winning_direction":"increasing","metrics":[{"aggregator":"sum","event_id":8,""" +
                """"scope":"visitor","field":"value"},{"aggregator":"count","event_id":9,"scope":"visitor"}],"time_window":"2d"}""",
            """{"aggregator":"unique","event_id":9,"scope":"visitor","winning_direction":"increasing","event_properties":{"filter":""" +
                """{"combine_operator":"and","conditions":[{"name":"plan","operator":"equal_to","type":"string","value":"gold"},""" +
                """{"name":"price","operator":"greater_than","type":"number","value":"10"}]}}}""",
        )
    }

    context("what can never be measured") {
        withData(
            nameFn = { it.name },
            Unmeasurable("a field of what sums nothing up", "metrics[0].field") { metric(unique, 9) { field = MetricField.VALUE } },
            Unmeasurable("a count of no event", "metrics[0].event_id") { metric(count) },
            Unmeasurable("an exit of visitors", "metrics[0].scope") { metric(MetricAggregator.EXIT, 6) { scope = MetricScope.VISITOR } },
            Unmeasurable("a sum by no event", "metrics[0].scope") { metric(sum) { field(MetricField.VALUE).scope(MetricScope.EVENT) } },
            Unmeasurable("a ratio of one", "metrics[0].metrics") { metric(ratio) { metric(count, 9) } },
            Unmeasurable("parts of no ratio", "metrics[0].metrics") { metric(count, 9) { metric(count, 9) } },
            Unmeasurable("a time window of no ratio", "metrics[0].time_window") { metric(count, 9) { timeWindow = "2d" } },
            Unmeasurable("an odd time window", "metrics[0].time_window") { metric(ratio) { metric(count, 9).metric(count, 8).timeWindow("2w") } },
            Unmeasurable("a ratio in a ratio", "metrics[0].metrics[0].aggregator") { metric(ratio) { metric(ratio).metric(count, 8) } },
            Unmeasurable("a text that is smaller", "metrics[0].event_properties.filter.conditions[0].operator") { metric(count, 9) { anyOf { property("a", MetricOperator.LESS_THAN, "b") } } },
        ) { problems(it.said).single().substringBefore(": ") shouldBe it.path }
    }

    test("an aggregator that nobody knows yet may need anything") {
        build { metric(MetricAggregator.of("median"), 9) { field(MetricField.VALUE).scope(MetricScope.EVENT) } }.size shouldBe 1
    }
})
