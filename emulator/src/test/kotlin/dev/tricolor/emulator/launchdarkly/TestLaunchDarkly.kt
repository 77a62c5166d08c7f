package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.Emulator
import dev.tricolor.emulator.Exchange
import dev.tricolor.emulator.Wire
import dev.tricolor.emulator.string
import io.kotest.core.TestConfiguration
import io.kotest.matchers.shouldBe
import java.time.Clock

/** A fresh LaunchDarkly, spoken to as strangers do. */
class TestLaunchDarkly(clock: Clock = Clock.systemUTC()) : AutoCloseable {
    val emulator: Emulator = Emulator.start(clock = clock)
    val api: Wire = Wire("${emulator.launchDarklyUrl}/api/v2", mapOf("Authorization" to "api-token"))

    override fun close() = emulator.close()
}

/** The account that all tests of a spec share. */
fun TestConfiguration.launchDarkly(): TestLaunchDarkly = autoClose(TestLaunchDarkly())

/** That it was refused in this way. */
fun Exchange.shouldRefuse(status: Int, code: String) {
    this.status to body.string("code") shouldBe (status to code)
    message.isNotBlank() shouldBe true
}
