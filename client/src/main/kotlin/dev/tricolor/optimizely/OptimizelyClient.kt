package dev.tricolor.optimizely

import dev.tricolor.Block
import dev.tricolor.ClientBuilder
import dev.tricolor.Executor
import dev.tricolor.Secret
import dev.tricolor.ViewBuilder
import dev.tricolor.checkedBaseUrl
import dev.tricolor.configuredBy
import kotlinx.serialization.json.JsonElement

/**
 * Optimizely's REST API v2: Full Stack and Web experiments, and what they need. Classic projects have an API of their own:
 * [dev.tricolor.optimizely.classic.OptimizelyClassicClient].
 *
 * One client holds one HTTP client: make one per account, share it between coroutines, and close it when done.
 *
 * Every call can throw what [dev.tricolor.TricolorException] lists; before anything is sent, an [dev.tricolor.InvalidPayloadException] or
 * [IllegalArgumentException] for what cannot work, and an [IllegalStateException] once closed. Calls that meet a rate limit wait for it to
 * end, for a bounded time; where Optimizely does not say how long, a minute.
 *
 * @see <a href="https://docs.developers.optimizely.com/experimentation-api/reference">Optimizely REST API</a>
 */
public class OptimizelyClient private constructor(private val call: Executor, private val owned: Boolean) : AutoCloseable {
    /** A client of the account that [token], a personal access token or one of OAuth 2, belongs to. */
    public constructor(token: Secret, block: Block<OptimizelyClientBuilder> = Block {}) :
        this(OptimizelyClientBuilder().configuredBy(block).token(token))

    /** A client of the account that [token], a personal access token or one of OAuth 2, belongs to. */
    public constructor(token: String, block: Block<OptimizelyClientBuilder> = Block {}) : this(Secret(token), block)

    internal constructor(builder: OptimizelyClientBuilder) : this(builder.executor(), owned = true)

    /** Projects: what everything else lives in. */
    public val projects: ProjectsApi = ProjectsApi(call)

    /** Environments: where a project's features and experiments run, and their datafiles. */
    public val environments: EnvironmentsApi = EnvironmentsApi(call)

    /** Custom attributes: what programs tell of a visitor. */
    public val attributes: AttributesApi = AttributesApi(call)

    /** Audiences: visitors of whom the same conditions hold. */
    public val audiences: AudiencesApi = AudiencesApi(call)

    /** Events: what visitors do. */
    public val events: EventsApi = EventsApi(call)

    /** Exclusion groups: experiments of which a visitor sees at most one. */
    public val groups: GroupsApi = GroupsApi(call)

    /** Features: what can be on or off, with variables that configure it. */
    public val features: FeaturesApi = FeaturesApi(call)

    /** Experiments: variations of something against each other, and what is measured of them. */
    public val experiments: ExperimentsApi = ExperimentsApi(call)

    /**
     * Reaches an operation that has no method here, with the same limits, retries and errors.
     *
     * @param method `GET`, `POST`, `PUT`, `PATCH` or `DELETE`
     * @param path relative to `/v2`, percent-encoded, with its query: `plan`
     * @param body sent as JSON; null sends none
     * @return what was answered; null when the body was empty
     * @throws IllegalArgumentException if [path] would lead elsewhere
     */
    public suspend fun raw(method: String, path: String, body: JsonElement? = null): JsonElement? = call.raw(method, path, body)

    /** A view of this client with other options; it shares the connections and the limits, and closing it does nothing. */
    public fun with(block: Block<ViewBuilder>): OptimizelyClient =
        OptimizelyClient(call.with(ViewBuilder(call.options).configuredBy(block).build()), owned = false)

    /** Ends the connections and threads of the client; an engine that was passed in is left to its owner. */
    override fun close() {
        if (owned) call.close()
    }

    public companion object {
        /** The environment variable that [fromEnvironment] reads. */
        public const val TOKEN_VARIABLE: String = "OPTIMIZELY_ACCESS_TOKEN"

        /**
         * A client with the access token in the environment variable `OPTIMIZELY_ACCESS_TOKEN`.
         *
         * @throws IllegalArgumentException if the variable is not set, or what it holds cannot be a token
         */
        public fun fromEnvironment(block: Block<OptimizelyClientBuilder> = Block {}): OptimizelyClient =
            OptimizelyClient(Secret.fromEnvironment(TOKEN_VARIABLE), block)
    }
}

/** Configures an [OptimizelyClient]. */
public class OptimizelyClientBuilder internal constructor() : ClientBuilder<OptimizelyClientBuilder>() {
    /** A personal access token, or an access token of OAuth 2, which lives for two hours. */
    public var token: Secret? = null

    /** The URL under which `/v2` lives. */
    public var baseUrl: String = "https://api.optimizely.com"

    /** Sets [OptimizelyClientBuilder.token]. */
    public fun token(token: Secret): OptimizelyClientBuilder = apply { this.token = token }

    /** Sets [OptimizelyClientBuilder.baseUrl]. */
    public fun baseUrl(url: String): OptimizelyClientBuilder = apply { baseUrl = url }

    internal fun executor(): Executor =
        executor(OptimizelyProtocol(requireNotNull(token) { "token is not set" }, checkedBaseUrl(baseUrl)))
}
