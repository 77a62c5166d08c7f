package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.integer
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.ok
import dev.tricolor.emulator.core.optionalBoolean
import dev.tricolor.emulator.core.optionalText
import dev.tricolor.emulator.core.orAbsent
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.requiredText
import dev.tricolor.launchdarkly.LaunchDarklyLimits
import kotlinx.serialization.json.JsonObject

internal fun Routes.Under.contextKinds(account: LaunchDarklyAccount) {
    get("projects/{project}/context-kinds") {
        val project = account.project(this)
        val self = link("/api/v2/projects/${project.id}/context-kinds")
        ok(json("items" to project.contextKinds.map { it.json }, "_links" to json("self" to self)))
    }
    put("projects/{project}/context-kinds/{kind}") {
        val project = account.project(this)
        val created = account.putContextKind(project, this["kind"], jsonObject())
        val self = link("/api/v2/projects/${project.id}/context-kinds/${this["kind"]}")
        ok(json("status" to if (created) "created" else "updated", "_links" to json("self" to self)))
    }
}

/** Makes a context kind or changes it; whether it is new. */
internal fun LaunchDarklyAccount.putContextKind(project: Project, key: String, body: JsonObject): Boolean {
    val before = project.contextKinds.find(key.asKey("context kind", LaunchDarklyLimits.FLAG_KEY))
    val version = before?.json?.get("version").integer() ?: 0
    val known = body["version"].orAbsent()?.let { it.integer() ?: refuse(400, "version must be a whole number, is $it") }
    if (before != null && known != null && known != version) {
        refuse(409, "Context kind $key is at version $version", "optimistic_locking_error")
    }
    val json = json(
        "key" to key,
        "name" to body.requiredText("name"),
        "description" to body.optionalText("description").orEmpty(),
        "version" to version + 1,
        "creationDate" to (before?.json?.get("creationDate") ?: now()),
        "lastModified" to now(),
        "createdFrom" to (before?.json?.get("createdFrom") ?: "api"),
        "hideInTargeting" to (body.optionalBoolean("hideInTargeting") ?: false),
        "archived" to (body.optionalBoolean("archived") ?: false),
    )
    if (before == null) project.contextKinds.add(Keyed(json)) else before.json = before.json + json
    return before == null
}
