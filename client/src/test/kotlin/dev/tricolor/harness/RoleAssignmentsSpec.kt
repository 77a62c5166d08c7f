package dev.tricolor.harness

import dev.tricolor.BadRequestException
import dev.tricolor.ConflictException
import dev.tricolor.InvalidPayloadException
import dev.tricolor.NotFoundException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.test.runTest

private const val ALL = "_all_project_level_resources"

internal class RoleAssignmentsSpec : FunSpec({
    test("created, read, listed, deleted") {
        onHarness {
            val uuid = checkNotNull(harness.users.find("admin@example.com")).user.uuid
            val made = harness.roleAssignments.create("_fme_manager", ALL, Principal.user(uuid)) { identifier = "boss" }
            asked shouldBe "POST /authz/api/roleassignments"
            emulator.requests.last.body shouldBe
                """{"resourceGroupIdentifier":"$ALL","roleIdentifier":"_fme_manager",""" +
                """"principal":{"identifier":"$uuid","type":"USER"},"identifier":"boss"}"""
            made.roleAssignment.principal?.let {
                it.type shouldBe PrincipalType.USER
                it.scopeLevel.shouldBeNull()
            }
            made.roleAssignment.roleReference?.scopeLevel shouldBe ScopeLevel.PROJECT
            harness.roleAssignments.get("boss") shouldBe made
            asked shouldBe "GET /authz/api/roleassignments/boss"
            shouldThrow<ConflictException> { harness.roleAssignments.create("_fme_manager", ALL, Principal.user(uuid)) }
            shouldThrow<BadRequestException> { harness.roleAssignments.create("none", ALL, Principal.user(uuid)) }
                .serverMessage shouldContain "no role none"
            harness.users.get(uuid).roleAssignmentMetadata.single().let {
                it.roleName shouldBe "FME Manager"
                it.managedRole shouldBe true
                it.managedRoleAssignment shouldBe false
            }

            harness.roleAssignments.listAll().map { it.roleAssignment.roleIdentifier }.toList() shouldContainExactly
                listOf("_project_viewer", "_fme_manager")
            asked shouldBe "GET /authz/api/roleassignments?pageSize=100&pageIndex=0"
            harness.roleAssignments.delete("boss")
            asked shouldBe "DELETE /authz/api/roleassignments/boss"
            harness.roleAssignments.find("boss").shouldBeNull()
            shouldThrow<NotFoundException> { harness.roleAssignments.delete("boss") }
            shouldThrow<BadRequestException> { harness.roleAssignments.delete("_project_viewer_of_all_users") }
        }
    }

    test("many at once: what cannot be is missing in the answer") {
        onHarness {
            harness.serviceAccounts.create("ci", "CI", "ci@service.harness.io")
            val made = harness.roleAssignments.createAll {
                assignment("_fme_manager", ALL, Principal.userGroup("_all_account_fme_editors_", ScopeLevel.ACCOUNT))
                assignment("_fme_manager", ALL, Principal.userGroup("_all_account_fme_editors_"))
                assignment("_fme_administrator", ALL, Principal.serviceAccount("ci")) { disabled(true); roleScopeLevel(ScopeLevel.PROJECT) }
            }
            asked shouldBe "POST /authz/api/roleassignments/multi"
            emulator.requests.last.body shouldContain
                """{"identifier":"_all_account_fme_editors_","type":"USER_GROUP","scopeLevel":"account"}"""
            made.map { it.roleAssignment.principal?.type to it.roleAssignment.disabled } shouldContainExactly
                listOf(PrincipalType.USER_GROUP to false, PrincipalType.SERVICE_ACCOUNT to true)
            made.last().roleAssignment.principal?.scopeLevel shouldBe ScopeLevel.PROJECT
        }
    }

    test("what is wrong is told at once, and nothing is sent") {
        onHarness {
            shouldThrow<InvalidPayloadException> { harness.roleAssignments.createAll {} }.problems.map { it.path } shouldContainExactly
                listOf("roleAssignments")
            shouldThrow<InvalidPayloadException> {
                harness.roleAssignments.createAll {
                    assignment("r", "g", Principal.user("u"))
                    assignment("", " ", Principal.user("")) { identifier = "a b" }
                }
            }.problems.map { it.path } shouldContainExactly listOf(
                "roleAssignments[1].resourceGroupIdentifier", "roleAssignments[1].roleIdentifier", "roleAssignments[1].identifier",
                "roleAssignments[1].principal.identifier",
            )
            emulator.requests.count shouldBe 0
        }
    }

    test("kinds of principals and levels that nobody knows yet are read as they are") {
        runTest {
            val assignment = """{"identifier":"a","principal":{"identifier":"i","type":"ROBOT","scopeLevel":"galaxy"},"x":1}"""
            val scripted = ScriptedHarness(this, data("""{"roleAssignment":$assignment}"""))
            scripted.harness.roleAssignments.get("a").roleAssignment.let {
                it.principal?.type shouldBe PrincipalType.of("ROBOT")
                it.principal?.scopeLevel shouldBe ScopeLevel.of("galaxy")
                it.roleIdentifier.shouldBeNull()
                it.toJson() shouldBe assignment
            }
        }
    }
})
