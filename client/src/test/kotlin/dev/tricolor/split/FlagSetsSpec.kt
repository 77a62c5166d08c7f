package dev.tricolor.split

import dev.tricolor.Block
import dev.tricolor.ConflictException
import dev.tricolor.Handler
import dev.tricolor.InvalidPayloadException
import dev.tricolor.NotFoundException
import dev.tricolor.Scripted
import dev.tricolor.UnexpectedReplyException
import dev.tricolor.inTurn
import dev.tricolor.json
import dev.tricolor.status
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.test.runTest

private const val LIST = "GET /internal/api/v3/flag-sets?workspace_id=w%201&limit=200"

private val NONE = IntRange.EMPTY

/** A page with the flag sets [shown], and [next], as JSON, for its marker. */
private fun page(shown: IntRange, next: String, items: String = "data"): String {
    val sets = shown.joinToString { """{"id":"i$it","name":"n$it"}""" }
    return """{"$items":[$sets],"nextMarker":$next,"previousMarker":"","limit":200,"count":${shown.count()}}"""
}

private fun shows(shown: IntRange, next: String) = status(200, page(shown, next))

private suspend fun Scripted.all() = split.flagSets.listAll("w 1").map { it.id }.toList()

internal class FlagSetsSpec : FunSpec({
    context("from creation to deletion, on both of the bases that version 3 has") {
        withData(
            mapOf<String, Pair<String, Block<SplitClientBuilder>>>(
                "/internal/api/v3" to Pair("/internal/api/v3", Block {}),
                "/api/v3" to Pair("/api/v3", Block { v3Url = "$baseUrl/api/v3/" }),
            ),
        ) { (base, configure) ->
            onEmulator(configure) {
                val made = split.flagSets.create(workspaceId, "mobile_2") { description = "what phones load" }
                emulator.requests.last.rawPath shouldBe "$base/flag-sets"
                emulator.requests.last.body shouldBe
                    """{"name":"mobile_2","workspace":{"id":"$workspaceId","type":"WORKSPACE"},"description":"what phones load"}"""
                made.description shouldBe "what phones load"
                made.workspace?.id shouldBe workspaceId
                made.type shouldBe "FLAG_SET"
                split.flagSets.get(made.id) shouldBe made
                split.flagSets.create(workspaceId, "web").description.shouldBeNull()
                split.flagSets.find(workspaceId, "web")?.name shouldBe "web"
                split.flagSets.find(workspaceId, "we").shouldBeNull()
                split.flagSets.list(workspaceId) { limit = 1 }.next()!!.items.map { it.name } shouldBe listOf("web")
                split.flagSets.listAll(workspaceId) { limit(1) }.toList().map { it.name } shouldContainExactly listOf("mobile_2", "web")

                split.flagSets.delete(made.id)
                shouldThrow<NotFoundException> { split.flagSets.get(made.id) }
                shouldThrow<NotFoundException> { split.flagSets.delete(made.id) }.endpoint shouldBe "DELETE flag-sets/{flagSetId}"
                shouldThrow<ConflictException> { split.flagSets.create(workspaceId, "web") }
                shouldThrow<NotFoundException> { split.flagSets.list("nowhere") }
                emulator.requests.all.forEach { it.rawPath shouldStartWith "$base/flag-sets" }
            }
        }
    }

    test("a flag joins a set in its definition, and leaves it when the set goes") {
        onEmulator {
            val set = split.flagSets.create(workspaceId, "mobile")
            split.flags.create(workspaceId, "user", "f")
            split.definitions.create(workspaceId, environmentId, "f", ON_OFF.edit { flagSet(set.id) }).flagSets.map { it.id } shouldBe
                listOf(set.id)
            split.flagSets.delete(set.id)
            split.definitions.get(workspaceId, environmentId, "f").flagSets shouldBe emptyList()
        }
    }

    context("the list goes by any of its names, with any of the markers that mean none") {
        withData(listOf("data", "items", "objects")) { items ->
            runTest {
                listOf("null", "\"\"").forEach { none ->
                    val pages = inTurn(status(200, page(0..1, "\"m&1\"", items)), status(200, page(2..2, none, items)))
                    val scripted = Scripted(this, handler = pages)
                    scripted.all() shouldBe listOf("i0", "i1", "i2")
                    scripted.lines shouldContainExactly listOf(LIST, "$LIST&after=m%261")
                }
            }
        }
        test("and as it was seen with nothing else around it, or with a null where it is not") {
            runTest {
                listOf(
                    """{"objects":[{"id":"fs-1","name":"My Flags"}]}""",
                    """{"data":null,"items":[{"id":"fs-1","name":"x"}],"nextMarker":null}""",
                ).forEach { Scripted(this, handler = status(200, it)).all() shouldBe listOf("fs-1") }
            }
        }
    }

    test("finding reads no further than it must") {
        runTest {
            val scripted = Scripted(this, handler = inTurn(shows(0..1, "\"a\""), shows(2..3, "\"b\"")))
            scripted.split.flagSets.find("w 1", "n2")?.id shouldBe "i2"
            scripted.lines shouldContainExactly listOf(LIST, "$LIST&after=a")
        }
    }

    context("a hostile server ends in an error of its own, never in a loop") {
        withData(
            mapOf<String, Handler>(
                "a marker that repeats" to inTurn(shows(0..1, "\"a\""), shows(2..3, "\"a\"")),
                "a marker that points back" to inTurn(shows(0..1, "\"a\""), shows(2..3, "\"b\""), shows(4..5, "\"a\"")),
                "the same page again, behind new markers" to inTurn(shows(0..1, "\"a\""), shows(0..1, "\"b\"")),
                "empty pages with ever new markers" to { request ->
                    json(page(NONE, "\"m${request.url.parameters["after"].orEmpty()}\""))
                },
                "no list at all" to status(200, """{"flagSets":[]}"""),
                "a list that is none" to status(200, """{"data":{},"items":null}"""),
                "a set without an id" to status(200, """{"data":[{"name":"n"}]}"""),
            ),
        ) { handler ->
            runTest {
                shouldThrow<UnexpectedReplyException> { Scripted(this, handler = handler).all() }.endpoint shouldBe "GET flag-sets"
            }
        }
    }

    test("an empty page in the middle is survived") {
        runTest {
            Scripted(this, handler = inTurn(shows(0..1, "\"a\""), shows(NONE, "\"b\""), shows(2..2, "\"\""))).all() shouldBe
                listOf("i0", "i1", "i2")
        }
    }

    test("what nobody has heard of is kept") {
        runTest {
            val text = """{"id":"i","name":"n","description":null,"workspace":null,"createdAt":"2026-11-21T09:51:00Z","future":[1.50]}"""
            val set = Scripted(this, handler = status(200, text)).split.flagSets.get("i")
            set.toJson() shouldBe text
            set.createdAt shouldBe "2026-11-21T09:51:00Z"
            set.workspace.shouldBeNull()
        }
    }

    test("what cannot be is refused before anything is sent") {
        runTest {
            val scripted = Scripted(this, handler = status(200, "{}"))
            listOf("", "_a", "A", "a-b", "é", "a".repeat(51)).forEach { name ->
                shouldThrow<InvalidPayloadException> { scripted.split.flagSets.create("w", name) }.problems.single().message shouldContain
                    "is \"$name\", must be 1 to 50 of"
            }
            shouldThrow<InvalidPayloadException> { scripted.split.flagSets.create(" ", "A") }.problems.map { it.path } shouldContainExactly
                listOf("name", "workspace.id")
            shouldThrow<IllegalArgumentException> { scripted.split.flagSets.list("") }
            shouldThrow<IllegalArgumentException> { scripted.split.flagSets.list("w") { limit = 201 } }
            shouldThrow<IllegalArgumentException> { scripted.split.flagSets.get(" ") }
            scripted.requests shouldHaveSize 0
        }
    }
})
