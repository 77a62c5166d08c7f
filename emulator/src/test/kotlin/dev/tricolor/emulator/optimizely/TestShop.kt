package dev.tricolor.emulator.optimizely

import dev.tricolor.emulator.Emulator
import dev.tricolor.emulator.Exchange
import dev.tricolor.emulator.Wire
import dev.tricolor.emulator.member
import dev.tricolor.emulator.string
import io.kotest.core.TestConfiguration
import io.kotest.matchers.maps.shouldContainKeys
import io.kotest.matchers.shouldBe
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import java.time.Clock

/** A fresh emulator, spoken to as Optimizely, with a Full Stack project. */
class TestShop(clock: Clock = Clock.systemUTC()) : AutoCloseable {
    val emulator: Emulator = Emulator.start(clock = clock)
    val api: Wire = Wire("${emulator.optimizelyUrl}/v2", mapOf("Authorization" to "Bearer 2:token"))

    /** Speaks to the place of the datafiles, without a token. */
    val cdn: Wire = Wire("${emulator.optimizelyUrl}/datafiles", emptyMap())

    val project: String = project("custom")

    fun project(platform: String): String = api.post("projects", """{"name":"Shop","platform":"$platform"}""").id()

    fun environments(project: String = this.project): List<JsonElement> = api.get("environments?project_id=$project").json.jsonArray

    fun datafile(environment: JsonElement = environments().first()): JsonElement = environment.member("datafile")!!

    override fun close() = emulator.close()
}

/** The project that all tests of a spec share. */
fun TestConfiguration.shop(): TestShop = autoClose(TestShop())

fun Exchange.id(): String = json.id()

fun JsonElement.id(): String = string("id")

fun Exchange.keys(): List<String> = json.jsonArray.map { it.string("key") }

/** That it was refused because of these members, and no others. */
fun Exchange.shouldRefuse(vararg members: String) {
    status shouldBe 400
    body.string("code") shouldBe "bad_request"
    body.shouldContainKeys("message", "uuid")
    this["messages"]!!.jsonObject.keys shouldBe members.toSet()
}
