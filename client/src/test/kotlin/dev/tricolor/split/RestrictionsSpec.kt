package dev.tricolor.split

import dev.tricolor.BadRequestException
import dev.tricolor.InvalidPayloadException
import dev.tricolor.NotFoundException
import dev.tricolor.Scripted
import dev.tricolor.UnexpectedReplyException
import dev.tricolor.split.ResourceType.Companion.WORKSPACE
import dev.tricolor.status
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.test.runTest
import kotlinx.serialization.json.Json

internal class RestrictionsSpec : FunSpec({
    test("a workspace is restricted, the list is lengthened, and it is lifted") {
        onEmulator {
            val administrators = checkNotNull(split.groups.find("Administrators"))
            val admin = checkNotNull(split.users.find("admin@example.com"))
            split.restrictions.listAll(WORKSPACE, workspaceId).toList() shouldHaveSize 0
            emulator.requests.last.rawQuery shouldBe "resource_type=workspace&resource_id=$workspaceId&limit=20&offset=0"

            val made = split.restrictions.replace(WORKSPACE, workspaceId) {
                view {
                    group(administrators.id)
                    user(admin.id)
                }
            }
            Json.parseToJsonElement(emulator.requests.last.body) shouldBe Json.parseToJsonElement(
                """{"resource":{"id":"$workspaceId","type":"workspace"},"operations":{"view":true},"resourcePermissions":{"view":[
                    {"id":"${administrators.id}","type":"group"},{"id":"${admin.id}","type":"user"}]}}""",
            )
            made.restrictsView shouldBe true
            made.resource?.name shouldBe "Default"
            made.viewers.map { it.name } shouldContainExactly listOf("Administrators", "admin")
            val page = split.restrictions.list(WORKSPACE, workspaceId)
            page.items shouldContainExactly listOf(made)
            page.totalCount shouldBe 1

            val more = split.restrictions.replace(WORKSPACE, workspaceId) {
                view {
                    made.viewers.forEach { viewer(it) }
                    apiKey("k")
                }
            }
            more.viewers.map { it.type } shouldContainExactly listOf("group", "user", "api_key")
            split.restrictions.lift(WORKSPACE, workspaceId).restrictsView shouldBe false
        }
    }

    test("a key that forgets itself locks itself out") {
        onEmulator {
            val administrators = checkNotNull(split.groups.find("Administrators"))
            val made = split.apiKeys.create("careless", ApiKeyType.ADMIN)
            SplitClient(made.secret) { baseUrl = emulator.splitUrl }.use { careless ->
                suspend fun restrict(block: ViewersBuilder.() -> Unit = {}) = careless.restrictions.replace(WORKSPACE, workspaceId) {
                    view {
                        group(administrators.id)
                        block()
                    }
                }
                restrict { apiKey(checkNotNull(made.apiKey.id)) }
                careless.workspaces.find("Default")?.id shouldBe workspaceId
                restrict()
                careless.workspaces.find("Default") shouldBe null
                shouldThrow<NotFoundException> { careless.restrictions.lift(WORKSPACE, workspaceId) }
            }
        }
    }

    test("what the service refuses") {
        onEmulator {
            val qa = split.groups.create("QA")
            shouldThrow<BadRequestException> { split.restrictions.replace(WORKSPACE, workspaceId) { view { group(qa.id) } } }
                .serverMessage shouldBe "Administrators group is required for workspace permissions"
            shouldThrow<BadRequestException> { split.restrictions.list(ResourceType.of("split"), workspaceId) }
            shouldThrow<NotFoundException> { split.restrictions.lift(WORKSPACE, "none") }
        }
    }

    test("nothing is sent of what cannot work") {
        runTest {
            val scripted = Scripted(this, handler = status(200, "{}"))
            shouldThrow<InvalidPayloadException> { scripted.split.restrictions.replace(WORKSPACE, "") { view { user("") } } }
                .problems.map { it.path } shouldContainExactly
                listOf("resource.id", "resourcePermissions.view[0].id", "resourcePermissions.view")
            shouldThrow<InvalidPayloadException> { scripted.split.restrictions.replace(WORKSPACE, "w") { } }
            shouldThrow<IllegalArgumentException> { scripted.split.restrictions.list(WORKSPACE, "w") { limit = 21 } }
            scripted.requests shouldHaveSize 0
        }
    }

    test("a reply that says little is read, one of another kind is an error of its own") {
        runTest {
            val little = """{"resource":null,"operations":null,"future":[null]}"""
            val lifted = Scripted(this, handler = status(200, little)).split.restrictions.lift(WORKSPACE, "w")
            lifted.restrictsView shouldBe false
            lifted.toJson() shouldBe little
            listOf("true", """{"operations":[]}""", "").forEach {
                val scripted = Scripted(this, handler = status(200, it))
                shouldThrow<UnexpectedReplyException> { scripted.split.restrictions.lift(WORKSPACE, "w") }
            }
        }
    }
})
