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

private fun page(names: List<String>, offset: Int?, limit: Int?, total: Int?): String {
    val objects = names.joinToString { """{"name":"$it"}""" }
    return """{"objects":[$objects],"offset":$offset,"limit":$limit,"totalCount":$total}"""
}

/** A page with the flags [shown], answered as it stands. */
private fun shows(shown: IntRange, offset: Int?, limit: Int?, total: Int?) = status(200, page(shown.map { "f$it" }, offset, limit, total))

private val NONE = IntRange.EMPTY

/** A service that holds [size] flags and pages them as Split does. */
private fun flags(size: Int, maxLimit: Int = 50): Handler = { request ->
    val offset = request.url.parameters["offset"]!!.toInt()
    val limit = minOf(request.url.parameters["limit"]!!.toInt(), maxLimit)
    json(page((offset until minOf(offset + limit, size)).map { "f$it" }, offset, limit, size))
}

private suspend fun Scripted.all() = split.flags.listAll("ws").map { it.name }.toList()

internal class SplitPagesSpec : FunSpec({
    context("every item comes once, in order, with as few requests as can be") {
        withData(
            nameFn = { (size, requests) -> "$size in $requests" },
            0 to 1, 1 to 1, 49 to 1, 50 to 1, 51 to 2, 100 to 2, 151 to 4,
        ) { (size, requests) ->
            runTest {
                val scripted = Scripted(this, handler = flags(size))
                scripted.all() shouldBe List(size) { "f$it" }
                scripted.lines shouldHaveSize requests
            }
        }
    }

    test("the limit that the server really applied decides where the next page starts") {
        runTest {
            val scripted = Scripted(this, handler = flags(45, maxLimit = 20))
            scripted.all() shouldBe List(45) { "f$it" }
            scripted.lines shouldContainExactly listOf(
                "GET splits/ws/ws?limit=50&offset=0", "GET splits/ws/ws?limit=50&offset=20", "GET splits/ws/ws?limit=50&offset=40",
            )
        }
    }

    test("pages are asked for only when their items are wanted") {
        runTest {
            val scripted = Scripted(this, handler = flags(1000))
            scripted.split.flags.listAll("ws").take(60).toList() shouldHaveSize 60
            scripted.lines shouldHaveSize 2
        }
    }

    test("a page is a value: items, total, and the way on") {
        runTest {
            val scripted = Scripted(this, handler = flags(3))
            val first = scripted.split.flags.list("ws") {
                limit = 2
                tag("a b")
                tag("c&d")
            }
            first.items.map { it.name } shouldBe listOf("f0", "f1")
            first.totalCount shouldBe 3
            first.hasNext shouldBe true
            val second = first.next()!!
            second.items.map { it.name } shouldBe listOf("f2")
            second.hasNext shouldBe false
            second.next() shouldBe null
            scripted.lines shouldContainExactly listOf(
                "GET splits/ws/ws?tag=a%20b&tag=c%26d&limit=2&offset=0",
                "GET splits/ws/ws?tag=a%20b&tag=c%26d&limit=2&offset=2",
            )
        }
    }

    test("a limit or an offset that cannot be is refused before anything is sent") {
        runTest {
            val scripted = Scripted(this, handler = flags(3))
            shouldThrow<IllegalArgumentException> { scripted.split.flags.list("ws") { limit = 51 } }.message shouldBe
                "limit is 51, must be 1 to 50"
            shouldThrow<IllegalArgumentException> { scripted.split.flags.list("ws") { limit = 0 } }
            shouldThrow<IllegalArgumentException> { scripted.split.flags.list("ws") { offset = -1 } }
            scripted.lines shouldHaveSize 0
        }
    }

    context("a hostile server ends in an error of its own, never in a loop") {
        withData(
            mapOf(
                "a limit of 0 and no items" to shows(NONE, 0, 0, 10),
                "the same page again" to status(200, page(listOf("a", "b"), null, 2, 10)),
                "an offset that points back" to inTurn(shows(0..1, 0, 2, 10), shows(2..3, 0, 2, 10)),
                "an offset that jumps ahead" to inTurn(shows(0..1, 0, 2, 10), shows(6..7, 6, 2, 10)),
                "no items at all" to status(200, """{"data":[]}"""),
                "a negative limit and no items" to shows(NONE, 0, -5, 10),
            ),
        ) { handler ->
            runTest {
                val failure = shouldThrow<UnexpectedReplyException> { Scripted(this, handler = handler).all() }
                failure.endpoint shouldBe "GET splits/ws/{workspaceId}"
            }
        }
    }

    context("a sloppy server still gives everything") {
        withData(
            mapOf(
                "a limit of 0 with items" to Pair(inTurn(shows(0..1, 0, 0, 3), shows(2..2, 2, 0, 3)), 3),
                "a total that is too small" to
                    Pair(inTurn(shows(0..1, 0, 2, 1), shows(2..3, 2, 2, 1), shows(NONE, 4, 2, 1)), 4),
                "a total that is too large ends with it, at most" to
                    Pair(inTurn(shows(0..1, 0, 2, 5), shows(NONE, 2, 2, 5), shows(NONE, 4, 2, 5)), 2),
                "an empty page in the middle" to
                    Pair(inTurn(shows(0..1, 0, 2, 6), shows(NONE, 2, 2, 6), shows(4..5, 4, 2, 6)), 4),
                "nothing but items" to Pair(inTurn(shows(0..1, null, null, null), shows(NONE, null, null, null)), 2),
                "more items than the limit" to Pair(inTurn(shows(0..4, 0, 2, 6), shows(5..5, 5, 2, 6)), 6),
            ),
        ) { (handler, size) -> runTest { Scripted(this, handler = handler).all() shouldHaveSize size } }
    }
})
