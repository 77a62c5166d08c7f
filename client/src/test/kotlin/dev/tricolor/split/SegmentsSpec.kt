package dev.tricolor.split

import dev.tricolor.BadRequestException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.flow.toList
import java.io.ByteArrayOutputStream

internal class SegmentsSpec : FunSpec({
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
})
