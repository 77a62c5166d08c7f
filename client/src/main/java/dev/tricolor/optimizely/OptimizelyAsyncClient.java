package dev.tricolor.optimizely;

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
 * Optimizely's REST API v2 for Java: Full Stack and Web experiments, and what they need.
 *
 * <p>One client holds one HTTP client: make one per account, share it between threads, and close it when done.
 *
 * <p>A future that fails has one of {@link dev.tricolor.TricolorException} as its exception; what is wrong with a payload or an argument
 * fails it in the same way, and nothing is sent. Cancelling a future cancels its request; closing the client cancels what is under way,
 * and every later call.
 *
 * @see <a href="https://docs.developers.optimizely.com/experimentation-api/reference">Optimizely REST API</a>
 */
public final class OptimizelyAsyncClient implements AutoCloseable {
    private final OptimizelyClient client;
    private final Futures futures;
    private final boolean owned;

    private OptimizelyAsyncClient(OptimizelyClient client, Futures futures, boolean owned) {
        this.client = client;
        this.futures = futures;
        this.owned = owned;
    }

    /**
     * A client whose token {@code block} sets. Futures are completed on threads of the client's own.
     *
     * @throws IllegalArgumentException if the token is not set, or a setting cannot be used
     */
    public static OptimizelyAsyncClient create(Block<OptimizelyClientBuilder> block) {
        return new OptimizelyAsyncClient(client(block), new Futures(null), true);
    }

    /**
     * A client that completes its futures on {@code executor}. An executor of few threads starves if callbacks on it wait for further
     * calls.
     *
     * @throws IllegalArgumentException if the token is not set, or a setting cannot be used
     */
    public static OptimizelyAsyncClient create(Executor executor, Block<OptimizelyClientBuilder> block) {
        return new OptimizelyAsyncClient(client(block), new Futures(executor), true);
    }

    /**
     * A client with the access token in the environment variable {@code OPTIMIZELY_ACCESS_TOKEN}; {@code block} sets the rest.
     *
     * @throws IllegalArgumentException if the variable is not set, or a setting cannot be used
     */
    public static OptimizelyAsyncClient fromEnvironment(Block<OptimizelyClientBuilder> block) {
        return new OptimizelyAsyncClient(OptimizelyClient.Companion.fromEnvironment(block), new Futures(null), true);
    }

    private static OptimizelyClient client(Block<OptimizelyClientBuilder> block) {
        return new OptimizelyClient(BlockKt.configuredBy(new OptimizelyClientBuilder(), block));
    }

    /** Projects: what everything else lives in. */
    public ProjectsAsyncApi projects() {
        return new ProjectsAsyncApi(client.getProjects(), futures);
    }

    /** Environments: where a project's features and experiments run, and their datafiles. */
    public EnvironmentsAsyncApi environments() {
        return new EnvironmentsAsyncApi(client.getEnvironments(), futures);
    }

    /** Custom attributes: what programs tell of a visitor. */
    public AttributesAsyncApi attributes() {
        return new AttributesAsyncApi(client.getAttributes(), futures);
    }

    /** Audiences: visitors of whom the same conditions hold. */
    public AudiencesAsyncApi audiences() {
        return new AudiencesAsyncApi(client.getAudiences(), futures);
    }

    /** Events: what visitors do. */
    public EventsAsyncApi events() {
        return new EventsAsyncApi(client.getEvents(), futures);
    }

    /** Exclusion groups: experiments of which a visitor sees at most one. */
    public GroupsAsyncApi groups() {
        return new GroupsAsyncApi(client.getGroups(), futures);
    }

    /** Features: what can be on or off, with variables that configure it. */
    public FeaturesAsyncApi features() {
        return new FeaturesAsyncApi(client.getFeatures(), futures);
    }

    /** Experiments: variations of something against each other, and what is measured of them. */
    public ExperimentsAsyncApi experiments() {
        return new ExperimentsAsyncApi(client.getExperiments(), futures);
    }

    /** Reaches an operation that has no method here, without a body: {@link #raw(String, String, String)}. */
    public CompletableFuture<@Nullable String> raw(String method, String path) {
        return raw(method, path, null);
    }

    /**
     * Reaches an operation that has no method here, with the same limits, retries and errors.
     *
     * @param method {@code GET}, {@code POST}, {@code PUT}, {@code PATCH} or {@code DELETE}
     * @param path relative to {@code /v2}, percent-encoded, with its query: {@code plan}
     * @param body JSON text; null sends none
     * @return the JSON text that was answered; null when the body was empty
     */
    public CompletableFuture<@Nullable String> raw(String method, String path, @Nullable String body) {
        return futures.text(c -> client.raw(method, path, body == null ? null : Json.Default.parseToJsonElement(body), c));
    }

    /** A view of this client with other options; it shares the connections and the limits, and closing it does nothing. */
    public OptimizelyAsyncClient with(Block<ViewBuilder> block) {
        return new OptimizelyAsyncClient(client.with(block), futures, false);
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
