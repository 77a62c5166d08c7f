package dev.tricolor.launchdarkly;

import dev.tricolor.AsyncPage;
import dev.tricolor.Block;
import dev.tricolor.Futures;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Layers: experiments that exclude each other.
 *
 * @see <a href="https://launchdarkly.com/docs/api/layers">Layers</a>
 */
public final class LayersAsyncApi {
    private final LayersApi layers;
    private final Futures futures;

    LayersAsyncApi(LayersApi layers, Futures futures) {
        this.layers = layers;
        this.futures = futures;
    }

    /** Lists the layers of a project. LaunchDarkly gives them in one piece. */
    public CompletableFuture<AsyncPage<Layer>> list(String projectKey) {
        return list(projectKey, query -> {});
    }

    /**
     * Lists the layers of a project that {@code query} says.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such project (404)
     */
    public CompletableFuture<AsyncPage<Layer>> list(String projectKey, Block<LayerQuery> query) {
        return futures.page(c -> layers.list(projectKey, query, c));
    }

    /** Hands all layers of a project to {@code each}, one after the other. */
    public CompletableFuture<@Nullable Void> listAll(String projectKey, Consumer<? super Layer> each) {
        return listAll(projectKey, query -> {}, each);
    }

    /** Hands the layers that {@code query} says to {@code each}, one after the other. */
    public CompletableFuture<@Nullable Void> listAll(String projectKey, Block<LayerQuery> query, Consumer<? super Layer> each) {
        return futures.each(layers.listAll(projectKey, query), each);
    }

    /** Finds the layer with this key; null when there is none. LaunchDarkly has no way to read a single one, so this reads the list. */
    public CompletableFuture<@Nullable Layer> find(String projectKey, String layerKey) {
        return futures.of(c -> layers.find(projectKey, layerKey, c));
    }

    /**
     * Creates a layer, without any experiments.
     *
     * @param key unique in the project; never changes
     * @param name what people call it
     * @param description what it is for; LaunchDarkly insists on one, which may be empty
     * @return fails with {@link dev.tricolor.BadRequestException} if LaunchDarkly finds something wrong with it (400), with
     *     {@link dev.tricolor.ConflictException} if there is one of that key (409, {@code key_exists})
     */
    public CompletableFuture<Layer> create(String projectKey, String key, String name, String description) {
        return futures.of(c -> layers.create(projectKey, key, name, description, c));
    }

    /**
     * Does what {@code block} says; all of it, or nothing: {@code l -> l.inEnvironment("test", e -> e.removeExperiment("old"))}.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such layer (404), with
     *     {@link dev.tricolor.BadRequestException} if an instruction cannot be carried out, such as one that gives more than 100 % away
     *     (400)
     */
    public CompletableFuture<Layer> update(String projectKey, String layerKey, Block<LayerPatchBuilder> block) {
        return futures.of(c -> layers.update(projectKey, layerKey, block, c));
    }
}
