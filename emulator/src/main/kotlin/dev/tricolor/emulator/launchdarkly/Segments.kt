package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.Reply
import dev.tricolor.emulator.core.Resource
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.Store
import dev.tricolor.emulator.core.boolean
import dev.tricolor.emulator.core.integer
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.objects
import dev.tricolor.emulator.core.ok
import dev.tricolor.emulator.core.optionalBoolean
import dev.tricolor.emulator.core.optionalText
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.requiredText
import dev.tricolor.emulator.core.text
import dev.tricolor.emulator.core.texts
import dev.tricolor.emulator.core.without
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.long

private const val MAX_LIMIT = 50
private const val MAX_KEY = 256
private val SETTABLE = setOf("name", "description", "tags", "rules", "included", "excluded", "includedContexts", "excludedContexts")

/** Is taken, and says nothing: segments have no such field. */
private const val TEMPORARY = "temporary"

internal fun Routes.Under.segments(account: LaunchDarklyAccount) {
    get("segments/{project}/{environment}") {
        val found = filtered(account.environment(this).segments, CONDITIONS)
        ok(itemsPage(sorted(found, ORDERS), MAX_LIMIT) { it.rendered() })
    }
    post("segments/{project}/{environment}") { Reply(201, account.newSegment(account.environment(this), jsonObject()).rendered()) }
    get("segments/{project}/{environment}/{segment}") {
        val segment = account.segment(this)
        val flags = segment.flags().map { json("key" to it.id, "name" to it.json["name"], "_links" to it.links()) }
        ok(segment.rendered() + json("_flags" to flags))
    }
    patch("segments/{project}/{environment}/{segment}") {
        val segment = account.segment(this)
        val draft = instructionsIfAny()?.let { SegmentPatch(account, segment).apply(it) } ?: account.patched(segment, this)
        if (switch("dryRun")) ok(segment.rendered(draft)) else ok(segment.commit(draft, account.now()).rendered())
    }
    delete("segments/{project}/{environment}/{segment}") {
        val segment = account.segment(this)
        segment.flags().firstOrNull()?.let { refuse(409, "Flag ${it.id} refers to the segment", "conflict") }
        segment.environment.segments.remove(segment)
        Reply(204)
    }
}

/** A segment; [keys] are those of a big one, which stand apart. */
internal class Segment(json: JsonObject, val environment: Environment) : Keyed(json) {
    var keys = BigKeys()
        private set
    val expiring = ArrayList<JsonObject>()
    val exports = Store<Transfer>("export")
    val imports = Store<Transfer>("import")

    val big: Boolean get() = json["unbounded"].boolean() == true
    val path: String get() = "/api/v2/segments/${environment.project.id}/${environment.id}/$id"
    val draft: SegmentDraft get() = SegmentDraft(json, keys)

    /** Makes the segment what [draft] says. An unchanged one keeps its version. */
    fun commit(draft: SegmentDraft, now: Long): Segment {
        draft.processed.forEach { imports.require(it).run { json += json("status" to "complete") } }
        if (draft.json != json || draft.keys != keys) {
            json = draft.json + json("version" to version(draft) + 1, "lastModifiedDate" to now)
            keys = draft.keys
            expiring.removeAll { !draft.targets(it.getValue("targetType").text()!!, it.text("contextKind")!!, it.text("contextKey")!!) }
        }
        return this
    }

    /** The flags that refer to it in its environment. */
    fun flags(): List<Flag> = environment.project.flags.filter { flag ->
        val clauses = flag.config(environment.id).objects("rules").flatMap { it.objects("clauses") }
        clauses.any { it.text("op") == SEGMENT_MATCH && JsonPrimitive(id) in it.getValue("values") as JsonArray }
    }

    fun rendered(draft: SegmentDraft = this.draft): JsonObject {
        val bare = if (big) draft.json.without(setOf("included", "excluded", "includedContexts", "excludedContexts")) else draft.json
        val links = json("self" to link(path), "parent" to link(path.substringBeforeLast('/')))
        return bare + json("_links" to links) + if (big) metadata(draft) else emptyMap()
    }

