package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.JsonPatch
import dev.tricolor.emulator.core.Refusal
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
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.long

private const val MAX_LIMIT = 50
private const val MAX_KEY = 256
private val SETTABLE = setOf("name", "description", "tags", "rules", "included", "excluded", "includedContexts", "excludedContexts")

/** Is taken, and says nothing: segments have no such field. */
private const val TEMPORARY = "temporary"

internal fun Routes.Under.segments(account: LaunchDarklyAccount) {
    get("segments/{project}/{environment}") { ok(itemsPage(listed(account.environment(this).segments), MAX_LIMIT) { it.rendered() }) }
    post("segments/{project}/{environment}") { Reply(201, account.newSegment(account.environment(this), jsonObject()).rendered()) }
    get("segments/{project}/{environment}/{segment}") {
        val segment = account.segment(this)
        val flags = segment.flags().map { json("key" to it.id, "name" to it.json["name"], "_links" to json("self" to link(it.path()))) }
        ok(segment.rendered() + json("_flags" to flags))
    }
    patch("segments/{project}/{environment}/{segment}") {
        val segment = account.segment(this)
        val draft = when {
            isSemanticPatch -> SegmentPatch(account, segment).apply(instructions(jsonObject()))
            else -> account.patched(segment, this)
        }
        if (query("dryRun") == "true") ok(segment.rendered(draft)) else ok(segment.commit(draft, account.now()).rendered())
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
        clauses.any { it.text("op") == "segmentMatch" && JsonPrimitive(id) in it.getValue("values") as JsonArray }
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
    val tags = body["tags"].takeUnless { it is JsonNull }?.asTags().orEmpty()
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

/** What becomes of [segment] by the JSON Patch or the JSON Merge Patch that the body is, with or without a comment. */
private fun LaunchDarklyAccount.patched(segment: Segment, call: Call): SegmentDraft {
    val body = call.json()
    val json = try {
        when {
            body is JsonArray -> jsonPatched(segment.json, body)
            body !is JsonObject -> refuse(400, "The body must be a patch")
            "instructions" in body -> call.instructions(body).let { segment.json }
            "patch" in body -> jsonPatched(segment.json, body.getValue("patch"))
            else -> merged(segment.json, body["merge"] as? JsonObject ?: body)
        }
    } catch (refusal: Refusal) {
        refuse(refusal.status, refusal.message, "invalid_patch".takeIf { "JSON Patch:" in refusal.message.orEmpty() })
    }
    return SegmentDraft(segmentOf(json), segment.keys).checked().also {
        if (segment.big && (it.json.targets("included") + it.json.targets("excluded")).isNotEmpty()) {
            refuse(400, "The targets of a big segment are not part of it")
        }
    }
}

private fun jsonPatched(segment: JsonObject, patch: JsonElement): JsonObject {
    val removed = (patch as? JsonArray).orEmpty().filterIsInstance<JsonObject>().filter { it.text("op") == "remove" }
    removed.mapNotNull { it.text("path")?.removePrefix("/") }.filter { it in SETTABLE && it !in segment }
        .forEach { refuse(400, "JSON Patch: no such path '/$it'") }
    return JsonPatch(patch).applyTo(segment, SETTABLE + TEMPORARY).without(setOf(TEMPORARY))
}

private fun merged(segment: JsonObject, merge: JsonObject): JsonObject {
    (merge.keys - SETTABLE).firstOrNull()?.let { refuse(400, "'$it' cannot be changed") }
    return JsonObject((segment + merge).filterValues { it !is JsonNull })
}

/** [patched] as a segment must be: checked, with ids for what is new, and empty lists for what was removed. */
private fun LaunchDarklyAccount.segmentOf(patched: JsonObject): JsonObject {
    val description = patched.optionalText("description")
    val json = patched.without(setOf("description")) + json(
        "name" to patched.requiredText("name"),
        "tags" to patched["tags"].takeUnless { it is JsonNull }?.asTags().orEmpty(),
        "rules" to segmentRules(patched["rules"]),
    ) + description?.let { json("description" to it) }.orEmpty()
    return json.withTargets("included", json.targets("included")).withTargets("excluded", json.targets("excluded"))
}

private val TAG = Regex("[A-Za-z0-9._-]{1,64}")

private fun JsonElement.asTags(): List<String> = texts("tags").asTags()

/** These tags, each of them once. */
internal fun List<String>.asTags(): List<String> = distinct().onEach {
    if (!TAG.matches(it)) refuse(400, "'$it' is no tag: 1 to 64 letters, digits, '.', '_' and '-'")
}

private val ORDERS: Map<String, ((Segment) -> Comparable<*>)?> = mapOf(
    "creationDate" to null,
    "name" to { it.json.text("name").orEmpty() },
    "lastModified" to { it.json["lastModifiedDate"].integer() ?: 0 },
)

/** The segments that the query asks for, in its order. */
private fun Call.listed(segments: List<Segment>): List<Segment> {
    val filter = query("filter")?.takeIf { it.isNotBlank() }?.let(::SegmentFilter)
    return sorted(segments.filter { filter?.matches(it) ?: true }, ORDERS)
}

private fun Flag.path() = "/api/v2/flags/${project.id}/$id"
