package dev.tricolor.launchdarkly

import dev.tricolor.Block
import dev.tricolor.Call
import dev.tricolor.Executor
import dev.tricolor.Page
import dev.tricolor.TricolorException
import dev.tricolor.configuredBy
import dev.tricolor.flowOfPages
import io.ktor.client.request.forms.InputProvider
import io.ktor.utils.io.streams.asInput
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.runInterruptible
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import java.io.File

internal object SegmentEndpoints : LaunchDarklyEndpoints() {
    private const val SEGMENT = "segments/{projectKey}/{environmentKey}/{segmentKey}"
    private const val EXPIRING_TARGETS = "segments/{projectKey}/{segmentKey}/expiring-targets/{environmentKey}"

    val list = get("segments/{projectKey}/{environmentKey}", itemsReply(Segment))
    val get = get(SEGMENT, Segment)
    val create = post("segments/{projectKey}/{environmentKey}", Segment)
    val update = patch(SEGMENT, Segment)
    val delete = delete(SEGMENT)
    val evaluate = post("projects/{projectKey}/environments/{environmentKey}/segments/evaluate", itemsReply(SegmentMembership)).reading()
    val updateBigSegmentTargets = post("$SEGMENT/contexts")
    val bigSegmentTarget = get("$SEGMENT/contexts/{contextKey}", BigSegmentTarget)
    val expiringTargets = get(EXPIRING_TARGETS, ExpiringTargets)
    val updateExpiringTargets = patch(EXPIRING_TARGETS, ExpiringTargets)
    val createExport = post("$SEGMENT/exports", ExportId)
    val export = get("$SEGMENT/exports/{exportID}", SegmentExport)
    val createImport = post("$SEGMENT/imports", ImportId)
    val import = get("$SEGMENT/imports/{importID}", SegmentImport)
}

/**
 * Segments: groups of contexts in an environment, which the rules of flags refer to.
 *
 * @see <a href="https://launchdarkly.com/docs/api/segments">Segments</a>
 */
public class SegmentsApi internal constructor(private val call: Executor) {
    /**
     * Lists the segments of an environment, in pages of at most 50.
     *
     * @throws dev.tricolor.NotFoundException if there is no such project or environment (404)
     * @see <a href="https://launchdarkly.com/docs/api/segments/get-segments">List segments</a>
     */
    public suspend fun list(projectKey: String, environmentKey: String, query: Block<SegmentQuery> = Block {}): Page<Segment> =
        call.itemsPage(SegmentEndpoints.list(projectKey, environmentKey), SegmentQuery().configuredBy(query))

    /** Lists the segments of an environment, page after page. */
    public fun listAll(projectKey: String, environmentKey: String, query: Block<SegmentQuery> = Block {}): Flow<Segment> =
        flowOfPages { list(projectKey, environmentKey, query) }

    /**
     * Gets a segment, with the flags that refer to it.
     *
     * @throws dev.tricolor.NotFoundException if there is no such project, environment or segment (404)
     * @see <a href="https://launchdarkly.com/docs/api/segments/get-segment">Get segment</a>
     */
    public suspend fun get(projectKey: String, environmentKey: String, segmentKey: String): Segment =
        call(SegmentEndpoints.get(projectKey, environmentKey, segmentKey))

    /**
     * Creates a segment, with its rules and targets.
     *
     * LaunchDarkly creates segments empty, and takes rules and targets by a second request, which is sent only when there are any.
     *
     * @param key what it will be addressed by, unique in the project and environment; never changes
     * @param name what people call it
     * @return the segment; a big one as it was before its keys were added
     * @throws dev.tricolor.InvalidPayloadException if it cannot work; nothing is sent
     * @throws UnfinishedSegmentException if the segment was created, but its rules and targets were not taken; the cause says why
     * @throws dev.tricolor.ConflictException if there is a segment of that key (409, `key_exists`)
     * @throws dev.tricolor.BadRequestException if LaunchDarkly finds something wrong with it (400)
     * @throws dev.tricolor.ForbiddenException if the token may not create it (403)
     * @throws dev.tricolor.NotFoundException if there is no such project or environment (404)
     * @see <a href="https://launchdarkly.com/docs/api/segments/post-segment">Create segment</a>
     */
    public suspend fun create(
        projectKey: String,
        environmentKey: String,
        key: String,
        name: String,
        block: Block<SegmentBuilder> = Block {},
    ): Segment = create(projectKey, environmentKey, launchDarklySegment(key, name, block))

