package dev.tricolor.split

import dev.tricolor.Block
import dev.tricolor.Executor
import dev.tricolor.Page
import dev.tricolor.TricolorException
import dev.tricolor.WaitExpiredException
import dev.tricolor.await
import dev.tricolor.configuredBy
import dev.tricolor.flowOfPages
import io.ktor.client.request.forms.FormBuilder
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.firstOrNull
import kotlinx.coroutines.withContext
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.contentOrNull
import kotlinx.serialization.json.jsonPrimitive
import java.io.InputStream
import kotlin.time.Duration

internal object ChangeRequestEndpoints : SplitEndpoints() {
    val list = get("changeRequests", markerReply(ChangeRequest))
    val get = get("changeRequests/{changeRequestId}", ChangeRequest)
    val submit = post("changeRequests/ws/{workspaceId}/environments/{environmentId}", ChangeRequest)
    val submitCsv = post("changeRequests/ws/{workspaceId}/environments/{environmentId}/file", ChangeRequest)
    val decide = put("changeRequests/{changeRequestId}", ChangeRequest)
}

/**
 * Changes of flags and segments that somebody else is to approve. In an environment that requires approvals, definitions and the keys of
 * segments change in no other way; what a key submitted, the same key cannot approve.
 *
 * ```kotlin
 * val request = split.changeRequests.submit(workspaceId, environmentId, FlagProposal.kill("checkout")) { comment = "errors rising" }
 * val decided = split.changeRequests.await(request.id, upTo = 2.hours)
 * ```
 *
 * @see <a href="https://docs.split.io/reference/change-request-overview">Change requests</a>
 */
public class ChangeRequestsApi internal constructor(private val call: Executor) {
    /** Lists change requests of the account, in pages of at most 100; without a status in [query], those that are still open. */
    public suspend fun list(query: Block<ChangeRequestQuery> = Block {}): Page<ChangeRequest> =
        call.markerPage(ChangeRequestEndpoints.list(), ChangeRequestQuery().configuredBy(query))

    /** Lists change requests of the account, page after page; without a status in [query], all those that are still open. */
    public fun listAll(query: Block<ChangeRequestQuery> = Block {}): Flow<ChangeRequest> = flowOfPages { list(query) }

    /**
     * Gets a change request, open or not.
     *
     * @throws dev.tricolor.NotFoundException if there is no such change request (404)
     * @see <a href="https://docs.split.io/reference/get-change-request">Get change request</a>
     */
    public suspend fun get(changeRequestId: String): ChangeRequest = call(ChangeRequestEndpoints.get(changeRequestId))

    /**
     * Finds the open change request for a flag in an environment, of which there is one at most; null when there is none. Reads the open
     * ones of the environment, page after page, up to the one that is meant.
     *
     * @param environmentId the id, not the name, of the environment
     */
    public suspend fun findForFlag(environmentId: String, flagName: String): ChangeRequest? =
        openIn(environmentId).firstOrNull { it.split?.name == flagName }

    /**
     * Finds the open change request for a segment of any kind in an environment; null when there is none. Reads the open ones of the
     * environment, page after page, up to the one that is meant.
     *
     * @param environmentId the id, not the name, of the environment
     */
    public suspend fun findForSegment(environmentId: String, segmentName: String): ChangeRequest? = openIn(environmentId)
        .firstOrNull { segmentName == it.segment?.name || segmentName == it.largeSegment?.name || segmentName == it.ruleBasedSegment?.name }

