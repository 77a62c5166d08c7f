package dev.tricolor.harness;

import dev.tricolor.AsyncPage;
import dev.tricolor.Block;
import dev.tricolor.Futures;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Roles: sets of permissions that can be assigned, Harness's own and those of the account, organization or project that calls go to.
 *
 * <p>Harness's own, such as {@code _fme_manager}, cannot be changed or deleted: that is refused with a
 * {@link dev.tricolor.BadRequestException} (400) or a {@link dev.tricolor.ForbiddenException} (403).
 *
 * @see <a href="https://apidocs.harness.io/">Harness Platform API</a>
 */
public final class RolesAsyncApi {
    private final RolesApi roles;
    private final Futures futures;

    RolesAsyncApi(RolesApi roles, Futures futures) {
        this.roles = roles;
        this.futures = futures;
    }

    /** Lists the roles that can be assigned here, in pages of at most 100. */
    public CompletableFuture<AsyncPage<RoleResponse>> list() {
        return list(query -> {});
    }

    /** Lists the roles that can be assigned here, in pages as {@code query} says, of at most 100. */
    public CompletableFuture<AsyncPage<RoleResponse>> list(Block<RoleQuery> query) {
        return futures.page(c -> roles.list(query, c));
    }

    /** Hands all roles that can be assigned here to {@code each}, one after the other; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAll(Consumer<? super RoleResponse> each) {
        return listAll(query -> {}, each);
    }

    /** Hands them, from where {@code query} says, to {@code each}, one after the other; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAll(Block<RoleQuery> query, Consumer<? super RoleResponse> each) {
        return futures.each(roles.listAll(query), each);
    }

    /** Finds a role; null when there is no such role. */
    public CompletableFuture<@Nullable RoleResponse> find(String identifier) {
        return futures.of(c -> roles.find(identifier, c));
    }

    /**
     * Gets a role.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such role (404)
     */
    public CompletableFuture<RoleResponse> get(String identifier) {
        return futures.of(c -> roles.get(identifier, c));
    }

    /** Creates a role without permissions: {@link #create(String, String, Block)}. */
    public CompletableFuture<RoleResponse> create(String identifier, String name) {
        return create(identifier, name, role -> {});
    }

    /**
     * Creates a role.
     *
     * @param identifier a letter or {@code _}, then letters, digits, {@code _} and {@code $}, at most 128 characters; holds for good
     * @param name what people call it
     * @return fails with {@link dev.tricolor.BadRequestException} if there is no such permission (400); with
     *     {@link dev.tricolor.ConflictException} if there is a role of that identifier (409)
     */
    public CompletableFuture<RoleResponse> create(String identifier, String name, Block<RoleBuilder> block) {
        return futures.of(c -> roles.create(identifier, name, block, c));
    }

    /** Replaces a role by one without permissions: {@link #replace(String, String, Block)}. */
    public CompletableFuture<RoleResponse> replace(String identifier, String name) {
        return replace(identifier, name, role -> {});
    }

    /**
     * Replaces a role; what is not said is removed, permissions and all. To change only a part of it there is {@link #edit}.
     *
     * @return fails with {@link dev.tricolor.BadRequestException} if there is no such permission (400); with
     *     {@link dev.tricolor.NotFoundException} if there is no such role (404)
     */
    public CompletableFuture<RoleResponse> replace(String identifier, String name, Block<RoleBuilder> block) {
        return futures.of(c -> roles.replace(identifier, name, block, c));
    }

    /**
     * Reads the role, changes it, and writes the whole back, with all that the service sent and this version does not know.
     *
     * <p>When {@code block} changes nothing, nothing is written and what was read is returned. Harness has no way to tell whether someone
     * else has written in between: the last one to write wins.
     *
     * @return fails with {@link dev.tricolor.InvalidPayloadException} if the changes make it one that cannot work, and nothing is written;
     *     with {@link dev.tricolor.NotFoundException} if there is no such role (404)
     */
    public CompletableFuture<RoleResponse> edit(String identifier, Block<RoleBuilder> block) {
        return futures.of(c -> roles.edit(identifier, block, c));
    }

    /**
     * Deletes a role; who had it no longer has it.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such role (404)
     */
    public CompletableFuture<@Nullable Void> delete(String identifier) {
        return futures.done(c -> roles.delete(identifier, c));
    }
}