    /** Creates a segment that was said before, by [launchDarklySegment], as the other `create` does: the same in several environments. */
    public suspend fun create(projectKey: String, environmentKey: String, segment: NewSegment): Segment {
        val created = call(SegmentEndpoints.create(projectKey, environmentKey).body(JsonObject(segment.json - CONTENTS)))
        return try {
            put(projectKey, environmentKey, segment) ?: created
        } catch (failure: TricolorException) {
            throw UnfinishedSegmentException(projectKey, environmentKey, created, segment, failure)
        }
    }

    /**
     * Puts the rules and targets of [segment] into the place of those that the segment of its key has: the second half of a [create] that
     * came to an end in the middle. What [segment] does not have is left alone, and to the keys of a big segment its own are added.
     *
     * @return the segment
     * @throws dev.tricolor.BadRequestException if LaunchDarkly finds something wrong with them (400)
     * @throws dev.tricolor.ForbiddenException if the token may not change it, or the environment requires approvals (403)
     * @throws dev.tricolor.NotFoundException if there is no such project, environment or segment (404)
     */
    public suspend fun fill(projectKey: String, environmentKey: String, segment: NewSegment): Segment =
        put(projectKey, environmentKey, segment) ?: get(projectKey, environmentKey, segment.key)

    /**
     * Changes a segment by instructions, all or none.
     *
     * @return the segment after the change; with [SegmentPatchBuilder.dryRun] as it would be
     * @throws dev.tricolor.InvalidPayloadException if the instructions cannot work or contradict each other; nothing is sent
     * @throws dev.tricolor.BadRequestException if LaunchDarkly finds something wrong with them (400)
     * @throws dev.tricolor.ForbiddenException if the token may not change it, or the environment requires approvals (403)
     * @throws dev.tricolor.NotFoundException if there is no such project, environment or segment (404)
     * @throws dev.tricolor.ConflictException if somebody else's changes were in the way each time it was tried (409)
     * @see <a href="https://launchdarkly.com/docs/api/segments/patch-segment">Update segment</a>
     */
    public suspend fun update(
        projectKey: String,
        environmentKey: String,
        segmentKey: String,
        block: Block<SegmentPatchBuilder>,
    ): Segment {
        val patch = SegmentPatchBuilder().configuredBy(block)
        return call(SegmentEndpoints.update(projectKey, environmentKey, segmentKey).dryRun(patch.dryRun).semanticPatch(patch) {})
    }

    /**
     * Changes a segment by a JSON Patch, all or none. It reaches what [update] cannot: the description, and rules that take a part of those
     * who match.
     *
     * @return the segment after the change; with [SegmentJsonPatchBuilder.dryRun] as it would be
     * @throws dev.tricolor.InvalidPayloadException if the patch is empty or cannot work; nothing is sent
     * @throws dev.tricolor.BadRequestException if it names what is not there, or makes of the segment what it cannot be (400)
     * @throws dev.tricolor.ForbiddenException if the token may not change it, or the environment requires approvals (403)
     * @throws dev.tricolor.NotFoundException if there is no such project, environment or segment (404)
     * @throws dev.tricolor.ConflictException if somebody else's changes were in the way each time it was tried (409)
     * @see <a href="https://launchdarkly.com/docs/api/segments/patch-segment">Update segment</a>
     */
    public suspend fun patchJson(
        projectKey: String,
        environmentKey: String,
        segmentKey: String,
        block: Block<SegmentJsonPatchBuilder>,
    ): Segment {
        val patch = SegmentJsonPatchBuilder().configuredBy(block)
        return call(SegmentEndpoints.update(projectKey, environmentKey, segmentKey).dryRun(patch.dryRun).body(patch.body()))
    }

    /**
     * Changes a segment by a JSON Merge Patch, all or none: fields take the place of what is there, lists as a whole, and null removes.
     *
     * @return the segment after the change; with [SegmentMergePatchBuilder.dryRun] as it would be
     * @throws dev.tricolor.InvalidPayloadException if the patch changes nothing or cannot work; nothing is sent
     * @throws dev.tricolor.BadRequestException if it makes of the segment what it cannot be (400)
     * @throws dev.tricolor.ForbiddenException if the token may not change it, or the environment requires approvals (403)
     * @throws dev.tricolor.NotFoundException if there is no such project, environment or segment (404)
     * @throws dev.tricolor.ConflictException if somebody else's changes were in the way each time it was tried (409)
     * @see <a href="https://launchdarkly.com/docs/api/segments/patch-segment">Update segment</a>
     */
    public suspend fun patchMerge(
        projectKey: String,
        environmentKey: String,
        segmentKey: String,
        block: Block<SegmentMergePatchBuilder>,
    ): Segment {
        val patch = SegmentMergePatchBuilder().configuredBy(block)
        return call(SegmentEndpoints.update(projectKey, environmentKey, segmentKey).dryRun(patch.dryRun).body(patch.body()))
    }

