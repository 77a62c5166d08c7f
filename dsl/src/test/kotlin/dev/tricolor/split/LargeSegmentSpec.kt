package dev.tricolor.split

import dev.tricolor.InvalidPayloadException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe

internal class LargeSegmentSpec : FunSpec({
    test("a change request says the segment by its name, and nobody where nobody is asked to approve") {
        ChangeRequestBuilder(LargeSegmentProposal.upload("s1")).title("t").comment("c").build().toString() shouldBe
            """{"largeSegment":{"name":"s1"},"operationType":"UPLOAD","approvers":[],"title":"t","comment":"c"}"""
        ChangeRequestBuilder(LargeSegmentProposal.removeAllMembers("s1")).approver("a@b.c").build().toString() shouldBe
            """{"largeSegment":{"name":"s1"},"operationType":"ARCHIVE","approvers":["a@b.c"]}"""
        shouldThrow<InvalidPayloadException> { ChangeRequestBuilder(LargeSegmentProposal.upload("")).approver("a").build() }
            .problems.map { it.toString() } shouldContainExactly
            listOf("largeSegment.name: is missing or blank", "approvers[0]: is \"a\", must be the e-mail address of a user")
        shouldThrow<InvalidPayloadException> { CreateLargeSegmentBuilder("").build() }
    }

    test("both documents are read from what the service sends") {
        LargeSegment.fromJson("""{"id":"i","name":"big","tags":[{"id":"t","name":"vip"}],"trafficType":{"id":"u"}}""").tags shouldBe
            listOf("vip")
        LargeSegmentDefinition.fromJson("""{"id":"i","name":"big","environment":{"id":"e"},"creationTime":5}""").creationTime shouldBe 5
    }
})
