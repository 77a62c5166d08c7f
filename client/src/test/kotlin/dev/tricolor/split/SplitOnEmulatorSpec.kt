package dev.tricolor.split

import dev.tricolor.ApiException
import dev.tricolor.ApprovalRequiredException
import dev.tricolor.BadRequestException
import dev.tricolor.ConflictException
import dev.tricolor.NotFoundException
import dev.tricolor.UnauthorizedException
import dev.tricolor.emulator.Emulator
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.property.Arb
import io.kotest.property.arbitrary.filter
import io.kotest.property.arbitrary.string
import io.kotest.property.checkAll
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.jsonArray
import java.io.ByteArrayOutputStream

internal class SplitOnEmulatorSpec : FunSpec({
    test("workspaces: find by the server's filter, create, change, refuse, delete") {
        onEmulator {
            split.workspaces.find("Default")?.id shouldBe workspaceId
            emulator.requests.all.single().rawQuery shouldBe "name=Default&nameOp=IS&limit=200&offset=0"
            split.workspaces.find("Defaul").shouldBeNull()

            val made = split.workspaces.create("WS") { requiresTitleAndComments = true }
            made.requiresTitleAndComments shouldBe true
            shouldThrow<ConflictException> { split.workspaces.create("WS") }
            split.workspaces.update(made.id) { requiresTitleAndComments = false }.requiresTitleAndComments shouldBe false
            split.workspaces.listAll { name(NameOperator.STARTS_WITH, "W") }.toList().map { it.name } shouldContainExactly listOf("WS")
            split.workspaces.listRolloutStatuses(made.id).items.first().name shouldBe "Pre-Production"

            // What came with it must go before it.
            shouldThrow<ApiException> { split.workspaces.delete(made.id) }
            split.trafficTypes.listAll(made.id).toList().forEach { split.trafficTypes.delete(it.id) }
            split.workspaces.delete(made.id)
            shouldThrow<NotFoundException> { split.workspaces.delete(made.id) }
        }
    }

    test("environments: created with two keys, which block their deletion") {
        onEmulator {
            val made = split.environments.create(workspaceId, "Dev", production = false) {
                changePermissions { areApprovalsRequired = true }
            }
            made.apiTokens.map { it.apiKeyType } shouldContainExactly listOf("browser", "sdk")
            made.changePermissions?.areApprovalsRequired shouldBe true
            split.environments.list(workspaceId).items.map { it.name } shouldContainExactly listOf("Production", "Staging", "Dev")
            split.environments.update(workspaceId, "Dev") { name = "Development" }.name shouldBe "Development"
            shouldThrow<ApiException> { split.environments.delete(workspaceId, made.id) }
            made.apiTokens.forEach { split.raw("DELETE", "apiKeys/${it.id}") shouldBe JsonPrimitive(true) }
            split.environments.delete(workspaceId, made.id)
            split.environments.find(workspaceId, "Development").shouldBeNull()
        }
    }

    test("traffic types") {
        onEmulator {
            split.trafficTypes.find(workspaceId, "user").shouldNotBeNull()
            val made = split.trafficTypes.create(workspaceId, "account") { displayAttributeId = "name" }
            split.trafficTypes.list(workspaceId).items shouldContain made
            split.trafficTypes.delete(made.id)
            split.trafficTypes.find(workspaceId, "account").shouldBeNull()
        }
    }

    test("flags: owners only where the service gives them, tags, descriptions, archive") {
        onEmulator {
            val administrators = split.groups.find("Administrators").shouldNotBeNull()
            val made = split.flags.create(workspaceId, trafficType = "user", name = "checkout") {
                description = "The one-page checkout"
                owner(group = administrators.id)
            }
            made.owners.single().id shouldBe administrators.id
            made.rolloutStatus?.name shouldBe "Pre-Production"
            split.flags.get(workspaceId, "checkout") shouldBe made
            split.flags.list(workspaceId).items.single().owners shouldBe emptyList()
            split.flags.find(workspaceId, "nope").shouldBeNull()
            shouldThrow<ConflictException> { split.flags.create(workspaceId, "user", "checkout") }

            split.flags.replaceTags(workspaceId, "checkout", listOf("web", "team:pay"))
            split.flags.update(workspaceId, "checkout") {
                description = "Patched"
                addTag("first")
            }.tags shouldContainExactly listOf("first", "web", "team:pay")
            split.flags.updateDescription(workspaceId, "checkout", "say \"hi\" & é").description shouldBe "say \"hi\" & é"
            split.flags.listAll(workspaceId) { tag("web") }.map { it.name }.toList() shouldContainExactly listOf("checkout")
            split.flags.listAll(workspaceId) { tag("other") }.toList() shouldBe emptyList()

            split.flags.archive(workspaceId, "checkout") { comment = "done" }
            split.flags.unarchive(workspaceId, "checkout").name shouldBe "checkout"
            split.flags.delete(workspaceId, "checkout")
            shouldThrow<NotFoundException> { split.flags.get(workspaceId, "checkout") }
        }
    }

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
            split.definitions.listAll(workspaceId, environmentId).toList() shouldHaveSize 1
            split.definitions.delete(workspaceId, environmentId, "checkout") { comment = "c#d" }
            emulator.requests.all.last().query("comment") shouldBe "c#d"
            split.definitions.find(workspaceId, environmentId, "checkout").shouldBeNull()
        }
    }

    test("where titles and comments are required, a change without them says so") {
        onEmulator {
            split.flags.create(workspaceId, "user", "checkout")
            split.definitions.create(workspaceId, environmentId, "checkout", ON_OFF)
            split.workspaces.update(workspaceId) { requiresTitleAndComments = true }
            val refused = shouldThrow<BadRequestException> { split.definitions.kill(workspaceId, environmentId, "checkout") }
            refused.message.orEmpty() shouldContain "requires a title and a comment"
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
        }
    }

    test("segments: enabled, filled, counted, exported, emptied, disabled") {
        onEmulator {
            split.segments.create(workspaceId, "user", "beta") { description = "d" }.description shouldBe "d"
            split.segmentDefinitions.create(environmentId, "beta").environment?.id shouldBe environmentId
            split.segmentDefinitions.find(workspaceId, environmentId, "beta").shouldNotBeNull()
            split.segments.find(workspaceId, "nope").shouldBeNull()

            val keys = List(25_000) { "user-$it" }
            split.segmentKeys.upload(environmentId, "beta", keys).batches shouldHaveSize 3
            split.segmentKeys.count(environmentId, "beta") shouldBe 25_000
            split.segmentKeys.listAll(environmentId, "beta") { offset = 24_950 }.toList() shouldContainExactly keys.takeLast(50)
            val csv = ByteArrayOutputStream()
            split.segmentKeys.exportCsv(environmentId, "beta", csv) shouldBe 25_000
            shouldThrow<BadRequestException> { split.segmentDefinitions.delete(environmentId, "beta") }

            split.segmentKeys.importCsv(environmentId, "beta", "only\none\n".byteInputStream()) { replace = true }
            split.segmentKeys.listAll(environmentId, "beta").toList() shouldContainExactly listOf("only", "one")
            split.segmentKeys.importCsv(environmentId, "beta", csv.toByteArray().inputStream())
            split.segmentKeys.count(environmentId, "beta") shouldBe 25_002
            split.segmentKeys.remove(environmentId, "beta", keys + "only" + "one" + "never there")
            split.segmentKeys.count(environmentId, "beta") shouldBe 0
            split.segmentDefinitions.delete(environmentId, "beta")
            split.segments.delete(workspaceId, "beta")
        }
    }

    test("groups") {
        onEmulator {
            val made = split.groups.create("QA") { description = "d" }
            split.groups.get(made.id) shouldBe made
            split.groups.replace(made.id, "QA Team") { description = "e" }.name shouldBe "QA Team"
            split.groups.listAll().toList().map { it.name } shouldContainExactly listOf("Administrators", "QA Team")
            split.groups.delete(made.id)
            split.groups.find("QA Team").shouldBeNull()
        }
    }

    test("whatever a name or a key holds, it arrives as it was said") {
        onEmulator {
            split.segments.create(workspaceId, "user", "a/b & c?d#e f%g é")
            split.segments.get(workspaceId, "a/b & c?d#e f%g é").name shouldBe "a/b & c?d#e f%g é"
            checkAll(200, Arb.string(1..20).filter { it.isNotBlank() && it != "." && it != ".." }) { text ->
                emulator.requests.clear()
                split.segments.find(workspaceId, text)
                split.flags.list(workspaceId) { tag(text) }
                val (get, list) = emulator.requests.all
                get.pathSegments.last() shouldBe text
                get.pathSegments shouldHaveSize 7
                list.query("tag") shouldBe text
            }
        }
    }

    test("a wrong token is refused with the vendor's own words, which do not hold it") {
        Emulator.start(tokens = listOf("right")).use { emulator ->
            SplitClient("canary-token") { baseUrl = emulator.splitUrl }.use { split ->
                runBlocking {
                    val failure = shouldThrow<UnauthorizedException> { split.workspaces.list() }
                    failure.status shouldBe 401
                    failure.serverMessage.isNotEmpty() shouldBe true
                }
            }
        }
    }

    test("many callers share one client") {
        onEmulator {
            coroutineScope {
                List(200) { async { split.flags.create(workspaceId, "user", "f$it") } }.awaitAll()
            }
            split.flags.listAll(workspaceId).toList().map { it.name }.toSet() shouldHaveSize 200
            split.raw("GET", "trafficTypes/ws/$workspaceId")?.jsonArray?.size shouldBe 1
        }
    }
})