    /**
     * Submits a change for approval. Where the environment requires no approvals, it waits for one all the same.
     *
     * @param change what is to change: [FlagProposal], [SegmentKeysProposal], [RuleBasedSegmentProposal], [LargeSegmentProposal], or
     *   [Proposal.of]
     * @param block title, comment, approvers, rollout status and schedule
     * @throws dev.tricolor.InvalidPayloadException if it cannot work; nothing is sent
     * @throws dev.tricolor.BadRequestException if an approver is unknown, or is named where the environment restricts who approves, or the
     *   definition breaks a rule of the service's (400)
     * @throws dev.tricolor.NotFoundException if there is no such flag, segment or environment, or nothing there that could change (404)
     * @throws dev.tricolor.ConflictException if there is an open change request for it already (409): see [findForFlag]
     * @see <a href="https://docs.split.io/reference/create-change-request">Submit change request</a>
     */
    public suspend fun submit(
        workspaceId: String,
        environmentId: String,
        change: Proposal,
        block: Block<ChangeRequestBuilder> = Block {},
    ): ChangeRequest = call(ChangeRequestEndpoints.submit(workspaceId, environmentId).body(ChangeRequestBuilder(change), block))

    /**
     * Submits a change of the keys of a standard segment with the keys in a CSV, in one request. [submit] with a [SegmentKeysProposal] does
     * the same with keys in memory.
     *
     * @param operationType [ChangeRequestOperation.CREATE] adds the keys, [ChangeRequestOperation.ARCHIVE] removes them
     * @param csv UTF-8, one key on a line, no header; blank lines are passed over. It is read before anything is sent, and not closed
     * @param block title, comment and approvers; a rollout status and a schedule have no place in this form, and are refused
     * @throws java.io.IOException if [csv] cannot be read, is not UTF-8, or has a second column
     * @throws dev.tricolor.InvalidPayloadException if there are no keys, or more than 10,000, or the request cannot work; nothing is sent
     * @throws dev.tricolor.BadRequestException if an approver is unknown, or is named where the environment restricts who approves (400)
     * @throws dev.tricolor.NotFoundException if the segment is not enabled in the environment (404)
     * @throws dev.tricolor.ConflictException if there is an open change request for it already (409): see [findForSegment]
     * @see <a href="https://docs.split.io/reference/create-change-request">Submit change request</a>
     */
    public suspend fun submitCsv(
        workspaceId: String,
        environmentId: String,
        segmentName: String,
        operationType: ChangeRequestOperation,
        csv: InputStream,
        block: Block<ChangeRequestBuilder> = Block {},
    ): ChangeRequest {
        val keys = withContext(Dispatchers.IO) { csvColumn(csv).take(SplitLimits.KEYS_PER_CALL + 1).toList() }
        val request = ChangeRequestBuilder(SegmentKeysProposal.of(segmentName, operationType, keys)).configuredBy(block).build()
        val endpoint = ChangeRequestEndpoints.submitCsv(workspaceId, environmentId)
        return call(endpoint.form { segmentCsv(segmentName, keys, request) })
    }

    private fun FormBuilder.segmentCsv(segmentName: String, keys: List<String>, request: JsonObject) {
        val unsayable = request.keys - FORM - "segment"
        require(unsayable.isEmpty()) { "a change request with a CSV cannot say ${unsayable.joinToString()}" }
        csvFile(keys)
        append("segmentName", segmentName)
        FORM.forEach { name ->
            val value = request[name]
            val text = if (value is JsonArray) value.joinToString(",") { it.jsonPrimitive.content } else value?.jsonPrimitive?.contentOrNull
            if (!text.isNullOrEmpty()) append(name, text)
        }
    }

    /**
     * Approves a change request: it takes effect at once, or at the time it is scheduled for.
     *
     * @return the change request, which is published, or scheduled
     * @throws dev.tricolor.ForbiddenException if the key is the one that submitted it, or may not approve (403)
     * @throws dev.tricolor.NotFoundException if there is no such change request (404)
     * @throws dev.tricolor.ConflictException if it is decided already (409); by this very call, perhaps, if its first answer was lost
     * @see <a href="https://docs.split.io/reference/withdraw-change-request-1">Update change request status</a>
     */
    public suspend fun approve(changeRequestId: String, block: Block<DecisionBuilder> = Block {}): ChangeRequest =
        decide(changeRequestId, ChangeRequestStatus.APPROVED, block)

