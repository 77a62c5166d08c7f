package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.JsonPatch
import dev.tricolor.emulator.core.Refusal
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.optionalObject
import dev.tricolor.emulator.core.optionalText
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.without
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject

private val SETTABLE = setOf(
    "name", "description", "variations", "temporary", "tags", "maintainerId", "maintainerTeamKey", "customProperties", "archived",
    "deprecated", "defaults", "clientSideAvailability", "environments",
)

internal fun LaunchDarklyAccount.patch(call: Call): JsonObject {
    val flag = flag(call)
    val dryRun = call.switch("dryRun")
    // Nothing is ever pending here that a patch could thwart.
    call.switch("ignoreConflicts")
    val body = call.json()
    val editor = if (body is JsonObject && "instructions" in body) edited(call, flag, body) else null
    val after = settled(flag, editor?.json ?: representation(flag, body))
    return when {
        editor?.deleted == true -> call.render(flag).also { if (!dryRun) remove(flag) }
        dryRun -> call.render(Flag(after, flag.project))
        else -> {
            flag.become(after)
            call.render(flag)
        }
    }
}

private fun edited(call: Call, flag: Flag, body: JsonObject): FlagEditor =
    FlagEditor(flag, body.optionalText("environmentKey")).apply { call.instructions(body).forEach(::carryOut) }

/** What a JSON patch or a merge patch, each alone or with a comment, makes of the flag's representation. */
private fun representation(flag: Flag, body: JsonElement): JsonObject = when {
    body is JsonArray -> patched(flag, body)
    body is JsonObject && "patch" in body -> patched(flag, body.getValue("patch"))
    body is JsonObject && "merge" in body -> merged(flag, body.optionalObject("merge") ?: refuse(400, "merge is required"))
    body is JsonObject -> merged(flag, body)
    else -> refuse(400, "The body must be a patch")
}

private fun patched(flag: Flag, patch: JsonElement): JsonObject = try {
    JsonPatch(patch).applyTo(flag.json, SETTABLE, mayBeAbsent = emptySet())
} catch (refusal: Refusal) {
    refuse(refusal.status, refusal.message, "invalid_patch")
}

private fun merged(flag: Flag, merge: JsonObject): JsonObject {
    (merge.keys - SETTABLE).firstOrNull()?.let { refuse(400, "'$it' cannot be changed") }
    return merge(flag.json, merge) as JsonObject
}

private fun merge(target: JsonElement?, changes: JsonElement): JsonElement = if (changes !is JsonObject) {
    changes
} else {
    changes.entries.fold(target as? JsonObject ?: JsonObject(emptyMap())) { merged, (name, change) ->
        if (change is JsonNull) merged.without(setOf(name)) else merged + mapOf(name to merge(merged[name], change))
    }
}

private fun Call.switch(name: String): Boolean = when (val value = query(name)) {
    null, "false" -> false
    "true" -> true
    else -> refuse(400, "$name must be true or false, is '$value'")
}
