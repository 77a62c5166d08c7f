package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.Emulator
import dev.tricolor.emulator.Exchange
import dev.tricolor.emulator.Wire
import dev.tricolor.emulator.member
import dev.tricolor.emulator.string
import io.kotest.core.TestConfiguration
import io.kotest.matchers.shouldBe
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.jsonArray
import java.time.Clock

private const val SEMANTIC = "application/json; domain-model=launchdarkly.semanticpatch"

/** A fresh emulator, spoken to as LaunchDarkly. */
class TestProject(clock: Clock = Clock.systemUTC()) : AutoCloseable {
    val emulator: Emulator = Emulator.start(clock = clock)
    val api: Wire = wire()

    /** Announces every body as a semantic patch. */
    private val semantic = wire("Content-Type" to SEMANTIC)

    /** Says that it knows what is a beta. */
    val beta: Wire = wire("LD-API-Version" to "beta")

    fun flag(key: String, more: String = ""): Exchange = api.post("flags/default", """{"key":"$key","name":"Flag $key"$more}""")

    fun read(key: String): JsonElement = api.get("flags/default/$key").json

    fun config(key: String, environment: String = "production"): JsonElement? = read(key).member("environments").member(environment)

    fun variationIds(key: String): List<String> = read(key).member("variations")!!.jsonArray.map { it.string("_id") }

    /** Sends [instructions] for the environment production. */
    fun patch(key: String, instructions: String, query: String = ""): Exchange =
        semantic.patch("flags/default/$key$query", """{"environmentKey":"production","instructions":[$instructions]}""")

    fun semantic(path: String, body: String): Exchange = semantic.patch(path, body)

    override fun close() = emulator.close()

    private fun wire(vararg headers: Pair<String, String>) =
        Wire("${emulator.launchDarklyUrl}/api/v2", mapOf("Authorization" to "api-token") + headers)
}

/** The project that all tests of a spec share. */
fun TestConfiguration.project(): TestProject = autoClose(TestProject())

/** That it was refused in this way. */
fun Exchange.shouldRefuse(status: Int, code: String) {
    this.status to body.string("code") shouldBe (status to code)
    message.isNotBlank() shouldBe true
}
