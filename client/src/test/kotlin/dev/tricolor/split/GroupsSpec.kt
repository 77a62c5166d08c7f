package dev.tricolor.split

import dev.tricolor.ConflictException
import dev.tricolor.InvalidPayloadException
import dev.tricolor.Scripted
import dev.tricolor.status
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.test.runTest

internal class GroupsSpec : FunSpec({
    test("groups") {
        onEmulator {
            val made = split.groups.create("QA") { description = "d" }
            split.groups.get(made.id) shouldBe made
            split.groups.replace(made.id, "QA Team") { description = "e" }.name shouldBe "QA Team"
            val edited = split.groups.edit(made.id) { description = "f" }
            edited.name to edited.description shouldBe ("QA Team" to "f")
            split.groups.edit(made.id) { description = "f" } shouldBe edited
            emulator.requests.last.method shouldBe "GET"
            shouldThrow<ConflictException> { split.groups.edit(made.id) { name = "Administrators" } }
            split.groups.listAll().toList().map { it.name } shouldContainExactly listOf("Administrators", "QA Team")
            split.groups.delete(made.id)
            split.groups.find("QA Team").shouldBeNull()
        }
    }

    test("an edit writes back what nobody knows, and nothing that cannot be") {
        runTest {
            val read = """{"id":"g","name":"QA","type":"group","description":null,"later":{"n":1.50}}"""
            val scripted = Scripted(this, handler = status(200, read))
            scripted.split.groups.edit("g") { name("QA Team") }
            scripted.lines.last() shouldBe "PUT groups/g " + read.replace("QA", "QA Team")
            shouldThrow<InvalidPayloadException> { scripted.split.groups.edit("g") { name = " " } }
            scripted.lines shouldHaveSize 3
        }
    }
})
