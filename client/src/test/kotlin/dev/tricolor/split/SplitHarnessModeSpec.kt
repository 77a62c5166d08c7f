package dev.tricolor.split

import dev.tricolor.OperationReplacedException
import dev.tricolor.Scripted
import dev.tricolor.Secret
import dev.tricolor.UnauthorizedException
import dev.tricolor.status
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.test.runTest
import kotlinx.serialization.json.JsonPrimitive

private const val ROLES = "HarnessClient.roles, resourceGroups and roleAssignments"

private fun inHarnessMode(): SplitClientBuilder.() -> Unit = {
    apiKey = null
    harnessToken = Secret("pat.canary")
}

private fun CreateApiKeyBuilder.sdk() {
    workspace("w")
    environment("e")
}

internal class SplitHarnessModeSpec : FunSpec({
    test("the token goes into x-api-key, and nowhere else") {
        runTest {
            val scripted = Scripted(this, inHarnessMode(), status(200, """{"objects":[],"offset":0,"limit":200,"totalCount":0}"""))
            scripted.split.workspaces.list {
                organizationIdentifier("o")
                projectIdentifier("p")
            }
            val request = scripted.requests.single()
            request.headers["x-api-key"] shouldBe "pat.canary"
            request.headers["Authorization"] shouldBe null
            scripted.lines.single() shouldBe "GET workspaces?organizationIdentifier=o&projectIdentifier=p&limit=200&offset=0"
        }
    }

    context("what such accounts have lost is refused before anything is sent, and says what is in its place") {
        withData(
            mapOf<String, Pair<suspend SplitClient.() -> Unit, String>>(
                "workspaces.create" to Pair({ workspaces.create("w") }, "HarnessClient.projects"),
                "workspaces.update" to Pair({ workspaces.update("w") { name = "x" } }, "HarnessClient.projects"),
                "workspaces.delete" to Pair({ workspaces.delete("w") }, "HarnessClient.projects"),
                "groups.list" to Pair({ groups.list() }, "HarnessClient.userGroups"),
                "groups.get" to Pair({ groups.get("g") }, "HarnessClient.userGroups"),
                "groups.create" to Pair({ groups.create("g") }, "HarnessClient.userGroups"),
                "groups.replace" to Pair({ groups.replace("g", "h") }, "HarnessClient.userGroups"),
                "groups.delete" to Pair({ groups.delete("g") }, "HarnessClient.userGroups"),
                "users.list" to Pair({ users.list() }, "HarnessClient.users"),
                "users.find" to Pair({ users.find("a@b.c") }, "HarnessClient.users"),
                "users.get" to Pair({ users.get("u") }, "HarnessClient.users"),
                "users.invite" to Pair({ users.invite("a@b.c") }, "HarnessClient.users"),
                "users.replace" to Pair({ users.replace("u", "n", "a@b.c", UserStatus.ACTIVE) }, "HarnessClient.users"),
                "users.edit" to Pair({ users.edit("u") { name = "n" } }, "HarnessClient.users"),
                "users.update" to Pair({ users.update("u") { addGroup("g") } }, "HarnessClient.users"),
                "users.addToGroup" to Pair({ users.addToGroup("u", "g") }, "HarnessClient.users"),
                "users.removeFromGroup" to Pair({ users.removeFromGroup("u", "g") }, "HarnessClient.users"),
                "users.delete" to Pair({ users.delete("u") }, "HarnessClient.users"),
                "restrictions.list" to Pair({ restrictions.list(ResourceType.WORKSPACE, "w") }, ROLES),
                "restrictions.replace" to Pair({ restrictions.replace(ResourceType.WORKSPACE, "w") { view { group("g") } } }, ROLES),
                "restrictions.lift" to Pair({ restrictions.lift(ResourceType.WORKSPACE, "w") }, ROLES),
                "apiKeys.create" to
                    Pair({ apiKeys.create("k", ApiKeyType.ADMIN) }, "HarnessClient.serviceAccounts, apiKeys and tokens"),
            ),
        ) { (operation, replacement) ->
            runTest {
                val scripted = Scripted(this, inHarnessMode(), status(200, "{}"))
                val refusal = shouldThrow<OperationReplacedException> { scripted.split.operation() }
                refusal.replacement shouldBe replacement
                refusal.message shouldBe "${refusal.endpoint} is not to be had in Harness mode; it is replaced by $replacement"
                scripted.requests shouldHaveSize 0
            }
        }
    }

    test("keys of SDKs are still created there, and any key is deleted") {
        runTest {
            val scripted = Scripted(this, inHarnessMode(), status(200, """{"name":"k","key":"secret"}"""))
            listOf(ApiKeyType.CLIENT_SIDE, ApiKeyType.SERVER_SIDE).forEach { scripted.split.apiKeys.create("k", it) { sdk() } }
            shouldThrow<OperationReplacedException> {
                scripted.split.apiKeys.create("k", ApiKeyType.SERVER_SIDE) {
                    sdk()
                    field("apiKeyType", JsonPrimitive("admin"))
                }
            }
            scripted.split.apiKeys.delete("k")
            scripted.lines.map { it.substringBefore(" {") } shouldContainExactly listOf("POST apiKeys", "POST apiKeys", "DELETE apiKeys/k")
        }
    }

    test("what they still have is sent, and with an admin API key everything is") {
        runTest {
            val scripted = Scripted(this, inHarnessMode(), status(200, """{"id":"f","name":"f"}"""))
            scripted.split.flags.get("ws", "f").name shouldBe "f"
            val classic = Scripted(this, handler = status(200, """{"id":"g","name":"g"}"""))
            classic.split.groups.get("g").name shouldBe "g"
            classic.requests.single().headers["Authorization"] shouldBe "Bearer canary-token"
        }
    }

    test("events go with the SDK key, and in Harness mode with no other") {
        runTest {
            val event = event("checkout", "user", "anna", 1)
            val keyed = Scripted(this, { sdkKey = Secret("sdk-canary") }, status(401, "who is sdk-canary or canary-token?"))
            val refused = shouldThrow<UnauthorizedException> { keyed.split.events.send(event) }
            keyed.requests.single().headers["Authorization"] shouldBe "Bearer sdk-canary"
            refused.serverMessage shouldBe "who is *** or ***?"
            val harness = Scripted(this, inHarnessMode(), status(202))
            shouldThrow<IllegalArgumentException> { harness.split.events.send(event) }.message shouldBe
                "POST events: sdkKey is not set, must be for events"
            harness.requests shouldHaveSize 0
        }
    }

    test("a client has one token, of one kind") {
        shouldThrow<IllegalArgumentException> { SplitClient { } }.message shouldBe "neither apiKey nor harnessToken is set"
        shouldThrow<IllegalArgumentException> {
            SplitClient {
                apiKey = Secret("a")
                harnessToken = Secret("b")
            }
        }.message shouldBe "apiKey and harnessToken are both set, must be one of them"
    }
})
