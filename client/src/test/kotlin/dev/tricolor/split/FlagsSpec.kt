package dev.tricolor.split

import dev.tricolor.ConflictException
import dev.tricolor.NotFoundException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.toList

internal class FlagsSpec : FunSpec({
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
})
