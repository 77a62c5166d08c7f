package dev.tricolor.split

import dev.tricolor.Block
import dev.tricolor.ClientBuilder
import dev.tricolor.Executor
import dev.tricolor.Secret
import dev.tricolor.ViewBuilder
import dev.tricolor.checkedBaseUrl
import dev.tricolor.configuredBy
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
 * closed. Calls that meet the account's rate limit wait for it to end, together
 * and
 * for a bounded time, and then throw a [dev.tricolor.RateLimitedException].
 *
 * @see <a href="https://docs.split.io/reference/introduction">Split Admin API</a>
 */
public class SplitClient private constructor(private val call: Executor, private val owned: Boolean) : AutoCloseable {
    /** A client of the account that [apiKey], an admin API key, belongs to. */
    public constructor(apiKey: Secret, block: Block<SplitClientBuilder> = Block {}) : this(builder(apiKey, block))

    /** A client of the account that [apiKey], an admin API key, belongs to. */
    public constructor(apiKey: String, block: Block<SplitClientBuilder> = Block {}) : this(Secret(apiKey), block)

    internal constructor(builder: SplitClientBuilder) : this(builder.executor(), owned = true)

    /** Workspaces, and the rollout statuses of their flags. */
    public val workspaces: WorkspacesApi = WorkspacesApi(call)

    /** Environments of a workspace. */
    public val environments: EnvironmentsApi = EnvironmentsApi(call)

    /** Traffic types of a workspace. */
    public val trafficTypes: TrafficTypesApi = TrafficTypesApi(call)

    /** Feature flags of a workspace, formerly called splits. */
    public val flags: FlagsApi = FlagsApi(call)

    /** What flags do in an environment. */
    public val definitions: DefinitionsApi = DefinitionsApi(call)

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

    /** Groups of the account's users. */
    public val groups: GroupsApi = GroupsApi(call)

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
    /** The admin API key. */
    public var apiKey: Secret? = null

    /** The URL under which `/internal/api/v2` and `/internal/api/v3` live. `https://app.harness.io/fme` is the other one that Split has. */
    public var baseUrl: String = "https://api.split.io"

    /** The whole base URL of v2, if it is not under [baseUrl]. */
    public var v2Url: String? = null

    /** The whole base URL of v3, if it is not under [baseUrl]. */
    public var v3Url: String? = null

    /** Sets [SplitClientBuilder.apiKey]. */
    public fun apiKey(apiKey: Secret): SplitClientBuilder = apply { this.apiKey = apiKey }

    /** Sets [SplitClientBuilder.baseUrl]. */
    public fun baseUrl(url: String): SplitClientBuilder = apply { baseUrl = url }

    /** Sets [SplitClientBuilder.v2Url]. */
    public fun v2Url(url: String): SplitClientBuilder = apply { v2Url = url }

    /** Sets [SplitClientBuilder.v3Url]. */
    public fun v3Url(url: String): SplitClientBuilder = apply { v3Url = url }

    internal fun executor(): Executor {
        val key = requireNotNull(apiKey) { "apiKey is not set" }
        val root = checkedBaseUrl(baseUrl)
        val v2 = v2Url?.let(::checkedBaseUrl) ?: "$root/internal/api/v2"
        val v3 = v3Url?.let(::checkedBaseUrl) ?: "$root/internal/api/v3"
        return executor(SplitProtocol(key, v2, v3))
    }
}
