package dev.tricolor.split

import dev.tricolor.Block
import dev.tricolor.ClientBuilder
import dev.tricolor.Executor
import dev.tricolor.Secret
import dev.tricolor.ViewBuilder
import dev.tricolor.checkedBaseUrl
import dev.tricolor.configuredBy
import io.ktor.http.Url
import kotlinx.serialization.json.JsonElement

/**
 * The Split Admin API, now Harness FME.
 *
 * One client holds one HTTP client: make one per account, share it between coroutines, and close it when done.
 *
 * ```kotlin
 * SplitClient(Secret(System.getenv("SPLIT_ADMIN_API_KEY"))).use { split ->
 *     val workspace = split.workspaces.find("Default") ?: error("no such workspace")
 *     split.flags.listAll(workspace.id).collect { println(it.name) }
 * }
 * ```
 *
 * Every call can throw what [dev.tricolor.TricolorException] lists; before anything is sent,
 * an [dev.tricolor.InvalidPayloadException] or [IllegalArgumentException] for what cannot work, and an [IllegalStateException] once
 * closed. Calls that meet the account's rate limit wait for it to end, together and for a bounded time, and then throw a
 * [dev.tricolor.RateLimitedException].
 *
 * @see <a href="https://docs.split.io/reference/introduction">Split Admin API</a>
 */
public class SplitClient private constructor(private val call: Executor, private val owned: Boolean) : AutoCloseable {
    /** A client of the account that [apiKey], an admin API key, belongs to. */
    public constructor(apiKey: Secret, block: Block<SplitClientBuilder> = Block {}) : this(builder(apiKey, block))

    /** A client of the account that [apiKey], an admin API key, belongs to. */
    public constructor(apiKey: String, block: Block<SplitClientBuilder> = Block {}) : this(Secret(apiKey), block)

    /** A client whose token [block] sets: an admin API key, or for Harness mode a token of Harness. */
    public constructor(block: Block<SplitClientBuilder>) : this(SplitClientBuilder().configuredBy(block))

    internal constructor(builder: SplitClientBuilder) : this(builder.executor(), owned = true)

    /** Workspaces, and the rollout statuses of their flags. */
    public val workspaces: WorkspacesApi = WorkspacesApi(call)

    /** Environments of a workspace. */
    public val environments: EnvironmentsApi = EnvironmentsApi(call)

    /** Traffic types of a workspace. */
    public val trafficTypes: TrafficTypesApi = TrafficTypesApi(call)

    /** Attributes of a traffic type. */
    public val attributes: AttributesApi = AttributesApi(call)

    /** What is known of the keys of a traffic type, for people to see. */
    public val identities: IdentitiesApi = IdentitiesApi(call)

    /** Feature flags of a workspace, formerly called splits. */
    public val flags: FlagsApi = FlagsApi(call)

    /** What flags do in an environment. */
    public val definitions: DefinitionsApi = DefinitionsApi(call)

    /** Flag sets of a workspace. */
    public val flagSets: FlagSetsApi = FlagSetsApi(call)

    /** Standard segments of a workspace. */
    public val segments: SegmentsApi = SegmentsApi(call)

    /** Segments as they are enabled in an environment. */
    public val segmentDefinitions: SegmentDefinitionsApi = SegmentDefinitionsApi(call)

    /** The keys of a segment in an environment. */
    public val segmentKeys: SegmentKeysApi = SegmentKeysApi(call)

    /** Changes that somebody else is to approve. */
    public val changeRequests: ChangeRequestsApi = ChangeRequestsApi(call)

    /** Rule-based segments of a workspace. */
    public val ruleBasedSegments: RuleBasedSegmentsApi = RuleBasedSegmentsApi(call)

    /** What rule-based segments hold in an environment. */
    public val ruleBasedSegmentDefinitions: RuleBasedSegmentDefinitionsApi = RuleBasedSegmentDefinitionsApi(call)

    /** Large segments of a workspace. */
    public val largeSegments: LargeSegmentsApi = LargeSegmentsApi(call)

    /** Large segments as they are enabled in an environment, and their keys. */
    public val largeSegmentDefinitions: LargeSegmentDefinitionsApi = LargeSegmentDefinitionsApi(call)

    /** What keys have done, for metrics. Needs a client of its own, because the token is an SDK key. */
    public val events: EventsApi = EventsApi(call)

    /** Groups of the account's users. */
    public val groups: GroupsApi = GroupsApi(call)

    /** Users of the account. */
    public val users: UsersApi = UsersApi(call)

    /** Who may see a workspace. */
    public val restrictions: RestrictionsApi = RestrictionsApi(call)

    /** API keys of the account, of SDKs and of this API. */
    public val apiKeys: ApiKeysApi = ApiKeysApi(call)

