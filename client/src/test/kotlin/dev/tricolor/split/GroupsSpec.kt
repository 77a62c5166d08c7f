package dev.tricolor.split

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.toList

internal class GroupsSpec : FunSpec({
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
})
