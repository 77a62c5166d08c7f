package dev.tricolor.split

import dev.tricolor.Block
import dev.tricolor.ErrorReply
import dev.tricolor.Executor
import dev.tricolor.NotFoundException
import dev.tricolor.Page
import dev.tricolor.Reply
import dev.tricolor.flowOfPages
import kotlinx.coroutines.flow.Flow

internal object RuleBasedSegmentDefinitionEndpoints : SplitEndpoints() {
    val list = get("rule-based-segments/ws/{workspaceId}/environments/{environmentId}", listReply())
    val create = post("rule-based-segments/{environmentId}/{segmentName}", RuleBasedSegmentDefinition)
    val replace = put("rule-based-segments/ws/{workspaceId}/{segmentName}/environments/{environmentId}", RuleBasedSegmentDefinition)
    val delete = delete("rule-based-segments/{environmentId}/{segmentName}")

    /** A bare list and `{objects: […]}` have both been seen; without a total, either is all there is. */
    private fun listReply(): Reply<OffsetReply<RuleBasedSegmentDefinition>> {
        val bare = arrayReply(RuleBasedSegmentDefinition)
        val wrapped = offsetReply(RuleBasedSegmentDefinition)
        return Reply { body ->
            val page = if (body.trimStart().startsWith('[')) null else wrapped.read(body)
            if (page?.totalCount != null) return@Reply page
            val items = page?.items ?: bare.read(body)
            OffsetReply(items, offset = null, limit = null, totalCount = items.size.toLong())
        }
    }
}

/**
 * What rule-based segments hold in an environment.
 *
 * In an environment that requires approvals, a change of the rules is refused with an [dev.tricolor.ApprovalRequiredException] (403).
 * In a workspace that requires titles and comments, one without both is refused with a [dev.tricolor.BadRequestException] (400).
 * `environmentId` is an id or a name.
 *
 * @see <a href="https://docs.split.io/reference/rule-based-segments-overview">Rule-based segments</a>
 */
public class RuleBasedSegmentDefinitionsApi internal constructor(private val call: Executor) {
    /** Lists the rule-based segments that are enabled in an environment. Split gives them in one piece; should it page, so does this. */
    public suspend fun list(workspaceId: String, environmentId: String): Page<RuleBasedSegmentDefinition> =
        call.offsetPage(RuleBasedSegmentDefinitionEndpoints.list(workspaceId, environmentId), offset = 0, limit = PAGE)

    /** Lists all rule-based segments that are enabled in an environment. */
    public fun listAll(workspaceId: String, environmentId: String): Flow<RuleBasedSegmentDefinition> =
        flowOfPages { list(workspaceId, environmentId) }

    /**
     * Finds what a rule-based segment holds in an environment; null when it is not enabled there. Split has no way to read a single one, so
     * this reads the list until it comes to it.
     */
    public suspend fun find(workspaceId: String, environmentId: String, segmentName: String): RuleBasedSegmentDefinition? =
        listAll(workspaceId, environmentId).named(segmentName) { it.name.orEmpty() }

    /**
     * Enables a rule-based segment in an environment, without rules.
     *
     * @throws dev.tricolor.NotFoundException if there is no such segment (404)
     * @throws dev.tricolor.ConflictException if it is enabled there already (409)
     * @see <a href="https://docs.split.io/reference/enablerbsinenv">Enable rule-based segment</a>
     */
    public suspend fun create(environmentId: String, segmentName: String): RuleBasedSegmentDefinition =
        call(RuleBasedSegmentDefinitionEndpoints.create(environmentId, segmentName))

    /**
     * Puts [definition] in the place of the one that is there. What it leaves out is empty afterwards.
     *
     * @param definition built by [ruleBasedSegmentDefinition], or read from another environment
     * @throws dev.tricolor.NotFoundException if the segment is not enabled there (404)
     * @throws dev.tricolor.BadRequestException if a segment that it names is not enabled there (400)
     * @see <a href="https://docs.split.io/reference/updaterbsdefinition">Update rule-based segment</a>
     */
    public suspend fun replace(
        workspaceId: String,
        environmentId: String,
        segmentName: String,
        definition: RuleBasedSegmentDefinition,
    ): RuleBasedSegmentDefinition =
        call(RuleBasedSegmentDefinitionEndpoints.replace(workspaceId, segmentName, environmentId).body(definition.json))

    /**
     * Reads the definition, changes it, and writes the whole back, with all that the service sent and this version does not know.
     *
     * When [block] changes nothing, nothing is written and the definition that was read is returned. Split has no way to tell whether
     * someone else has written in between: the last one to write wins.
     *
     * @throws dev.tricolor.InvalidPayloadException if the changes make it one that cannot work; nothing is written
     * @throws dev.tricolor.NotFoundException if the segment is not enabled there (404, also where Split answers with a list without it)
     */
    public suspend fun edit(
        workspaceId: String,
        environmentId: String,
        segmentName: String,
        block: Block<RuleBasedSegmentDefinitionBuilder>,
    ): RuleBasedSegmentDefinition {
        val before = find(workspaceId, environmentId, segmentName) ?: throw NotFoundException(notListed(environmentId, segmentName))
        val after = before.edit(block)
        return if (after == before) before else replace(workspaceId, environmentId, segmentName, after)
    }

    /**
     * Disables a rule-based segment in an environment, rules and all; the segment stays.
     *
     * @throws dev.tricolor.NotFoundException if it is not enabled there (404)
     */
    public suspend fun delete(environmentId: String, segmentName: String): Unit =
        call(RuleBasedSegmentDefinitionEndpoints.delete(environmentId, segmentName))

    private fun notListed(environmentId: String, segmentName: String) = ErrorReply(
        RuleBasedSegmentDefinitionEndpoints.list.label,
        status = 404,
        rawBody = "",
        message = "rule-based segment $segmentName is not in the list of environment $environmentId",
    )

    private companion object {
        const val PAGE = 50
    }
}
