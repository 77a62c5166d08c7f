package dev.tricolor.launchdarkly;

import dev.tricolor.Block;
import dev.tricolor.Futures;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Targets of flags and segments as they were when every context was a user. For each operation here there is one for contexts of all kinds,
 * in {@link FlagsAsyncApi} and {@link SegmentsAsyncApi}; these are for accounts and programs of that time.
 */
public final class UserTargetsAsyncApi {
    private final UserTargetsApi userTargets;
    private final Futures futures;

    UserTargetsAsyncApi(UserTargetsApi userTargets, Futures futures) {
        this.userTargets = userTargets;
        this.futures = futures;
    }

    /**
     * Gets the users that are to stop being targets of a flag in an environment; contexts of other kinds are not among them.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such project, flag or environment (404)
     * @deprecated It knows users only. Use {@link FlagsAsyncApi#expiringTargets}.
     */
    @Deprecated
    public CompletableFuture<ExpiringTargets> expiringOfFlag(String projectKey, String featureFlagKey, String environmentKey) {
        return futures.of(c -> userTargets.expiringOfFlag(projectKey, featureFlagKey, environmentKey, c));
    }

    /**
     * Changes when users are to stop being targets of a flag in an environment. Each instruction succeeds or fails for itself.
     *
     * @return what became of the instructions: that some have failed is no failure, but in {@link ExpiringTargets#getErrors()}; fails with
     *     {@link dev.tricolor.InvalidPayloadException} if the instructions cannot work or contradict each other, and nothing is sent, with
     *     {@link dev.tricolor.BadRequestException} if LaunchDarkly does not understand them (400), with
     *     {@link dev.tricolor.ForbiddenException} if the token may not change it (403), with {@link dev.tricolor.NotFoundException} if
     *     there is no such project, flag or environment (404)
     * @deprecated It knows users only. Use {@link FlagsAsyncApi#updateExpiringTargets}.
     */
    @Deprecated
    public CompletableFuture<ExpiringTargets> updateExpiringOfFlag(
        String projectKey, String featureFlagKey, String environmentKey, Block<FlagExpiringUserTargetsBuilder> block) {
        return futures.of(c -> userTargets.updateExpiringOfFlag(projectKey, featureFlagKey, environmentKey, block, c));
    }

    /**
     * Gets the users that are to stop being targets of a segment; contexts of other kinds are not among them.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such project, environment or segment (404)
     * @deprecated It knows users only. Use {@link SegmentsAsyncApi#expiringTargets}.
     */
    @Deprecated
    public CompletableFuture<ExpiringTargets> expiringOfSegment(String projectKey, String environmentKey, String segmentKey) {
        return futures.of(c -> userTargets.expiringOfSegment(projectKey, environmentKey, segmentKey, c));
    }

    /**
     * Changes when users are to stop being targets of a segment. Each instruction succeeds or fails for itself.
     *
     * @return what became of the instructions: that some have failed is no failure, but in {@link ExpiringTargets#getErrors()}; fails with
     *     {@link dev.tricolor.InvalidPayloadException} if the instructions cannot work or contradict each other, and nothing is sent, with
     *     {@link dev.tricolor.BadRequestException} if LaunchDarkly does not understand them (400), with
     *     {@link dev.tricolor.ForbiddenException} if the token may not change it (403), with {@link dev.tricolor.NotFoundException} if
     *     there is no such project, environment or segment (404), with {@link dev.tricolor.ConflictException} if somebody else's changes
     *     were in the way each time it was tried (409)
     * @deprecated It knows users only. Use {@link SegmentsAsyncApi#updateExpiringTargets}.
     */
    @Deprecated
    public CompletableFuture<ExpiringTargets> updateExpiringOfSegment(
        String projectKey, String environmentKey, String segmentKey, Block<SegmentExpiringUserTargetsBuilder> block) {
        return futures.of(c -> userTargets.updateExpiringOfSegment(projectKey, environmentKey, segmentKey, block, c));
    }

    /**
     * Adds users to a big segment and removes some.
     *
     * @return fails with {@link dev.tricolor.InvalidPayloadException} if {@code block} says nothing, or contradicts itself, and nothing is
     *     sent, with {@link dev.tricolor.BadRequestException} if it is no big segment, or one of other contexts (400), with
     *     {@link dev.tricolor.NotFoundException} if there is no such project, environment or segment (404)
     * @deprecated It knows users only. Use {@link SegmentsAsyncApi#updateBigSegmentTargets}.
     */
    @Deprecated
    public CompletableFuture<@Nullable Void> updateOfBigSegment(
        String projectKey, String environmentKey, String segmentKey, Block<BigSegmentTargetsBuilder> block) {
        return futures.done(c -> userTargets.updateOfBigSegment(projectKey, environmentKey, segmentKey, block, c));
    }

    /**
     * Asks whether a big segment includes or excludes a user.
     *
     * @return fails with {@link dev.tricolor.BadRequestException} if it is no big segment, or one of other contexts (400), with
     *     {@link dev.tricolor.NotFoundException} if there is no such project, environment or segment (404)
     * @deprecated It knows users only. Use {@link SegmentsAsyncApi#bigSegmentTarget}.
     */
    @Deprecated
    public CompletableFuture<BigSegmentTarget> ofBigSegment(
        String projectKey, String environmentKey, String segmentKey, String userKey) {
        return futures.of(c -> userTargets.ofBigSegment(projectKey, environmentKey, segmentKey, userKey, c));
    }
}
