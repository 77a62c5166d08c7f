package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.Refusal
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.integer
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.objects
import dev.tricolor.emulator.core.ok
import dev.tricolor.emulator.core.optionalText
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.requiredText
import dev.tricolor.emulator.core.text
import dev.tricolor.emulator.core.without
import kotlinx.serialization.json.JsonObject

private const val OF_FLAG = "flags/{project}/{flag}/expiring-targets/{environment}"
private const val OF_SEGMENT = "segments/{project}/{segment}/expiring-targets/{environment}"
private const val USERS_OF_FLAG = "flags/{project}/{flag}/expiring-user-targets/{environment}"
private const val USERS_OF_SEGMENT = "segments/{project}/{segment}/expiring-user-targets/{environment}"
private const val ADD = "addExpiringTarget"
private const val UPDATE = "updateExpiringTarget"
private const val REMOVE = "removeExpiringTarget"

internal fun Routes.Under.expiringTargets(account: LaunchDarklyAccount) {
    get(OF_FLAG) { ok(account.expiringOfFlag(this).shown()) }
    patch(OF_FLAG) { ok(account.expiringOfFlag(this).patched(instructions())) }
    get(OF_SEGMENT) { ok(account.expiringOfSegment(this).shown()) }
    patch(OF_SEGMENT) { ok(account.expiringOfSegment(this).patched(instructions())) }
    get(USERS_OF_FLAG) { ok(inWordsForUsers(account.expiringOfFlag(this).shown())) }
    patch(USERS_OF_FLAG) { ok(inWordsForUsers(account.expiringOfFlag(this).patched(instructions().map(::inWordsForContexts)))) }
    get(USERS_OF_SEGMENT) { ok(inWordsForUsers(account.expiringOfSegment(this).shown())) }
    patch(USERS_OF_SEGMENT) { ok(inWordsForUsers(account.expiringOfSegment(this).patched(instructions().map(::inWordsForContexts)))) }
}

private val USER_KINDS = mapOf(
    "addExpireUserTargetDate" to ADD,
    "updateExpireUserTargetDate" to UPDATE,
    "removeExpireUserTargetDate" to REMOVE,
)

/** An instruction in the older words, which know users only, in those that know all contexts. */
private fun inWordsForContexts(instruction: JsonObject): JsonObject {
    val kind = instruction.requiredText("kind")
    return instruction + json(
        "kind" to (USER_KINDS[kind] ?: refuse(400, "Expiring user targets know no instruction '$kind'")),
        "contextKind" to USER,
        "contextKey" to instruction.requiredText("userKey"),
    )
}

/** Expiring targets in the older words, which have none for contexts that are no users. */
private fun inWordsForUsers(targets: JsonObject): JsonObject {
    val users = targets.objects("items").filter { it.text("contextKind") == USER }
        .map { it.without(setOf("contextKind", "contextKey")) + json("userKey" to it.text("contextKey")) }
    return targets + json("items" to users)
}

/** Takes away the targets whose time has come. */
internal fun LaunchDarklyAccount.expireTargets() {
    projects.flatMap { it.flags }.forEach { flag -> flag.expiring.keys.toList().forEach { expireTargets(flag, it) } }
    projects.flatMap { it.environments }.flatMap { it.segments }.forEach(::expireTargets)
}

private fun LaunchDarklyAccount.expiringOfFlag(call: Call): Expiring {
    val flag = flag(call)
    val environment = environment(call)
    val all = flag.expiring.getOrPut(environment.id) { ArrayList() }
    val links = json("self" to link(call.request.rawPath))
    return Expiring(this, all, Place("variationId", flag.variationIds), environment.resource("flag", flag), links) {
        val editor = FlagEditor(flag, environment.id)
        it.key in editor.targets[it.kind to editor.index(it.place)].orEmpty()
    }
}

private fun LaunchDarklyAccount.expiringOfSegment(call: Call): Expiring {
    val segment = segment(call)
    val environment = segment.environment
    val place = Place("targetType", listOf("included", "excluded"))
    val links = json("self" to link(call.request.rawPath), "parent" to link(segment.path))
    return Expiring(this, segment.expiring, place, environment.resource("segment", segment), links) {
        segment.draft.targets(it.place, it.kind, it.key)
    }
}

private fun Environment.resource(kind: String, resource: Keyed) =
    json("kind" to kind, "projectKey" to project.id, "environmentKey" to id, "key" to resource.id)

/** The member that says what something is a target of, and what it can be. */
private class Place(val name: String, val values: List<String>)

