package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.Refusal
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.integer
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.ok
import dev.tricolor.emulator.core.optionalText
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.requiredText
import dev.tricolor.emulator.core.text
import kotlinx.serialization.json.JsonObject

internal fun Routes.Under.expiringTargets(account: LaunchDarklyAccount) {
    get("flags/{project}/{flag}/expiring-targets/{environment}") {
        ok(json("items" to account.flag(this).expiring[account.environment(this).id].orEmpty(), "_links" to self()))
    }
    patch("flags/{project}/{flag}/expiring-targets/{environment}") { ok(account.patchExpiringTargets(this)) }
}

/** Unlike other patches this one carries out what it can, and tells of the rest. */
private fun LaunchDarklyAccount.patchExpiringTargets(call: Call): JsonObject {
    val flag = flag(call)
    val environmentKey = environment(call).id
    val changed = ArrayList<JsonObject>()
    val errors = ArrayList<JsonObject>()
    val instructions = call.instructions(call.jsonObject())
    instructions.forEachIndexed { index, instruction ->
        try {
            expiringTarget(flag, environmentKey, instruction)?.let { changed += it }
        } catch (refusal: Refusal) {
            errors += json("instructionIndex" to index, "message" to refusal.message)
        }
    }
    return json(
        "items" to changed,
        "totalInstructions" to instructions.size,
        "successfulInstructions" to instructions.size - errors.size,
        "failedInstructions" to errors.size,
        "errors" to errors,
        "_links" to call.self(),
    )
}

/** Carries out one instruction; what it makes, or null when it removes. */
private fun LaunchDarklyAccount.expiringTarget(flag: Flag, environmentKey: String, instruction: JsonObject): JsonObject? {
    val kind = instruction.requiredText("kind")
    val key = instruction.requiredText("contextKey")
    val contextKind = instruction.optionalText("contextKind") ?: USER
    val variationId = instruction.requiredText("variationId")
    val all = flag.expiring[environmentKey].orEmpty()
    val former = all.find { it.text("contextKey") == key && it.text("contextKind") == contextKind }
    val made = when (kind) {
        "addExpiringTarget" -> {
            if (former != null) refuse(400, "$contextKind '$key' is to expire already")
            val targets = FlagEditor(flag, environmentKey).let { it.targets[contextKind to it.index(variationId)] }
            if (key !in targets.orEmpty()) refuse(400, "$contextKind '$key' is not a target of that variation")
            json(
                "_id" to ids.next("expiring target"),
                "_version" to 1,
                "expirationDate" to date(instruction),
                "contextKind" to contextKind,
                "contextKey" to key,
                "variationId" to variationId,
                "_resourceId" to
                    json("kind" to "flag", "projectKey" to flag.project.id, "environmentKey" to environmentKey, "key" to flag.id),
            )
        }
        "updateExpiringTarget" -> {
            if (former?.text("variationId") != variationId) refuse(400, "$contextKind '$key' is not to expire")
            val version = checkNotNull(former["_version"].integer())
            if (instruction["version"].integer().let { it != null && it != version }) refuse(400, "The version is $version")
            former + json("_version" to version + 1, "expirationDate" to date(instruction))
        }
        "removeExpiringTarget" -> null
        else -> refuse(400, "Unknown instruction kind '$kind'")
    }
    flag.expiring[environmentKey] = all.filter { it != former } + listOfNotNull(made)
    return made
}

private fun LaunchDarklyAccount.date(instruction: JsonObject): Long =
    instruction["value"].integer()?.takeIf { it > now() } ?: refuse(400, "value must be a time to come, in epoch milliseconds")

/** Removes the targets whose time has come. */
internal fun LaunchDarklyAccount.expireTargets(): Unit =
    projects.flatMap { it.flags }.forEach { flag -> flag.expiring.keys.toList().forEach { expireTargets(flag, it) } }

private fun LaunchDarklyAccount.expireTargets(flag: Flag, environmentKey: String) {
    val (due, left) = flag.expiring.getValue(environmentKey).partition { checkNotNull(it["expirationDate"].integer()) <= now() }
    if (due.isEmpty()) return
    flag.expiring[environmentKey] = left
    val editor = FlagEditor(flag, environmentKey)
    due.filter { it.text("variationId") in flag.variationIds }.forEach { target ->
        val kind = checkNotNull(target.text("contextKind"))
        editor.removeTargets(kind, target + json("values" to listOf(target.text("contextKey"))))
    }
    change(flag, editor.json)
}

private fun Call.self(): JsonObject = json("self" to link(request.rawPath))
