package dev.tricolor.split;

import dev.tricolor.AsyncPage;
import dev.tricolor.Block;
import dev.tricolor.Futures;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Changes of flags and segments that somebody else is to approve. In an environment that requires approvals, definitions and the keys of
 * segments change in no other way; what a key submitted, the same key cannot approve.
 *
 * <pre>{@code
 * split.changeRequests().submit(workspaceId, environmentId, FlagProposal.kill("checkout"), r -> r.comment("errors rising"))
 *     .thenCompose(request -> split.changeRequests().await(request.getId(), 2, TimeUnit.HOURS))
 * }</pre>
 *
 * @see <a href="https://docs.split.io/reference/change-request-overview">Change requests</a>
 */
public final class ChangeRequestsAsyncApi {
    private final ChangeRequestsApi changeRequests;
    private final Futures futures;

    ChangeRequestsAsyncApi(ChangeRequestsApi changeRequests, Futures futures) {
        this.changeRequests = changeRequests;
        this.futures = futures;
    }

    /** Lists the open change requests of the account, in pages of at most 100. */
    public CompletableFuture<AsyncPage<ChangeRequest>> list() {
        return list(query -> {});
    }

    /** Lists change requests of the account, in pages of at most 100; without a status in {@code query}, those that are still open. */
    public CompletableFuture<AsyncPage<ChangeRequest>> list(Block<ChangeRequestQuery> query) {
        return futures.page(c -> changeRequests.list(query, c));
    }

    /** Hands all open change requests of the account to {@code each}, one after the other; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAll(Consumer<? super ChangeRequest> each) {
        return listAll(query -> {}, each);
    }

    /**
     * Hands all change requests that {@code query} asks for to {@code each}, one after the other; without a status in it, those that are
     * still open. Only one page is held at a time.
     */
    public CompletableFuture<@Nullable Void> listAll(Block<ChangeRequestQuery> query, Consumer<? super ChangeRequest> each) {
        return futures.each(changeRequests.listAll(query), each);
    }

    /**
     * Gets a change request, open or not.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such change request (404)
     * @see <a href="https://docs.split.io/reference/get-change-request">Get change request</a>
     */
    public CompletableFuture<ChangeRequest> get(String changeRequestId) {
        return futures.of(c -> changeRequests.get(changeRequestId, c));
    }

    /**
     * Finds the open change request for a flag in an environment, of which there is one at most; null when there is none. Reads the open
     * ones of the environment, page after page, up to the one that is meant.
     *
     * @param environmentId the id, not the name, of the environment
     */
    public CompletableFuture<@Nullable ChangeRequest> findForFlag(String environmentId, String flagName) {
        return futures.of(c -> changeRequests.findForFlag(environmentId, flagName, c));
    }

    /**
     * Finds the open change request for a segment of any kind in an environment; null when there is none. Reads the open ones of the
     * environment, page after page, up to the one that is meant.
     *
     * @param environmentId the id, not the name, of the environment
     */
    public CompletableFuture<@Nullable ChangeRequest> findForSegment(String environmentId, String segmentName) {
        return futures.of(c -> changeRequests.findForSegment(environmentId, segmentName, c));
    }

    /** Submits a change for approval: {@link #submit(String, String, Proposal, Block)}, without title, comment and approvers. */
    public CompletableFuture<ChangeRequest> submit(String workspaceId, String environmentId, Proposal change) {
        return submit(workspaceId, environmentId, change, request -> {});
    }

    /**
     * Submits a change for approval. Where the environment requires no approvals, it waits for one all the same.
     *
     * @param change what is to change: {@link FlagProposal}, {@link SegmentKeysProposal}, or {@link Proposal#of}
     * @param block title, comment, approvers, rollout status and schedule
     * @return fails with {@link dev.tricolor.InvalidPayloadException} if it cannot work, and nothing is sent; with {@link
     *     dev.tricolor.BadRequestException} if an approver is unknown, or is named where the environment restricts who approves, or the
     *     definition breaks a rule of the service's (400); with {@link dev.tricolor.NotFoundException} if there is no such flag, segment or
     *     environment, or nothing there that could change (404); with {@link dev.tricolor.ConflictException} if there is an open change
     *     request for it already (409)
     * @see <a href="https://docs.split.io/reference/create-change-request">Submit change request</a>
     */
    public CompletableFuture<ChangeRequest> submit(
        String workspaceId, String environmentId, Proposal change, Block<ChangeRequestBuilder> block) {
        return futures.of(c -> changeRequests.submit(workspaceId, environmentId, change, block, c));
    }

    /** Submits keys in a CSV: {@link #submitCsv(String, String, String, ChangeRequestOperation, InputStream, Block)}, without notes. */
    public CompletableFuture<ChangeRequest> submitCsv(
        String workspaceId, String environmentId, String segmentName, ChangeRequestOperation operationType, InputStream csv) {
        return submitCsv(workspaceId, environmentId, segmentName, operationType, csv, request -> {});
    }

