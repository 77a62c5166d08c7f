package dev.tricolor.split

import dev.tricolor.InvalidPayloadException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldNotContain

internal class LargeSegmentSpec : FunSpec({
    test("a change request says the segment by its name, and nobody where nobody is asked to approve") {
        LargeSegmentChangeBuilder("s1", "UPLOAD", emptyList()).apply { title = "t"; comment = "c" }.build().toString() shouldBe
            """{"largeSegment":{"name":"s1"},"operationType":"UPLOAD","approvers":[],"title":"t","comment":"c"}"""
        LargeSegmentChangeBuilder("s1", "ARCHIVE", listOf("a@b.c")).build().toString() shouldBe
            """{"largeSegment":{"name":"s1"},"operationType":"ARCHIVE","approvers":["a@b.c"]}"""
        shouldThrow<InvalidPayloadException> { LargeSegmentChangeBuilder("", "UPLOAD", listOf("a", " ")).build() }
            .problems.map { it.toString() } shouldContainExactly listOf("largeSegment.name: is blank", "approvers[1]: is blank")
        shouldThrow<InvalidPayloadException> { CreateLargeSegmentBuilder("").build() }
    }

    test("what admits to the place of the file is not printed") {
        val upload = LargeSegmentUpload.fromJson(
            """{"id":"cr-1","status":"REQUESTED","operationType":"UPLOAD","largeSegment":{"name":"s1"},"transactionMetadata":
                {"method":"PUT","url":"https://bucket.example/key?X-Amz-Signature=canary","headers":{"Host":["bucket.example"]}}}""",
        )
        upload.transaction?.headers shouldBe mapOf("Host" to listOf("bucket.example"))
        upload.toString() shouldBe "LargeSegmentUpload(UPLOAD of s1: change request cr-1, REQUESTED)"
        upload.transaction.toString() shouldBe "UploadTransaction(PUT https://bucket.example/key)"
        upload.toString() shouldNotContain "canary"
    }

    test("both documents are read from what the service sends") {
        LargeSegment.fromJson("""{"id":"i","name":"big","tags":[{"id":"t","name":"vip"}],"trafficType":{"id":"u"}}""").tags shouldBe
            listOf("vip")
        LargeSegmentDefinition.fromJson("""{"id":"i","name":"big","environment":{"id":"e"},"creationTime":5}""").creationTime shouldBe 5
    }
})
