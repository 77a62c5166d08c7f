package dev.tricolor.emulator.split

import dev.tricolor.emulator.core.Resource
import dev.tricolor.emulator.core.json

internal const val ADMINISTRATORS = "Administrators"
internal const val ADMIN_EMAIL = "admin@example.com"

// Split's default statuses; a new flag gets the first.
private val ROLLOUT_STATUSES = listOf(
    "Pre-Production" to "Feature flag is not yet in production",
    "Ramping" to "Feature flag is being rolled out",
    "Experimenting" to "Feature flag is part of an experiment",
    "100% Released" to "Feature flag is on for everyone",
    "Killed" to "Feature flag was killed",
    "Permanent" to "Feature flag is here to stay",
    "Removed from Code" to "Feature flag is no longer evaluated",
)

internal fun Account.seed() {
    val administrators = newGroup(ADMINISTRATORS, "Grants access to advanced administrative features")
    newUser(ADMIN_EMAIL, status = "ACTIVE", groups = listOf(administrators))
    ROLLOUT_STATUSES.forEach { (name, description) ->
        rolloutStatuses.add(Resource(json("id" to ids.next("rollout status"), "name" to name, "description" to description)))
    }
    val workspace = newWorkspace("Default", organization = "default", project = "default_project")
    newEnvironment(workspace, json("name" to "Production", "production" to true))
    newEnvironment(workspace, json("name" to "Staging", "production" to false))
}
