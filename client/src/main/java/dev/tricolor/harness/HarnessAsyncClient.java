package dev.tricolor.harness;

import dev.tricolor.Block;
import dev.tricolor.BlockKt;
import dev.tricolor.Futures;
import dev.tricolor.ViewBuilder;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import kotlinx.serialization.json.Json;
import kotlinx.serialization.json.JsonElement;
import org.jspecify.annotations.Nullable;

/**
 * What Harness has in the place of Split's users, groups, restrictions, admin API keys and the making of workspaces, for Java: who may do
 * what in an account that was migrated there. Flags, segments and the rest stay with {@code SplitAsyncClient}, in its Harness mode.
 *
 * <pre>{@code
 * try (HarnessAsyncClient harness = HarnessAsyncClient.create(c -> c.token(Secret.of(token)).accountIdentifier(account))) {
 *     harness.within(s -> s.orgIdentifier("default").projectIdentifier("shop"))
 *         .roleAssignments().listAll(each -> System.out.println(each.getRoleAssignment().getRoleIdentifier())).join();
 * }
 * }</pre>
 *
 * <p>Every call goes to the {@link #scope} of the client, or of the view of it that {@link #within} makes, for a single call or for many.
 * One client holds one HTTP client: make one per account, share it between threads, and close it when done.
 *
 * <p>Futures fail and are cancelled as those of {@code SplitAsyncClient} do.
 *
 * @see <a href="https://apidocs.harness.io/">Harness Platform API</a>
 */
public final class HarnessAsyncClient implements AutoCloseable {
    private final HarnessClient client;
    private final Futures futures;
    private final boolean owned;

    private HarnessAsyncClient(HarnessClient client, Futures futures, boolean owned) {
        this.client = client;
        this.futures = futures;
        this.owned = owned;
    }

    /**
     * A client whose token and account {@code block} sets. Futures are completed on threads of the client's own.
     *
     * @throws IllegalArgumentException if token or account is not set, or a setting cannot be used
     */
    public static HarnessAsyncClient create(Block<HarnessClientBuilder> block) {
        return new HarnessAsyncClient(client(block), new Futures(null), true);
    }

    /**
     * A client that completes its futures on {@code executor}. An executor of few threads starves if callbacks on it wait for further
     * calls.
     *
     * @throws IllegalArgumentException if token or account is not set, or a setting cannot be used
     */
    public static HarnessAsyncClient create(Executor executor, Block<HarnessClientBuilder> block) {
        return new HarnessAsyncClient(client(block), new Futures(executor), true);
    }

    /**
     * A client with the token in the environment variable {@code HARNESS_PLATFORM_API_KEY}, of the account in {@code HARNESS_ACCOUNT_ID};
     * {@code block} sets the rest.
     *
     * @throws IllegalArgumentException if a variable is not set, or a setting cannot be used
     */
    public static HarnessAsyncClient fromEnvironment(Block<HarnessClientBuilder> block) {
        return new HarnessAsyncClient(HarnessClient.Companion.fromEnvironment(block), new Futures(null), true);
    }

    private static HarnessClient client(Block<HarnessClientBuilder> block) {
        return new HarnessClient(BlockKt.configuredBy(new HarnessClientBuilder(), block));
    }

    /** Where calls go. */
    public HarnessScope scope() {
        return client.getScope();
    }

    /** Projects of an organization, which feature flags know as workspaces. */
    public ProjectsAsyncApi projects() {
        return new ProjectsAsyncApi(client.getProjects(), futures);
    }

    /** Identities for programs. */
    public ServiceAccountsAsyncApi serviceAccounts() {
        return new ServiceAccountsAsyncApi(client.getServiceAccounts(), futures);
    }

    /** What holds the tokens of service accounts and users. */
    public HarnessApiKeysAsyncApi apiKeys() {
        return new HarnessApiKeysAsyncApi(client.getApiKeys(), futures);
    }

    /** What admits to Harness, and to feature flags with it. */
    public TokensAsyncApi tokens() {
        return new TokensAsyncApi(client.getTokens(), futures);
    }

    /** Users, and invitations that nobody has accepted yet. */
    public HarnessUsersAsyncApi users() {
        return new HarnessUsersAsyncApi(client.getUsers(), futures);
    }

    /** Groups of users. */
    public UserGroupsAsyncApi userGroups() {
        return new UserGroupsAsyncApi(client.getUserGroups(), futures);
    }

    /** Sets of permissions that can be assigned. */
    public RolesAsyncApi roles() {
        return new RolesAsyncApi(client.getRoles(), futures);
    }

    /** What roles are assigned on. */
    public ResourceGroupsAsyncApi resourceGroups() {
        return new ResourceGroupsAsyncApi(client.getResourceGroups(), futures);
    }

    /** Who has which role on which resource group. */
    public RoleAssignmentsAsyncApi roleAssignments() {
        return new RoleAssignmentsAsyncApi(client.getRoleAssignments(), futures);
    }

    /** A view of this client that calls another place in Harness; it shares the connections, and closing it does nothing. */
    public HarnessAsyncClient within(Block<HarnessScopeBuilder> block) {
        return new HarnessAsyncClient(client.within(block), futures, false);
    }

    /** Reaches an operation that has no method here, without a body: {@link #raw(String, String, String)}. */
    public CompletableFuture<@Nullable String> raw(String method, String path) {
        return raw(method, path, null);
    }

    /**
     * Reaches an operation that has no method here, with the same limits, retries and errors.
     *
     * @param method {@code GET}, {@code POST}, {@code PUT}, {@code PATCH} or {@code DELETE}
     * @param path relative to the base URL, percent-encoded, with its query, which must name the account itself:
     *     {@code ng/api/organizations?accountIdentifier=a}
     * @param body JSON text; null sends none
     * @return the JSON text that was answered, with its envelope; null when the body was empty
     */
    public CompletableFuture<@Nullable String> raw(String method, String path, @Nullable String body) {
        return futures.text(c -> client.raw(method, path, body == null ? null : Json.Default.parseToJsonElement(body), c));
    }

    /** A view of this client with other options; it shares the connections and the limits, and closing it does nothing. */
    public HarnessAsyncClient with(Block<ViewBuilder> block) {
        return new HarnessAsyncClient(client.with(block), futures, false);
    }

    /** Cancels what is under way and ends the connections and threads of the client; an engine that was passed in is left to its owner. */
    @Override
    public void close() {
        if (owned) {
            futures.close();
            client.close();
        }
    }
}