    /**
     * Deletes a segment.
     *
     * @throws dev.tricolor.NotFoundException if there is no such project, environment or segment (404)
     * @throws dev.tricolor.ForbiddenException if the token may not delete it (403)
     * @throws dev.tricolor.ConflictException if something stands against it, such as a flag that refers to it (409)
     * @see <a href="https://launchdarkly.com/docs/api/segments/delete-segment">Delete segment</a>
     */
    public suspend fun delete(projectKey: String, environmentKey: String, segmentKey: String): Unit =
        call(SegmentEndpoints.delete(projectKey, environmentKey, segmentKey))

    /**
     * Asks in which segments of an environment the contexts that [context] says are, or are not: `context("user", "anna") {
     * attribute("country", "ES") }`.
     *
     * @throws dev.tricolor.InvalidPayloadException if it says no context; nothing is sent
     * @throws dev.tricolor.BadRequestException if LaunchDarkly does not understand it (400)
     * @throws dev.tricolor.NotFoundException if there is no such project or environment (404)
     */
    public suspend fun evaluate(
        projectKey: String,
        environmentKey: String,
        context: Block<ContextInstanceBuilder>,
    ): Page<SegmentMembership> =
        call.onePage(SegmentEndpoints.evaluate(projectKey, environmentKey).body(ContextInstanceBuilder(), context))

    /**
     * Adds keys to a big segment and removes some.
     *
     * @throws dev.tricolor.InvalidPayloadException if it says nothing, or contradicts itself; nothing is sent
     * @throws dev.tricolor.BadRequestException if it is no big segment (400)
     * @throws dev.tricolor.NotFoundException if there is no such project, environment or segment (404)
     */
    public suspend fun updateBigSegmentTargets(
        projectKey: String,
        environmentKey: String,
        segmentKey: String,
        block: Block<BigSegmentTargetsBuilder>,
    ): Unit = call(
        SegmentEndpoints.updateBigSegmentTargets(projectKey, environmentKey, segmentKey).body(BigSegmentTargetsBuilder(), block),
    )

    /**
     * Asks whether a big segment includes or excludes a key.
     *
     * @throws dev.tricolor.BadRequestException if it is no big segment (400)
     * @throws dev.tricolor.NotFoundException if there is no such project, environment or segment (404)
     */
    public suspend fun bigSegmentTarget(
        projectKey: String,
        environmentKey: String,
        segmentKey: String,
        contextKey: String,
    ): BigSegmentTarget = call(SegmentEndpoints.bigSegmentTarget(projectKey, environmentKey, segmentKey, contextKey))

    /**
     * Gets the targets of a segment that LaunchDarkly will take away by itself.
     *
     * @throws dev.tricolor.NotFoundException if there is no such project, environment or segment (404)
     */
    public suspend fun expiringTargets(projectKey: String, environmentKey: String, segmentKey: String): ExpiringTargets =
        call(SegmentEndpoints.expiringTargets(projectKey, segmentKey, environmentKey))

    /**
     * Says which targets of a segment are to expire when. Each instruction succeeds or fails for itself.
     *
     * @return what became of the instructions: that some have failed is no exception, but in [ExpiringTargets.errors]
     * @throws dev.tricolor.InvalidPayloadException if the instructions cannot work or contradict each other; nothing is sent
     * @throws dev.tricolor.BadRequestException if LaunchDarkly does not understand them (400)
     * @throws dev.tricolor.ForbiddenException if the token may not change it (403)
     * @throws dev.tricolor.NotFoundException if there is no such project, environment or segment (404)
     * @throws dev.tricolor.ConflictException if somebody else's changes were in the way each time it was tried (409)
     */
    public suspend fun updateExpiringTargets(
        projectKey: String,
        environmentKey: String,
        segmentKey: String,
        block: Block<SegmentExpiringTargetsBuilder>,
    ): ExpiringTargets {
        val endpoint = SegmentEndpoints.updateExpiringTargets(projectKey, segmentKey, environmentKey)
        return call(endpoint.semanticPatch(SegmentExpiringTargetsBuilder(), block))
    }

