package dev.tricolor.launchdarkly

import dev.tricolor.Block
import dev.tricolor.Executor

internal object UserTargetEndpoints : LaunchDarklyEndpoints() {
    private const val OF_FLAG = "flags/{projectKey}/{featureFlagKey}/expiring-user-targets/{environmentKey}"
    private const val OF_SEGMENT = "segments/{projectKey}/{segmentKey}/expiring-user-targets/{environmentKey}"
    private const val OF_BIG_SEGMENT = "segments/{projectKey}/{environmentKey}/{segmentKey}/users"

    val expiringOfFlag = get(OF_FLAG, ExpiringTargets)
    val updateExpiringOfFlag = patch(OF_FLAG, ExpiringTargets)
    val expiringOfSegment = get(OF_SEGMENT, ExpiringTargets)
    val updateExpiringOfSegment = patch(OF_SEGMENT, ExpiringTargets)
    val updateOfBigSegment = post(OF_BIG_SEGMENT)
    val ofBigSegment = get("$OF_BIG_SEGMENT/{userKey}", BigSegmentTarget)
}

/**
 * Targets of flags and segments as they were when every context was a user. For each operation here there is one for contexts of all kinds,
 * in [FlagsApi] and [SegmentsApi]; these are for accounts and programs of that time.
 */
public class UserTargetsApi internal constructor(private val call: Executor) {
    /**
     * Gets the users that are to stop being targets of a flag in an environment; contexts of other kinds are not among them.
     *
     * @throws dev.tricolor.NotFoundException if there is no such project, flag or environment (404)
     */
    @Deprecated("It knows users only. Use flags.expiringTargets.")
    public suspend fun expiringOfFlag(projectKey: String, featureFlagKey: String, environmentKey: String): ExpiringTargets =
        call(UserTargetEndpoints.expiringOfFlag(projectKey, featureFlagKey, environmentKey))

    /**
     * Changes when users are to stop being targets of a flag in an environment. Each instruction succeeds or fails for itself.
     *
     * @return what became of the instructions: that some have failed is no exception, but in [ExpiringTargets.errors]
     * @throws dev.tricolor.InvalidPayloadException if the instructions cannot work or contradict each other; nothing is sent
     * @throws dev.tricolor.BadRequestException if LaunchDarkly does not understand them (400)
     * @throws dev.tricolor.ForbiddenException if the token may not change it (403)
     * @throws dev.tricolor.NotFoundException if there is no such project, flag or environment (404)
     */
    @Deprecated("It knows users only. Use flags.updateExpiringTargets.")
    public suspend fun updateExpiringOfFlag(
        projectKey: String,
        featureFlagKey: String,
        environmentKey: String,
        block: Block<FlagExpiringUserTargetsBuilder>,
    ): ExpiringTargets {
        val endpoint = UserTargetEndpoints.updateExpiringOfFlag(projectKey, featureFlagKey, environmentKey)
        return call(endpoint.semanticPatch(FlagExpiringUserTargetsBuilder(), block))
    }

    /**
     * Gets the users that are to stop being targets of a segment; contexts of other kinds are not among them.
     *
     * @throws dev.tricolor.NotFoundException if there is no such project, environment or segment (404)
     */
    @Deprecated("It knows users only. Use segments.expiringTargets.")
    public suspend fun expiringOfSegment(projectKey: String, environmentKey: String, segmentKey: String): ExpiringTargets =
        call(UserTargetEndpoints.expiringOfSegment(projectKey, segmentKey, environmentKey))

    /**
     * Changes when users are to stop being targets of a segment. Each instruction succeeds or fails for itself.
     *
     * @return what became of the instructions: that some have failed is no exception, but in [ExpiringTargets.errors]
     * @throws dev.tricolor.InvalidPayloadException if the instructions cannot work or contradict each other; nothing is sent
     * @throws dev.tricolor.BadRequestException if LaunchDarkly does not understand them (400)
     * @throws dev.tricolor.ForbiddenException if the token may not change it (403)
     * @throws dev.tricolor.NotFoundException if there is no such project, environment or segment (404)
     * @throws dev.tricolor.ConflictException if somebody else's changes were in the way each time it was tried (409)
     */
    @Deprecated("It knows users only. Use segments.updateExpiringTargets.")
    public suspend fun updateExpiringOfSegment(
        projectKey: String,
        environmentKey: String,
        segmentKey: String,
        block: Block<SegmentExpiringUserTargetsBuilder>,
    ): ExpiringTargets {
        val endpoint = UserTargetEndpoints.updateExpiringOfSegment(projectKey, segmentKey, environmentKey)
        return call(endpoint.semanticPatch(SegmentExpiringUserTargetsBuilder(), block))
    }

    /**
     * Adds users to a big segment and removes some.
     *
     * @throws dev.tricolor.InvalidPayloadException if it says nothing, or contradicts itself; nothing is sent
     * @throws dev.tricolor.BadRequestException if it is no big segment, or one of other contexts (400)
     * @throws dev.tricolor.NotFoundException if there is no such project, environment or segment (404)
     */
    @Deprecated("It knows users only. Use segments.updateBigSegmentTargets.")
    public suspend fun updateOfBigSegment(
        projectKey: String,
        environmentKey: String,
        segmentKey: String,
        block: Block<BigSegmentTargetsBuilder>,
    ): Unit = call(UserTargetEndpoints.updateOfBigSegment(projectKey, environmentKey, segmentKey).body(BigSegmentTargetsBuilder(), block))

    /**
     * Asks whether a big segment includes or excludes a user.
     *
     * @throws dev.tricolor.BadRequestException if it is no big segment, or one of other contexts (400)
     * @throws dev.tricolor.NotFoundException if there is no such project, environment or segment (404)
     */
    @Deprecated("It knows users only. Use segments.bigSegmentTarget.")
    public suspend fun ofBigSegment(projectKey: String, environmentKey: String, segmentKey: String, userKey: String): BigSegmentTarget =
        call(UserTargetEndpoints.ofBigSegment(projectKey, environmentKey, segmentKey, userKey))
}
