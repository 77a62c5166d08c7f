package dev.tricolor.split

import dev.tricolor.BadRequestException
import dev.tricolor.ConflictException
import dev.tricolor.Handler
import dev.tricolor.InvalidPayloadException
import dev.tricolor.NotFoundException
import dev.tricolor.Scripted
import dev.tricolor.UnexpectedReplyException
import dev.tricolor.inTurn
import dev.tricolor.status
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.test.runTest

internal class RuleBasedSegmentsSpec : FunSpec({
    test("created, enabled, given rules, edited, disabled, deleted") {
        onEmulator {
            split.segments.create(workspaceId, "user", "beta_testers")
            split.segmentDefinitions.create(environmentId, "beta_testers")
            val segment = split.ruleBasedSegments.create(workspaceId, "user", "adults") { description = "d" }
            split.ruleBasedSegments.get(workspaceId, "adults") shouldBe segment
            split.ruleBasedSegments.find(workspaceId, "nope").shouldBeNull()
            split.ruleBasedSegments.list(workspaceId).let { it.items to it.hasNext } shouldBe (listOf(segment) to false)
            shouldThrow<ConflictException> { split.ruleBasedSegments.create(workspaceId, "user", "adults") }

            val definitions = split.ruleBasedSegmentDefinitions
            definitions.create(environmentId, "adults").rules shouldBe emptyList()
            val written = definitions.replace(
                workspaceId, "Production", "adults",
                ruleBasedSegmentDefinition {
                    rule { matcher(attribute("age") atLeast 30) }
                    excludedKey("user1")
                    excludedSegment("beta_testers")
                },
            )
            definitions.find(workspaceId, environmentId, "adults") shouldBe written
            val edited = definitions.edit(workspaceId, environmentId, "adults") { excludedKey("user2"); comment = "why" }
            edited.rules shouldBe written.rules
            edited.excludedKeys shouldContainExactly listOf("user1", "user2")
            definitions.edit(workspaceId, environmentId, "adults") { excludedKey("user2") } shouldBe edited
            emulator.requests.last.method shouldBe "GET"
            shouldThrow<InvalidPayloadException> { definitions.edit(workspaceId, environmentId, "adults") { rule {} } }
            shouldThrow<BadRequestException> {
                definitions.edit(workspaceId, environmentId, "adults") { excludedSegment("nobody") }
            }.serverMessage shouldContain "nobody"

            definitions.delete(environmentId, "adults")
            shouldThrow<NotFoundException> { definitions.edit(workspaceId, environmentId, "adults") {} }.message shouldContain
                "rule-based segment adults is not in the list of environment"
            split.ruleBasedSegments.delete(workspaceId, "adults")
            split.ruleBasedSegments.listAll(workspaceId).toList() shouldBe emptyList()
        }
    }

    context("definitions come bare or wrapped, and all of them come") {
        val fifty = List(50) { """{"name":"s$it"}""" }.joinToString()
        withData(
            mapOf(
                "bare" to (listOf("""[{"name":"s"}]""") to 1),
                "bare, and as many as a page has" to (listOf("[$fifty]") to 50),
                "bare and empty" to (listOf(" []") to 0),
                "wrapped, and nothing more" to (listOf("""{"objects":[$fifty]}""") to 50),
                "wrapped and paged" to (
                    listOf(
                        """{"objects":[$fifty],"offset":0,"limit":50,"totalCount":51}""",
                        """{"objects":[{"name":"last"}],"offset":50,"limit":50,"totalCount":51}""",
                    ) to 51
                    ),
            ),
        ) { (replies, count) ->
            runTest {
                val scripted = Scripted(this, handler = inTurn(*replies.map { status(200, it) }.toTypedArray()))
                scripted.split.ruleBasedSegmentDefinitions.listAll("ws", "env").toList() shouldHaveSize count
                scripted.lines shouldHaveSize replies.size
                scripted.lines.first() shouldBe "GET rule-based-segments/ws/ws/environments/env?limit=50&offset=0"
            }
        }
        fun page(names: List<String>, offset: Int?, limit: Int, total: Int) = status(
            200,
            """{"objects":[${names.joinToString { """{"name":"$it"}""" }}],"offset":$offset,"limit":$limit,"totalCount":$total}""",
        )
        withData(
            mapOf<String, Handler>(
                "a limit of 0 and nothing in it" to page(emptyList(), 0, 0, 10),
                "an offset that points back" to inTurn(page(listOf("a"), 0, 1, 10), page(listOf("b"), 0, 1, 10)),
                "the same page again" to page(listOf("a"), null, 1, 10),
                "a total that nothing comes up to" to
                    inTurn(page(listOf("a"), 0, 1, 10), page(emptyList(), 1, 1, 10), page(emptyList(), 2, 1, 10)),
            ),
        ) { handler ->
            runTest {
                val scripted = Scripted(this, handler = handler)
                shouldThrow<UnexpectedReplyException> { scripted.split.ruleBasedSegmentDefinitions.listAll("ws", "env").toList() }
            }
        }
        test("an empty page in the middle, and a total that is too small, are survived") {
            runTest {
                val middle = inTurn(page(listOf("a"), 0, 1, 3), page(emptyList(), 1, 1, 3), page(listOf("c"), 2, 1, 3))
                Scripted(this, handler = middle).split.ruleBasedSegmentDefinitions.listAll("ws", "env").toList() shouldHaveSize 2
                val small = inTurn(page(listOf("a"), 0, 1, 0), page(listOf("b"), 1, 1, 0), page(emptyList(), 2, 1, 0))
                Scripted(this, handler = small).split.ruleBasedSegmentDefinitions.listAll("ws", "env").toList() shouldHaveSize 2
            }
        }
        withData(nameFn = { "not $it" }, "{}", "null", "\"x\"", """{"objects":1}""", "[1]") { reply ->
            runTest {
                val scripted = Scripted(this, handler = status(200, reply))
                shouldThrow<UnexpectedReplyException> { scripted.split.ruleBasedSegmentDefinitions.list("ws", "env") }
            }
        }
    }

    test("an edit writes back what nobody knows") {
        runTest {
            val read = """{"name":"s","rules":[],"excludedKeys":["a"],"later":{"n":1.50},"excludedSegments":null}"""
            val scripted = Scripted(this, handler = inTurn(status(200, "[$read]"), status(200, read)))
            scripted.split.ruleBasedSegmentDefinitions.edit("ws", "env", "s") { excludedKey("b") }
            scripted.lines.last() shouldBe "PUT rule-based-segments/ws/ws/s/environments/env " + read.replace("\"a\"", "\"a\",\"b\"")
        }
    }
})
