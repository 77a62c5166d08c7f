package dev.tricolor.harness

import dev.tricolor.Block
import dev.tricolor.ClientBuilder
import dev.tricolor.Executor
import dev.tricolor.Secret
import dev.tricolor.ViewBuilder
import dev.tricolor.checkedBaseUrl
import dev.tricolor.configuredBy
import kotlinx.serialization.json.JsonElement

/**
 * What Harness has in the place of Split's users, groups, restrictions, admin API keys and the making of workspaces: who may do what in an
 * account that was migrated there. Flags, segments and the rest stay with `SplitClient`, in its Harness mode.
 *
 * ```kotlin
 * HarnessClient(Secret(System.getenv("HARNESS_PLATFORM_API_KEY")), accountIdentifier).use { harness ->
 *     val shop = harness.within { orgIdentifier = "default"; projectIdentifier = "shop" }
 *     shop.roleAssignments.listAll().collect { println(it.roleAssignment.roleIdentifier) }
 * }
 * ```
 *
 * Every call goes to the [scope] of the client, or of the view of it that [within] makes, for a single call or for many. One client holds
 * one HTTP client: make one per account, share it between coroutines, and close it when done.
 *
 * Every call can throw what [dev.tricolor.TricolorException] lists; before anything is sent, an [dev.tricolor.InvalidPayloadException] or
 * [IllegalArgumentException] for what cannot work, and an [IllegalStateException] once closed.
 *
 * @property scope where calls go
 * @see <a href="https://apidocs.harness.io/">Harness Platform API</a>
 */
public class HarnessClient private constructor(
    private val call: Executor,
    public val scope: HarnessScope,
    private val owned: Boolean,
) : AutoCloseable {
    /** A client of the account [accountIdentifier], which [token], a personal access token or a service account's, belongs to. */
    public constructor(token: Secret, accountIdentifier: String, block: Block<HarnessClientBuilder> = Block {}) :
        this(HarnessClientBuilder().configuredBy(block).token(token).accountIdentifier(accountIdentifier))

    /** A client of the account [accountIdentifier], which [token], a personal access token or a service account's, belongs to. */
    public constructor(token: String, accountIdentifier: String, block: Block<HarnessClientBuilder> = Block {}) :
        this(Secret(token), accountIdentifier, block)

    internal constructor(builder: HarnessClientBuilder) : this(builder.executor(), builder.scope(), owned = true)

    private val scoped = ScopedExecutor(call, scope)

    /** Projects of an organization, which feature flags know as workspaces. */
    public val projects: ProjectsApi = ProjectsApi(scoped)

    /** Identities for programs. */
    public val serviceAccounts: ServiceAccountsApi = ServiceAccountsApi(scoped)

    /** What holds the tokens of service accounts and users. */
    public val apiKeys: HarnessApiKeysApi = HarnessApiKeysApi(scoped)

    /** What admits to Harness, and to feature flags with it. */
    public val tokens: TokensApi = TokensApi(scoped)

    /** Users, and invitations that nobody has accepted yet. */
    public val users: HarnessUsersApi = HarnessUsersApi(scoped)

    /** Groups of users. */
    public val userGroups: UserGroupsApi = UserGroupsApi(scoped)

    /** Sets of permissions that can be assigned. */
    public val roles: RolesApi = RolesApi(scoped)

    /** What roles are assigned on. */
    public val resourceGroups: ResourceGroupsApi = ResourceGroupsApi(scoped)

    /** Who has which role on which resource group. */
    public val roleAssignments: RoleAssignmentsApi = RoleAssignmentsApi(scoped)

    /** A view of this client that calls another place in Harness; it shares the connections, and closing it does nothing. */
    public fun within(block: Block<HarnessScopeBuilder>): HarnessClient =
        HarnessClient(call, HarnessScopeBuilder(scope).configuredBy(block).build(), owned = false)

    /**
     * Reaches an operation that has no method here, with the same limits, retries and errors.
     *
     * @param method `GET`, `POST`, `PUT`, `PATCH` or `DELETE`
     * @param path relative to the base URL, percent-encoded, with its query, which must name the account itself:
     *   `ng/api/organizations?accountIdentifier=a`
     * @param body sent as JSON; null sends none
     * @return what was answered, with its envelope; null when the body was empty
     * @throws IllegalArgumentException if [path] would lead elsewhere
     */
    public suspend fun raw(method: String, path: String, body: JsonElement? = null): JsonElement? = call.raw(method, path, body)

    /** A view of this client with other options; it shares the connections and the limits, and closing it does nothing. */
    public fun with(block: Block<ViewBuilder>): HarnessClient =
        HarnessClient(call.with(ViewBuilder(call.options).configuredBy(block).build()), scope, owned = false)

    /** Ends the connections and threads of the client; an engine that was passed in is left to its owner. */
    override fun close() {
        if (owned) call.close()
    }

    public companion object {
        /** The environment variable from which [fromEnvironment] reads the token. */
        public const val TOKEN_VARIABLE: String = "HARNESS_PLATFORM_API_KEY"

        /** The environment variable from which [fromEnvironment] reads the account. */
        public const val ACCOUNT_VARIABLE: String = "HARNESS_ACCOUNT_ID"

        /**
         * A client with the token in the environment variable `HARNESS_PLATFORM_API_KEY`, of the account in `HARNESS_ACCOUNT_ID`.
         *
         * @throws IllegalArgumentException if one of them is not set, or what it holds cannot be used
         */
        public fun fromEnvironment(block: Block<HarnessClientBuilder> = Block {}): HarnessClient {
            val account = requireNotNull(System.getenv(ACCOUNT_VARIABLE)) { "$ACCOUNT_VARIABLE is not set" }
            return HarnessClient(Secret.fromEnvironment(TOKEN_VARIABLE), account, block)
        }
    }
}

