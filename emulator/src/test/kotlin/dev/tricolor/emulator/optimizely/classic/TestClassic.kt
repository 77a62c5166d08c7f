package dev.tricolor.emulator.optimizely.classic

import dev.tricolor.emulator.Emulator
import dev.tricolor.emulator.Exchange
import dev.tricolor.emulator.Wire
import dev.tricolor.emulator.string
import io.kotest.core.TestConfiguration
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonArray
import java.time.Clock

/** A fresh emulator, spoken to as classic Optimizely, with one project. */
class TestClassic(clock: Clock = Clock.systemUTC()) : AutoCloseable {
    val emulator: Emulator = Emulator.start(clock = clock)
    val api: Wire = Wire("${emulator.optimizelyClassicUrl}/experiment/v1", mapOf("Token" to "abc:123"))
    val project: String = made("projects", """{"project_name":"Shop"}""")

    /** Makes something, and gives its id. */
    fun made(path: String, body: String): String = api.post(path, body).also { it.status shouldBe 201 }.body.string("id")

    fun experiment(name: String = "Home"): String =
        made("projects/$project/experiments", """{"description":"$name","edit_url":"https://example.com/"}""")

    fun event(title: String = "Sign up", more: String = ""): String =
        made("projects/$project/goals", """{"title":"$title","goal_type":1,"event":"e"$more}""")

    fun put(path: String, body: String): JsonElement = api.put(path, body).also { it.status shouldBe 202 }.json

    override fun close() = emulator.close()
}

fun TestConfiguration.classic(clock: Clock = Clock.systemUTC()): TestClassic = autoClose(TestClassic(clock))

/** That it was refused in this way, in the vendor's shape. */
fun Exchange.shouldRefuse(status: Int, about: String = "") {
    this.status shouldBe status
    body.keys shouldContainExactly setOf("status", "message", "uuid")
    body.string("status") shouldBe "$status"
    message shouldContain about
}

fun JsonObject.list(member: String): List<String> = getValue(member).jsonArray.map { "$it" }
