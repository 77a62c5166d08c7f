package dev.tricolor.split

import dev.tricolor.Handler
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
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.test.runTest

/** A page with the requests [shown], and [next], as JSON, for its marker. */
private fun page(shown: IntRange, next: String): String {
    val data = shown.joinToString { """{"id":"r$it","status":"REQUESTED"}""" }
    return """{"data":[$data],"nextMarker":$next,"previousMarker":null,"limit":2,"count":${shown.count()}}"""
}

private fun shows(shown: IntRange, next: String) = status(200, page(shown, next))

private val NONE = IntRange.EMPTY

/** A service that holds [size] change requests and pages them as Split does. */
private fun requests(size: Int, step: Int = 2): Handler = { request ->
    val start = request.url.parameters["after"]?.removePrefix("m")?.toInt() ?: 0
    val end = minOf(start + step, size)
    json(page(start until end, if (end < size) "\"m$end\"" else "null"))
}

/** Two markers by turns, and pages that are never the same. */
private fun markersByTurns(): Handler {
    var shown = 0
    return { request ->
        val marker = if (request.url.parameters["after"] == "a") "b" else "a"
        json(page(shown..shown, "\"$marker\"")).also { shown++ }
    }
}

private suspend fun Scripted.all() = split.changeRequests.listAll().map { it.id }.toList()

internal class SplitMarkerPagesSpec : FunSpec({
    context("every item comes once, in order, with as few requests as can be") {
        withData(nameFn = { (size, pages) -> "$size in $pages" }, 0 to 1, 1 to 1, 2 to 1, 3 to 2, 9 to 5) { (size, pages) ->
            runTest {
                val scripted = Scripted(this, handler = requests(size))
                scripted.all() shouldBe List(size) { "r$it" }
                scripted.lines shouldHaveSize pages
            }
        }
    }

    test("a page is a value: items and the way on, which can be gone twice") {
        runTest {
            val scripted = Scripted(this, handler = requests(5))
            val first = scripted.split.changeRequests.list {
                limit = 2
                environmentId("a b")
                status(ChangeRequestStatus.SCHEDULED)
            }
            first.items.map { it.id } shouldBe listOf("r0", "r1")
            first.totalCount shouldBe null
            first.hasNext shouldBe true
            first.next()!!.items.map { it.id } shouldBe listOf("r2", "r3")
            val last = first.next()!!.next()!!
            last.items.map { it.id } shouldBe listOf("r4")
            last.hasNext shouldBe false
            last.next() shouldBe null
            val asked = "GET changeRequests?environmentId=a%20b&status=SCHEDULED&limit=2"
            scripted.lines shouldContainExactly listOf(asked, "$asked&after=m2", "$asked&after=m2", "$asked&after=m4")
        }
    }

    test("a walk can start behind a marker, or with the page before one, and goes on forwards") {
        runTest {
            val scripted = Scripted(this, handler = inTurn(shows(4..5, "\"m&6\""), shows(6..6, "\"\"")))
            scripted.split.changeRequests.listAll { before = "m 6" }.toList() shouldHaveSize 3
            scripted.split.changeRequests.list { after("m9") }.hasNext shouldBe false
            scripted.lines shouldContainExactly listOf(
                "GET changeRequests?limit=100&before=m%206",
                "GET changeRequests?limit=100&after=m%266",
                "GET changeRequests?limit=100&after=m9",
            )
        }
    }

    test("pages are asked for only when their items are wanted") {
        runTest {
            val scripted = Scripted(this, handler = requests(1000))
            scripted.split.changeRequests.listAll().take(3).toList() shouldHaveSize 3
            scripted.lines shouldHaveSize 2
        }
    }

    test("what cannot be asked for is refused before anything is sent") {
        runTest {
            val scripted = Scripted(this, handler = requests(3))
            listOf<ChangeRequestQuery.() -> Unit>(
                { limit = 0 },
                { limit(101) },
                { after("a").before("b") },
                { after = " " },
                { before("") },
            ).forEach { query -> shouldThrow<IllegalArgumentException> { scripted.split.changeRequests.list { query() } } }
            scripted.lines shouldHaveSize 0
        }
    }

    context("a hostile server ends in an error of its own, never in a loop") {
        withData(
            mapOf<String, Handler>(
                "a marker that repeats" to inTurn(shows(0..1, "\"a\""), shows(2..3, "\"a\"")),
                "a marker that points back" to inTurn(shows(0..1, "\"a\""), shows(2..3, "\"b\""), shows(4..5, "\"a\"")),
                "the same page again, behind new markers" to inTurn(shows(0..1, "\"a\""), shows(0..1, "\"b\"")),
                "two pages by turns, behind ever new markers" to { request ->
                    val marker = request.url.parameters["after"].orEmpty()
                    json(page(if (marker.length % 2 == 0) 0..1 else 2..3, "\"m$marker\""))
                },
                "two markers by turns, with ever new pages" to markersByTurns(),
                "empty pages with ever new markers" to { request ->
                    json(page(NONE, "\"m${request.url.parameters["after"].orEmpty()}\""))
                },
                "no items at all" to status(200, """{"objects":[]}"""),
                "a page that is none" to status(200, "[]"),
            ),
        ) { handler ->
            runTest {
                val failure = shouldThrow<UnexpectedReplyException> { Scripted(this, handler = handler).all() }
                failure.endpoint shouldBe "GET changeRequests"
            }
        }
    }

    test("a walk that starts behind a marker does not come back to it") {
        runTest {
            val scripted = Scripted(this, handler = inTurn(shows(0..1, "\"a\"")))
            shouldThrow<UnexpectedReplyException> { scripted.split.changeRequests.list { after = "a" } }
        }
    }

    context("a sloppy server still gives everything") {
        withData(
            mapOf(
                "an empty page in the middle" to Pair(inTurn(shows(0..1, "\"a\""), shows(NONE, "\"b\""), shows(2..3, "null")), 4),
                "an empty marker" to Pair(inTurn(shows(0..1, "\"\"")), 2),
                "a limit of 0, and a count that lies" to Pair(
                    inTurn(
                        status(200, """{"data":[{"id":"a","status":"X"}],"nextMarker":"m","limit":0,"count":0}"""),
                        status(200, """{"data":[{"id":"b","status":"X"}],"nextMarker":null,"limit":-1,"count":99}"""),
                    ),
                    2,
                ),
                "no marker" to Pair(status(200, """{"data":[{"id":"r","status":"X"}]}"""), 1),
            ),
        ) { (handler, size) -> runTest { Scripted(this, handler = handler).all() shouldHaveSize size } }
    }
})