/** Configures a [HarnessClient]. */
public class HarnessClientBuilder internal constructor() : ClientBuilder<HarnessClientBuilder>() {
    /** A personal access token, or a service account's. */
    public var token: Secret? = null

    /** The account. */
    public var accountIdentifier: String? = null

    /** The organization that calls go to; null for the account itself. */
    public var orgIdentifier: String? = null

    /** The project that calls go to; null for the organization or the account itself. */
    public var projectIdentifier: String? = null

    /** The URL under which `/ng/api`, `/authz/api` and `/resourcegroup/api` live. `https://app.harness.io/gateway` is another such. */
    public var baseUrl: String = "https://app.harness.io"

    /** Sets [HarnessClientBuilder.token]. */
    public fun token(token: Secret): HarnessClientBuilder = apply { this.token = token }

    /** Sets [HarnessClientBuilder.accountIdentifier]. */
    public fun accountIdentifier(identifier: String): HarnessClientBuilder = apply { accountIdentifier = identifier }

    /** Sets [HarnessClientBuilder.orgIdentifier]. */
    public fun orgIdentifier(identifier: String?): HarnessClientBuilder = apply { orgIdentifier = identifier }

    /** Sets [HarnessClientBuilder.projectIdentifier]. */
    public fun projectIdentifier(identifier: String?): HarnessClientBuilder = apply { projectIdentifier = identifier }

    /** Sets [HarnessClientBuilder.baseUrl]. */
    public fun baseUrl(url: String): HarnessClientBuilder = apply { baseUrl = url }

    internal fun scope() =
        HarnessScope(requireNotNull(accountIdentifier) { "accountIdentifier is not set" }, orgIdentifier, projectIdentifier)

    internal fun executor(): Executor {
        val token = requireNotNull(token) { "token is not set" }
        // What would be refused later must not leave an HTTP client behind.
        scope()
        return executor(HarnessProtocol(token, checkedBaseUrl(baseUrl)))
    }
}
