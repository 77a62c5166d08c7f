@file:OptIn(ExperimentalCoroutinesApi::class)

package dev.tricolor.optimizely

import dev.tricolor.ApiException
import dev.tricolor.NotFoundException
import dev.tricolor.UnexpectedReplyException
import dev.tricolor.inTurn
import dev.tricolor.json
import dev.tricolor.status
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldEndWith
import io.kotest.matchers.types.shouldBeInstanceOf
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.test.currentTime
import kotlinx.coroutines.test.runTest
import java.math.BigDecimal
import kotlin.time.Duration.Companion.seconds

internal class ExperimentResultsSpec : FunSpec({
    test("results, a time series, a report and a CSV of what was measured") {
        onOptimizely {
            val project = fullStack().id
            val event = optimizely.events.create(project, "bought").id
            val made = optimizely.experiments.create(project, "e") { variation("a", 5_000); variation("b", 5_000); metric(unique, event) }
            optimizely.experiments.results(made.id) shouldBe ResultsAnswer.NoData
            optimizely.experiments.awaitResults(made.id, 10.seconds).shouldBeNull()
            optimizely.experiments.resultsCsv(made.id).toList().size shouldBe 0
            optimizely.experiments.start(made.id)
            emulator.optimizelyResults.of(made.id).conversions("a", 1_000, 100).conversions("b", 1_000, 150).notReady(1)
            optimizely.experiments.results(made.id) shouldBe ResultsAnswer.NotReady

            val b = made.variation("b")!!.variationId!!
            val metric = optimizely.experiments.results(made.id).shouldBeInstanceOf<ResultsAnswer.Results<ExperimentResults>>()
                .value.metrics.single()
            metric.of(b)?.lift?.liftStatus shouldBe LiftStatus.BETTER
            metric.conclusion?.winner shouldBe b.toString()
            val turned = optimizely.experiments.results(made.id) { baselineVariationId(b) }
            turned.valueOrNull!!.metrics.single().of(b)?.isBaseline shouldBe true
            asked shouldBe "GET experiments/${made.id}/results?baseline_variation_id=$b"
            val series = optimizely.experiments.timeseries(made.id).valueOrNull!!.metrics.single()
            series.of(b)!!.timeseries.last().value shouldBe BigDecimal(150)
            optimizely.experiments.report(made.id).valueOrNull!!.inferredOutcome shouldBe ExperimentOutcome.WIN

            val rows = optimizely.experiments.resultsCsv(made.id).toList()
            asked shouldBe "GET export/experiments/${made.id}/results/csv"
            rows.map { it.variationName to it.numeratorValue } shouldContainExactly listOf("a" to BigDecimal(100), "b" to BigDecimal(150))
            rows.first().isBaselineVariation shouldBe true
            rows.last().run {
                variationId shouldBe b.toString()
                metricEventId shouldBe event
                isImprovementSignificant shouldBe true
                metricWinningDirection shouldBe WinningDirection.INCREASING
                samplesRemainingToSignificance shouldBe 0
                improvementValue!!.toDouble() shouldBe metric.of(b)!!.lift!!.value
            }
            optimizely.experiments.resultsCsvText(made.id).valueOrNull!!.lines().size shouldBe 4
        }
    }

    test("a query says what it asks for, and one segment at most") {
        runTest {
            val scripted = ScriptedOptimizely(this, handler = status(204))
            val experiments = scripted.optimizely.experiments
            experiments.results(7) { startTime("2026-01-01T00:00:00Z").endTime("2026-02-01T00:00:00Z").browser(ResultsBrowser.CHROME) }
            experiments.timeseries(7) { attribute(8, "gold & silver") }
            experiments.report(7) { segmentConditions { attribute(8) eq "gold" } }
            experiments.resultsCsvText(7) { source(TrafficSource.SEARCH).baselineVariationId("holdback") } shouldBe ResultsAnswer.NoData
            scripted.lines shouldContainExactly listOf(
                "GET experiments/7/results?start_time=2026-01-01T00%3A00%3A00Z&end_time=2026-02-01T00%3A00%3A00Z&browser=chrome",
                "GET experiments/7/timeseries?attribute_id=8&attribute_value=gold%20%26%20silver",
                "GET experiments/7/report?segment_conditions=%7B%22attribute_id%22%3A8%2C%22attribute_value%22%3A%22gold%22%7D",
                "GET export/experiments/7/results/csv?baseline_variation_id=holdback&source=search",
            )
            scripted.requests.last().headers["Accept"] shouldBe "text/csv"
            shouldThrow<IllegalArgumentException> {
                experiments.results(7) { browser(ResultsBrowser.SAFARI).device(VisitorDevice.IPAD) }
            }.message shouldBe "segments are browser, device, must be one at most"
            shouldThrow<IllegalArgumentException> { experiments.resultsCsv(7) { attribute(8, " ") }.toList() }
            scripted.requests.size shouldBe 4
        }
    }

    context("waiting for results, in virtual time") {
        test("asks less and less often until they are there, whatever fails meanwhile") {
            runTest {
                val scripted = ScriptedOptimizely(
                    this, { retry { maxAttempts = 1 } },
                    inTurn(status(202), status(202), status(503, "busy"), status(200, """{"experiment_id":7}""")),
                )
                scripted.optimizely.experiments.awaitResults(7, 60.seconds)?.experimentId shouldBe 7
                currentTime shouldBe 2_000 + 3_000 + 4_500
                scripted.requests.size shouldBe 4
            }
        }
        test("and not longer than it is told") {
            runTest {
                val scripted = ScriptedOptimizely(this, handler = status(202))
                val failure = shouldThrow<ResultsNotReadyException> { scripted.optimizely.experiments.awaitResults(7, 4.seconds) }
                failure.experimentId to failure.waitedMillis shouldBe (7L to 4_000L)
                currentTime shouldBe 4_000
                shouldThrow<IllegalArgumentException> { scripted.optimizely.experiments.awaitResults(7, (-1).seconds) }
            }
        }
        test("the first answer must come") {
            runTest {
                val scripted = ScriptedOptimizely(this, { retry { maxAttempts = 1 } }, status(500))
                shouldThrow<ApiException> { scripted.optimizely.experiments.awaitResults(7, 60.seconds) }.status shouldBe 500
            }
        }
    }

    context("a CSV from anywhere") {
        test("that is not ready is told as such") {
            runTest {
                val scripted = ScriptedOptimizely(this, handler = status(202))
                shouldThrow<ResultsNotReadyException> { scripted.optimizely.experiments.resultsCsv(7).toList() }.waitedMillis shouldBe 0
                scripted.optimizely.experiments.resultsCsvText(7) shouldBe ResultsAnswer.NotReady
            }
        }
        test("has columns in any order, with new ones, quotes and line breaks") {
            runTest {
                val csv = "\uFEFFNew, Variation ID ,Metric Value,Is Baseline Variation,Samples Remaining to Significance\r\n" +
                    "\"a, \"\"b\"\"\r\nc\",12,many,FALSE,9223372036854775807\r\nshort\r\n"
                val scripted = ScriptedOptimizely(this, handler = status(200, csv))
                val rows = scripted.optimizely.experiments.resultsCsv(7).toList()
                rows.size shouldBe 2
                rows[0]["New"] shouldBe "a, \"b\"\r\nc"
                rows[0].variationId shouldBe "12"
                rows[0].metricValue.shouldBeNull()
                rows[0].columns["Metric Value"] shouldBe "many"
                rows[0].isBaselineVariation shouldBe false
                rows[0].samplesRemainingToSignificance.shouldBeNull()
                rows[0].startTime.shouldBeNull()
                rows[1].variationId.shouldBeNull()
            }
        }
        test("ends when nobody wants more of it") {
            runTest {
                val scripted = ScriptedOptimizely(this, handler = status(200, "Variation ID\n" + "1\n".repeat(100_000)))
                scripted.optimizely.experiments.resultsCsv(7).first().variationId shouldBe "1"
                scripted.requests.size shouldBe 1
            }
        }
        withData(
            nameFn = { it.second },
            "a\n1,2\n" to "a CSV of which the row that ends before line 3 has 2 cells for 1 columns",
            "a\n\"1\n" to "a CSV of which line 3: a quoted value is not closed",
            "a\n\"1\"2\n" to "a CSV of which line 2: \"2\" behind a quoted value",
        ) { (csv, problem) ->
            runTest {
                val scripted = ScriptedOptimizely(this, handler = status(200, csv))
                val failure = shouldThrow<UnexpectedReplyException> { scripted.optimizely.experiments.resultsCsv(7).toList() }
                failure.message!! shouldEndWith problem
                scripted.requests.size shouldBe 1
            }
        }
        test("an error is an error") {
            runTest {
                val scripted = ScriptedOptimizely(this, handler = { json("""{"code":"not_found","message":"no such thing"}""", 404) })
                shouldThrow<NotFoundException> { scripted.optimizely.experiments.resultsCsv(7).toList() }
                    .message shouldContain "no such thing"
            }
        }
    }

    test("results that are none are told as such") {
        runTest {
            listOf("", "[]", """{"metrics":7}""").forEach { body ->
                val scripted = ScriptedOptimizely(this, handler = status(200, body))
                shouldThrow<UnexpectedReplyException> { scripted.optimizely.experiments.results(7) }
            }
        }
    }
})
