package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.Part
import dev.tricolor.emulator.core.Reply
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.ok
import dev.tricolor.emulator.core.optionalObject
import dev.tricolor.emulator.core.orAbsent
import dev.tricolor.emulator.core.parts
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.text
import dev.tricolor.emulator.core.texts
import kotlinx.serialization.json.JsonObject

/** What is only for big segments: their keys, one by one and as files. */
internal fun Routes.Under.bigSegments(account: LaunchDarklyAccount) {
    post("segments/{project}/{environment}/{segment}/contexts") { account.changeKeys(account.bigSegment(this), jsonObject()) }
    get("segments/{project}/{environment}/{segment}/contexts/{context}") { account.bigSegment(this).membership(this["context"]) }
    post("segments/{project}/{environment}/{segment}/users") { account.changeKeys(account.bigSegmentOfUsers(this), jsonObject()) }
    get("segments/{project}/{environment}/{segment}/users/{user}") { account.bigSegmentOfUsers(this).membership(this["user"]) }
    post("segments/{project}/{environment}/{segment}/exports") {
        val export = account.newExport(account.bigSegment(this))
        Reply(200, headers = mapOf("Location" to export.href()))
    }
    get("segments/{project}/{environment}/{segment}/exports/{export}") {
        ok(account.bigSegment(this).exports.requireId(this["export"]).json)
    }
    post("segments/{project}/{environment}/{segment}/imports") {
        val import = account.newImport(account.bigSegment(this), parts())
        Reply(204, headers = mapOf("Location" to import.href()))
    }
    get("segments/{project}/{environment}/{segment}/imports/{import}") {
        ok(account.bigSegment(this).imports.requireId(this["import"]).json)
    }
}

private fun LaunchDarklyAccount.bigSegment(call: Call): Segment =
    segment(call).also { if (!it.big) refuse(400, "Segment ${it.id} is not a big segment") }

private fun LaunchDarklyAccount.bigSegmentOfUsers(call: Call): Segment = bigSegment(call).also {
    if (it.json.text("unboundedContextKind") != USER) refuse(400, "Segment ${it.id} is not a segment of users")
}

private fun LaunchDarklyAccount.changeKeys(segment: Segment, body: JsonObject): Reply {
    segment.commit(segment.draft.changedBy(body), now())
    return Reply(204)
}

private fun Segment.membership(key: String): Reply =
    ok(json("userKey" to key, "included" to (key in keys.included), "excluded" to (key in keys.excluded)))

private fun SegmentDraft.changedBy(body: JsonObject): SegmentDraft = listOf("included", "excluded").fold(this) { draft, list ->
    val change = body.optionalObject(list) ?: return@fold draft
    val removed = change["remove"].orAbsent()?.texts("remove").orEmpty()
    val added = change["add"].orAbsent()?.texts("add").orEmpty()
    draft.with(list, USER) { it - removed.toSet() + added }
}

private fun Transfer.href() = (json.getValue("_links") as JsonObject).getValue("self").let { (it as JsonObject).text("href").orEmpty() }

/** An export is over as soon as it has begun. */
private fun LaunchDarklyAccount.newExport(segment: Segment): Transfer {
    val id = ids.next("export")
    val bytes = segment.keys.included.sumOf { it.toByteArray().size + 1L }
    val json = json(
        "id" to id,
        "segmentKey" to segment.id,
        "creationTime" to now(),
        "status" to "complete",
        "sizeBytes" to bytes,
        "size" to "$bytes B",
        "initiator" to json("name" to "Ariel Flores", "email" to "ariel@example.com"),
        "_links" to json("self" to link("${segment.path}/exports/$id"), "parent" to link(segment.path)),
    )
    return segment.exports.add(Transfer(json, segment.keys.included))
}

/** An import is over as soon as it has begun, unless it is to wait. */
private fun LaunchDarklyAccount.newImport(segment: Segment, parts: List<Part>): Transfer {
    val file = parts.find { it.name == "file" && it.filename != null } ?: refuse(400, "file is required")
    val mode = parts.find { it.name == "mode" }?.text ?: "merge"
    if (mode !in setOf("merge", "replace")) refuse(400, "mode must be 'merge' or 'replace', is '$mode'")
    val waits = parts.find { it.name == "waitOnApprovals" }?.text == "true"
    if (segment.imports.any { it.json.text("status") != "complete" }) refuse(409, "Another import is in progress")
    val id = ids.next("import")
    val status = if (waits) "ready" else "complete"
    val json = json(
        "id" to id,
        "segmentKey" to segment.id,
        "creationTime" to now(),
        "mode" to mode,
        "status" to status,
        "files" to listOf(json("filename" to file.filename, "status" to status)),
        "_links" to json("self" to link("${segment.path}/imports/$id"), "parent" to link(segment.path)),
    )
    val import = Transfer(json, file.text.lineSequence().map { it.trim().removeSurrounding("\"") }.filter { it.isNotEmpty() }.toSet())
    if (!waits) segment.commit(segment.draft.imported(import), now())
    return segment.imports.add(import)
}
