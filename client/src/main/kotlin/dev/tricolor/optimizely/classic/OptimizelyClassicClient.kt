package dev.tricolor.optimizely.classic

import dev.tricolor.Block
import dev.tricolor.ClientBuilder
import dev.tricolor.Executor
import dev.tricolor.Secret
import dev.tricolor.ViewBuilder
import dev.tricolor.checkedBaseUrl
import dev.tricolor.configuredBy
import kotlinx.serialization.json.JsonElement

/**
 * Optimizely's classic REST API, version 1: experiments on web pages, and what they are made of.
 *
 * One client holds one HTTP client: make one per account, share it between coroutines, and close it when done.
 *
 * Every call can throw what [dev.tricolor.TricolorException] lists; before anything is sent, an [dev.tricolor.InvalidPayloadException] or
 * [IllegalArgumentException] for what cannot work, and an [IllegalStateException] once closed. The errors that Optimizely's own client
 * names are here:
 *
 * - `OptimizelyError`, of which all others are: [dev.tricolor.ApiException], and by itself any status that is not listed
 * - `BadRequestError` (400): [dev.tricolor.BadRequestException]
 * - `UnauthorizedError`, the token is missing (401): [dev.tricolor.UnauthorizedException]
 * - `ForbiddenError`, the token is wrong or revoked, or may not do this (403): [dev.tricolor.ForbiddenException]
 * - `NotFoundError` (404): [dev.tricolor.NotFoundException]
 * - `TooManyRequestsError` (429): [dev.tricolor.RateLimitedException], once the bounded wait is over
 * - `ServiceUnavailableError` (503): [dev.tricolor.RateLimitedException] too, with that status
 * - `InvalidIDError`: [IllegalArgumentException], for an id that cannot be one
 *
 * After a 429 or a 503 a call waits at least 60 seconds, as Optimizely asks, and other calls wait with it. Since a call waits for two
 * minutes in all unless `retry { maxWait = … }` says otherwise, it is usually sent twice. The computing of results has such a wait of its
 * own. Whatever is changed is changed by itself: what a block does not name is not sent, and stays as it is.
 *
 * The API pages nothing, so that lists have one page, which has everything.
 */
public class OptimizelyClassicClient private constructor(private val call: Executor, private val owned: Boolean) : AutoCloseable {
    /** A client of the account that [token] belongs to: one that was made on optimizely.com, such as `abcdefghij:123456`. */
    public constructor(token: Secret, block: Block<OptimizelyClassicClientBuilder> = Block {}) :
        this(OptimizelyClassicClientBuilder().configuredBy(block).token(token))

    /** A client of the account that [token] belongs to: one that was made on optimizely.com, such as `abcdefghij:123456`. */
    public constructor(token: String, block: Block<OptimizelyClassicClientBuilder> = Block {}) : this(Secret(token), block)

    /** A client whose token [block] sets: that of the account, or one of OAuth. */
    public constructor(block: Block<OptimizelyClassicClientBuilder>) : this(OptimizelyClassicClientBuilder().configuredBy(block))

    internal constructor(builder: OptimizelyClassicClientBuilder) : this(builder.executor(), owned = true)

    /** Projects: what everything else lives in. */
    public val projects: ProjectsApi = ProjectsApi(call)

    /** Experiments, and their results. */
    public val experiments: ExperimentsApi = ExperimentsApi(call)

    /** When experiments start and stop by themselves. */
    public val schedules: SchedulesApi = SchedulesApi(call)

    /** What experiments change on their pages. */
    public val variations: VariationsApi = VariationsApi(call)

    /** What experiments measure. */
    public val goals: GoalsApi = GoalsApi(call)

    /** Visitors that have something in common. */
    public val audiences: AudiencesApi = AudiencesApi(call)

    /** What the page's own code tells of visitors. */
    public val dimensions: DimensionsApi = DimensionsApi(call)

    /** Lists of visitors that were uploaded. */
    public val uploadedLists: UploadedListsApi = UploadedListsApi(call)

    /**
     * Reaches an operation that has no method here, with the same limits, retries and errors.
     *
     * @param method `GET`, `POST`, `PUT`, `PATCH` or `DELETE`
     * @param path relative to `/experiment/v1`, percent-encoded, with its query: `dcp_services/5`
     * @param body sent as JSON; null sends none
     * @return what was answered; null when the body was empty
     * @throws IllegalArgumentException if [path] would lead elsewhere
     */
    public suspend fun raw(method: String, path: String, body: JsonElement? = null): JsonElement? = call.raw(method, path, body)

    /** A view of this client with other options; it shares the connections and the limits, and closing it does nothing. */
    public fun with(block: Block<ViewBuilder>): OptimizelyClassicClient =
        OptimizelyClassicClient(call.with(ViewBuilder(call.options).configuredBy(block).build()), owned = false)

    /** Ends the connections and threads of the client; an engine that was passed in is left to its owner. */
    override fun close() {
        if (owned) call.close()
    }

    public companion object {
        /** The environment variable that [fromEnvironment] reads. */
        public const val TOKEN_VARIABLE: String = "OPTIMIZELY_CLASSIC_TOKEN"

        /**
         * A client with the token in the environment variable `OPTIMIZELY_CLASSIC_TOKEN`.
         *
         * @throws IllegalArgumentException if the variable is not set, or what it holds cannot be a token
         */
        public fun fromEnvironment(block: Block<OptimizelyClassicClientBuilder> = Block {}): OptimizelyClassicClient =
            OptimizelyClassicClient(Secret.fromEnvironment(TOKEN_VARIABLE), block)
    }
}

/** Configures an [OptimizelyClassicClient]. */
public class OptimizelyClassicClientBuilder internal constructor() : ClientBuilder<OptimizelyClassicClientBuilder>() {
    /** A token of an account, such as `abcdefghij:123456`; or null where [oauthToken] is set instead. */
    public var token: Secret? = null

    /** An access token of OAuth, which lives for two hours; or null where [token] is set instead. */
    public var oauthToken: Secret? = null

    /** The URL under which `/experiment/v1` lives. */
    public var baseUrl: String = "https://www.optimizelyapis.com"

    /** Sets [OptimizelyClassicClientBuilder.token]. */
    public fun token(token: Secret): OptimizelyClassicClientBuilder = apply { this.token = token }

    /** Sets [OptimizelyClassicClientBuilder.oauthToken]. */
    public fun oauthToken(token: Secret): OptimizelyClassicClientBuilder = apply { oauthToken = token }

    /** Sets [OptimizelyClassicClientBuilder.baseUrl]. */
    public fun baseUrl(url: String): OptimizelyClassicClientBuilder = apply { baseUrl = url }

    internal fun executor(): Executor {
        require(token == null || oauthToken == null) { "token and oauthToken are both set, must be one of them" }
        val shown = requireNotNull(token ?: oauthToken) { "neither token nor oauthToken is set" }
        return executor(ClassicProtocol(shown, oauth = oauthToken != null, checkedBaseUrl(baseUrl)))
    }
}
