package dev.tricolor.emulator.optimizely

import dev.tricolor.emulator.core.Dispatcher
import dev.tricolor.emulator.core.FaultQueue
import dev.tricolor.emulator.core.Outcome
import dev.tricolor.emulator.core.Request
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.parseJson
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import java.time.Clock

/** A project whose contents are put into it as the API would keep them. */
internal class PlantedProject {
    private val optimizely = Optimizely(emptySet(), Clock.systemUTC())
    private val dispatcher = FaultQueue(Clock.systemUTC()).let { Dispatcher(listOf(optimizely), it) }
    val account = optimizely.account
    val project = account.projects.add(Project(json("id" to 1, "account_id" to 2)))

    init {
        account.addFirstEnvironments(project)
    }

    fun attribute(id: Int, key: String) = account.add(account.attributes, item("""{"id":$id,"key":"$key"}"""))

    fun event(id: Int, key: String) = account.add(account.events, item("""{"id":$id,"key":"$key"}"""))

    fun audience(id: Int, conditions: String, more: JsonObject = json()) =
        json("id" to id, "name" to "audience $id", "conditions" to conditions)
            .let { account.add(account.audiences, Item(JsonObject(it + more), project)) }

    fun feature(text: String) = account.add(account.features, item(text))

    fun experiment(text: String) = account.add(account.experiments, item(text))

    fun group(text: String) = account.add(account.groups, item(text))

    fun datafile(environment: String = "Production"): JsonObject =
        DatafileWriter(account, account.environment(project, environment)!!).write()

    /** What the API answers; nothing is sent over the wire. */
    fun ask(method: String, path: String, body: JsonObject? = null): JsonElement {
        val headers = mapOf("Authorization" to listOf("Bearer 2:token"))
        val outcome = dispatcher.dispatch(Request(method, "/v2/$path", headers, body?.toString().orEmpty().toByteArray()))
        return parseJson((outcome as Outcome.Send).reply.bytes.decodeToString())
    }

    private fun item(text: String) = Item(parseJson(text) as JsonObject, project)
}
