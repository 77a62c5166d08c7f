package dev.tricolor.split

import dev.tricolor.ApiException
import dev.tricolor.ConflictException
import dev.tricolor.NotFoundException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.property.arbitrary.filter
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.toList

internal class WorkspacesSpec : FunSpec({
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
})
