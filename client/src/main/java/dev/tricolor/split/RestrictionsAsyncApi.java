package dev.tricolor.split;

import dev.tricolor.AsyncPage;
import dev.tricolor.Block;
import dev.tricolor.Futures;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who may see a workspace. One that was never restricted is seen by everyone. An account that was migrated to Harness has roles, resource
 * groups and role assignments for it: in Harness mode every call here fails with {@link dev.tricolor.OperationReplacedException}, and
 * nothing is sent.
 *
 * @see <a href="https://developer.harness.io/feature-management-experimentation/split-api-reference/restrictions">Restrictions</a>
 */
public final class RestrictionsAsyncApi {
    private final RestrictionsApi restrictions;
    private final Futures futures;

    RestrictionsAsyncApi(RestrictionsApi restrictions, Futures futures) {
        this.restrictions = restrictions;
        this.futures = futures;
    }

    /** Lists the restrictions of a resource: {@link #list(ResourceType, String, Block)}. */
    public CompletableFuture<AsyncPage<Restriction>> list(ResourceType resourceType, String resourceId) {
        return list(resourceType, resourceId, query -> {});
    }

    /**
     * Lists the restrictions of a resource, in pages of at most 20; there is one at most, and none if it was never restricted.
     *
     * @param resourceType {@link ResourceType#WORKSPACE}, the only one there is
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such resource, or the key may not see it (404)
     */
    public CompletableFuture<AsyncPage<Restriction>> list(ResourceType resourceType, String resourceId, Block<RestrictionQuery> query) {
        return futures.page(c -> restrictions.list(resourceType, resourceId, query, c));
    }

    /** Hands all restrictions of a resource to {@code each}, one after the other. */
    public CompletableFuture<@Nullable Void> listAll(ResourceType resourceType, String resourceId, Consumer<? super Restriction> each) {
        return listAll(resourceType, resourceId, query -> {}, each);
    }

    /** Hands the restrictions of a resource, from where {@code query} says, to {@code each}, one after the other. */
    public CompletableFuture<@Nullable Void> listAll(
        ResourceType resourceType, String resourceId, Block<RestrictionQuery> query, Consumer<? super Restriction> each) {
        return futures.each(restrictions.listAll(resourceType, resourceId, query), each);
    }

    /**
     * Says anew who may see a resource, in the place of what was said before.
     *
     * <p>The key that asks must name itself, by its id: else it locks itself out, of the resource and of lifting the restriction. Split
     * names no key by its secret, so this cannot be checked here.
     *
     * @param resourceType {@link ResourceType#WORKSPACE}, the only one there is
     * @return fails with {@link dev.tricolor.InvalidPayloadException} if it cannot work, as when no group is named, and nothing is sent;
     *     with {@link dev.tricolor.BadRequestException} if Administrators are not named, or there is no such user or group (400), and with
     *     {@link dev.tricolor.NotFoundException} if there is no such resource, or the key may not see it (404)
     */
    public CompletableFuture<Restriction> replace(ResourceType resourceType, String resourceId, Block<RestrictionBuilder> block) {
        return futures.of(c -> restrictions.replace(resourceType, resourceId, block, c));
    }

    /**
     * Lets everyone see a resource again. Lifting what was never restricted is no error.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such resource, or the key may not see it (404)
     */
    public CompletableFuture<Restriction> lift(ResourceType resourceType, String resourceId) {
        return futures.of(c -> restrictions.lift(resourceType, resourceId, c));
    }
}
