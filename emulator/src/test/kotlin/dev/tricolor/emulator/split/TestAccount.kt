package dev.tricolor.emulator.split

import dev.tricolor.emulator.Emulator
import dev.tricolor.emulator.Exchange
import dev.tricolor.emulator.Wire
import dev.tricolor.emulator.string
import io.kotest.core.TestConfiguration
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.jsonArray
import java.time.Clock

internal const val DEFINITION =
    """{"treatments":[{"name":"on"},{"name":"off"}],"defaultTreatment":"off","defaultRule":[{"treatment":"off","size":100}]}"""

/** A fresh emulator for one test, and what its seed account calls things. */
class TestAccount(clock: Clock = Clock.systemUTC()) : AutoCloseable {
    val emulator: Emulator = Emulator.start(clock = clock)
    val v2: Wire = Wire("${emulator.splitUrl}/internal/api/v2")
    val v3: Wire = Wire("${emulator.splitUrl}/api/v3")
    val workspace: String = v2.get("workspaces")["objects"]!!.jsonArray.single().string("id")
    val environments: Map<String, String> =
        v2.get("environments/ws/$workspace").json.jsonArray.associate { it.string("name") to it.string("id") }
    val production: String get() = environments.getValue("Production")
    val staging: String get() = environments.getValue("Staging")

    fun flag(name: String, body: String = """{"name":"$name"}"""): Exchange =
        v2.post("splits/ws/$workspace/trafficTypes/user", body)

    /** A flag that is also defined on Production; returns the path of its definition. */
    fun definedFlag(name: String, definition: String = DEFINITION): String {
        flag(name)
        return "splits/ws/$workspace/$name/environments/Production".also { v2.post(it, definition) }
    }

    fun segment(name: String): Exchange = v2.post("segments/ws/$workspace/trafficTypes/user", """{"name":"$name"}""")

    /** A segment that is also active on Production; returns the path of its keys' parent. */
    fun activeSegment(name: String): String {
        segment(name)
        return "segments/$production/$name".also { v2.post(it) }
    }

    override fun close() = emulator.close()
}

/** The account that all tests of a spec share. */
fun TestConfiguration.account(): TestAccount = autoClose(TestAccount())

fun JsonElement.id(): String = string("id")
