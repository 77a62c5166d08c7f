package dev.tricolor.launchdarkly;

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
 * The LaunchDarkly REST API for Java: experiments, and what one needs to run one.
 *
 * <p>One client holds one HTTP client: make one per account, share it between threads, and close it when done.
 *
 * <p>A future that fails has one of {@link dev.tricolor.TricolorException} as its exception; what is wrong with a payload or an argument
 * fails it in the same way, and nothing is sent. Cancelling a future cancels its request; closing the client cancels what is under way,
 * and every later call.
 *
 * @see <a href="https://launchdarkly.com/docs/api">LaunchDarkly REST API</a>
 */
public final class LaunchDarklyAsyncClient implements AutoCloseable {
    private final LaunchDarklyClient client;
    private final Futures futures;
    private final boolean owned;

    private LaunchDarklyAsyncClient(LaunchDarklyClient client, Futures futures, boolean owned) {
        this.client = client;
        this.futures = futures;
        this.owned = owned;
    }

    /**
     * A client whose token {@code block} sets. Futures are completed on threads of the client's own.
     *
     * @throws IllegalArgumentException if the token is not set, or a setting cannot be used
     */
    public static LaunchDarklyAsyncClient create(Block<LaunchDarklyClientBuilder> block) {
        return new LaunchDarklyAsyncClient(client(block), new Futures(null), true);
    }

    /**
     * A client that completes its futures on {@code executor}. An executor of few threads starves if callbacks on it wait for further
     * calls.
     *
     * @throws IllegalArgumentException if the token is not set, or a setting cannot be used
     */
    public static LaunchDarklyAsyncClient create(Executor executor, Block<LaunchDarklyClientBuilder> block) {
        return new LaunchDarklyAsyncClient(client(block), new Futures(executor), true);
    }

    /**
     * A client with the access token in the environment variable {@code LAUNCHDARKLY_ACCESS_TOKEN}; {@code block} sets the rest.
     *
     * @throws IllegalArgumentException if the variable is not set, or a setting cannot be used
     */
    public static LaunchDarklyAsyncClient fromEnvironment(Block<LaunchDarklyClientBuilder> block) {
        return new LaunchDarklyAsyncClient(LaunchDarklyClient.Companion.fromEnvironment(block), new Futures(null), true);
    }

    private static LaunchDarklyClient client(Block<LaunchDarklyClientBuilder> block) {
        return new LaunchDarklyClient(BlockKt.configuredBy(new LaunchDarklyClientBuilder(), block));
    }

    /** Segments: groups of contexts in an environment. */
    public SegmentsAsyncApi segments() {
        return new SegmentsAsyncApi(client.getSegments(), futures);
    }

    /** Targets of flags and segments in the older operations, which know users only. */
    public UserTargetsAsyncApi userTargets() {
        return new UserTargetsAsyncApi(client.getUserTargets(), futures);
    }

    /** Projects: what everything else lives in. */
    public ProjectsAsyncApi projects() {
        return new ProjectsAsyncApi(client.getProjects(), futures);
    }

    /** Environments of a project. */
    public EnvironmentsAsyncApi environments() {
        return new EnvironmentsAsyncApi(client.getEnvironments(), futures);
    }

    /** Feature flags, and what they do in environments. */
    public FlagsAsyncApi flags() {
        return new FlagsAsyncApi(client.getFlags(), futures);
    }

    /** Metrics of a project: what experiments measure. */
    public MetricsAsyncApi metrics() {
        return new MetricsAsyncApi(client.getMetrics(), futures);
    }

    /** Groups of metrics, which are a beta of LaunchDarkly's. */
    public MetricGroupsAsyncApi metricGroups() {
        return new MetricGroupsAsyncApi(client.getMetricGroups(), futures);
    }

    /** Kinds of contexts: what flags are evaluated for, and experiments randomized by. */
    public ContextKindsAsyncApi contextKinds() {
        return new ContextKindsAsyncApi(client.getContextKinds(), futures);
    }

    /** Holdouts: a part of all contexts that is kept out of several experiments. */
    public HoldoutsAsyncApi holdouts() {
        return new HoldoutsAsyncApi(client.getHoldouts(), futures);
    }

    /** Layers: experiments that exclude each other. */
    public LayersAsyncApi layers() {
        return new LayersAsyncApi(client.getLayers(), futures);
    }

    /** Experiments, their iterations and results. */
    public ExperimentsAsyncApi experiments() {
        return new ExperimentsAsyncApi(client.getExperiments(), futures);
    }

    /** Of which context kinds the experiments of a project may be randomized. */
    public ExperimentationSettingsAsyncApi experimentationSettings() {
        return new ExperimentationSettingsAsyncApi(client.getExperimentationSettings(), futures);
    }

    /** Reaches an operation that has no method here, without a body: {@link #raw(String, String, String)}. */
    public CompletableFuture<@Nullable String> raw(String method, String path) {
        return raw(method, path, null);
    }

    /**
     * Reaches an operation that has no method here, with the same limits, retries and errors.
     *
     * @param method {@code GET}, {@code POST}, {@code PUT}, {@code PATCH} or {@code DELETE}
     * @param path relative to {@code /api/v2}, percent-encoded, with its query: {@code caller-identity}
     * @param body JSON text; null sends none
     * @return the JSON text that was answered; null when the body was empty
     */
    public CompletableFuture<@Nullable String> raw(String method, String path, @Nullable String body) {
        return futures.text(c -> client.raw(method, path, body == null ? null : Json.Default.parseToJsonElement(body), c));
    }

    /** A view of this client with other options; it shares the connections and the limits, and closing it does nothing. */
    public LaunchDarklyAsyncClient with(Block<ViewBuilder> block) {
        return new LaunchDarklyAsyncClient(client.with(block), futures, false);
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
