package dev.tricolor.split

import dev.tricolor.ApiException
import dev.tricolor.ApprovalRequiredException
import dev.tricolor.BadRequestException
import dev.tricolor.ConflictException
import dev.tricolor.NotFoundException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.toList

internal class DefinitionsSpec : FunSpec({
    test("definitions: from nothing to gone, with what the service knows and we do not") {
        onEmulator {
            split.flags.create(workspaceId, "user", "checkout")
            shouldThrow<NotFoundException> { split.definitions.get(workspaceId, environmentId, "checkout") }
                .serverMessage shouldContain "Could not find splitmetadata"
            split.definitions.find(workspaceId, environmentId, "checkout").shouldBeNull()

            val future = SplitDefinition.fromJson(ON_OFF.toJson().dropLast(1) + ""","fromTheFuture":{"n":1.50,"x":null}}""")
            split.definitions.create(workspaceId, environmentId, "checkout", future).json["fromTheFuture"] shouldBe
                future.json["fromTheFuture"]
            shouldThrow<ConflictException> { split.definitions.create(workspaceId, environmentId, "checkout", future) }

            val edited = split.definitions.edit(workspaceId, environmentId, "checkout") {
                trafficAllocation -= 20
                editRule(0) {
                    clearBuckets()
                    bucket("on", 100)
                }
            }
            edited.trafficAllocation shouldBe 80
            edited.rules.single().buckets.single().size shouldBe 100
            edited.json["fromTheFuture"] shouldBe future.json["fromTheFuture"]

            emulator.requests.clear()
            split.definitions.edit(workspaceId, environmentId, "checkout") { trafficAllocation = 80 } shouldBe edited
            emulator.requests.all.map { it.method } shouldContainExactly listOf("GET")

            split.definitions.update(workspaceId, environmentId, "checkout") {
                keys(0, "ann")
                addKey(0, "bob")
                title = "a & b"
            }.treatments[0].keys shouldContainExactly listOf("ann", "bob")
            emulator.requests.all.last().query("title") shouldBe "a & b"

            split.definitions.kill(workspaceId, environmentId, "checkout") { comment = "errors rising" }
            split.definitions.get(workspaceId, "Production", "checkout").killed shouldBe true
            split.definitions.restore(workspaceId, environmentId, "checkout")
            split.definitions.get(workspaceId, environmentId, "checkout").killed shouldBe false
            split.definitions.killByPost(workspaceId, environmentId, "checkout") { comment = "no PUT here" }
            emulator.requests.last.toString() shouldBe
                "POST /internal/api/v2/splits/ws/$workspaceId/checkout/environments/$environmentId/kill"
            split.definitions.get(workspaceId, environmentId, "checkout").killed shouldBe true
            split.definitions.restore(workspaceId, environmentId, "checkout")
            split.definitions.listAll(workspaceId, environmentId).toList() shouldHaveSize 1
            split.definitions.delete(workspaceId, environmentId, "checkout") { comment = "c#d" }
            emulator.requests.all.last().query("comment") shouldBe "c#d"
            split.definitions.find(workspaceId, environmentId, "checkout").shouldBeNull()
        }
    }

    test("reallocate: the definition stays as it is, and the note goes in the body, if there is one") {
        onEmulator {
            split.flags.create(workspaceId, "user", "checkout")
            shouldThrow<NotFoundException> { split.definitions.reallocate(workspaceId, environmentId, "checkout") }
            val before = split.definitions.create(workspaceId, environmentId, "checkout", ON_OFF)

            emulator.requests.clear()
            split.definitions.reallocate(workspaceId, environmentId, "checkout")
            split.definitions.reallocate(workspaceId, "Production", "checkout") {
                title = "Again"
                comment = "carry-over"
            }
            emulator.requests.all.map { "${it.method} ${it.pathSegments.takeLast(3).joinToString("/")}" } shouldContainExactly
                listOf("POST environments/$environmentId/reallocate", "POST environments/Production/reallocate")
            emulator.requests.all.map { it.body } shouldContainExactly listOf("", """{"title":"Again","comment":"carry-over"}""")

            val after = split.definitions.get(workspaceId, environmentId, "checkout")
            after.treatments shouldBe before.treatments
            after.rules shouldBe before.rules
            after.defaultRule shouldBe before.defaultRule
        }
    }

    test("reallocate is not sent again when the server may have done it") {
        onEmulator {
            emulator.faults.next(status = 502)
            shouldThrow<ApiException> { split.definitions.reallocate(workspaceId, environmentId, "checkout") }.status shouldBe 502
            emulator.requests.all shouldHaveSize 1
        }
    }

    test("where titles and comments are required, a change without them says so") {
        onEmulator {
            split.flags.create(workspaceId, "user", "checkout")
            split.definitions.create(workspaceId, environmentId, "checkout", ON_OFF)
            split.workspaces.update(workspaceId) { requiresTitleAndComments = true }
            val refused = shouldThrow<BadRequestException> { split.definitions.kill(workspaceId, environmentId, "checkout") }
            refused.message.orEmpty() shouldContain "requires a title and a comment"
            shouldThrow<BadRequestException> { split.definitions.reallocate(workspaceId, environmentId, "checkout") }
            split.definitions.kill(workspaceId, environmentId, "checkout") {
                title = "t"
                comment = "c"
            }
            split.definitions.update(workspaceId, environmentId, "checkout") {
                trafficAllocation = 1
                title = "t"
                comment = "c"
            }.trafficAllocation shouldBe 1
        }
    }

    test("where approvals are required, a direct change says so") {
        onEmulator {
            split.flags.create(workspaceId, "user", "checkout")
            split.definitions.create(workspaceId, environmentId, "checkout", ON_OFF)
            split.environments.update(workspaceId, environmentId) { changePermissions { areApprovalsRequired = true } }
            shouldThrow<ApprovalRequiredException> { split.definitions.replace(workspaceId, environmentId, "checkout", ON_OFF) }
            shouldThrow<ApprovalRequiredException> { split.definitions.kill(workspaceId, environmentId, "checkout") }
            shouldThrow<ApprovalRequiredException> { split.definitions.reallocate(workspaceId, environmentId, "checkout") }
        }
    }
})