    /**
     * Submits a change of the keys of a standard segment with the keys in a CSV, in one request.
     *
     * @param operationType {@link ChangeRequestOperation#CREATE} adds the keys, {@link ChangeRequestOperation#ARCHIVE} removes them
     * @param csv UTF-8, one key on a line, no header; blank lines are passed over. It is read on a thread of the client before anything is
     *     sent, and not closed
     * @param block title, comment and approvers; a rollout status and a schedule have no place in this form, and are refused
     * @return fails with {@link java.io.IOException} if {@code csv} cannot be read, is not UTF-8, or has a second column; with {@link
     *     dev.tricolor.InvalidPayloadException} if there are no keys, or more than 10,000, or the request cannot work; with {@link
     *     dev.tricolor.BadRequestException} if an approver is unknown, or is named where the environment restricts who approves (400); with
     *     {@link dev.tricolor.NotFoundException} if the segment is not enabled in the environment (404); with {@link
     *     dev.tricolor.ConflictException} if there is an open change request for it already (409)
     * @see <a href="https://docs.split.io/reference/create-change-request">Submit change request</a>
     */
    public CompletableFuture<ChangeRequest> submitCsv(
        String workspaceId, String environmentId, String segmentName, ChangeRequestOperation operationType, InputStream csv,
        Block<ChangeRequestBuilder> block) {
        return futures.of(c -> changeRequests.submitCsv(workspaceId, environmentId, segmentName, operationType, csv, block, c));
    }

    /** Approves a change request: {@link #approve(String, Block)}, without a comment. */
    public CompletableFuture<ChangeRequest> approve(String changeRequestId) {
        return approve(changeRequestId, decision -> {});
    }

    /**
     * Approves a change request: it takes effect at once, or at the time it is scheduled for.
     *
     * @return the change request, which is published, or scheduled; fails with {@link dev.tricolor.ForbiddenException} if the key is the
     *     one that submitted it, or may not approve (403); with {@link dev.tricolor.NotFoundException} if there is no such change request
     *     (404); with {@link dev.tricolor.ConflictException} if it is decided already (409), by this very call, perhaps, if its first
     *     answer was lost
     * @see <a href="https://docs.split.io/reference/withdraw-change-request-1">Update change request status</a>
     */
    public CompletableFuture<ChangeRequest> approve(String changeRequestId, Block<DecisionBuilder> block) {
        return futures.of(c -> changeRequests.approve(changeRequestId, block, c));
    }

    /** Turns a change request down: {@link #reject(String, Block)}, without a comment. */
    public CompletableFuture<ChangeRequest> reject(String changeRequestId) {
        return reject(changeRequestId, decision -> {});
    }

    /**
     * Turns a change request down; nothing is changed.
     *
     * @return fails with {@link dev.tricolor.ForbiddenException} if the key may not decide it (403); with {@link
     *     dev.tricolor.NotFoundException} if there is no such change request (404); with {@link dev.tricolor.ConflictException} if it is
     *     decided already (409), by this very call, perhaps, if its first answer was lost
     */
    public CompletableFuture<ChangeRequest> reject(String changeRequestId, Block<DecisionBuilder> block) {
        return futures.of(c -> changeRequests.reject(changeRequestId, block, c));
    }

    /** Takes a change request back: {@link #withdraw(String, Block)}, without a comment. */
    public CompletableFuture<ChangeRequest> withdraw(String changeRequestId) {
        return withdraw(changeRequestId, decision -> {});
    }

    /**
     * Takes a change request back, also one that is approved and waits for its time; nothing is changed.
     *
     * @return fails with {@link dev.tricolor.ForbiddenException} if the key may not withdraw it (403); with {@link
     *     dev.tricolor.NotFoundException} if there is no such change request (404); with {@link dev.tricolor.ConflictException} if it is in
     *     effect or has ended already (409), by this very call, perhaps, if its first answer was lost
     */
    public CompletableFuture<ChangeRequest> withdraw(String changeRequestId, Block<DecisionBuilder> block) {
        return futures.of(c -> changeRequests.withdraw(changeRequestId, block, c));
    }

    /**
     * Waits until somebody has decided a change request: asks again and again, after 2 seconds first and after a minute at last. One that
     * is decided already is given at once. A service that fails or is out of reach for a while does not end the wait; its first answer must
     * come, though. Cancelling the future ends the wait. No thread waits.
     *
     * @param amount how long to wait; zero asks once. The wait is longer by what its last request takes
     * @return the change request as it was decided: published, scheduled, rejected, withdrawn, or of a status that this version does not
     *     know; fails with {@link ChangeRequestUndecidedException} if nobody has decided it by then; with {@link
     *     dev.tricolor.NotFoundException} if there is no such change request (404); with {@link IllegalArgumentException} if {@code amount}
     *     is negative
     */
    public CompletableFuture<ChangeRequest> await(String changeRequestId, long amount, TimeUnit unit) {
        return futures.of(c -> changeRequests.awaitMillis(changeRequestId, unit.toMillis(amount), c));
    }
}
