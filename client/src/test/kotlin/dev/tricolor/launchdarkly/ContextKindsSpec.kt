package dev.tricolor.launchdarkly

import dev.tricolor.ConflictException
import dev.tricolor.InvalidPayloadException
import dev.tricolor.NotFoundException
import dev.tricolor.UnexpectedReplyException
import dev.tricolor.status
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.test.runTest

internal class ContextKindsSpec : FunSpec({
    test("context kinds are made and replaced by the same call, and user is there from the beginning") {
        onLaunchDarkly {
            val kinds = launchDarkly.contextKinds
            kinds.list("default").items.map { it.key } shouldContainExactly listOf("user")
            asked shouldBe "GET projects/default/context-kinds"
            kinds.put("default", "device", "Device") { hideInTargeting = true }.status shouldBe "created"
            asked shouldBe "PUT projects/default/context-kinds/device"
            emulator.requests.last.body shouldBe """{"name":"Device","hideInTargeting":true}"""
            kinds.find("default", "device")?.hideInTargeting shouldBe true
            kinds.put("default", "device", "Device") { description("a phone").archived(true).version(1) }.status shouldBe "updated"
            kinds.find("default", "device")!!.let {
                it.version shouldBe 2
                it.archived shouldBe true
                it.hideInTargeting shouldBe false
                it.description shouldBe "a phone"
            }
            kinds.listAll("default").map { it.key }.toList() shouldContainExactly listOf("user", "device")
            kinds.find("default", "none").shouldBeNull()
            shouldThrow<ConflictException> { kinds.put("default", "device", "D") { version = 1 } }.code shouldBe "optimistic_locking_error"
            shouldThrow<NotFoundException> { kinds.list("none") }
        }
    }

    test("what cannot work is refused before anything is sent") {
        onLaunchDarkly {
            shouldThrow<InvalidPayloadException> { launchDarkly.contextKinds.put("default", "k", " ") { version = 0 } }
                .problems.map { it.path } shouldContainExactly listOf("name", "version")
            shouldThrow<IllegalArgumentException> { launchDarkly.contextKinds.put("default", "a b", "K") }
            emulator.requests.all.shouldBeEmpty()
        }
    }

    test("a list without items, or with null among them, is told") {
        listOf("{}", """{"key":"k"}""", """{"items":[null]}""", """{"items":[{"name":"no key"}]}""").forEach { body ->
            runTest {
                val kinds = ScriptedLaunchDarkly(this, handler = status(200, body)).launchDarkly.contextKinds
                shouldThrow<UnexpectedReplyException> { kinds.list("p") }.endpoint shouldBe "GET projects/{projectKey}/context-kinds"
            }
        }
    }
})
