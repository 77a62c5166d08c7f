package dev.tricolor.emulator.split

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.Part
import dev.tricolor.emulator.core.Reply
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.isForm
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.ok
import dev.tricolor.emulator.core.parseJson
import dev.tricolor.emulator.core.parts
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.text
import dev.tricolor.emulator.core.texts
import dev.tricolor.split.SplitLimits
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

private const val ROOT = "segments/{env}/{name}"
private val PAGING = Paging(default = 100, max = 100)

/** The keys of a segment in one environment. `upload` and `deleteKeys` are the older calls: with a bare array as body, or with a CSV. */
internal fun Routes.Under.segmentKeys(account: Account) {
    get("$ROOT/keys") {
        val definition = account.segmentDefinition(this)
        val open = account.environment(this["env"]).openChangeRequests[definition.segment]
        ok(keysPage(definition.keys, open?.id, PAGING))
    }
    put("$ROOT/uploadKeys") { upload(account, keysIn(jsonObject())) }
    put("$ROOT/upload") { upload(account, if (isForm()) keysIn(parts()) else keysIn(json())) }
    put("$ROOT/removeKeys") { remove(account, keysIn(jsonObject())) }
    put("$ROOT/deleteKeys") { remove(account, keysIn(json())) }
}

internal fun keysIn(body: JsonObject): List<String> {
    body.requireNote()
    return keysIn(body["keys"] ?: refuse(400, "keys is required"))
}

/** The keys in the CSV of a form, of which another part may hold a title and a comment. */
private fun keysIn(form: List<Part>): List<String> {
    val file = form.find { it.name == "file" } ?: refuse(400, "A part named file is required")
    form.find { it.name == "payload" }?.let { payload ->
        val note = parseJson(payload.text) as? JsonObject ?: refuse(400, "payload must be a JSON object")
        note.requireNote()
    }
    return csvKeys(file)
}

/** The keys in a CSV of one column. */
internal fun csvKeys(file: Part): List<String> = LINE.findAll(file.text).map { line ->
    val (quoted, plain) = line.destructured
    if (',' in plain) refuse(400, "The file must have one column, has '$plain'")
    quoted.replace("\"\"", "\"") + plain.trim()
}.filter { it.isNotEmpty() }.toList().let(::checked)

/** What is quoted may go over several lines. */
private val LINE = Regex("\"((?:[^\"]|\"\")*)\"[^\r\n]*|([^\r\n]+)")

private fun keysIn(array: JsonElement): List<String> = checked(array.texts("keys"))

private fun checked(keys: List<String>): List<String> {
    if (keys.size > SplitLimits.KEYS_PER_CALL) refuse(400, "keys must be at most ${SplitLimits.KEYS_PER_CALL} per call, are ${keys.size}")
    if (keys.any { it.isBlank() }) refuse(400, "keys must not be blank")
    return keys
}

private fun Call.upload(account: Account, keys: List<String>): Reply {
    val definition = account.segmentDefinition(this)
    val environment = account.environment(this["env"])
    account.requireNoApprovals(environment)
    val replace = flag("replace")
    val distinct = keys.toSet()
    requireRoom(if (replace) distinct.size else definition.sizeWith(distinct))
    if (replace) definition.keys.clear()
    definition.keys.addAll(distinct)
    definition.lastUpdateTime = account.now()
    return ok(definition.uploaded(account, environment))
}

/** Python spells it `True`. What is neither yes nor no must not decide whether keys are lost. */
private fun Call.flag(name: String): Boolean {
    val asked = query(name).orEmpty().ifEmpty { "false" }
    return asked.lowercase().toBooleanStrictOrNull() ?: refuse(400, "$name must be true or false, is '$asked'")
}

internal fun SegmentDefinition.sizeWith(more: Set<String>): Int = keys.size + more.count { it !in keys }

internal fun requireRoom(total: Int) {
    val max = SplitLimits.KEYS_PER_SEGMENT
    if (total > max) refuse(400, "A segment holds at most $max keys, with these there would be $total")
}

private fun Call.remove(account: Account, keys: List<String>): Reply {
    val definition = account.segmentDefinition(this)
    account.requireNoApprovals(account.environment(this["env"]))
    val removed = definition.keys.removeAll(keys)
    definition.lastUpdateTime = account.now()
    return ok(json("code" to 200, "message" to "Deleted $removed keys", "details" to null, "transactionId" to null))
}

/** The long form of a segment, which only uploads are answered with. */
private fun SegmentDefinition.uploaded(account: Account, environment: Environment): JsonObject {
    val trafficType = segment.json["trafficType"] as JsonObject
    return json(
        "id" to "${environment.id}:$name",
        "orgId" to account.id,
        "environment" to environment.id,
        "environmentURN" to json("type" to "Environment", "id" to environment.id, "name" to environment.name),
        "name" to name,
        "trafficTypeId" to trafficType.text("id"),
        "trafficTypeURN" to json("type" to "TRAFFIC_TYPE", "id" to trafficType.text("id"), "name" to trafficType.text("name")),
        "description" to segment.json["description"],
        "creator" to json("type" to "System", "id" to "Root", "name" to "split.io"),
        "status" to "ACTIVE",
        "creationTime" to creationTime,
        "lastUpdateTime" to lastUpdateTime,
        "type" to "Segment",
    )
}
