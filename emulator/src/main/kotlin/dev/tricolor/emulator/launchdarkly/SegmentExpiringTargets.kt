package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.core.Refusal
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.integer
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.ok
import dev.tricolor.emulator.core.orAbsent
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.requiredText
import dev.tricolor.emulator.core.text
import kotlinx.serialization.json.JsonObject

private const val PATH = "segments/{project}/{segment}/expiring-targets/{environment}"

/** Targets that go by themselves. Unlike those of other patches, each instruction succeeds or fails for itself. */
internal fun Routes.Under.segmentExpiringTargets(account: LaunchDarklyAccount) {
    get(PATH) { account.segment(this).let { ok(json("items" to it.expiring, "_links" to it.expiringLinks())) } }
    patch(PATH) {
        val segment = account.segment(this)
        val instructions = instructions().onEach(::checkInstruction)
        val items = ArrayList<JsonObject>()
        val errors = ArrayList<JsonObject>()
        instructions.forEachIndexed { index, instruction ->
            try {
                account.expire(segment, instruction)?.let(items::add)
            } catch (refusal: Refusal) {
                errors += json("instructionIndex" to index, "message" to refusal.message)
            }
        }
        val counts = json(
            "items" to items,
            "_links" to segment.expiringLinks(),
            "totalInstructions" to instructions.size,
            "successfulInstructions" to instructions.size - errors.size,
            "failedInstructions" to errors.size,
        )
        ok(if (errors.isEmpty()) counts else counts + json("errors" to errors))
    }
}

/** Takes away the targets whose time has come. */
internal fun LaunchDarklyAccount.expireSegmentTargets() {
    projects.flatMap { it.environments }.flatMap { it.segments }.forEach { segment ->
        segment.expiring.filter { (it["expirationDate"].integer() ?: 0) <= now() }.forEach { due ->
            val (type, kind, key) = due.target()
            segment.commit(segment.draft.with(type, kind) { it - key }, now())
        }
    }
}

private val KINDS = setOf("addExpiringTarget", "updateExpiringTarget", "removeExpiringTarget")
private val TYPES = setOf("included", "excluded")
private val TARGET = listOf("targetType", "contextKind", "contextKey")

private fun checkInstruction(instruction: JsonObject) {
    val kind = instruction.requiredText("kind")
    if (kind !in KINDS) refuse(400, "Expiring targets know no instruction '$kind'")
    instruction.target()
    if (instruction.text("targetType") !in TYPES) refuse(400, "targetType must be 'included' or 'excluded'")
    val needsValue = kind != "removeExpiringTarget"
    if (needsValue && instruction["value"].integer() == null) refuse(400, "value must be a time in epoch milliseconds")
}

private fun JsonObject.target() = TARGET.map { requiredText(it) }

/** The expiring target that an instruction has made or changed; null when it is gone. */
private fun LaunchDarklyAccount.expire(segment: Segment, instruction: JsonObject): JsonObject? {
    val old = segment.expiring.find { it.target() == instruction.target() }
    checkSubject(segment, instruction, old)
    if (instruction.text("kind") == "removeExpiringTarget") return null.also { segment.expiring.remove(old) }
    val date = instruction["value"].integer() ?: 0
    if (date <= now()) refuse(400, "$date is over")
    val version = old?.get("_version").integer() ?: 0
    val expected = instruction["version"].orAbsent().integer() ?: version
    if (old != null && expected != version) refuse(400, "The version is $version, not $expected")
    val (type, kind, key) = instruction.target()
    val target = json(
        "_id" to (old?.text("_id") ?: ids.next("expiring target")),
        "_version" to version + 1,
        "expirationDate" to date,
        "contextKind" to kind,
        "contextKey" to key,
        "targetType" to type,
        "_resourceId" to json(
            "kind" to "segment",
            "projectKey" to segment.environment.project.id,
            "environmentKey" to segment.environment.id,
            "key" to segment.id,
        ),
    )
    segment.expiring.remove(old)
    segment.expiring += target
    return target
}

private fun checkSubject(segment: Segment, instruction: JsonObject, old: JsonObject?) {
    val (type, kind, key) = instruction.target()
    val adds = instruction.text("kind") == "addExpiringTarget"
    when {
        adds && old != null -> refuse(400, "$kind '$key' expires already")
        adds && !segment.draft.targets(type, kind, key) -> refuse(400, "$kind '$key' is not $type")
        !adds && old == null -> refuse(400, "$kind '$key' does not expire")
    }
}

private fun Segment.expiringLinks() =
    json("self" to link("/api/v2/segments/${environment.project.id}/$id/expiring-targets/${environment.id}"), "parent" to link(path))
