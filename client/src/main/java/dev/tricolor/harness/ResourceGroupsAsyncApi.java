package dev.tricolor.harness;

import dev.tricolor.AsyncPage;
import dev.tricolor.Block;
import dev.tricolor.Futures;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Resource groups: what roles are assigned on. Harness's own, and those of the account, organization or project that calls go to.
 *
 * <p>Harness's own, such as {@code _all_project_level_resources}, cannot be changed or deleted: that is refused with a
 * {@link dev.tricolor.BadRequestException} (400) or a {@link dev.tricolor.ForbiddenException} (403).
 *
 * @see <a href="https://apidocs.harness.io/">Harness Platform API</a>
 */
public final class ResourceGroupsAsyncApi {
    private final ResourceGroupsApi groups;
    private final Futures futures;

    ResourceGroupsAsyncApi(ResourceGroupsApi groups, Futures futures) {
        this.groups = groups;
        this.futures = futures;
    }

    /** Lists the resource groups that can be used here, in pages of at most 100. */
    public CompletableFuture<AsyncPage<ResourceGroupResponse>> list() {
        return list(query -> {});
    }

    /** Lists the resource groups that can be used here, in pages as {@code query} says, of at most 100. */
    public CompletableFuture<AsyncPage<ResourceGroupResponse>> list(Block<ResourceGroupQuery> query) {
        return futures.page(c -> groups.list(query, c));
    }

    /** Hands all resource groups that can be used here to {@code each}, one after the other; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAll(Consumer<? super ResourceGroupResponse> each) {
        return listAll(query -> {}, each);
    }

    /** Hands them, from where {@code query} says, to {@code each}, one after the other; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAll(Block<ResourceGroupQuery> query, Consumer<? super ResourceGroupResponse> each) {
        return futures.each(groups.listAll(query), each);
    }

    /** Finds a resource group; null when there is no such group. */
    public CompletableFuture<@Nullable ResourceGroupResponse> find(String identifier) {
        return futures.of(c -> groups.find(identifier, c));
    }

    /**
     * Gets a resource group.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such group (404)
     */
    public CompletableFuture<ResourceGroupResponse> get(String identifier) {
        return futures.of(c -> groups.get(identifier, c));
    }

    /** Creates a resource group without resources: {@link #create(String, String, Block)}. */
    public CompletableFuture<ResourceGroupResponse> create(String identifier, String name) {
        return create(identifier, name, group -> {});
    }

    /**
     * Creates a resource group. Unless {@code block} names places, it takes in what is where it is created, and nothing below that.
     *
     * @param identifier a letter or {@code _}, then letters, digits, {@code _} and {@code $}, at most 128 characters; holds for good
     * @param name what people call it
     * @return fails with {@link dev.tricolor.BadRequestException} if it cannot take in what {@code block} says, such as a place
     *     outside of where it is (400); with
     *     {@link dev.tricolor.ConflictException} if there is a group of that identifier (409)
     */
    public CompletableFuture<ResourceGroupResponse> create(String identifier, String name, Block<ResourceGroupBuilder> block) {
        return futures.of(c -> groups.create(identifier, name, block, c));
    }

    /** Replaces a resource group by one without resources: {@link #replace(String, String, Block)}. */
    public CompletableFuture<ResourceGroupResponse> replace(String identifier, String name) {
        return replace(identifier, name, group -> {});
    }

    /**
     * Replaces a resource group; what is not said is removed, resources and all. To change only a part of it there is {@link #edit}.
     *
     * @return fails with {@link dev.tricolor.BadRequestException} if it cannot take in what {@code block} says, such as a place
     *     outside of where it is (400); with
     *     {@link dev.tricolor.NotFoundException} if there is no such group (404)
     */
    public CompletableFuture<ResourceGroupResponse> replace(String identifier, String name, Block<ResourceGroupBuilder> block) {
        return futures.of(c -> groups.replace(identifier, name, block, c));
    }

    /**
     * Reads the resource group, changes it, and writes the whole back, with all that the service sent and this version does not know.
     *
     * <p>When {@code block} changes nothing, nothing is written and what was read is returned. Harness has no way to tell whether someone
     * else has written in between: the last one to write wins.
     *
     * @return fails with {@link dev.tricolor.InvalidPayloadException} if the changes make it one that cannot work, and nothing is written;
     *     with {@link dev.tricolor.NotFoundException} if there is no such group (404)
     */
    public CompletableFuture<ResourceGroupResponse> edit(String identifier, Block<ResourceGroupBuilder> block) {
        return futures.of(c -> groups.edit(identifier, block, c));
    }

    /**
     * Deletes a resource group; roles that were assigned on it no longer are.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such group (404)
     */
    public CompletableFuture<@Nullable Void> delete(String identifier) {
        return futures.done(c -> groups.delete(identifier, c));
    }
}