    private fun metadata(draft: SegmentDraft) = json(
        "_unboundedMetadata" to json(
            "envId" to environment.json.text("_id"),
            "segmentId" to "${environment.json.text("_id")}.$id",
            "version" to version(draft),
            "includedCount" to draft.keys.included.size,
            "excludedCount" to draft.keys.excluded.size,
            "lastModified" to draft.json["lastModifiedDate"],
            "deleted" to false,
        ),
        "_importInProgress" to imports.any { it.json.text("status") != "complete" },
    )

    private fun version(draft: SegmentDraft) = (draft.json.getValue("version") as JsonPrimitive).long
}

/** The keys of a big segment. */
internal data class BigKeys(val included: Set<String> = emptySet(), val excluded: Set<String> = emptySet())

/** An export or an import; [keys] are those that it carries. */
internal class Transfer(json: JsonObject, val keys: Set<String> = emptySet()) : Resource(json) {
    override val name: String get() = id
}

private fun LaunchDarklyAccount.newSegment(environment: Environment, body: JsonObject): Segment {
    val key = body.requiredText("key").asKey("segment", MAX_KEY)
    val name = body.requiredText("name")
    val tags = tags(body)
    val unbounded = body.optionalBoolean("unbounded") ?: false
    val now = now()
    val empty = emptyList<String>()
    val json = json(
        "name" to name,
        "tags" to tags,
        "creationDate" to now,
        "lastModifiedDate" to now,
        "key" to key,
        "included" to empty,
        "excluded" to empty,
        "includedContexts" to empty,
        "excludedContexts" to empty,
        "rules" to empty,
        "version" to 1,
        "deleted" to false,
        "unbounded" to unbounded,
        "generation" to (environment.segmentGenerations[key] ?: 0) + 1,
    )
    val description = body.optionalText("description")?.let { json("description" to it) }.orEmpty()
    val kind = if (unbounded) json("unboundedContextKind" to (body.optionalText("unboundedContextKind") ?: USER)) else emptyMap()
    val segment = environment.segments.add(Segment(json + description + kind, environment))
    environment.segmentGenerations.merge(key, 1, Int::plus)
    return segment
}

/** What becomes of [segment] by the JSON Patch or the JSON Merge Patch that the body is. */
private fun LaunchDarklyAccount.patched(segment: Segment, call: Call): SegmentDraft {
    val patched = call.patchedOrMerged(segment.json, SETTABLE + TEMPORARY).without(setOf(TEMPORARY))
    return SegmentDraft(segmentOf(patched), segment.keys).checked().also {
        if (segment.big && (it.json.targets("included") + it.json.targets("excluded")).isNotEmpty()) {
            refuse(400, "The targets of a big segment are not part of it")
        }
    }
}

/** [patched] as a segment must be: checked, with ids for what is new, and empty lists for what was removed. */
private fun LaunchDarklyAccount.segmentOf(patched: JsonObject): JsonObject {
    val description = patched.optionalText("description")
    val json = patched.without(setOf("description")) + json(
        "name" to patched.requiredText("name"),
        "tags" to tags(patched),
        "rules" to segmentRules(patched["rules"]),
    ) + description?.let { json("description" to it) }.orEmpty()
    return json.withTargets("included", json.targets("included")).withTargets("excluded", json.targets("excluded"))
}

private val ORDERS: Map<String, (Segment) -> Comparable<*>> = mapOf(
    "name" to { it.json.text("name").orEmpty() },
    "creationDate" to { it.json["creationDate"].integer() ?: 0 },
    "lastModified" to { it.json["lastModifiedDate"].integer() ?: 0 },
)

private val CONDITIONS: Conditions<Segment> = mapOf(
    "tags anyOf" to { value -> value.words().let { tags -> { it.json.getValue("tags").texts("tags").any(tags::contains) } } },
    "includedKeys anyOf" to { value -> value.words().let { keys -> { it.id in keys } } },
    "excludedKeys anyOf" to { value -> value.words().let { keys -> { it.id !in keys } } },
    "query equals" to { value -> value.words().let { words -> { segment -> words.any { segment.mentions(it, "name", "description") } } } },
    "unbounded equals" to { value -> value.truth().let { big -> { it.big == big } } },
    // Nothing here follows a list elsewhere, or is in a view.
    "external exists" to { value -> value.truth().let { external -> { !external } } },
    "view equals" to { _ -> { false } },
)
