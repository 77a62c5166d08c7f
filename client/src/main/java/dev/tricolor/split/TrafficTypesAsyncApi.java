package dev.tricolor.split;

import dev.tricolor.AsyncPage;
import dev.tricolor.Block;
import dev.tricolor.Futures;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Traffic types of a workspace. Wherever a traffic type is asked for, its name does as well as its id.
 *
 * @see <a href="https://docs.split.io/reference/traffic-types-overview">Traffic types</a>
 */
public final class TrafficTypesAsyncApi {
    private final TrafficTypesApi trafficTypes;
    private final Futures futures;

    TrafficTypesAsyncApi(TrafficTypesApi trafficTypes, Futures futures) {
        this.trafficTypes = trafficTypes;
        this.futures = futures;
    }

    /** Lists the traffic types. Split gives them in one piece, so there is no next page. */
    public CompletableFuture<AsyncPage<TrafficType>> list(String workspaceId) {
        return futures.page(c -> trafficTypes.list(workspaceId, c));
    }

    /** Hands all traffic types to {@code each}, one after the other. */
    public CompletableFuture<@Nullable Void> listAll(String workspaceId, Consumer<? super TrafficType> each) {
        return futures.each(trafficTypes.listAll(workspaceId), each);
    }

    /** Finds the traffic type of this name; null when there is none. Split has no way to read a single one, so this reads the list. */
    public CompletableFuture<@Nullable TrafficType> find(String workspaceId, String name) {
        return futures.of(c -> trafficTypes.find(workspaceId, name, c));
    }

    /** Creates a traffic type without a display attribute: {@link #create(String, String, Block)}. */
    public CompletableFuture<TrafficType> create(String workspaceId, String name) {
        return create(workspaceId, name, trafficType -> {});
    }

    /**
     * Creates a traffic type.
     *
     * @param name a letter, then letters, digits, {@code -} and {@code _}
     * @return fails with {@link dev.tricolor.ConflictException} if there is one of that name (409)
     */
    public CompletableFuture<TrafficType> create(String workspaceId, String name, Block<CreateTrafficTypeBuilder> block) {
        return futures.of(c -> trafficTypes.create(workspaceId, name, block, c));
    }

    /**
     * Deletes a traffic type, by its id alone.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such traffic type (404)
     */
    public CompletableFuture<@Nullable Void> delete(String trafficTypeId) {
        return futures.done(c -> trafficTypes.delete(trafficTypeId, c));
    }
}
