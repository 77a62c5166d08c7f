package dev.tricolor.launchdarkly

import dev.tricolor.Block
import dev.tricolor.ClientBuilder
import dev.tricolor.Executor
import dev.tricolor.Secret
import dev.tricolor.ViewBuilder
import dev.tricolor.checkedBaseUrl
import dev.tricolor.configuredBy
import kotlinx.serialization.json.JsonElement

/**
 * The LaunchDarkly REST API: experiments, and what one needs to run one.
 *
 * One client holds one HTTP client: make one per account, share it between coroutines, and close it when done.
 *
 * Every call can throw what [dev.tricolor.TricolorException] lists; before anything is sent, an [dev.tricolor.InvalidPayloadException] or
 * [IllegalArgumentException] for what cannot work, and an [IllegalStateException] once closed. Calls that meet a rate limit wait for it to
 * end, for a bounded time. A patch that somebody else's change got in the way of (409, `optimistic_locking_error`) is tried again.
 *
 * Every request says `LD-API-Version: 20240415`, and `beta` where the operation is documented to need it. An account that lags behind may
 * need `beta` for experiments and holdouts too: `client.with { header("LD-API-Version", "beta") }.experiments`.
 *
 * @see <a href="https://launchdarkly.com/docs/api">LaunchDarkly REST API</a>
 */
public class LaunchDarklyClient private constructor(private val call: Executor, private val owned: Boolean) : AutoCloseable {
    /** A client of the account that [token], a personal or service access token, belongs to. */
    public constructor(token: Secret, block: Block<LaunchDarklyClientBuilder> = Block {}) :
        this(LaunchDarklyClientBuilder().configuredBy(block).token(token))

    /** A client of the account that [token], a personal or service access token, belongs to. */
    public constructor(token: String, block: Block<LaunchDarklyClientBuilder> = Block {}) : this(Secret(token), block)

    internal constructor(builder: LaunchDarklyClientBuilder) : this(builder.executor(), owned = true)

    /** Segments: groups of contexts in an environment. */
    public val segments: SegmentsApi = SegmentsApi(call)

    /** Targets of flags and segments in the older operations, which know users only. */
    public val userTargets: UserTargetsApi = UserTargetsApi(call)

    /** Projects: what everything else lives in. */
    public val projects: ProjectsApi = ProjectsApi(call)

    /** Environments of a project. */
    public val environments: EnvironmentsApi = EnvironmentsApi(call)

    /** Feature flags, and what they do in environments. */
    public val flags: FlagsApi = FlagsApi(call)

    /** Metrics of a project: what experiments measure. */
    public val metrics: MetricsApi = MetricsApi(call)

    /** Groups of metrics, which are a beta of LaunchDarkly's. */
    public val metricGroups: MetricGroupsApi = MetricGroupsApi(call)

    /** Kinds of contexts: what flags are evaluated for, and experiments randomized by. */
    public val contextKinds: ContextKindsApi = ContextKindsApi(call)

    /** Holdouts: a part of all contexts that is kept out of several experiments. */
    public val holdouts: HoldoutsApi = HoldoutsApi(call)

    /** Layers: experiments that exclude each other. */
    public val layers: LayersApi = LayersApi(call)

    /** Experiments, their iterations and results. */
    public val experiments: ExperimentsApi = ExperimentsApi(call)

    /** Of which context kinds the experiments of a project may be randomized. */
    public val experimentationSettings: ExperimentationSettingsApi = ExperimentationSettingsApi(call)

    /**
     * Reaches an operation that has no method here, with the same limits, retries and errors.
     *
     * @param method `GET`, `POST`, `PUT`, `PATCH` or `DELETE`
     * @param path relative to `/api/v2`, percent-encoded, with its query: `caller-identity`
     * @param body sent as JSON; null sends none
     * @return what was answered; null when the body was empty
     * @throws IllegalArgumentException if [path] would lead elsewhere
     */
    public suspend fun raw(method: String, path: String, body: JsonElement? = null): JsonElement? = call.raw(method, path, body)

    /** A view of this client with other options; it shares the connections and the limits, and closing it does nothing. */
    public fun with(block: Block<ViewBuilder>): LaunchDarklyClient =
        LaunchDarklyClient(call.with(ViewBuilder(call.options).configuredBy(block).build()), owned = false)

    /** Ends the connections and threads of the client; an engine that was passed in is left to its owner. */
    override fun close() {
        if (owned) call.close()
    }

    public companion object {
        /** The base URL of federal accounts. */
        public const val FEDERAL_URL: String = "https://app.launchdarkly.us"

        /** The base URL of accounts in the European Union. */
        public const val EU_URL: String = "https://app.eu.launchdarkly.com"

        /** The environment variable that [fromEnvironment] reads. */
        public const val TOKEN_VARIABLE: String = "LAUNCHDARKLY_ACCESS_TOKEN"

        /**
         * A client with the access token in the environment variable `LAUNCHDARKLY_ACCESS_TOKEN`.
         *
         * @throws IllegalArgumentException if the variable is not set, or what it holds cannot be a token
         */
        public fun fromEnvironment(block: Block<LaunchDarklyClientBuilder> = Block {}): LaunchDarklyClient =
            LaunchDarklyClient(Secret.fromEnvironment(TOKEN_VARIABLE), block)
    }
}

/** Configures a [LaunchDarklyClient]. */
public class LaunchDarklyClientBuilder internal constructor() : ClientBuilder<LaunchDarklyClientBuilder>() {
    /** A personal or service access token; SDK keys, mobile keys and client-side ids are refused by this API. */
    public var token: Secret? = null

    /** The URL under which `/api/v2` lives: [LaunchDarklyClient.FEDERAL_URL] and [LaunchDarklyClient.EU_URL] are the other ones. */
    public var baseUrl: String = "https://app.launchdarkly.com"

    /** Sets [LaunchDarklyClientBuilder.token]. */
    public fun token(token: Secret): LaunchDarklyClientBuilder = apply { this.token = token }

    /** Sets [LaunchDarklyClientBuilder.baseUrl]. */
    public fun baseUrl(url: String): LaunchDarklyClientBuilder = apply { baseUrl = url }

    internal fun executor(): Executor =
        executor(LaunchDarklyProtocol(requireNotNull(token) { "token is not set" }, checkedBaseUrl(baseUrl)))
}
