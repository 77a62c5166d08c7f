package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.optionalObjects
import dev.tricolor.emulator.core.optionalText
import dev.tricolor.emulator.core.requiredText
import kotlinx.serialization.json.JsonObject

private const val MAX_KEY = 100
private val FIRST_ENVIRONMENTS = listOf(
    json("key" to "production", "name" to "Production", "color" to "417505"),
    json("key" to "test", "name" to "Test", "color" to "F5A623"),
)

/** A project with the environments that [body] names, or the two that LaunchDarkly makes when it names none. */
internal fun LaunchDarklyAccount.newProject(body: JsonObject): Project {
    val json = json(
        "_id" to ids.next("project"),
        "key" to body.requiredText("key").asKey("project", MAX_KEY),
        "name" to body.requiredText("name"),
    )
    val project = projects.add(Project(json))
    (body.optionalObjects("environments") ?: FIRST_ENVIRONMENTS).forEach { newEnvironment(project, it) }
    return project
}

internal fun LaunchDarklyAccount.newEnvironment(project: Project, body: JsonObject): Environment {
    val json = json(
        "_id" to ids.next("environment"),
        "key" to body.requiredText("key").asKey("environment", MAX_KEY),
        "name" to body.requiredText("name"),
        "color" to body.optionalText("color"),
    )
    val environment = project.environments.add(Environment(json, project))
    project.flags.forEach { enter(it, environment) }
    return environment
}
