package dev.tricolor.emulator.optimizely

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.Reply
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.boolean
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.ok
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.text
import kotlinx.serialization.json.JsonObject

private val CHANGEABLE = setOf("archived", "description", "has_restricted_permissions", "key", "name", "priority")

internal fun Routes.Under.environments(account: OptimizelyAccount) {
    val environments = account.environments
    get("environments") { linkedPage(account.asked(this, environments)) { rendered(account, it) } }
    post("environments") {
        val body = checked {
            required("key", "name", "project_id")
            environment(it)
        }
        Reply(201, rendered(account, account.addEnvironment(account.namedProject(body), body.given(CHANGEABLE))))
    }
    get("environments/{environment}") { ok(rendered(account, environments.numbered(this["environment"]))) }
    patch("environments/{environment}") {
        val environment = environments.numbered(this["environment"])
        account.changeEnvironment(environment, checked { environment(it) }.given(CHANGEABLE))
        ok(rendered(account, environment))
    }
    delete("environments/{environment}") { account.archive(environments, environments.numbered(this["environment"])) }
    get("environments/{environment}/datafile") {
        Reply(200, text = account.datafile(environments.numbered(this["environment"])).text)
    }
}

private fun Fields.environment(body: JsonObject) {
    item(body)
    key(body)
    booleans("has_restricted_permissions")
    integers("priority")
}

/** The environment of [project] that [key] names, whether in capitals or not. */
internal fun OptimizelyAccount.environment(project: Project, key: String): Environment? =
    environments.find(project.nameOf(key.lowercase()))

/** Gives [project] the environments that all begin with whose SDKs run outside of browsers. */
internal fun OptimizelyAccount.addFirstEnvironments(project: Project) {
    listOf("Production", "Development").forEach { addEnvironment(project, json("key" to it, "name" to it)) }
}

private fun OptimizelyAccount.addEnvironment(project: Project, given: JsonObject): Environment {
    requireFree(project, given.text("key"), null)
    val others = environments.of(project).size
    val defaults = json(
        "archived" to false,
        "description" to "",
        "has_restricted_permissions" to false,
        "is_primary" to (others == 0),
        "priority" to others + 1,
        "project_id" to project.json["id"],
    )
    val sdkKey = ids.next("sdk key").filter { it != '-' }.take(SDK_KEY)
    return add(environments, Environment(born() + defaults + given, project, sdkKey, ids.number()))
}

private fun OptimizelyAccount.changeEnvironment(environment: Environment, changes: JsonObject) {
    requireFree(environment.project, changes.text("key"), environment)
    val former = environment.key
    change(environments, environment, changes)
    if (environment.key == former) return
    listOf(features, experiments).forEach { store ->
        store.of(environment.project).forEach { item ->
            val named = item.json["environments"] as? JsonObject ?: return@forEach
            val renamed = named.mapKeys { (key, _) -> if (key == former) environment.key else key }
            store.update(item, item.json + json("environments" to JsonObject(renamed)))
        }
    }
}

private fun OptimizelyAccount.requireFree(project: Project, key: String?, self: Environment?) {
    val other = key?.let { environment(project, it) }
    if (other != null && other !== self) refuse("key", "'$key' is already taken in project ${project.id}")
}

private fun Call.rendered(account: OptimizelyAccount, environment: Environment): JsonObject {
    val datafile = account.datafile(environment)
    val host = request.header("Host")?.let { "http://$it" }.orEmpty()
    return environment.json + json(
        "datafile" to json(
            "id" to environment.datafileId,
            "latest_file_size" to datafile.text.encodeToByteArray().size,
            "other_urls" to emptyList<String>(),
            "revision" to datafile.revision,
            "sdk_key" to environment.sdkKey,
            "url" to "$host/datafiles/${environment.sdkKey}.json",
        ),
    )
}

private const val SDK_KEY = 22

/** An environment; its key is the same in capitals and without. */
internal class Environment(json: JsonObject, project: Project, val sdkKey: String, val datafileId: Long) : Item(json, project) {
    /** Its datafile as it was last written. */
    var datafile: Datafile? = null

    val key: String get() = checkNotNull(json.text("key"))

    val isPrimary: Boolean get() = json["is_primary"].boolean() == true

    override val name: String get() = project.nameOf(key.lowercase())
}
