package dev.tricolor.harness

import dev.tricolor.BadRequestException
import dev.tricolor.InvalidPayloadException
import dev.tricolor.NotFoundException
import dev.tricolor.TransportException
import dev.tricolor.UnexpectedReplyException
import dev.tricolor.inTurn
import dev.tricolor.status
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldNotContain
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.test.runTest
import java.io.IOException

private const val ONE = """{"content":[{"user":{"uuid":"u","email":"A+b@x.org","locked":true}}],"pageIndex":0,"totalPages":1}"""

internal class HarnessUsersSpec : FunSpec({
    test("listed, found, read, renamed, added to groups, removed") {
        onHarness {
            val admin = harness.users.listAll().toList().single()
            asked shouldBe "POST /ng/api/user/aggregate?pageSize=100&pageIndex=0"
            emulator.requests.last.body shouldBe ""
            admin.user.email shouldBe "admin@example.com"
            harness.users.find("ADMIN@example.com") shouldBe admin
            asked shouldBe "POST /ng/api/user/aggregate?searchTerm=ADMIN%40example.com&pageSize=100&pageIndex=0"
            harness.users.find("dmin@example.com").shouldBeNull()
            harness.users.get(admin.user.uuid) shouldBe admin
            harness.users.list { roleIdentifiers(listOf("_fme_manager")); resourceGroupIdentifiers(listOf("g")) }.items shouldBe emptyList()
            emulator.requests.last.body shouldBe """{"roleIdentifiers":["_fme_manager"],"resourceGroupIdentifiers":["g"]}"""

            harness.users.replace(admin.user.uuid, "Ada", "admin@example.com") { defaultAccountId = "acc" }.name shouldBe "Ada"
            asked shouldBe "PUT /ng/api/user/${admin.user.uuid}"
            emulator.requests.last.body shouldBe
                """{"uuid":"${admin.user.uuid}","name":"Ada","email":"admin@example.com","defaultAccountId":"acc"}"""
            harness.users.edit(admin.user.uuid) { name = "Ada L." }.name shouldBe "Ada L."
            harness.users.edit(admin.user.uuid) { name("Ada L.") }.name shouldBe "Ada L."
            asked shouldBe "GET /ng/api/user/aggregate/${admin.user.uuid}"
            harness.userGroups.create("devs", "Devs")
            harness.users.addToGroups(admin.user.uuid, listOf("devs"))
            asked shouldBe "PUT /ng/api/user/add-user-to-groups/${admin.user.uuid}"
            emulator.requests.last.body shouldBe """{"userGroupIdsToAdd":["devs"]}"""
            harness.userGroups.get("devs").users shouldContainExactly listOf(admin.user.uuid)
            shouldThrow<NotFoundException> { harness.users.addToGroups(admin.user.uuid, listOf("none")) }
            harness.users.remove(admin.user.uuid)
            asked shouldBe "DELETE /ng/api/user/${admin.user.uuid}"
            harness.userGroups.get("devs").users shouldBe emptyList()
            shouldThrow<NotFoundException> { harness.users.get(admin.user.uuid) }
        }
    }

    test("invited, pending page after page, taken back") {
        onHarness {
            val answer = harness.users.invite(listOf("new@x.org", "admin@example.com")) {
                userGroup("devs")
                roleBinding("_fme_manager", "_all_project_level_resources") { roleName = "FME Manager"; managedRole = true }
            }
            asked shouldBe "POST /ng/api/user/users"
            emulator.requests.last.body shouldBe
                """{"emails":["new@x.org","admin@example.com"],"userGroups":["devs"],"roleBindings":[""" +
                """{"roleIdentifier":"_fme_manager","resourceGroupIdentifier":"_all_project_level_resources",""" +
                """"roleName":"FME Manager","managedRole":true}]}"""
            answer.addUserResponseMap shouldBe mapOf(
                "new@x.org" to AddUserResponse.USER_INVITED_SUCCESSFULLY, "admin@example.com" to AddUserResponse.USER_ALREADY_ADDED,
            )
            harness.users.invite(listOf("new@x.org", "newer@x.org")).addUserResponseMap.values shouldContainExactly
                listOf(AddUserResponse.USER_ALREADY_INVITED, AddUserResponse.USER_INVITED_SUCCESSFULLY)
            harness.users.listAllPending { pageSize = 1 }.map { it.email }.toList() shouldContainExactly listOf("new@x.org", "newer@x.org")
            asked shouldBe "POST /ng/api/invites/aggregate?pageSize=1&pageIndex=1"
            val pending = harness.users.listPending { searchTerm("new@") }.items.single()
            pending.roleBindings.single().roleName shouldBe "FME Manager"
            pending.projectIdentifier shouldBe "shop"
            harness.users.deletePending(pending.id)
            asked shouldBe "DELETE /ng/api/invites/${pending.id}"
            harness.users.listPending().totalCount shouldBe 1
            shouldThrow<NotFoundException> { harness.users.deletePending(pending.id) }
        }
    }

    test("what is wrong is told at once, and nothing is sent") {
        onHarness {
            shouldThrow<InvalidPayloadException> {
                harness.users.invite(listOf("a@b", "nobody", "@x")) { userGroup(" "); roleBinding("", "") }
            }.problems.map { it.path } shouldContainExactly listOf(
                "emails[1]", "emails[2]", "userGroups[0]", "roleBindings[0].roleIdentifier", "roleBindings[0].resourceGroupIdentifier",
            )
            shouldThrow<InvalidPayloadException> { harness.users.invite(emptyList()) }
            shouldThrow<InvalidPayloadException> { harness.users.replace("u", "", "x") }.problems shouldHaveSize 2
            shouldThrow<IllegalArgumentException> { harness.users.addToGroups("u", emptyList()) }
            shouldThrow<IllegalArgumentException> { harness.users.list { pageSize = 101 } }
            emulator.requests.count shouldBe 0
            shouldThrow<BadRequestException> { harness.users.list { searchTerm = "(" } }
        }
    }

    test("a search by e-mail address says nothing that is special in a regular expression") {
        runTest {
            val scripted = ScriptedHarness(this, data(ONE))
            scripted.harness.users.find("a+b@X.org")?.user?.locked shouldBe true
            scripted.lines.single() shouldBe "POST ng/api/user/aggregate?searchTerm=b%40X.org&pageSize=100&pageIndex=0"
        }
    }

    test("an edit writes back what nobody knows, and what is wrong is not written; a token is not printed") {
        runTest {
            val user = """{"uuid":"u","name":"A","email":"a@b.c","locked":false,"later":{"n":1.50}}"""
            val answer = data(user.replace("later", "token"))
            val scripted = ScriptedHarness(this, inTurn(data("""{"user":$user}"""), answer, data("""{"user":{"uuid":"u"}}""")))
            scripted.harness.users.edit("u") { name = "B" }.toString() shouldNotContain "1.50"
            scripted.lines.last() shouldBe "PUT ng/api/user/u " + user.replace("\"A\"", "\"B\"")
            shouldThrow<InvalidPayloadException> { scripted.harness.users.edit("u") { name = "B" } }.problems.single().path shouldBe "email"
            scripted.lines shouldHaveSize 3
        }
    }

    test("a list by POST is repeated as a list by GET is; an invitation is not") {
        runTest {
            val list = ScriptedHarness(this, inTurn(status(503), { throw IOException("reset") }, data(ONE)))
            list.harness.users.list().items shouldHaveSize 1
            list.lines shouldHaveSize 3
            val pending = ScriptedHarness(this, inTurn(status(500), data("""{"content":[]}""")))
            pending.harness.users.listPending().items shouldHaveSize 0
            pending.lines shouldHaveSize 2
            val invite = ScriptedHarness(this, inTurn({ throw IOException("reset") }, data("{}")))
            shouldThrow<TransportException> { invite.harness.users.invite(listOf("a@b")) }.mayHaveBeenProcessed shouldBe true
            invite.lines shouldHaveSize 1
        }
    }

    test("a list of invitations that never ends, ends; an outcome that nobody knows yet is read") {
        runTest {
            val same = ScriptedHarness(this, data("""{"content":[{"id":"i"}],"totalPages":9}"""))
            shouldThrow<UnexpectedReplyException> { same.harness.users.listAllPending().toList() }
            same.lines shouldHaveSize 2
            val odd = ScriptedHarness(this, data("""{"addUserResponseMap":{"a@b":"USER_TELEPORTED","c@d":null},"x":1}"""))
            odd.harness.users.invite(listOf("a@b")).addUserResponseMap shouldBe mapOf("a@b" to AddUserResponse.of("USER_TELEPORTED"))
            ScriptedHarness(this, data("null")).harness.users.deletePending("i")
            shouldThrow<UnexpectedReplyException> { ScriptedHarness(this, data("false")).harness.users.remove("u") }
        }
    }
})