private data class Target(val place: String, val kind: String, val key: String)

/**
 * The targets of one [resource] that go by themselves in one environment. Unlike other patches, theirs carries out what it can, and tells
 * of the rest.
 */
private class Expiring(
    private val account: LaunchDarklyAccount,
    private val all: MutableList<JsonObject>,
    private val place: Place,
    private val resource: JsonObject,
    private val links: JsonObject,
    private val isTarget: (Target) -> Boolean,
) {
    fun shown(): JsonObject = json("items" to all, "_links" to links)

    fun patched(instructions: List<JsonObject>): JsonObject {
        instructions.forEach(::check)
        val changed = ArrayList<JsonObject>()
        val errors = ArrayList<JsonObject>()
        instructions.forEachIndexed { index, instruction ->
            try {
                carryOut(instruction)?.let(changed::add)
            } catch (refusal: Refusal) {
                errors += json("instructionIndex" to index, "message" to refusal.message)
            }
        }
        return json(
            "items" to changed,
            "_links" to links,
            "totalInstructions" to instructions.size,
            "successfulInstructions" to instructions.size - errors.size,
            "failedInstructions" to errors.size,
            "errors" to errors,
        )
    }

    private fun check(instruction: JsonObject) {
        val kind = instruction.requiredText("kind")
        if (kind !in KINDS) refuse(400, "Expiring targets know no instruction '$kind'")
        if (instruction.target().place !in place.values) refuse(400, "${place.name} must be one of ${place.values}")
        val needsValue = kind != REMOVE
        if (needsValue && instruction["value"].integer() == null) refuse(400, "value must be a time in epoch milliseconds")
    }

    /** What the instruction has made or changed; null when it is gone. */
    private fun carryOut(instruction: JsonObject): JsonObject? {
        val target = instruction.target()
        val old = all.find { it.target().copy(place = target.place) == target }
        checkSubject(instruction, target, old)
        val made = if (instruction.text("kind") == REMOVE) null else moved(instruction, target, old)
        all.remove(old)
        return made?.also(all::add)
    }

    private fun checkSubject(instruction: JsonObject, target: Target, old: JsonObject?) {
        val adds = instruction.text("kind") == ADD
        when {
            adds && old != null -> refuse(400, "${target.kind} '${target.key}' expires already")
            adds && !isTarget(target) -> refuse(400, "${target.kind} '${target.key}' is not a target of ${place.name} '${target.place}'")
            !adds && old?.target() != target -> refuse(400, "${target.kind} '${target.key}' does not expire")
        }
    }

    private fun moved(instruction: JsonObject, target: Target, old: JsonObject?): JsonObject {
        val date = instruction["value"].integer()?.takeIf { it > account.now() } ?: refuse(400, "${instruction["value"]} is over")
        val version = old?.get("_version").integer() ?: 0
        val expected = instruction["version"].integer() ?: version
        if (old != null && expected != version) refuse(400, "The version is $version, not $expected")
        return json(
            "_id" to (old?.text("_id") ?: account.ids.next("expiring target")),
            "_version" to version + 1,
            "expirationDate" to date,
            "contextKind" to target.kind,
            "contextKey" to target.key,
            place.name to target.place,
            "_resourceId" to resource,
        )
    }

    private fun JsonObject.target() = Target(requiredText(place.name), optionalText("contextKind") ?: USER, requiredText("contextKey"))

    private companion object {
        val KINDS = setOf(ADD, UPDATE, REMOVE)
    }
}

private fun LaunchDarklyAccount.isDue(expiring: JsonObject) = (expiring["expirationDate"].integer() ?: 0) <= now()

private fun LaunchDarklyAccount.expireTargets(flag: Flag, environmentKey: String) {
    val due = flag.expiring.getValue(environmentKey).filter(::isDue)
    if (due.isEmpty()) return
    flag.expiring.getValue(environmentKey) -= due.toSet()
    val editor = FlagEditor(flag, environmentKey)
    due.filter { it.text("variationId") in flag.variationIds }.forEach { target ->
        val kind = checkNotNull(target.text("contextKind"))
        editor.removeTargets(kind, target + json("values" to listOf(target.text("contextKey"))))
    }
    change(flag, editor.json)
}

private fun LaunchDarklyAccount.expireTargets(segment: Segment) {
    segment.expiring.filter(::isDue).forEach { due ->
        val (type, kind, key) = listOf("targetType", "contextKind", "contextKey").map { due.requiredText(it) }
        segment.commit(segment.draft.with(type, kind) { it - key }, now())
    }
}
