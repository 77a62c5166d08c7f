package dev.tricolor.split;

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
 * The Split Admin API, now Harness FME, for Java.
 *
 * <pre>{@code
 * try (SplitAsyncClient split = SplitAsyncClient.create(c -> c.apiKey(Secret.of(key)).timeout(10, TimeUnit.SECONDS))) {
 *     Flag flag = split.flags().get(workspaceId, "new-checkout").join();
 * }
 * }</pre>
 *
 * <p>One client holds one HTTP client: make one per account, share it between threads, and close it when done.
 *
 * <p>A future that fails has one of {@link dev.tricolor.TricolorException} as its exception: bare in {@code whenComplete} and {@code
 * exceptionally}
 * on the future itself, wrapped in a {@code CompletionException} behind further stages and by {@code join}, in an {@code
 * ExecutionException} by
 * {@code get}. What is wrong with a payload or an argument fails the future in the same way, and nothing is sent.
 *
 * <p>Cancelling a future cancels its request; closing the client cancels what is under way, and every later call.
 *
 * @see <a href="https://docs.split.io/reference/introduction">Split Admin API</a>
 */
public final class SplitAsyncClient implements AutoCloseable {
    private final SplitClient client;
    private final Futures futures;
    private final boolean owned;

    private SplitAsyncClient(SplitClient client, Futures futures, boolean owned) {
        this.client = client;
        this.futures = futures;
        this.owned = owned;
    }

    /**
     * A client whose token {@code block} sets: an admin API key, or for Harness mode a token of Harness. Futures are completed on threads of the client's own.
     *
     * @throws IllegalArgumentException if no API key is set, or a setting cannot be used
     */
    public static SplitAsyncClient create(Block<SplitClientBuilder> block) {
        return new SplitAsyncClient(new SplitClient(BlockKt.configuredBy(new SplitClientBuilder(), block)), new Futures(null), true);
    }

    /**
     * A client that completes its futures on {@code executor}. An executor of few threads starves if callbacks on it wait for further
     * calls.
     *
     * @throws IllegalArgumentException if no API key is set, or a setting cannot be used
     */
    public static SplitAsyncClient create(Executor executor, Block<SplitClientBuilder> block) {
        return new SplitAsyncClient(new SplitClient(BlockKt.configuredBy(new SplitClientBuilder(), block)), new Futures(executor), true);
    }

    /**
     * A client with the admin API key in the environment variable {@code SPLIT_ADMIN_API_KEY}; {@code block} sets the rest.
     *
     * @throws IllegalArgumentException if the variable is not set, or a setting cannot be used
     */
    public static SplitAsyncClient fromEnvironment(Block<SplitClientBuilder> block) {
        return new SplitAsyncClient(SplitClient.Companion.fromEnvironment(block), new Futures(null), true);
    }

    /** Workspaces, and the rollout statuses of their flags. */
    public WorkspacesAsyncApi workspaces() {
        return new WorkspacesAsyncApi(client.getWorkspaces(), futures);
    }

    /** Environments of a workspace. */
    public EnvironmentsAsyncApi environments() {
        return new EnvironmentsAsyncApi(client.getEnvironments(), futures);
    }

    /** Traffic types of a workspace. */
    public TrafficTypesAsyncApi trafficTypes() {
        return new TrafficTypesAsyncApi(client.getTrafficTypes(), futures);
    }

    /** Attributes of a traffic type. */
    public AttributesAsyncApi attributes() {
        return new AttributesAsyncApi(client.getAttributes(), futures);
    }

    /** What is known of the keys of a traffic type, for people to see. */
    public IdentitiesAsyncApi identities() {
        return new IdentitiesAsyncApi(client.getIdentities(), futures);
    }

    /** Feature flags of a workspace, formerly called splits. */
    public FlagsAsyncApi flags() {
        return new FlagsAsyncApi(client.getFlags(), futures);
    }

