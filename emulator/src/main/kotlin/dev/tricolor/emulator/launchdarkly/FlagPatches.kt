package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.optionalText
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
    val editor = call.instructionsIfAny()?.let { edited(call, flag, it) }
    val after = settled(flag, editor?.json ?: call.patchedOrMerged(flag.json, SETTABLE))
    return when {
        editor?.deleted == true -> call.render(flag).also { if (!dryRun) remove(flag) }
        dryRun -> call.render(Flag(after, flag.project))
        else -> {
            flag.become(after)
            call.render(flag)
        }
    }
}

private fun edited(call: Call, flag: Flag, instructions: List<JsonObject>): FlagEditor =
    FlagEditor(flag, call.jsonObject().optionalText("environmentKey")).apply { instructions.forEach(::carryOut) }
