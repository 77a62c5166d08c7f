package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.integer
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.ok
import dev.tricolor.emulator.core.plus
import kotlinx.serialization.json.JsonObject

private const val WEEK_MILLIS = 7 * 24 * 60 * 60 * 1000L

internal fun Routes.Under.flagStatuses(account: LaunchDarklyAccount) {
    get("flag-statuses/{project}/{environment}") {
        val environment = account.environment(this)
        val items = environment.project.flags.filterNot { it.archived }.map { account.status(it, environment.id) }
        ok(json("items" to items, "_links" to json("self" to link("/api/v2/flag-statuses/${environment.project.id}/${environment.id}"))))
    }
    get("flag-statuses/{project}/{environment}/{flag}") {
        ok(account.status(account.flag(this), account.environment(this).id))
    }
    get("flag-status/{project}/{flag}") {
        val flag = account.flag(this)
        val keys = environmentKeys(flag.project) ?: flag.project.environments.map { it.id }
        val self = link("/api/v2/flag-status/${flag.project.id}/${flag.id}")
        val statuses = JsonObject(keys.associateWith { account.name(flag) })
        ok(json("environments" to statuses, "key" to flag.id, "_links" to flag.links() + json("parent" to flag.self(), "self" to self)))
    }
}

private fun LaunchDarklyAccount.status(flag: Flag, environmentKey: String): JsonObject {
    val self = link("/api/v2/flag-statuses/${flag.project.id}/$environmentKey/${flag.id}")
    return name(flag) + json("_links" to json("parent" to flag.self(), "self" to self))
}

/** No SDK ever asks for a flag here. */
private fun LaunchDarklyAccount.name(flag: Flag): JsonObject {
    val age = now() - checkNotNull(flag.json["creationDate"].integer())
    return json("name" to if (age < WEEK_MILLIS) "new" else "inactive")
}

private fun Flag.self() = links().getValue("self")
