package dev.tricolor.split

import dev.tricolor.InvalidPayloadException
import dev.tricolor.NotFoundException
import dev.tricolor.Scripted
import dev.tricolor.UnexpectedReplyException
import dev.tricolor.status
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.test.runTest

private const val ANNA =
    """{"key":"anna","trafficTypeId":"tt","environmentId":"env","values":{"plan":"pro"},"organizationId":"o","new":1}"""

private suspend fun Emulated.trafficTypeId() =
    checkNotNull(split.trafficTypes.find(workspaceId, "user")).id.also { emulator.requests.clear() }

internal class IdentitiesSpec : FunSpec({
    test("saving overwrites, changing keeps the rest, deleting forgets") {
        onEmulator {
            val user = trafficTypeId()
            val saved = split.identities.save(user, environmentId, "a/b c") {
                value("seats", 350)
                value("state", "PA")
                value("vip", true)
            }
            emulator.requests.last.body shouldBe """{"key":"a/b c","trafficTypeId":"$user","environmentId":"$environmentId",""" +
                """"values":{"seats":350,"state":"PA","vip":true}}"""
            saved.values shouldBe mapOf("seats" to "350", "state" to "PA", "vip" to "true")
            saved.environmentId shouldBe environmentId

            split.identities.update(user, environmentId, "a/b c") { value("seats", 351) }.values["seats"] shouldBe "351"
            split.identities.patch(user, environmentId, "a/b c") { value("vip", false) }.values shouldBe
                mapOf("seats" to "351", "state" to "PA", "vip" to "false")
            split.identities.save(user, environmentId, "a/b c") { values(mapOf("state" to "NY")) }.values shouldBe mapOf("state" to "NY")
            split.identities.save(user, environmentId, "a/b c").values shouldBe emptyMap()
            split.identities.delete(user, environmentId, "a/b c")
            shouldThrow<NotFoundException> { split.identities.delete(user, environmentId, "a/b c") }
            shouldThrow<NotFoundException> { split.identities.patch(user, environmentId, "a/b c") { value("vip", 1) } }

            val root = "/internal/api/v2/trafficTypes/$user/environments/$environmentId/identities/a%2Fb%20c"
            emulator.requests.all.map { "$it" } shouldContainExactly listOf(
                "PUT $root", "POST $root/patch", "PATCH $root", "PUT $root", "PUT $root", "DELETE $root", "DELETE $root", "PATCH $root",
            )
        }
    }

    test("a batch goes out as one request, and tells what has become of each") {
        onEmulator {
            val user = trafficTypeId()
            val read = Identity.fromJson("""{"key":"ben","values":{"plan":"free"}}""")
            val failing = Identity.fromJson("""{"key":"cid","values":{"1st":"x"}}""")
            val results = split.identities.saveAll(user, environmentId) {
                identity("anna") { value("plan", "pro") }
                identities(listOf(read, failing))
            }
            emulator.requests.all shouldHaveSize 1
            emulator.requests.last.body shouldContain """{"key":"ben","values":{"plan":"free"},"trafficTypeId":"$user""""
            results.saved.map { it.key to it.values } shouldContainExactly
                listOf("anna" to mapOf("plan" to "pro"), "ben" to mapOf("plan" to "free"))
            val failed = results.failed.single()
            failed.identity?.key shouldBe "cid"
            failed.status shouldBe 400
            failed.message.orEmpty() shouldContain "'1st' is no attribute id"

            // What was saved can be saved again, as it was read.
            split.identities.saveAll(user, environmentId) { identities(results.saved) }.saved shouldBe results.saved
        }
    }

    test("what cannot work is refused before anything is sent") {
        runTest {
            val scripted = Scripted(this, handler = status(200, ANNA))
            val identities = scripted.split.identities
            shouldThrow<InvalidPayloadException> { identities.saveAll("tt", "env") {} }
                .problems.single().toString() shouldBe "identities: are 0, must be at least 1"
            shouldThrow<InvalidPayloadException> { identities.saveAll("tt", "staging") { identity(Identity.fromJson(ANNA)) } }
                .problems.single().toString() shouldBe "[0].environmentId: is \"env\", must be \"staging\" as in the rest of the batch"
            shouldThrow<InvalidPayloadException> { identities.saveAll("tt", "env") { repeat(2) { identity(" ") {} } } }
                .problems.map { it.path } shouldContainExactly listOf("[0].key", "[1].key", "[1].key")
            shouldThrow<InvalidPayloadException> { identities.save("tt", "env", "anna") { value("n", Double.NaN) } }
            shouldThrow<IllegalArgumentException> { identities.save("tt", "env", " ") }.message.orEmpty() shouldContain "key is blank"
            shouldThrow<IllegalArgumentException> { identities.update("", "env", "anna") {} }.message.orEmpty() shouldContain
                "trafficTypeId is blank"
            scripted.lines shouldHaveSize 0
        }
    }

    test("whatever else the service says is kept") {
        runTest {
            val saved = Scripted(this, handler = status(200, ANNA)).split.identities.save("tt", "env", "anna")
            saved.toJson() shouldBe ANNA
            saved.organizationId shouldBe "o"
        }
    }

    context("an answer that is no result is an error of its own") {
        withData(
            nameFn = { "<$it>" },
            "[]", "null", "true", "", """{"objects":{}}""", """{"objects":[{"values":{}}]}""", """{"failed":["x"]}""",
        ) { body ->
            runTest {
                val failure = shouldThrow<UnexpectedReplyException> {
                    Scripted(this, handler = status(200, body)).split.identities.saveAll("tt", "env") { identity("a") {} }
                }
                failure.endpoint shouldBe "POST trafficTypes/{trafficTypeId}/environments/{environmentId}/identities"
                failure.rawBody shouldBe body
            }
        }
    }

    test("an unknown traffic type or environment is told as such") {
        onEmulator {
            val user = trafficTypeId()
            shouldThrow<NotFoundException> { split.identities.save("nope", environmentId, "anna") }.serverMessage shouldContain "nope"
            shouldThrow<NotFoundException> { split.identities.saveAll(user, "nope") { identity("anna") {} } }
        }
    }
})