    /**
     * Reaches an operation that has no method here, with the same limits, retries and errors.
     *
     * @param method `GET`, `POST`, `PUT`, `PATCH` or `DELETE`
     * @param path relative to the v2 base URL, percent-encoded, with its query: `users?status=ACTIVE&limit=50`
     * @param body sent as JSON; null sends none
     * @return what was answered; null when the body was empty
     * @throws IllegalArgumentException if [path] would lead elsewhere
     */
    public suspend fun raw(method: String, path: String, body: JsonElement? = null): JsonElement? = call.raw(method, path, body)

    /** A view of this client with other options; it shares the connections and the limits, and closing it does nothing. */
    public fun with(block: Block<ViewBuilder>): SplitClient =
        SplitClient(call.with(ViewBuilder(call.options).configuredBy(block).build()), owned = false)

    /** Ends the connections and threads of the client; an engine that was passed in is left to its owner. */
    override fun close() {
        if (owned) call.close()
    }

    public companion object {
        /** The environment variable that [fromEnvironment] reads. */
        public const val API_KEY_VARIABLE: String = "SPLIT_ADMIN_API_KEY"

        /**
         * A client with the admin API key in the environment variable `SPLIT_ADMIN_API_KEY`.
         *
         * @throws IllegalArgumentException if the variable is not set, or what it holds cannot be a token
         */
        public fun fromEnvironment(block: Block<SplitClientBuilder> = Block {}): SplitClient =
            SplitClient(Secret.fromEnvironment(API_KEY_VARIABLE), block)

        private fun builder(apiKey: Secret, block: Block<SplitClientBuilder>) = SplitClientBuilder().configuredBy(block).apiKey(apiKey)
    }
}

/** Configures a [SplitClient]. */
public class SplitClientBuilder internal constructor() : ClientBuilder<SplitClientBuilder>() {
    /** The admin API key; or null in Harness mode, in which [harnessToken] is set instead. */
    public var apiKey: Secret? = null

    /**
     * A personal access token or a service account's token of Harness, for an account that was migrated there: it goes into `x-api-key`,
     * and operations that such accounts have lost are refused with an [dev.tricolor.OperationReplacedException] before anything is sent.
     */
    public var harnessToken: Secret? = null

    /** A server-side SDK key, the one token that the host of events takes; needed for [SplitClient.events] alone. */
    public var sdkKey: Secret? = null

    /** The URL under which `/internal/api/v2` and `/internal/api/v3` live. `https://app.harness.io/fme` is the other one that Split has. */
    public var baseUrl: String = "https://api.split.io"

    /** The whole base URL of v2, if it is not under [baseUrl]. */
    public var v2Url: String? = null

    /** The whole base URL of v3, if it is not under [baseUrl]. */
    public var v3Url: String? = null

    /**
     * The whole base URL of events; unless set, Split's own host for them, or `/api` under a [baseUrl] that is neither Split's nor
     * Harness's.
     */
    public var eventsUrl: String? = null

    /** Sets [SplitClientBuilder.apiKey]. */
    public fun apiKey(apiKey: Secret): SplitClientBuilder = apply { this.apiKey = apiKey }

    /** Sets [SplitClientBuilder.harnessToken]. */
    public fun harnessToken(token: Secret): SplitClientBuilder = apply { harnessToken = token }

    /** Sets [SplitClientBuilder.sdkKey]. */
    public fun sdkKey(key: Secret): SplitClientBuilder = apply { sdkKey = key }

    /** Sets [SplitClientBuilder.baseUrl]. */
    public fun baseUrl(url: String): SplitClientBuilder = apply { baseUrl = url }

    /** Sets [SplitClientBuilder.v2Url]. */
    public fun v2Url(url: String): SplitClientBuilder = apply { v2Url = url }

    /** Sets [SplitClientBuilder.v3Url]. */
    public fun v3Url(url: String): SplitClientBuilder = apply { v3Url = url }

    /** Sets [SplitClientBuilder.eventsUrl]. */
    public fun eventsUrl(url: String): SplitClientBuilder = apply { eventsUrl = url }

    internal fun executor(): Executor {
        require(apiKey == null || harnessToken == null) { "apiKey and harnessToken are both set, must be one of them" }
        val token = requireNotNull(apiKey ?: harnessToken) { "neither apiKey nor harnessToken is set" }
        val root = checkedBaseUrl(baseUrl)
        val bases = mapOf(
            SplitProtocol.V2 to (v2Url?.let(::checkedBaseUrl) ?: "$root/internal/api/v2"),
            SplitProtocol.V3 to (v3Url?.let(::checkedBaseUrl) ?: "$root/internal/api/v3"),
            SplitProtocol.EVENTS to (eventsUrl?.let(::checkedBaseUrl) ?: if (isVendors(root)) EVENTS_URL else "$root/api"),
        )
        return executor(SplitProtocol(token, harness = harnessToken != null, sdkKey, bases))
    }

    /** What is tried out on a server of one's own must not reach Split's. */
    private fun isVendors(root: String) = Url(root).host.let { it.endsWith(".split.io") || it.endsWith(".harness.io") }

    private companion object {
        const val EVENTS_URL = "https://events.split.io/api"
    }
}
