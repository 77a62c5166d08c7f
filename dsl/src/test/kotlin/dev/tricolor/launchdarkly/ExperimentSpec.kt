package dev.tricolor.launchdarkly

import dev.tricolor.Document
import dev.tricolor.DocumentType
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.arbitrary
import io.kotest.property.arbitrary.string
import io.kotest.property.checkAll
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

private const val METRIC = """{"key":"m1","_versionId":"v-1","name":"Done","kind":"custom","isNumeric":false,"unitAggregationType":"sum",
    "analysisType":"mean","eventKey":"done","_links":{"self":{"href":"/m1","type":"application/json"}}}"""

private const val ITERATION = """{"_id":"i-1","hypothesis":"h","status":"running","createdAt":1718956465000,"startedAt":1718956465001,
    "endedAt":1718956465002,"winningTreatmentId":"t-1","winningReason":"better","canReshuffleTraffic":true,
    "flags":{"checkout":{"targetingRule":"fallthrough","targetingRuleDescription":"Canada","targetingRuleClauses":[{"op":"in"},7],
        "flagConfigVersion":12,"notInExperimentVariationId":"v-0","_links":{}}},
    "reallocationFrequencyMillis":2592000000,"version":3,
    "primaryMetric":{"key":"m1","_versionId":"v-1","name":"Done","kind":"custom","isGroup":false,"_links":{}},
    "primarySingleMetric":$METRIC,
    "primaryFunnel":{"key":"g1","name":"Funnel","kind":"funnel","_links":{},"metrics":[{"key":"m2","name":"Step","kind":"click",
        "_links":{},"nameInGroup":"first","randomizationUnits":["user"],"analysisUnits":["user","device"]}]},
    "randomizationUnit":"user","attributes":["country"],
    "treatments":[{"_id":"t-1","name":"A","allocationPercent":"33.3","baseline":true,
        "parameters":[{"variationId":"t-1","flagKey":"checkout"}]},{"name":"B","allocationPercent":"0"}],
    "secondaryMetrics":[$METRIC],
    "metrics":[{"key":"g2","_versionId":"","name":"G","kind":"standard","isGroup":true,"_links":{},"metrics":[$METRIC]}],
    "layerSnapshot":{"key":"l","name":"Layer","reservationPercent":20,"otherReservationPercent":30},
    "covariateInfo":{"id":"c-1","fileName":"c.csv","createdAt":1718956465000}}"""

private const val EXPERIMENT = """{"_id":"e-1","key":"one-page","name":"One page?","description":"d","_maintainerId":"m",
    "_creationDate":1718956465000,"environmentKey":"production","methodology":"bayesian","dataSource":"launchdarkly",
    "archivedDate":1718956465003,"tags":["checkout"],"_links":{"self":{"href":"/e","type":"application/json"}},"holdoutId":"h-1",
    "currentIteration":$ITERATION,"type":"experiment",
    "_access":{"denied":[{"action":"deleteExperiment","reason":{"effect":"deny","notResources":["r"],"notActions":["a"]}}],
        "allowed":[{"action":"updateExperiment","reason":{"effect":"allow","resources":["proj/*"],"actions":["*"],"role_name":"writer"}}]},
    "draftIteration":{"hypothesis":"next","status":"not_started","createdAt":1},"previousIterations":[$ITERATION],
    "analysisConfig":{"bayesianThreshold":"95","significanceThreshold":"0.05","testDirection":"two-sided",
        "multipleComparisonCorrectionMethod":"benjamini-hochberg","multipleComparisonCorrectionScope":"metrics",
        "sequentialTestingEnabled":true},
    "mutableFieldsByStatus":{"not_started":{"treatments":["update"]},"running":{"tags":["add","remove"],"name":["update"]},"stopped":{}}}"""

private const val TREATMENT_RESULT = """{"treatmentId":"t-1","treatmentName":"A","mean":0.1,"dataMean":0.11,"dataStdDev":0.3,
    "credibleInterval":{"upper":0.2,"lower":0.05},"pBest":0.97,
    "relativeDifferences":[{"upper":0.5,"lower":0.1,"fromTreatmentId":"t-2","variance":0.01,"varianceReduction":0.2}],
    "units":9007199254740993,"traffic":3000000000,"eventValuesSum":12.5,
    "distribution":{"kind":"beta","parameters":{"alpha":11,"beta":91.5}},"correlation":0.4,"standardDeviationRatio":0.9,
    "covariateImbalance":0.01,"varianceReduction":0.2,"model":"bayesianBeta","bayesianNormal":{"dataWeight":0.9,"priorMean":0.1},
    "bayesianBeta":{"priorAlpha":1,"priorBeta":9,"priorMean":0.1,"dataWeight":0.9}}"""

