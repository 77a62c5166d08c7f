package dev.tricolor.launchdarkly

import dev.tricolor.Block
import dev.tricolor.InvalidPayloadException
import dev.tricolor.shouldMatchGolden
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.int
import io.kotest.property.arbitrary.list
import io.kotest.property.checkAll
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

private fun problemsOf(block: () -> Unit) = shouldThrow<InvalidPayloadException>(block).problems.map { it.toString() }

private fun <T : IterationFieldsBuilder<T>> T.onePage() {
    hypothesis = "One page converts better"
    metric("checkout-done", primary = true)
    randomizationUnit = "user"
    onFallthrough(of = "checkout-layout", version = 7)
    treatment("One page", allocation = 50) { serves("checkout-layout", "v-true") }
    treatment("Classic", allocation = 50, baseline = true) { serves("checkout-layout", "v-false") }
}

private fun allocated(vararg allocations: Number) = iteration {
    hypothesis("h")
    metric("m", true)
    onFallthrough("f", 1)
    allocations.forEachIndexed { index, allocation -> treatment("t$index", allocation, index == 0) { serves("f", "v$index") } }
}

internal class ExperimentBuilderSpec : FunSpec({
    test("the experiment of the tour, and its iteration by itself") {
        val built = experiment("checkout-layout-test", "One page?") { onePage() }
        shouldMatchGolden("launchdarkly/experiment.json", built.toPrettyJson())
        built.iteration shouldBe iteration { onePage() }
        NewExperiment.fromJson(built.toJson()) shouldBe built
    }

    test("a treatment serves a variation as it was read, or by its id; one that was only built has none") {
        val flag = FeatureFlag.fromJson("""{"key":"f","variations":[{"_id":"v-true","value":true},{"value":false}]}""")
        fun serving(block: Block<TreatmentBuilder>) = iteration {
            hypothesis("h").metric("m", true).onFallthrough("f", 1).treatment("A", 100, true, block)
        }
        serving { serves("f", flag.variation("true")) } shouldBe serving { serves("f", flag.variationId("true")) }
        problemsOf { serving { serves("f", flag.variation("false")) } } shouldContainExactly
            listOf("treatments[0].parameters[0].variationId: is missing or blank")
    }

    test("an experiment with everything in it") {
        val built = experiment("everything", "All") {
            hypothesis = "All is better than nothing"
            description = "d"
            maintainerId = "12ab3c45de678910fgh12345"
            holdoutId = "f3b74309-d581-44e1-8a2b-bb2933b4fe40"
            methodology = ExperimentMethodology.FREQUENTIST
            dataSource = ExperimentDataSource.of("duckdb")
            type = ExperimentType.MAB
            tags("checkout", "2026")
            analysisConfig {
                bayesianThreshold = 95
                significanceThreshold = 0.05
                testDirection = "two-sided"
                multipleComparisonCorrectionMethod = CorrectionMethod.BONFERRONI
                multipleComparisonCorrectionScope = CorrectionScope.VARIATIONS_AND_METRICS
                sequentialTestingEnabled = true
            }
            canReshuffleTraffic = false
            randomizationUnit = "device"
            reallocationFrequencyMillis = 2_592_000_000
            covariateId = "c-1"
            attributes("country", "device")
            metric("load-time")
            metricGroup("guards")
            funnel("sign-up", primary = true)
            onFallthrough(of = "checkout", version = 7)
            onRule(of = "banner", ruleId = "r-1", version = 3) { notInExperimentVariationId = "v-9" }
            treatment("Both", allocation = 33.30) { serves("checkout", "v-1"); serves("banner", "v-2") }
            treatment("Neither", allocation = 0, baseline = true) { serves("checkout", "v-3"); serves("banner", "v-4") }
            field("iteration", buildJsonObject { put("fromTheFuture", 1) })
            field("alsoFromTheFuture", JsonPrimitive(2))
        }
        shouldMatchGolden("launchdarkly/experiment-with-everything.json", built.toPrettyJson())
        built.methodology shouldBe ExperimentMethodology.FREQUENTIST
        built.iteration?.primaryFunnelKey shouldBe "sign-up"
        built.iteration?.flags?.get("banner")?.notInExperimentVariationId shouldBe "v-9"
        built.iteration?.treatments?.map { it.allocationPercent } shouldBe listOf("33.3", "0")
    }

    test("every property has a function that chains") {
        val chained = ExperimentBuilder("k", "n").hypothesis("h").description("d").maintainerId("m").holdoutId("o")
            .methodology(ExperimentMethodology.BAYESIAN).dataSource(ExperimentDataSource.SNOWFLAKE).type(ExperimentType.EXPERIMENT)
            .tags(listOf("t")).canReshuffleTraffic(true).randomizationUnit("user").reallocationFrequencyMillis(1).covariateId("c")
            .attributes(listOf("a")).metric("m1", true).metric("m2").funnel("g").onFallthrough("f", 1)
            .analysisConfig {
                bayesianThreshold(95).significanceThreshold(5).testDirection("x").sequentialTestingEnabled(false)
                    .multipleComparisonCorrectionMethod(CorrectionMethod.BONFERRONI)
                    .multipleComparisonCorrectionScope(CorrectionScope.METRICS)
            }
            .treatment("A", 100, true) { serves("f", "v") }.build()
        NewExperiment.of(chained).let {
            listOf(it.description, it.maintainerId, it.holdoutId, it.tags.single()) shouldBe listOf("d", "m", "o", "t")
            listOf(it.iteration?.covariateId, it.iteration?.randomizationUnit, it.iteration?.attributes?.single()) shouldBe
                listOf("c", "user", "a")
            it.analysisConfig?.bayesianThreshold shouldBe "95"
        }
    }

    test("all problems are told at once, each with its path") {
        problemsOf {
            experiment("-key", " ") {
                tags("ok", "not ok")
                analysisConfig { bayesianThreshold = 101 }
                randomizationUnit = ""
                reallocationFrequencyMillis = 0
                attributes("country", " ")
                metric("done", primary = true)
                metric("done")
                metric("a b")
                metric("other", primary = true)
                field("primaryFunnelKey", JsonPrimitive("absent"))
                onFallthrough(of = "layout", version = 0)
                onRule(of = "layout", ruleId = "", version = 0)
                treatment("", allocation = -1, baseline = true) { serves("layout", "v-1"); serves("layout", "v-2") }
                treatment("B", allocation = Double.NaN, baseline = true) { serves("lay-out", "") }
                treatment("C", allocation = 101.5) {}
            }
        } shouldContainExactly listOf(
            "analysisConfig.bayesianThreshold: is \"101\", must be a number from 0 to 100",
            "iteration.primarySingleMetricKey: is \"other\", and \"done\" already; one alone can be primary",
            "iteration.flags.layout: is said twice",
            "key: is \"-key\", must be 1 to 256 letters, digits, \".\", \"_\" and \"-\", beginning with a letter or digit",
            "name: is blank",
            "tags[1]: is \"not ok\", must be 1 to 64 letters, digits, \".\", \"_\" and \"-\"",
            "iteration.hypothesis: is missing or blank",
            "iteration.randomizationUnit: is blank",
            "iteration.reallocationFrequencyMillis: is 0, must be more than 0",
            "iteration.attributes[1]: is blank",
            "iteration.metrics[1].key: \"done\" is measured already, by metrics[0]",
            "iteration.metrics[2].key: is \"a b\", " +
                "must be 1 to 256 letters, digits, \".\", \"_\" and \"-\", beginning with a letter or digit",
            "iteration.primaryFunnelKey: \"absent\" is not among the metric groups; there are none",
            "iteration.treatments[0].name: is blank",
            "iteration.treatments[0].allocationPercent: is \"-1\", must be a number from 0 to 100",
            "iteration.treatments[0].parameters[1].flagKey: \"layout\" has a variation already, by parameters[0]",
            "iteration.treatments[1].allocationPercent: is \"NaN\", must be a number from 0 to 100",
            "iteration.treatments[1].parameters[0].flagKey: \"lay-out\" is not a flag of the iteration; flags are \"layout\"",
            "iteration.treatments[1].parameters[0].variationId: is missing or blank",
            "iteration.treatments[1].parameters: serve no variation of \"layout\"",
            "iteration.treatments[2].allocationPercent: is \"101.5\", must be a number from 0 to 100",
            "iteration.treatments[2].parameters: serve no variation of \"layout\"",
            "iteration.treatments: \"\", \"B\" are the baseline, exactly one must be",
            "iteration.treatments: allocations sum to 100.5, must be at most 100",
            "iteration.flags.layout.ruleId: is missing or blank",
            "iteration.flags.layout.flagConfigVersion: is 0, must be 1 or more",
        )
    }

    test("nothing at all is not an iteration") {
        problemsOf { iteration {} } shouldContainExactly listOf(
            "hypothesis: is missing or blank",
            "metrics: there are none, must be at least one",
            "metrics: none is primary, a metric or a funnel must be",
            "treatments: there are none, must be at least one",
            "flags: there are none, must be at least one",
        )
    }

    test("no baseline, two baselines") {
        problemsOf { iteration { onePage(); treatment("C", 0, true) { serves("checkout-layout", "v") } } } shouldContainExactly
            listOf("treatments: \"Classic\", \"C\" are the baseline, exactly one must be")
        problemsOf {
            iteration {
                hypothesis("h")
                metric("m", true)
                onFallthrough("f", 1)
                treatment("A", 1) { serves("f", "v") }
            }
        } shouldContainExactly listOf("treatments: none is the baseline, exactly one must be")
    }

    test("a variation that was only built has no id to be served by") {
        val built = launchDarklyFlag("f") { boolean() }.variations.first()
        problemsOf { iteration { onePage(); treatment("C", 0) { serves("checkout-layout", built) } } } shouldContainExactly
            listOf("treatments[2].parameters[0].variationId: is missing or blank")
    }

    test("a primary metric must be measured") {
        problemsOf {
            iteration {
                onePage()
                funnel("f")
                field("primarySingleMetricKey", JsonPrimitive("f"))
            }
        } shouldContainExactly listOf("primarySingleMetricKey: \"f\" is not among the metrics; metrics are \"checkout-done\"")
    }

    test("allocations are exact: tenths add up, and are written as people write them") {
        allocated(33.3, 33.3, 33.4).treatments.map { it.allocationPercent } shouldContainExactly listOf("33.3", "33.3", "33.4")
        allocated(0.1f, 1e-7, 99.0, "0.000".toBigDecimal()).treatments.map { it.allocationPercent } shouldContainExactly
            listOf("0.1", "0.0000001", "99", "0")
        problemsOf { allocated(33.3, 33.3, 33.5) } shouldContainExactly
            listOf("treatments: allocations sum to 100.1, must be at most 100")
        problemsOf { allocated(0, 0.0) } shouldContainExactly listOf("treatments: allocations are all 0, one at least must be more")
        problemsOf { allocated(Float.POSITIVE_INFINITY) } shouldContain
            "treatments[0].allocationPercent: is \"Infinity\", must be a number from 0 to 100"
    }

    test("any allocations are taken that are not over 100 together, and not all 0") {
        checkAll(Arb.list(Arb.int(0..60), 1..4)) { allocations ->
            val taken = runCatching { allocated(*allocations.toTypedArray()) }
            taken.isSuccess shouldBe (allocations.sum() in 1..100)
            taken.onSuccess { NewIteration.fromJson(it.toJson()) shouldBe it }
        }
    }

    test("settings name each context kind once, and one default at most") {
        ExperimentationSettingsBuilder().randomizationUnit("user", true).randomizationUnit("device").build() shouldBe
            Json.parseToJsonElement(
                """{"randomizationUnits":[{"randomizationUnit":"user","default":true},{"randomizationUnit":"device","default":false}]}""",
            )
        problemsOf {
            ExperimentationSettingsBuilder().randomizationUnit("user", true).randomizationUnit("user", true).randomizationUnit(" ").build()
        } shouldContainExactly listOf(
            "randomizationUnits[1].randomizationUnit: \"user\" is already randomizationUnits[0]",
            "randomizationUnits[2].randomizationUnit: is blank",
            "randomizationUnits: \"user\", \"user\" are defaults, at most one may be",
        )
        problemsOf { ExperimentationSettingsBuilder().build() } shouldContainExactly
            listOf("randomizationUnits: there are none, must be at least one")
    }
})
