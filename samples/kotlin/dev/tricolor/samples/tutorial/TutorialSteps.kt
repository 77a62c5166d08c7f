package dev.tricolor.samples.tutorial

import dev.tricolor.emulator.Emulator
import dev.tricolor.optimizely.EventCategory
import dev.tricolor.optimizely.FeatureVariableType
import dev.tricolor.optimizely.OptimizelyClient
import dev.tricolor.optimizely.ProjectPlatform
import dev.tricolor.optimizely.ResultsAnswer
import dev.tricolor.optimizely.VariantResults
import dev.tricolor.samples.Console
import kotlinx.coroutines.flow.toList
import java.util.Locale

/**
 * The steps of the tutorial. Each makes something and changes it, as the tutorial does, and leaves its id in [settings] for the next one.
 *
 * @param visitors lets visitors come to a running experiment, where that can be said
 */
internal class TutorialSteps(
    private val optimizely: OptimizelyClient,
    private val settings: Settings,
    private val console: Console,
    private val visitors: (experimentId: Long) -> Unit,
) {
    /** Keeps the names of one run apart from those of another. */
    private val suffix = System.currentTimeMillis().toString(radix = 36)

    private val projectId get() = settings.id("project_id", "project")

    suspend fun run(step: Step) {
        when (step) {
            Step.PROJECT -> project()
            Step.ATTRIBUTE -> attribute()
            Step.EVENT -> event()
            Step.AUDIENCE -> audience()
            Step.FEATURE -> feature()
            Step.EXPERIMENT -> experiment()
            Step.RESULT -> result()
        }
    }

    private suspend fun project() {
        console.step("Create a new project")
        val project = optimizely.projects.create("full stack project $suffix") {
            confidenceThreshold = 0.9
            description = "My REST API project $suffix"
            platform(ProjectPlatform.CUSTOM).sdks("python")
        }
        console.step("Update the project")
        optimizely.projects.update(project.id) { name = "${project.name} updated" }
        settings["project_id"] = "${project.id}"
    }

    private suspend fun attribute() {
        console.step("Create a new attribute")
        val attribute = optimizely.attributes.create(projectId, "fs_attribute $suffix") {
            name = "FS attribute $suffix"
            description = "A new attribute"
        }
        console.step("Update the attribute")
        optimizely.attributes.update(attribute.id) { description = "A new attribute, updated" }
        settings["custom_audience_attribute"] = "fs_attribute $suffix"
    }

    private suspend fun event() {
        console.step("Create a new event")
        val event = optimizely.events.create(projectId, "full_stack_event_$suffix") {
            name = "FS event $suffix"
            category = EventCategory.ADD_TO_CART
        }
        console.step("Update the event")
        optimizely.events.update(projectId, event.id) { description = "A new event, updated" }
        settings["event_id"] = "${event.id}"
    }

    private suspend fun audience() {
        val attribute = settings.required("custom_audience_attribute", "attribute")
        console.step("Create a new audience")
        val audience = optimizely.audiences.create(projectId, "Using a Full Stack attribute $suffix") {
            conditions { (attribute(attribute) eq "full stack value") or (attribute(attribute) eq "val 2") }
        }
        console.step("Update the audience")
        optimizely.audiences.update(audience.id) { name = "${audience.name} updated" }
        settings["audience_id"] = "${audience.id}"
    }

    private suspend fun feature() {
        val audience = settings.id("audience_id", "audience")
        console.step("Create a new feature")
        val feature = optimizely.features.create(projectId, "fs_feature_$suffix") {
            variable("layout", FeatureVariableType.STRING, default = "classic")
            environment("Production") { rolloutRule { audienceConditions { audience(audience) }.percentageIncluded(100) } }
        }
        console.step("Update the feature")
        optimizely.features.update(feature.id) {
            environment("Production") {
                rolloutRule { enabled().audienceConditions { audience(audience) }.percentageIncluded(1_000) }
            }
        }
        settings["feature_id"] = "${feature.id}"
    }

    private suspend fun experiment() {
        val event = settings.id("event_id", "event")
        console.step("Create a new experiment")
        val experiment = optimizely.experiments.create(projectId, "fs_exp_$suffix") {
            description = "One page or several?"
            settings["feature_id"]?.let { featureId = it.toLong() }
            metric(unique, event)
            variation("several_pages", 5_000) { if (settings["feature_id"] != null) featureEnabled = true }
            variation("one_page", 5_000) {
                if (settings["feature_id"] != null) {
                    featureEnabled(true).variableValue("layout", "one-page")
                    settings.variableValues.forEach { (key, value) -> variableValue(key, value) }
                }
            }
        }
        settings["experiment_id"] = "${experiment.id}"
        console.step("Start the experiment")
        optimizely.experiments.start(experiment.id)
        console.step("Pause the experiment")
        optimizely.experiments.pause(experiment.id)
        console.step("Update the experiment, and go on")
        optimizely.experiments.update(experiment.id) { description = "One page or several? Updated" }
        optimizely.experiments.start(experiment.id)
    }

    private suspend fun result() {
        val experiment = settings.id("experiment_id", "experiment")
        visitors(experiment)
        console.step("Get the results of the experiment")
        show(optimizely.experiments.results(experiment)) { results ->
            results.metrics.forEach { metric -> console.table(HEADER, metric.results.values.map(::row)) }
        }
        console.step("Get the time series")
        show(optimizely.experiments.timeseries(experiment)) {}
        console.step("Get the results as CSV")
        val rows = optimizely.experiments.resultsCsv(experiment).toList()
        val cells = rows.map { listOf(it.variationName, it.denominatorValue, it.numeratorValue, it.metricValue).map(::cell) }
        console.table(CSV_HEADER, cells)
    }

    private fun <T : Any> show(answer: ResultsAnswer<T>, show: (T) -> Unit) = when (answer) {
        is ResultsAnswer.Results -> show(answer.value)
        ResultsAnswer.NotReady -> console.fact("note", "not ready yet: ask again later")
        ResultsAnswer.NoData -> console.fact("note", "there are none: it has never been started")
    }

    private fun row(variant: VariantResults): List<String> = listOf(
        cell(variant.name ?: variant.variationId),
        cell(variant.samples),
        cell(variant.value),
        percent(variant.rate),
        if (variant.isBaseline == true) "baseline" else cell(variant.lift?.liftStatus),
        percent(variant.lift?.significance),
    )

    private fun percent(share: Double?) = cell(share?.let { "%.1f %%".format(Locale.ROOT, it * 100) })

    private fun cell(value: Any?) = value?.toString() ?: "-"

    private companion object {
        val CSV_HEADER = listOf("variation", "visitors", "conversions", "rate")
        val HEADER = listOf("variation", "visitors", "conversions", "rate", "is", "significance")
    }
}

/** Says what visitors have done who were in the experiment with this id. */
internal fun Emulator.letVisitorsCome(experimentId: Long) {
    optimizelyResults.of(experimentId)
        .conversions("several_pages", samples = 2_000, conversions = 204)
        .conversions("one_page", samples = 2_000, conversions = 262)
}