private const val RESULTS = """{"_links":{"self":{"href":"/r"}},"treatmentResults":[$TREATMENT_RESULT],
    "metricSeen":{"ever":true,"timestamp":1718956465000},"probabilityOfMismatch":0.5,
    "results":[{"attribute":"country","attributeValue":"ES","treatmentResults":[$TREATMENT_RESULT]},{"treatmentResults":[]}]}"""

private const val LEGACY = """{"_links":{},"metadata":[{"key":true,"name":"on"},{"key":{"a":1}}],
    "totals":[{"cumulativeValue":1.5,"cumulativeCount":3000000000,"cumulativeImpressionCount":4000000000,"cumulativeConversionRate":0.5,
        "cumulativeConfidenceInterval":{"upper":0.6,"lower":0.4},"pValue":0.04,"improvement":0.1,"minSampleSize":10}],
    "series":[{"Time":1718956465000,"VariationData":[{"value":1,"count":2,"cumulativeValue":3,"cumulativeCount":4,"conversionRate":0.1,
        "cumulativeConversionRate":0.2,"confidenceInterval":{"upper":1,"lower":0},"cumulativeConfidenceInterval":{}}]}],
    "stats":{"pValue":0.04,"chi2":3.9,"winningVariationIdx":1,"minSampleSizeMet":true},"granularity":"1 hour",
    "metricSeen":{"ever":false}}"""

private const val NEW_EXPERIMENT = """{"key":"checkout-exp","name":"Checkout","iteration":{"hypothesis":"h","metrics":[{"key":"m1",
    "isGroup":true,"primary":true}],"primarySingleMetricKey":"m1","treatments":[{"name":"A","baseline":true,"allocationPercent":"50",
    "parameters":[{"flagKey":"f","variationId":"v0"}]}],"flags":{"f":{"ruleId":"fallthrough","flagConfigVersion":1}},
    "reallocationFrequencyMillis":2592000000}}"""

private val CAPTURED = listOf<Pair<DocumentType<*>, String>>(
    Experiment to EXPERIMENT,
    ExperimentResults to RESULTS,
    MetricGroupResults to """{"_links":{},"metrics":[{"metric":$METRIC,"results":$RESULTS}]}""",
    LegacyExperimentResults to LEGACY,
    NewExperiment to NEW_EXPERIMENT,
    ExperimentationSettings to """{"_projectId":"p","_projectKey":"web","randomizationUnits":[{"randomizationUnit":"user","default":true,
        "_hidden":false,"_displayName":"User"}],"_creationDate":1718956465000,"_links":{}}""",
)

private val ANYTHING = listOf(JsonNull, JsonPrimitive(12345678901234567), JsonPrimitive("x"), JsonArray(listOf(JsonObject(emptyMap()))))

/** Objects of which the keys are not the vendor's words but its customers'. */
private val BY_NAME = setOf("flags", "_links", "parameters", "not_started", "running", "stopped")

/** Every object in [element], changed by [change] one at a time. */
private fun variants(element: JsonElement, change: (JsonObject) -> JsonObject): List<JsonElement> = when (element) {
    is JsonObject -> listOf(change(element)) + element.flatMap { (key, value) ->
        val inner = if (key in BY_NAME && value is JsonObject) {
            value.flatMap { (name, one) -> variants(one, change).map { JsonObject(value + (name to it)) } }
        } else {
            variants(value, change)
        }
        inner.map { JsonObject(element + (key to it)) }
    }
    is JsonArray -> element.indices.flatMap { index ->
        variants(element[index], change).map { JsonArray(element.toMutableList().apply { set(index, it) }) }
    }
    is JsonPrimitive -> emptyList()
}

private fun <T : Document> DocumentType<T>.roundTrip(json: JsonElement) =
    Json.encodeToJsonElement(this, Json.decodeFromJsonElement(this, json))

