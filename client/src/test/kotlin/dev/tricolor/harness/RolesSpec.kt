package dev.tricolor.harness

import dev.tricolor.BadRequestException
import dev.tricolor.ConflictException
import dev.tricolor.InvalidPayloadException
import dev.tricolor.NotFoundException
import dev.tricolor.UnexpectedReplyException
import dev.tricolor.inTurn
import dev.tricolor.status
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.test.runTest

internal class RolesSpec : FunSpec({
    test("created, read, listed, edited, replaced, deleted") {
        onHarness {
            val made = harness.roles.create("qa", "QA") {
                permission("fme_fmefeatureflag_edit")
                tag("team", "web")
            }
            asked shouldBe "POST /authz/api/roles"
            emulator.requests.last.body shouldBe
                """{"identifier":"qa","name":"QA","permissions":["fme_fmefeatureflag_edit"],"tags":{"team":"web"}}"""
            made.role.allowedScopeLevels shouldContainExactly listOf(ScopeLevel.PROJECT)
            made.role.tags shouldBe mapOf("team" to "web")
            made.scope shouldBe HarnessScope("acc", "default", "shop")
            made.harnessManaged shouldBe false
            harness.roles.get("qa") shouldBe made
            asked shouldBe "GET /authz/api/roles/qa"
            shouldThrow<ConflictException> { harness.roles.create("qa", "QA") }.code shouldBe "DUPLICATE_FIELD"

            harness.roles.listAll { pageSize = 2 }.map { it.role.identifier }.toList() shouldContainExactly
                listOf("_project_viewer", "_fme_manager", "_fme_administrator", "qa")
            asked shouldBe "GET /authz/api/roles?pageSize=2&pageIndex=1"
            harness.roles.list { searchTerm = "Q" }.items shouldBe listOf(made)
            asked shouldBe "GET /authz/api/roles?searchTerm=Q&pageSize=100&pageIndex=0"

            val edited = harness.roles.edit("qa") { permission("fme_fmeenvironment_view"); description = null }
            edited.role.permissions shouldContainExactly listOf("fme_fmefeatureflag_edit", "fme_fmeenvironment_view")
            edited.role.tags shouldBe made.role.tags
            harness.roles.edit("qa") { permission("fme_fmeenvironment_view") }.role shouldBe edited.role
            asked shouldBe "GET /authz/api/roles/qa"
            harness.roles.replace("qa", "Testers").role.permissions shouldBe emptyList()
            asked shouldBe "PUT /authz/api/roles/qa"
            harness.roles.delete("qa")
            asked shouldBe "DELETE /authz/api/roles/qa"
            harness.roles.find("qa").shouldBeNull()
            shouldThrow<NotFoundException> { harness.roles.edit("qa") { name = "x" } }
            shouldThrow<BadRequestException> { harness.roles.edit("_fme_manager") { name = "x" } }
        }
    }

    test("another place for one call") {
        onHarness {
            harness.within { projectIdentifier = null }.roles.create("qa", "QA").role.allowedScopeLevels shouldContainExactly
                listOf(ScopeLevel.ORGANIZATION)
            asked shouldBe "POST /authz/api/roles?accountIdentifier=acc&orgIdentifier=default"
            harness.roles.find("qa").shouldBeNull()
        }
    }

    test("what is wrong is told at once, and nothing is sent; what the server finds is told by field") {
        onHarness {
            shouldThrow<InvalidPayloadException> { harness.roles.create("1 st", " ") { permission("") } }
                .problems.map { it.path } shouldContainExactly listOf("identifier", "name", "permissions[0]")
            emulator.requests.count shouldBe 0
            shouldThrow<BadRequestException> { harness.roles.create("qa", "QA") { permission("all") } }.serverMessage shouldContain
                "permissions[0]: there is no permission all"
        }
    }

    test("an edit writes back what nobody knows, and nothing of what Harness said around it") {
        runTest {
            val role = """{"identifier":"r","later":{"n":1.50},"permissions":["a_b_c"],"description":null,"tags":null}"""
            val scripted = ScriptedHarness(this, inTurn(data("""{"role":$role,"createdAt":1}"""), data("""{"role":$role}""")))
            scripted.harness.roles.edit("r") { removePermission("a_b_c"); removeTag("none") }
            scripted.lines shouldContainExactly
                listOf("GET authz/api/roles/r", "PUT authz/api/roles/r " + role.replace("[\"a_b_c\"]", "[]"))
        }
    }

    context("a reply that is none") {
        withData(
            nameFn = { "\"$it\"" },
            """{"status":"SUCCESS","data":null}""", """{"status":"SUCCESS","data":{}}""", """{"status":"SUCCESS","data":{"role":null}}""",
            """{"status":"SUCCESS","data":{"role":{"name":"r"}}}""", """{"status":"FAILURE","message":"m"}""", "[]", "", "<html>",
        ) { body ->
            runTest {
                shouldThrow<UnexpectedReplyException> { ScriptedHarness(this, status(200, body)).harness.roles.get("r") }.endpoint shouldBe
                    "GET authz/api/roles/{identifier}"
            }
        }
    }

    test("a deletion whose answer was lost is done") {
        runTest {
            val scripted = ScriptedHarness(this, inTurn(status(502), status(404)))
            scripted.harness.roles.delete("r")
            scripted.lines.size shouldBe 2
        }
    }
})
