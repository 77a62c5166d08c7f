package dev.tricolor.samples

import dev.tricolor.Secret
import dev.tricolor.TricolorException
import dev.tricolor.emulator.Emulator
import dev.tricolor.launchdarkly.FeatureFlag
import dev.tricolor.launchdarkly.LaunchDarklyClient
import dev.tricolor.launchdarkly.TreatmentResult
import kotlinx.coroutines.runBlocking
import kotlin.system.exitProcess

private const val PROJECT = "default"
private const val ENVIRONMENT = "production"
private const val FLAG = "checkout-layout"
private const val METRIC = "checkout-done"
private const val EXPERIMENT = "one-page-checkout"

private const val ONE_PAGE = "One page"
private const val CLASSIC = "Classic"

private val HELP = """
    usage: samples/experiment

    Runs an experiment of LaunchDarkly's, from the flag that it stands on to the
    winner that everyone gets. It talks to an emulator inside this program, to which
    nobody comes: what visitors have done is made up. Nothing leaves the machine.

    Colour: on a terminal, unless NO_COLOR is set; anywhere with CLICOLOR_FORCE=1.
""".trimIndent()

/** A whole experiment, on an emulator of its own. */
fun main(words: Array<String>) {
    val status = when (words.asList()) {
        emptyList<String>() -> run()
        listOf("--help") -> 0.also { println(HELP) }
        else -> 2.also { System.err.println(HELP) }
    }
    if (status != 0) exitProcess(status)
}

private fun run(): Int = try {
    Emulator.start().use { vendors ->
        LaunchDarklyClient(Secret("any-token-will-do")) { baseUrl = vendors.launchDarklyUrl }.use { launchDarkly ->
            CheckoutExperiment(launchDarkly, vendors, Console.system()).run()
        }
    }
    0
} catch (failure: TricolorException) {
    1.also { System.err.println("experiment: ${failure.message}") }
}

/** The story itself. */
private class CheckoutExperiment(
    private val launchDarkly: LaunchDarklyClient,
    private val vendors: Emulator,
    private val console: Console,
) {
    fun run() = runBlocking {
        console.title("Is one page better?", "on an emulator at ${vendors.launchDarklyUrl}")
        find()
        val flag = createFlag()
        createMetric()
        design(flag)
        start()
        letVisitorsCome()
        val winner = readResults()
        stop(winner)
        ship(flag, winner)
        putAway()
        console.summary("Done: 1 experiment designed, run, decided and shipped. ${vendors.requests.count} requests.")
    }

    private suspend fun find() {
        console.step("Find the project and the environment")
        console.fact("project", "${launchDarkly.projects.get(PROJECT).name}")
        console.fact("environment", "${launchDarkly.environments.get(PROJECT, ENVIRONMENT).name}")
    }

    private suspend fun createFlag(): FeatureFlag {
        console.step("Create the flag")
        val flag = launchDarkly.flags.create(PROJECT, FLAG, "Layout of the checkout") {
            variation("one-page") { name = ONE_PAGE }
            variation("classic") { name = CLASSIC }
            defaults(on = CLASSIC, off = CLASSIC)
        }
        console.good("created", "${flag.key}, which serves ${flag.variations.joinToString(" or ") { it.valueText }}")
        return flag
    }

    private suspend fun createMetric() {
        console.step("Say what counts as success")
        val metric = launchDarkly.metrics.create(PROJECT, METRIC) {
            custom(eventKey = "done")
            higherIsBetter()
        }
        console.good("created", "${metric.key}: who sends the event ${metric.eventKey} has converted")
    }

    private suspend fun design(flag: FeatureFlag) {
        console.step("Design the experiment")
        val experiment = launchDarkly.experiments.create(PROJECT, ENVIRONMENT, EXPERIMENT, name = "One page?") {
            hypothesis = "One page converts better"
            metric(METRIC, primary = true)
            onFallthrough(of = FLAG, version = flag.version(ENVIRONMENT))
            treatment(ONE_PAGE, allocation = 50) { serves(FLAG, flag.variation(ONE_PAGE)) }
            treatment(CLASSIC, allocation = 50, baseline = true) { serves(FLAG, flag.variation(CLASSIC)) }
        }
        console.good("drafted", "${experiment.key}: $ONE_PAGE against $CLASSIC, one half each")
    }

    private suspend fun start() {
        console.step("Turn the flag on, and start")
        launchDarkly.flags.update(PROJECT, FLAG) { inEnvironment(ENVIRONMENT) { turnOn() } }
        val experiment = launchDarkly.experiments.update(PROJECT, ENVIRONMENT, EXPERIMENT) { startIteration() }
        console.good("iteration", "${experiment.currentIteration?.status}")
    }

    private fun letVisitorsCome() {
        console.step("Let visitors come")
        vendors.launchDarklyResults.of(PROJECT, ENVIRONMENT, EXPERIMENT, METRIC)
            .conversions(ONE_PAGE, units = 2_000, conversions = 262)
            .conversions(CLASSIC, units = 2_000, conversions = 204)
        console.fact("note", "nobody comes to an emulator: what visitors have done is made up")
    }

    /** What the treatment has shown that is most likely the best. */
    @Suppress("DEPRECATION") // LaunchDarkly has taken results out of its documented API, and put nothing there instead.
    private suspend fun readResults(): TreatmentResult {
        console.step("Read the results")
        val treatments = launchDarkly.experiments.results(PROJECT, ENVIRONMENT, EXPERIMENT, METRIC).treatmentResults
        console.table(
            listOf("treatment", "units", "conversion", "90 % credible", "is best"),
            treatments.map {
                val interval = "${percent(it.credibleInterval?.lower)} to ${percent(it.credibleInterval?.upper)}"
                listOf("${it.treatmentName}", "%,d".format(it.units), percent(it.mean), interval, percent(it.pBest))
            },
        )
        return treatments.maxBy { it.pBest ?: 0.0 }
    }

    private suspend fun stop(winner: TreatmentResult) {
        console.step("Stop: ${winner.treatmentName} wins")
        val experiment = launchDarkly.experiments.update(PROJECT, ENVIRONMENT, EXPERIMENT) {
            stopIteration(winner.treatmentId, reason = "best with a probability of ${percent(winner.pBest)}")
        }
        console.good("iteration", "${experiment.currentIteration?.status}: ${experiment.currentIteration?.winningReason}")
    }

    private suspend fun ship(flag: FeatureFlag, winner: TreatmentResult) {
        console.step("Ship it")
        val shipped = launchDarkly.flags.update(PROJECT, FLAG) {
            inEnvironment(ENVIRONMENT) { updateFallthroughVariationOrRollout(flag.variationId("${winner.treatmentName}")) }
            comment = "decided by $EXPERIMENT"
        }
        val served = shipped.environment(ENVIRONMENT).fallthrough?.variation?.let(shipped.variations::get)
        console.good("served", "${served?.name}, to everyone")
    }

    private suspend fun putAway() {
        console.step("Put away what has served")
        launchDarkly.experiments.update(PROJECT, ENVIRONMENT, EXPERIMENT) { archive() }
        console.good("archived", "experiment $EXPERIMENT")
        launchDarkly.flags.archive(PROJECT, FLAG)
        console.good("archived", "flag $FLAG")
        console.fact("kept", "metric $METRIC, for the next experiment")
    }
}

private fun percent(share: Double?): String = if (share == null) "?" else "%.1f %%".format(100 * share)
