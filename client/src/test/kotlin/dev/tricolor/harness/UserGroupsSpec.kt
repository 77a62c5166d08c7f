package dev.tricolor.harness

import dev.tricolor.BadRequestException
import dev.tricolor.ConflictException
import dev.tricolor.InvalidPayloadException
import dev.tricolor.NotFoundException
import dev.tricolor.inTurn
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.test.runTest

internal class UserGroupsSpec : FunSpec({
    test("created, read, listed, edited, replaced, deleted") {
        onHarness {
            val uuid = checkNotNull(harness.users.find("admin@example.com")).user.uuid
            val made = harness.userGroups.create("devs", "Devs") { description("d"); user(uuid) }
            asked shouldBe "POST /ng/api/user-groups"
            emulator.requests.last.body shouldBe
                """{"accountIdentifier":"acc","orgIdentifier":"default","projectIdentifier":"shop",""" +
                """"identifier":"devs","name":"Devs","description":"d","users":["$uuid"]}"""
            harness.userGroups.get("devs") shouldBe made
            asked shouldBe "GET /ng/api/user-groups/devs"
            shouldThrow<ConflictException> { harness.userGroups.create("devs", "Devs") }
            harness.userGroups.listAll().map { it.identifier }.toList() shouldContainExactly listOf("_project_all_users", "devs")
            harness.userGroups.list { filterType = UserGroupFilterType.INCLUDE_INHERITED_GROUPS; searchTerm = "fme" }
                .items.map { it.identifier } shouldContainExactly listOf("_all_account_fme_editors_", "_all_account_fme_viewers_")
            asked shouldBe "GET /ng/api/user-groups?searchTerm=fme&filterType=INCLUDE_INHERITED_GROUPS&pageSize=100&pageIndex=0"

            harness.userGroups.edit("devs") { removeUser(uuid); tag("a", "b") }.let {
                it.users shouldBe emptyList()
                it.description shouldBe "d"
                it.tags shouldBe mapOf("a" to "b")
            }
            asked shouldBe "PUT /ng/api/user-groups"
            harness.userGroups.edit("devs") { removeUser(uuid) }.tags shouldBe mapOf("a" to "b")
            asked shouldBe "GET /ng/api/user-groups/devs"
            shouldThrow<BadRequestException> { harness.userGroups.edit("devs") { users(listOf("who")) } }
            harness.userGroups.replace("devs", "Developers") { users(listOf(uuid, uuid)) }.let {
                it.users shouldContainExactly listOf(uuid)
                it.tags shouldBe emptyMap()
            }
            harness.userGroups.delete("devs")
            harness.userGroups.find("devs").shouldBeNull()
            shouldThrow<NotFoundException> { harness.userGroups.replace("devs", "Devs") }
            shouldThrow<BadRequestException> { harness.userGroups.delete("_project_all_users") }
        }
    }

    test("what is wrong is told at once, and nothing is sent") {
        onHarness {
            shouldThrow<InvalidPayloadException> { harness.userGroups.create("x y", "") { user("") } }
                .problems.map { it.path } shouldContainExactly listOf("identifier", "name", "users[0]")
            emulator.requests.count shouldBe 0
        }
    }

    test("a group that is not there may be a success without data") {
        runTest {
            val scripted = ScriptedHarness(this, data("null"))
            scripted.harness.userGroups.find("devs").shouldBeNull()
            shouldThrow<NotFoundException> { scripted.harness.userGroups.get("devs") }.endpoint shouldBe
                "GET ng/api/user-groups/{identifier}"
        }
    }

    test("an edit writes back what nobody knows") {
        runTest {
            val group = """{"identifier":"g","name":"G","users":null,"notificationConfigs":[{"type":"PIGEON","loft":1.0}],"later":null}"""
            val scripted = ScriptedHarness(this, inTurn(data(group), data(group)))
            scripted.harness.userGroups.edit("g") { removeUser("u"); clearTags() }.notificationConfigs.single().type shouldBe "PIGEON"
            scripted.lines.last() shouldBe "PUT ng/api/user-groups ${group.dropLast(1)},\"tags\":{}}"
        }
    }
})
