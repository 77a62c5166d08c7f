package dev.tricolor.optimizely.classic;

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
 * Optimizely's classic REST API, version 1, for Java: experiments on web pages, and what they are made of.
 *
 * <p>One client holds one HTTP client: make one per account, share it between threads, and close it when done.
 *
 * <p>A future that fails has one of {@link dev.tricolor.TricolorException} as its exception; what is wrong with a payload or an argument
 * fails it in the same way, and nothing is sent. Cancelling a future cancels its request; closing the client cancels what is under way,
 * and every later call.
 *
 * <p>{@link OptimizelyClassicClient} says which exception is which of the errors that Optimizely's own client names, and how calls wait
 * for the rate limit.
 */
public final class OptimizelyClassicAsyncClient implements AutoCloseable {
    private final OptimizelyClassicClient client;
    private final Futures futures;
    private final boolean owned;

    private OptimizelyClassicAsyncClient(OptimizelyClassicClient client, Futures futures, boolean owned) {
        this.client = client;
        this.futures = futures;
        this.owned = owned;
    }

    /**
     * A client whose token {@code block} sets. Futures are completed on threads of the client's own.
     *
     * @throws IllegalArgumentException if the token is not set, or a setting cannot be used
     */
    public static OptimizelyClassicAsyncClient create(Block<OptimizelyClassicClientBuilder> block) {
        return new OptimizelyClassicAsyncClient(client(block), new Futures(null), true);
    }

    /**
     * A client that completes its futures on {@code executor}. An executor of few threads starves if callbacks on it wait for further
     * calls.
     *
     * @throws IllegalArgumentException if the token is not set, or a setting cannot be used
     */
    public static OptimizelyClassicAsyncClient create(Executor executor, Block<OptimizelyClassicClientBuilder> block) {
        return new OptimizelyClassicAsyncClient(client(block), new Futures(executor), true);
    }

    /**
     * A client with the token in the environment variable {@code OPTIMIZELY_CLASSIC_TOKEN}; {@code block} sets the rest.
     *
     * @throws IllegalArgumentException if the variable is not set, or a setting cannot be used
     */
    public static OptimizelyClassicAsyncClient fromEnvironment(Block<OptimizelyClassicClientBuilder> block) {
        return new OptimizelyClassicAsyncClient(OptimizelyClassicClient.Companion.fromEnvironment(block), new Futures(null), true);
    }

    private static OptimizelyClassicClient client(Block<OptimizelyClassicClientBuilder> block) {
        return new OptimizelyClassicClient(BlockKt.configuredBy(new OptimizelyClassicClientBuilder(), block));
    }

    /** Projects: what everything else lives in. */
    public ProjectsAsyncApi projects() {
        return new ProjectsAsyncApi(client.getProjects(), futures);
    }

    /** Experiments, and their results. */
    public ExperimentsAsyncApi experiments() {
        return new ExperimentsAsyncApi(client.getExperiments(), futures);
    }

    /** When experiments start and stop by themselves. */
    public SchedulesAsyncApi schedules() {
        return new SchedulesAsyncApi(client.getSchedules(), futures);
    }

    /** What experiments change on their pages. */
    public VariationsAsyncApi variations() {
        return new VariationsAsyncApi(client.getVariations(), futures);
    }

    /** What experiments measure. */
    public GoalsAsyncApi goals() {
        return new GoalsAsyncApi(client.getGoals(), futures);
    }

    /** Visitors that have something in common. */
    public AudiencesAsyncApi audiences() {
        return new AudiencesAsyncApi(client.getAudiences(), futures);
    }

    /** What the page's own code tells of visitors. */
    public DimensionsAsyncApi dimensions() {
        return new DimensionsAsyncApi(client.getDimensions(), futures);
    }

    /** Lists of visitors that were uploaded. */
    public UploadedListsAsyncApi uploadedLists() {
        return new UploadedListsAsyncApi(client.getUploadedLists(), futures);
    }

    /** Reaches an operation that has no method here, without a body: {@link #raw(String, String, String)}. */
    public CompletableFuture<@Nullable String> raw(String method, String path) {
        return raw(method, path, null);
    }

    /**
     * Reaches an operation that has no method here, with the same limits, retries and errors.
     *
     * @param method {@code GET}, {@code POST}, {@code PUT}, {@code PATCH} or {@code DELETE}
     * @param path relative to {@code /experiment/v1}, percent-encoded, with its query: {@code dcp_services/5}
     * @param body JSON text; null sends none
     * @return the JSON text that was answered; null when the body was empty
     */
    public CompletableFuture<@Nullable String> raw(String method, String path, @Nullable String body) {
        return futures.text(c -> client.raw(method, path, body == null ? null : Json.Default.parseToJsonElement(body), c));
    }

    /** A view of this client with other options; it shares the connections and the limits, and closing it does nothing. */
    public OptimizelyClassicAsyncClient with(Block<ViewBuilder> block) {
        return new OptimizelyClassicAsyncClient(client.with(block), futures, false);
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