internal class ExperimentSpec : FunSpec({
    test("an experiment has a property for every field") {
        val experiment = Experiment.fromJson(EXPERIMENT)
        experiment.id shouldBe "e-1"
        experiment.key shouldBe "one-page"
        experiment.name shouldBe "One page?"
        experiment.description shouldBe "d"
        experiment.maintainerId shouldBe "m"
        experiment.creationDate shouldBe 1718956465000
        experiment.environmentKey shouldBe "production"
        experiment.methodology shouldBe ExperimentMethodology.BAYESIAN
        experiment.dataSource shouldBe ExperimentDataSource.LAUNCHDARKLY
        experiment.archivedDate shouldBe 1718956465003
        experiment.tags shouldContainExactly listOf("checkout")
        experiment.holdoutId shouldBe "h-1"
        experiment.type shouldBe ExperimentType.EXPERIMENT
        experiment.draftIteration?.status shouldBe IterationStatus.NOT_STARTED
        experiment.previousIterations shouldContainExactly listOf(experiment.currentIteration)
        experiment.links["self"]?.href shouldBe "/e"
        experiment.links["self"]?.type shouldBe "application/json"
        experiment.mutableFieldsByStatus?.notStarted shouldBe mapOf("treatments" to listOf(FieldAction.UPDATE))
        experiment.mutableFieldsByStatus?.running?.get("tags") shouldBe listOf(FieldAction.ADD, FieldAction.REMOVE)
        experiment.mutableFieldsByStatus?.stopped shouldBe emptyMap()
        experiment.analysisConfig.shouldNotBeNull().let {
            it.bayesianThreshold shouldBe "95"
            it.significanceThreshold shouldBe "0.05"
            it.testDirection shouldBe "two-sided"
            it.multipleComparisonCorrectionMethod shouldBe CorrectionMethod.BENJAMINI_HOCHBERG
            it.multipleComparisonCorrectionScope shouldBe CorrectionScope.METRICS
            it.sequentialTestingEnabled shouldBe true
        }
        experiment.access.shouldNotBeNull().let {
            it.allowed.single().action shouldBe "updateExperiment"
            it.allowed.single().reason?.effect shouldBe AccessEffect.ALLOW
            it.allowed.single().reason?.resources shouldBe listOf("proj/*")
            it.allowed.single().reason?.actions shouldBe listOf("*")
            it.allowed.single().reason?.roleName shouldBe "writer"
            it.denied.single().reason?.effect shouldBe AccessEffect.DENY
            it.denied.single().reason?.notResources shouldBe listOf("r")
            it.denied.single().reason?.notActions shouldBe listOf("a")
        }
    }

    test("so has an iteration") {
        val iteration = Iteration.fromJson(ITERATION)
        iteration.id shouldBe "i-1"
        iteration.hypothesis shouldBe "h"
        iteration.status shouldBe IterationStatus.RUNNING
        listOf(iteration.createdAt, iteration.startedAt, iteration.endedAt) shouldBe listOf(1718956465000, 1718956465001, 1718956465002)
        iteration.winningTreatmentId shouldBe "t-1"
        iteration.winningReason shouldBe "better"
        iteration.canReshuffleTraffic shouldBe true
        iteration.reallocationFrequencyMillis shouldBe 2_592_000_000
        iteration.version shouldBe 3
        iteration.randomizationUnit shouldBe "user"
        iteration.attributes shouldBe listOf("country")
        iteration.flags.getValue("checkout").let {
            it.targetingRule shouldBe "fallthrough"
            it.targetingRuleDescription shouldBe "Canada"
            it.targetingRuleClauses shouldBe listOf(JsonObject(mapOf("op" to JsonPrimitive("in"))), JsonPrimitive(7))
            it.flagConfigVersion shouldBe 12
            it.notInExperimentVariationId shouldBe "v-0"
            it.links shouldBe emptyMap()
        }
        iteration.primaryMetric?.isGroup shouldBe false
        iteration.primarySingleMetric.shouldNotBeNull().let {
            it.key shouldBe "m1"
            it.versionId shouldBe "v-1"
            it.name shouldBe "Done"
            it.kind shouldBe ExperimentMetricKind.CUSTOM
            it.isNumeric shouldBe false
            it.unitAggregationType shouldBe UnitAggregationType.SUM
            it.analysisType shouldBe MetricAnalysisType.MEAN
            it.eventKey shouldBe "done"
            it.links.keys shouldBe setOf("self")
        }
        iteration.primaryFunnel?.kind shouldBe ExperimentMetricKind.FUNNEL
        iteration.primaryFunnel?.metrics?.single().shouldNotBeNull().let {
            it.nameInGroup shouldBe "first"
            it.randomizationUnits shouldBe listOf("user")
            it.analysisUnits shouldBe listOf("user", "device")
        }
        iteration.treatments.map { it.id } shouldBe listOf("t-1", null)
        iteration.treatments.map { it.allocationPercent } shouldBe listOf("33.3", "0")
        iteration.treatments.map { it.baseline } shouldBe listOf(true, false)
        iteration.treatments[0].parameters.single().let { listOf(it.flagKey, it.variationId) } shouldBe listOf("checkout", "t-1")
        iteration.secondaryMetrics.single().key shouldBe "m1"
        iteration.metrics.single().let { it.isGroup to it.metrics.single().key } shouldBe (true to "m1")
        iteration.layerSnapshot.shouldNotBeNull().let {
            listOf(it.key, it.name, it.reservationPercent, it.otherReservationPercent) shouldBe listOf("l", "Layer", 20L, 30L)
        }
        iteration.covariateInfo.shouldNotBeNull().let { listOf(it.id, it.fileName, it.createdAt) } shouldBe
            listOf("c-1", "c.csv", 1718956465000)
    }

    test("results keep 64 bits, doubles, and every parameter of a distribution") {
        val results = ExperimentResults.fromJson(RESULTS)
        results.metricSeen?.ever shouldBe true
        results.metricSeen?.timestamp shouldBe 1718956465000
        results.probabilityOfMismatch shouldBe 0.5
        results.links["self"]?.href shouldBe "/r"
        results.results.map { it.attribute to it.attributeValue } shouldContainExactly listOf("country" to "ES", null to null)
        results.results[1].treatmentResults.shouldBeEmpty()
        val result = results.treatmentResults.single()
        results.results[0].treatmentResults shouldContainExactly listOf(result)
        listOf(result.treatmentId, result.treatmentName) shouldBe listOf("t-1", "A")
        listOf(result.mean, result.dataMean, result.dataStdDev, result.pBest) shouldBe listOf(0.1, 0.11, 0.3, 0.97)
        result.credibleInterval?.let { it.lower to it.upper } shouldBe (0.05 to 0.2)
        result.relativeDifferences.single().let {
            listOf(it.lower, it.upper, it.fromTreatmentId, it.variance, it.varianceReduction) shouldBe listOf(0.1, 0.5, "t-2", 0.01, 0.2)
        }
        result.units shouldBe 9_007_199_254_740_993
        result.traffic shouldBe 3_000_000_000
        result.eventValuesSum shouldBe 12.5
        result.distribution?.kind shouldBe DistributionKind.BETA
        result.distribution?.parameters shouldBe mapOf("alpha" to 11.0, "beta" to 91.5)
        listOf(result.correlation, result.standardDeviationRatio, result.covariateImbalance, result.varianceReduction) shouldBe
            listOf(0.4, 0.9, 0.01, 0.2)
        result.model shouldBe ResultModel.BAYESIAN_BETA
        result.bayesianNormal?.let { it.dataWeight to it.priorMean } shouldBe (0.9 to 0.1)
        result.bayesianBeta.shouldNotBeNull().let { listOf(it.priorAlpha, it.priorBeta, it.priorMean, it.dataWeight) } shouldBe
            listOf(1.0, 9.0, 0.1, 0.9)
        val ofGroup = MetricGroupResults.fromJson(CAPTURED.first { it.first == MetricGroupResults }.second)
        ofGroup.metrics.single().metric?.key shouldBe "m1"
        ofGroup.metrics.single().results shouldBe results
    }

    test("legacy results have two names with capitals") {
        val legacy = LegacyExperimentResults.fromJson(LEGACY)
        legacy.metadata.map { it.key } shouldBe listOf(JsonPrimitive(true), Json.parseToJsonElement("""{"a":1}"""))
        legacy.granularity shouldBe "1 hour"
        legacy.metricSeen?.ever shouldBe false
        legacy.totals.single().let {
            listOf(it.cumulativeValue, it.cumulativeConversionRate, it.pValue, it.improvement) shouldBe listOf(1.5, 0.5, 0.04, 0.1)
            listOf(it.cumulativeCount, it.cumulativeImpressionCount, it.minSampleSize) shouldBe listOf(3_000_000_000, 4_000_000_000, 10L)
            it.cumulativeConfidenceInterval?.let { interval -> interval.lower to interval.upper } shouldBe (0.4 to 0.6)
        }
        legacy.series.single().time shouldBe 1718956465000
        legacy.series.single().variationData.single().let {
            listOf(it.value, it.cumulativeValue, it.conversionRate, it.cumulativeConversionRate) shouldBe listOf(1.0, 3.0, 0.1, 0.2)
            listOf(it.count, it.cumulativeCount) shouldBe listOf(2L, 4L)
            it.confidenceInterval?.upper shouldBe 1.0
            it.cumulativeConfidenceInterval?.upper.shouldBeNull()
        }
        legacy.stats.shouldNotBeNull().let {
            listOf(it.pValue, it.chi2, it.winningVariationIdx, it.minSampleSizeMet) shouldBe listOf(0.04, 3.9, 1, true)
        }
    }

    test("settings and what is to be created have properties too") {
        ExperimentationSettings.fromJson(CAPTURED.first { it.first == ExperimentationSettings }.second).let {
            listOf(it.projectId, it.projectKey, it.creationDate) shouldBe listOf("p", "web", 1718956465000)
            it.randomizationUnits.single().let { unit ->
                listOf(unit.randomizationUnit, unit.default, unit.hidden, unit.displayName) shouldBe listOf("user", true, false, "User")
            }
        }
        NewExperiment.fromJson(NEW_EXPERIMENT).iteration.shouldNotBeNull().let {
            it.reallocationFrequencyMillis shouldBe 2_592_000_000
            it.metrics.single().let { metric -> listOf(metric.key, metric.isGroup, metric.primary) } shouldBe listOf("m1", true, true)
            it.flags.getValue("f").let { flag -> listOf(flag.ruleId, flag.flagConfigVersion) } shouldBe listOf("fallthrough", 1L)
        }
    }

    context("nothing that the vendor said is lost: any key, anywhere, and any null") {
        withData(nameFn = { it.second.take(40) }, CAPTURED) { (type, text) ->
            val captured = Json.parseToJsonElement(text)
            type.roundTrip(captured) shouldBe captured
            checkAll(10, Arb.string(0..12), arbitrary { ANYTHING[it.random.nextInt(ANYTHING.size)] }) { key, value ->
                variants(captured) { if (key in it) it else JsonObject(it + ("x$key" to value)) }.forEach { type.roundTrip(it) shouldBe it }
            }
        }
    }

    test("values from the future are read, and only the key is needed") {
        val experiment = Experiment.fromJson(
            """{"key":"k","methodology":"tarot","dataSource":"excel","type":"duel","archivedDate":null,"tags":null,"currentIteration":
                {"status":"paused","primaryMetric":{"key":"m","kind":"thought","unitAggregationType":"median","analysisType":"mode"}}}""",
        )
        experiment.methodology shouldBe ExperimentMethodology.of("tarot")
        experiment.dataSource?.value shouldBe "excel"
        experiment.type?.value shouldBe "duel"
        experiment.currentIteration?.status shouldBe IterationStatus.of("paused")
        experiment.currentIteration?.primaryMetric?.kind?.value shouldBe "thought"
        experiment.archivedDate.shouldBeNull()
        Experiment.fromJson("""{"key":"k"}""").currentIteration.shouldBeNull()
        shouldThrow<SerializationException> { Experiment.fromJson("{}") }.message shouldBe "key: is missing, must be text"
    }

    test("a field of another kind is told with its path, through maps too") {
        shouldThrow<SerializationException> {
            Experiment.fromJson("""{"key":"k","currentIteration":{"flags":{"f":{},"g":{"flagConfigVersion":"1"}}}}""")
        }.message shouldBe """currentIteration.flags.g.flagConfigVersion: is "1", must be a whole number"""
        shouldThrow<SerializationException> {
            Experiment.fromJson("""{"key":"k","mutableFieldsByStatus":{"running":{"tags":["add",1]}}}""")
        }.message shouldBe """mutableFieldsByStatus.running.tags[1]: is 1, must be text"""
    }
})