    /**
     * Starts to write the keys of a big segment into a file.
     *
     * @return the id of the export, to ask for it; null when LaunchDarkly does not say, which it does not promise
     * @throws dev.tricolor.BadRequestException if it is no big segment (400)
     * @throws dev.tricolor.NotFoundException if there is no such project, environment or segment (404)
     * @see <a href="https://launchdarkly.com/docs/api/segments/create-big-segment-export">Create big segment export</a>
     */
    public suspend fun createExport(projectKey: String, environmentKey: String, segmentKey: String): String? =
        call(SegmentEndpoints.createExport(projectKey, environmentKey, segmentKey))

    /**
     * Gets an export: how far it has come, and where the file is.
     *
     * @throws dev.tricolor.NotFoundException if there is no such project, environment, segment or export (404)
     * @see <a href="https://launchdarkly.com/docs/api/segments/get-big-segment-export">Get big segment export</a>
     */
    public suspend fun getExport(projectKey: String, environmentKey: String, segmentKey: String, exportID: String): SegmentExport =
        call(SegmentEndpoints.export(projectKey, environmentKey, segmentKey, exportID))

    /**
     * Starts to include the keys of a CSV in a big segment. The request is over when the file has arrived; [getImport] tells of the rest.
     *
     * The timeout of the client bounds how long the file may take to arrive.
     *
     * @param mode whether the keys are added to those that are there, or take their place
     * @param csv one key on a line; must not change while it is sent
     * @return the id of the import
     * @throws java.io.IOException if [csv] cannot be read; nothing is sent
     * @throws IllegalArgumentException if [csv] is empty; nothing is sent
     * @throws dev.tricolor.BadRequestException if it is no big segment (400)
     * @throws dev.tricolor.NotFoundException if there is no such project, environment or segment (404)
     * @throws dev.tricolor.ConflictException if another import is under way (409)
     * @see <a href="https://launchdarkly.com/docs/api/segments/create-big-segment-import">Create big segment import</a>
     */
    public suspend fun createImport(
        projectKey: String,
        environmentKey: String,
        segmentKey: String,
        mode: SegmentImportMode,
        csv: File,
        block: Block<SegmentImportBuilder> = Block {},
    ): String {
        val size = runInterruptible(Dispatchers.IO) {
            // A folder, a missing file and a forbidden one all fail here, and say which they are.
            csv.inputStream().close()
            csv.length()
        }
        require(size > 0) { "$csv is empty" }
        val options = SegmentImportBuilder().configuredBy(block)
        val endpoint = SegmentEndpoints.createImport(projectKey, environmentKey, segmentKey)
        return call(
            endpoint.form {
                append("mode", mode.value)
                options.waitOnApprovals?.let { append("waitOnApprovals", it) }
                append("file", InputProvider(size) { csv.inputStream().asInput() }, csvHeaders(csv.name))
            },
        )
    }

    /**
     * Gets an import: how far it has come.
     *
     * @throws dev.tricolor.NotFoundException if there is no such project, environment, segment or import (404)
     * @see <a href="https://launchdarkly.com/docs/api/segments/get-big-segment-import">Get big segment import</a>
     */
    public suspend fun getImport(projectKey: String, environmentKey: String, segmentKey: String, importID: String): SegmentImport =
        call(SegmentEndpoints.import(projectKey, environmentKey, segmentKey, importID))

    /** The segment with the rules and targets of [segment]; null when there are none to put into it, or it does not show them. */
    private suspend fun put(projectKey: String, environmentKey: String, segment: NewSegment): Segment? {
        val contents = segment.json.filterKeys { it in CONTENTS }
        if (contents.isEmpty()) return null
        if (segment.unbounded == true) {
            updateBigSegmentTargets(projectKey, environmentKey, segment.key) {
                if (segment.included.isNotEmpty()) include(segment.included)
                if (segment.excluded.isNotEmpty()) exclude(segment.excluded)
            }
            return null
        }
        val patch = contents.map { (name, value) ->
            JsonObject(mapOf("op" to JsonPrimitive("replace"), "path" to JsonPrimitive("/$name"), "value" to value))
        }
        return call(SegmentEndpoints.update(projectKey, environmentKey, segment.key).body(JsonArray(patch)))
    }

    private fun <R> Call<R>.dryRun(dryRun: Boolean): Call<R> = query("dryRun", dryRun.takeIf { it })

    private companion object {
        /** What LaunchDarkly does not take when a segment is created. */
        val CONTENTS = setOf("rules", "included", "excluded", "includedContexts", "excludedContexts")
    }
}
