package dev.tricolor.harness;

import dev.tricolor.AsyncPage;
import dev.tricolor.Block;
import dev.tricolor.Futures;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Role assignments: who has which role on which resource group, in the account, organization or project that calls go to.
 *
 * <p>An assignment is never changed: to give somebody another role, delete the old one and create a new one.
 *
 * @see <a href="https://apidocs.harness.io/">Harness Platform API</a>
 */
public final class RoleAssignmentsAsyncApi {
    private final RoleAssignmentsApi assignments;
    private final Futures futures;

    RoleAssignmentsAsyncApi(RoleAssignmentsApi assignments, Futures futures) {
        this.assignments = assignments;
        this.futures = futures;
    }

    /** Lists the role assignments, in pages of at most 100. */
    public CompletableFuture<AsyncPage<RoleAssignmentResponse>> list() {
        return list(query -> {});
    }

    /** Lists the role assignments, in pages as {@code query} says, of at most 100. */
    public CompletableFuture<AsyncPage<RoleAssignmentResponse>> list(Block<RoleAssignmentQuery> query) {
        return futures.page(c -> assignments.list(query, c));
    }

    /** Hands all role assignments to {@code each}, one after the other; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAll(Consumer<? super RoleAssignmentResponse> each) {
        return listAll(query -> {}, each);
    }

    /** Hands them, from where {@code query} says, to {@code each}, one after the other; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAll(Block<RoleAssignmentQuery> query, Consumer<? super RoleAssignmentResponse> each) {
        return futures.each(assignments.listAll(query), each);
    }

    /** Finds a role assignment; null when there is no such assignment. */
    public CompletableFuture<@Nullable RoleAssignmentResponse> find(String identifier) {
        return futures.of(c -> assignments.find(identifier, c));
    }

    /**
     * Gets a role assignment.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such assignment (404)
     */
    public CompletableFuture<RoleAssignmentResponse> get(String identifier) {
        return futures.of(c -> assignments.get(identifier, c));
    }

    /** Gives somebody a role: {@link #create(String, String, Principal, Block)}, with an identifier of Harness's own making. */
    public CompletableFuture<RoleAssignmentResponse> create(String roleIdentifier, String resourceGroupIdentifier, Principal principal) {
        return create(roleIdentifier, resourceGroupIdentifier, principal, assignment -> {});
    }

    /**
     * Gives somebody a role on a resource group.
     *
     * @return fails with {@link dev.tricolor.BadRequestException} if there is no such role, resource group or principal, or the role cannot
     *     be assigned at this level (400); with {@link dev.tricolor.ConflictException} if {@code principal} has the role there already, or
     *     the identifier is taken (409)
     */
    public CompletableFuture<RoleAssignmentResponse> create(
        String roleIdentifier, String resourceGroupIdentifier, Principal principal, Block<RoleAssignmentBuilder> block) {
        return futures.of(c -> assignments.create(roleIdentifier, resourceGroupIdentifier, principal, block, c));
    }

    /**
     * Gives many roles at once.
     *
     * <p>Harness says nothing of those that it could not give, as when somebody has the role already: they are missing in the answer.
     *
     * @return the assignments that were created
     */
    public CompletableFuture<List<RoleAssignmentResponse>> createAll(Block<RoleAssignmentsBuilder> block) {
        return futures.of(c -> assignments.createAll(block, c));
    }

    /**
     * Takes a role away from whom it was given to.
     *
     * @return fails with {@link dev.tricolor.BadRequestException} if the assignment is Harness's own (400); with
     *     {@link dev.tricolor.NotFoundException} if there is no such assignment (404)
     */
    public CompletableFuture<@Nullable Void> delete(String identifier) {
        return futures.done(c -> assignments.delete(identifier, c));
    }
}