    /** What flags do in an environment. */
    public DefinitionsAsyncApi definitions() {
        return new DefinitionsAsyncApi(client.getDefinitions(), futures);
    }

    /** Flag sets of a workspace. */
    public FlagSetsAsyncApi flagSets() {
        return new FlagSetsAsyncApi(client.getFlagSets(), futures);
    }

    /** Standard segments of a workspace. */
    public SegmentsAsyncApi segments() {
        return new SegmentsAsyncApi(client.getSegments(), futures);
    }

    /** Segments as they are enabled in an environment. */
    public SegmentDefinitionsAsyncApi segmentDefinitions() {
        return new SegmentDefinitionsAsyncApi(client.getSegmentDefinitions(), futures);
    }

    /** The keys of a segment in an environment. */
    public SegmentKeysAsyncApi segmentKeys() {
        return new SegmentKeysAsyncApi(client.getSegmentKeys(), futures);
    }

    /** Changes that somebody else is to approve. */
    public ChangeRequestsAsyncApi changeRequests() {
        return new ChangeRequestsAsyncApi(client.getChangeRequests(), futures);
    }

    /** Rule-based segments of a workspace. */
    public RuleBasedSegmentsAsyncApi ruleBasedSegments() {
        return new RuleBasedSegmentsAsyncApi(client.getRuleBasedSegments(), futures);
    }

    /** What rule-based segments hold in an environment. */
    public RuleBasedSegmentDefinitionsAsyncApi ruleBasedSegmentDefinitions() {
        return new RuleBasedSegmentDefinitionsAsyncApi(client.getRuleBasedSegmentDefinitions(), futures);
    }

    /** Large segments of a workspace. */
    public LargeSegmentsAsyncApi largeSegments() {
        return new LargeSegmentsAsyncApi(client.getLargeSegments(), futures);
    }

    /** Large segments as they are enabled in an environment, and their keys. */
    public LargeSegmentDefinitionsAsyncApi largeSegmentDefinitions() {
        return new LargeSegmentDefinitionsAsyncApi(client.getLargeSegmentDefinitions(), futures);
    }

    /** What keys have done, for metrics. Needs a client of its own, because the token is an SDK key. */
    public EventsAsyncApi events() {
        return new EventsAsyncApi(client.getEvents(), futures);
    }

    /** Groups of the account's users. */
    public GroupsAsyncApi groups() {
        return new GroupsAsyncApi(client.getGroups(), futures);
    }

    /** Users of the account. */
    public UsersAsyncApi users() {
        return new UsersAsyncApi(client.getUsers(), futures);
    }

    /** Who may see a workspace. */
    public RestrictionsAsyncApi restrictions() {
        return new RestrictionsAsyncApi(client.getRestrictions(), futures);
    }

    /** API keys of the account, of SDKs and of this API. */
    public ApiKeysAsyncApi apiKeys() {
        return new ApiKeysAsyncApi(client.getApiKeys(), futures);
    }

    /** Reaches an operation that has no method here, without a body: {@link #raw(String, String, String)}. */
    public CompletableFuture<@Nullable String> raw(String method, String path) {
        return raw(method, path, null);
    }

    /**
     * Reaches an operation that has no method here, with the same limits, retries and errors.
     *
     * @param method {@code GET}, {@code POST}, {@code PUT}, {@code PATCH} or {@code DELETE}
     * @param path relative to the v2 base URL, percent-encoded, with its query: {@code users?status=ACTIVE&limit=50}
     * @param body JSON text; null sends none
     * @return the JSON text that was answered; null when the body was empty
     */
    public CompletableFuture<@Nullable String> raw(String method, String path, @Nullable String body) {
        return futures.text(c -> client.raw(method, path, body == null ? null : Json.Default.parseToJsonElement(body), c));
    }

    /** A view of this client with other options; it shares the connections and the limits, and closing it does nothing. */
    public SplitAsyncClient with(Block<ViewBuilder> block) {
        return new SplitAsyncClient(client.with(block), futures, false);
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
