package dev.tricolor.emulator

import dev.tricolor.emulator.core.Dispatcher
import dev.tricolor.emulator.core.FaultQueue
import dev.tricolor.emulator.core.HttpServer
import dev.tricolor.emulator.core.Vendor
import dev.tricolor.emulator.harness.Harness
import dev.tricolor.emulator.launchdarkly.LaunchDarkly
import dev.tricolor.emulator.optimizely.Optimizely
import dev.tricolor.emulator.optimizely.classic.OptimizelyClassic
import dev.tricolor.emulator.optimizely.classic.OptimizelyClassicResults
import dev.tricolor.emulator.split.Split
import java.time.Clock

/**
 * A stateful server on 127.0.0.1 that answers as the vendors' admin APIs do, for tests of tools that talk to them. Each
 * emulator has its own account, which starts with a workspace `Default` and is gone after [close].
 *
 * ```kotlin
 * Emulator.start().use { vendors -> … vendors.splitUrl … }
 * ```
 */
public class Emulator private constructor(wantedPort: Int, tokens: Collection<String>, clock: Clock) : AutoCloseable {
    private val queue = FaultQueue(clock)
    private val launchDarkly = LaunchDarkly(tokens.toSet(), clock)
    private val optimizely = Optimizely(tokens.toSet(), clock)
    private val optimizelyClassic = OptimizelyClassic(tokens.toSet(), clock)
    private val dispatcher = Dispatcher(vendors(tokens.toSet(), clock) + launchDarkly + optimizely + optimizelyClassic, queue)

    /** What goes wrong on demand. */
    public val faults: Faults = Faults(queue)

    /** What the experiments of LaunchDarkly have measured. */
    public val launchDarklyResults: PlantedResults = PlantedResults(launchDarkly.account, dispatcher::exclusively)

    /** What the experiments of Optimizely have measured. */
    public val optimizelyResults: PlantedOptimizelyResults = PlantedOptimizelyResults(optimizely.account, dispatcher::exclusively)

    /** What people do in Optimizely's app. */
    public val optimizelyApp: OptimizelyApp = OptimizelyApp(optimizely.account, dispatcher::exclusively)

    /** What the experiments of classic Optimizely have measured. */
    public val optimizelyClassicResults: OptimizelyClassicResults =
        OptimizelyClassicResults(optimizelyClassic.account, dispatcher::exclusively)

    /** What was asked so far. */
    public val requests: RequestJournal = RequestJournal()

    private val server = HttpServer(wantedPort) { request ->
        requests.record(request)
        dispatcher.dispatch(request)
    }

    /** The port that it listens on. */
    public val port: Int = server.port

    /** The root of everything that it answers, e.g. `http://127.0.0.1:41234`, without a slash at the end. */
    public val url: String = "http://127.0.0.1:$port"

    /** What a Split client takes as its root: `/internal/api/v2`, `/internal/api/v3` and `/api/v3` lie under it. */
    public val splitUrl: String get() = url

    /** What a Harness client takes as its base URL: `/ng/api`, `/authz/api` and `/resourcegroup/api` lie under it, with `/gateway` too. */
    public val harnessUrl: String get() = url

    /** What a LaunchDarkly client takes as its base URL: `/api/v2` lies under it. */
    public val launchDarklyUrl: String get() = url

    /** What an Optimizely client takes as its base URL: `/v2` lies under it, and `/datafiles`, where SDKs find their `{sdkKey}.json`. */
    public val optimizelyUrl: String get() = url

    /** What a client of Optimizely's classic API takes as its base URL: `/experiment/v1` lies under it. */
    public val optimizelyClassicUrl: String get() = url

    /** Frees the port, cuts the connections and ends the threads. Harmless when repeated. */
    override fun close() {
        server.close()
    }

    public companion object {
        /** Harness's tokens admit to Split as well: that is its Harness mode. */
        private fun vendors(tokens: Set<String>, clock: Clock): List<Vendor> {
            val harness = Harness(tokens, clock)
            return listOf(Split(tokens, clock, harness::admits), harness)
        }

        /**
         * Starts an emulator and returns once it listens.
         *
         * @param port 0 to 65535; 0 takes any free one
         * @param tokens the API keys that are let in, as are admin keys that are created later, until they are deleted; when empty, any
         *   that is not blank. Two keys are two people to it: who has submitted a change with one of them cannot approve it with the same
         * @param clock what tells creation times, the windows of the rate limit, and when a scheduled change is due
         * @throws java.io.IOException if the port is taken
         */
        @JvmStatic
        @JvmOverloads
        public fun start(
            port: Int = 0,
            tokens: Collection<String> = emptyList(),
            clock: Clock = Clock.systemUTC(),
        ): Emulator {
            require(port in 0..65_535) { "port must be 0 to 65535, is $port" }
            require(tokens.none { it.isBlank() }) { "a token must not be blank" }
            return Emulator(port, tokens, clock)
        }
    }
}