    /**
     * Turns a change request down; nothing is changed.
     *
     * @throws dev.tricolor.ForbiddenException if the key may not decide it (403)
     * @throws dev.tricolor.NotFoundException if there is no such change request (404)
     * @throws dev.tricolor.ConflictException if it is decided already (409); by this very call, perhaps, if its first answer was lost
     */
    public suspend fun reject(changeRequestId: String, block: Block<DecisionBuilder> = Block {}): ChangeRequest =
        decide(changeRequestId, ChangeRequestStatus.REJECTED, block)

    /**
     * Takes a change request back, also one that is approved and waits for its time; nothing is changed.
     *
     * @throws dev.tricolor.ForbiddenException if the key may not withdraw it (403)
     * @throws dev.tricolor.NotFoundException if there is no such change request (404)
     * @throws dev.tricolor.ConflictException if it is in effect or has ended already (409); by this very call, perhaps, if its first answer
     *   was lost
     */
    public suspend fun withdraw(changeRequestId: String, block: Block<DecisionBuilder> = Block {}): ChangeRequest =
        decide(changeRequestId, ChangeRequestStatus.WITHDRAWN, block)

    /**
     * Waits until somebody has decided a change request: asks again and again, after 2 seconds first and after a minute at last. One that
     * is decided already is returned at once. A service that fails or is out of reach for a while does not end the wait; its first answer
     * must come, though.
     *
     * @param upTo how long to wait; zero asks once. The wait is longer by what its last request takes
     * @return the change request as it was decided: published, scheduled, rejected, withdrawn, or of a status that this version does not
     *   know
     * @throws ChangeRequestUndecidedException if nobody has decided it by then
     * @throws dev.tricolor.NotFoundException if there is no such change request (404)
     * @throws IllegalArgumentException if [upTo] is negative
     */
    public suspend fun await(changeRequestId: String, upTo: Duration): ChangeRequest =
        awaitMillis(changeRequestId, upTo.inWholeMilliseconds)

    /** What Java can call: it has no [Duration] of Kotlin's. */
    @JvmName("awaitMillis")
    internal suspend fun awaitMillis(changeRequestId: String, upToMillis: Long): ChangeRequest =
        call.time.await(upToMillis, { get(changeRequestId) }, { it.decided }, ::ChangeRequestUndecidedException)

    private fun openIn(environmentId: String): Flow<ChangeRequest> = listAll { environmentId(environmentId) }

    private companion object {
        /** What the form has a place for, beside the segment and its keys. */
        val FORM = listOf("operationType", "title", "comment", "approvers")
    }

    private suspend fun decide(changeRequestId: String, status: ChangeRequestStatus, block: Block<DecisionBuilder>): ChangeRequest =
        call(ChangeRequestEndpoints.decide(changeRequestId).body(DecisionBuilder(status), block))
}

/** Says which change requests to list. */
public class ChangeRequestQuery internal constructor() : MarkerQuery<ChangeRequestQuery>(maxLimit = 100) {
    private val filters = LinkedHashMap<String, String>()

    /** Only those of the environment with this id. */
    public fun environmentId(id: String): ChangeRequestQuery = apply {
        // It would find those of all environments.
        require(id.isNotBlank()) { "environmentId is blank" }
        filters["environmentId"] = id
    }

    /** Only those that have come this far; without it, those that are still open. */
    public fun status(status: ChangeRequestStatus): ChangeRequestQuery = apply { filters["status"] = status.value }

    override fun parameters(): List<Pair<String, String>> = filters.toList()
}

/**
 * Nobody has decided a change request in the time that was given. It is still open: wait again, or withdraw it.
 *
 * @property lastSeen the change request as it was read last
 * @property waitedMillis how long was waited
 */
public class ChangeRequestUndecidedException internal constructor(
    public val lastSeen: ChangeRequest,
    public val waitedMillis: Long,
    cause: TricolorException?,
) : WaitExpiredException(
    "change request ${lastSeen.id} is still ${lastSeen.status} after $waitedMillis ms; await it again, or withdraw it" +
        cause?.let { "; the last attempt to read it failed: ${it.message}" }.orEmpty(),
    cause,
)
