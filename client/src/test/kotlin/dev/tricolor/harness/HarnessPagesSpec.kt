package dev.tricolor.harness

import dev.tricolor.ApiException
import dev.tricolor.Handler
import dev.tricolor.NotFoundException
import dev.tricolor.Page
import dev.tricolor.UnexpectedReplyException
import dev.tricolor.byTurns
import dev.tricolor.inTurn
import dev.tricolor.json
import dev.tricolor.status
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.test.runTest

private fun page(shown: Iterable<Int>, index: Int?, pages: Long?, items: Long? = null, size: Int? = null): String {
    val content = shown.joinToString { """{"project":{"identifier":"p$it"}}""" }
    return """{"status":"SUCCESS","data":{"totalPages":$pages,"totalItems":$items,"pageSize":$size,"content":[$content],""" +
        """"pageIndex":$index},"metaData":null,"correlationId":"c"}"""
}

private fun shows(shown: IntRange, index: Int?, pages: Long?, items: Long? = null, size: Int? = null) =
    status(200, page(shown, index, pages, items, size))

private val NONE = IntRange.EMPTY

/** A service that holds [size] projects and pages them as Harness does. */
private fun projects(size: Int): Handler = { request ->
    val index = request.url.parameters["pageIndex"]!!.toInt()
    val pageSize = request.url.parameters["pageSize"]!!.toInt()
    val shown = (index * pageSize until minOf((index + 1) * pageSize, size))
    json(page(shown, index, (size + pageSize - 1L) / pageSize, size.toLong(), pageSize))
}

private suspend fun ScriptedHarness.all() = harness.projects.listAll().map { it.project.identifier }.toList()

internal class HarnessPagesSpec : FunSpec({
    context("every item comes once, in order, with as few requests as can be") {
        withData(
            nameFn = { (size, requests) -> "$size in $requests" },
            0 to 1, 1 to 1, 99 to 1, 100 to 1, 101 to 2, 200 to 2, 301 to 4,
        ) { (size, requests) ->
            runTest {
                val scripted = ScriptedHarness(this, projects(size))
                scripted.all() shouldBe List(size) { "p$it" }
                scripted.lines shouldHaveSize requests
            }
        }
    }

    test("pages are asked for only when their items are wanted") {
        runTest {
            val scripted = ScriptedHarness(this, projects(1000))
            scripted.harness.projects.listAll().take(150).toList() shouldHaveSize 150
            scripted.lines shouldHaveSize 2
        }
    }

    test("a page is a value: items, total, and the way on; a query goes with every page") {
        runTest {
            val scripted = ScriptedHarness(this, projects(5))
            val second = scripted.harness.projects.list {
                pageSize = 2
                pageIndex = 1
                searchTerm = "a&b"
            }
            second.items.map { it.project.identifier } shouldBe listOf("p2", "p3")
            second.totalCount shouldBe 5
            second.hasNext shouldBe true
            val third = second.next()!!
            third.items.map { it.project.identifier } shouldBe listOf("p4")
            third.hasNext shouldBe false
            third.next() shouldBe null
            scripted.lines shouldContainExactly listOf(
                "GET ng/api/projects?searchTerm=a%26b&pageSize=2&pageIndex=1&accountIdentifier=a&orgIdentifier=o",
                "GET ng/api/projects?searchTerm=a%26b&pageSize=2&pageIndex=2&accountIdentifier=a&orgIdentifier=o",
            )
        }
    }

    test("a size or an index that cannot be is refused before anything is sent") {
        runTest {
            val scripted = ScriptedHarness(this, projects(3))
            shouldThrow<IllegalArgumentException> { scripted.harness.projects.list { pageSize = 101 } }.message shouldBe
                "pageSize is 101, must be 1 to 100"
            shouldThrow<IllegalArgumentException> { scripted.harness.projects.list { pageSize = 0 } }
            shouldThrow<IllegalArgumentException> { scripted.harness.projects.list { pageIndex = -1 } }
            scripted.lines shouldHaveSize 0
        }
    }

    context("a hostile server ends in an error of its own, never in a loop") {
        withData(
            mapOf<String, Handler>(
                "the same page again, whatever it calls itself" to
                    inTurn(shows(0..1, 0, 9), shows(0..1, 1, 9), shows(0..1, 2, 9)),
                "the same page for ever, without a number" to shows(0..1, null, 9),
                "two pages by turns, without numbers" to byTurns(shows(0..1, null, 99), shows(2..3, null, 99)),
                "another page than was asked for" to inTurn(shows(0..1, 0, 9), shows(4..5, 2, 9)),
                "the first page for ever" to shows(0..1, 0, 9),
                "a number of pages that nothing comes up to" to { request ->
                    json(page(emptyList(), request.url.parameters["pageIndex"]!!.toInt(), Long.MAX_VALUE))
                },
                "a page size of 0 and no items" to
                    inTurn(shows(0..1, 0, 9, 18, 0), shows(NONE, 1, 9, 18, 0), shows(NONE, 2, 9, 18, 0)),
                "two empty pages in the middle" to inTurn(shows(0..1, 0, 9), shows(NONE, 1, 9), shows(NONE, 2, 9), shows(6..7, 3, 9)),
                "no content" to status(200, """{"status":"SUCCESS","data":{"totalPages":1,"pageIndex":0}}"""),
                "content that is null" to status(200, """{"status":"SUCCESS","data":{"content":null,"totalPages":1}}"""),
                "content that is no list" to status(200, """{"status":"SUCCESS","data":{"content":{},"totalPages":1}}"""),
                "no page at all" to status(200, """{"status":"SUCCESS","data":null}"""),
                "a bare list" to status(200, """{"status":"SUCCESS","data":[{"project":{"identifier":"p"}}]}"""),
                "an item that is none" to status(200, """{"status":"SUCCESS","data":{"content":[{"project":{"name":"p"}}]}}"""),
                "a failure under 200" to status(200, """{"status":"FAILURE","message":"no such luck","data":{"content":[]}}"""),
                "an error under 200 on the second page" to
                    inTurn(shows(0..1, 0, 2), status(200, """{"status":"ERROR","data":{"content":[]}}""")),
                "no envelope" to status(200, """[]"""),
                "no JSON" to status(200, "<html>"),
                "nothing" to status(200, ""),
            ),
        ) { handler ->
            runTest {
                val failure = shouldThrow<UnexpectedReplyException> { ScriptedHarness(this, handler).all() }
                failure.endpoint shouldBe "GET ng/api/projects"
            }
        }
    }

    context("a list that is never paged is a bare list, or an error") {
        val lists = mapOf<String, suspend HarnessClient.() -> Page<*>>(
            "serviceAccounts" to { serviceAccounts.list() },
            "apiKeys" to { apiKeys.list("ci") },
        )
        lists.forEach { (name, list) ->
            withData(
                nameFn = { "$name: <$it>" },
                """{"data":null}""", """{"data":{}}""", """{"data":{"content":[]}}""", """{"data":[null]}""", """{"data":[{"name":"n"}]}""",
                """{"status":"ERROR","data":[]}""", "{}", "[]", "null", "", "<html>",
            ) { body ->
                runTest {
                    val failure = shouldThrow<UnexpectedReplyException> { ScriptedHarness(this, status(200, body)).harness.list() }
                    failure.rawBody shouldBe body
                }
            }
            test("$name: an error is no empty list") {
                runTest { shouldThrow<ApiException> { ScriptedHarness(this, status(403, "{}")).harness.list() }.status shouldBe 403 }
            }
        }
    }

    test("what a failure under 200 says is told") {
        runTest {
            val scripted = ScriptedHarness(this, status(200, """{"status":"FAILURE","message":"no such luck","data":null}"""))
            shouldThrow<UnexpectedReplyException> { scripted.harness.projects.list() }.message shouldContain "status FAILURE: no such luck"
        }
    }

    test("an error on a later page is an error, not the end of the list") {
        runTest {
            val gone = status(404, """{"status":"ERROR","code":"RESOURCE_NOT_FOUND","message":"gone","correlationId":"c"}""")
            val scripted = ScriptedHarness(this, inTurn(shows(0..1, 0, 2), gone))
            shouldThrow<NotFoundException> { scripted.all() }.code shouldBe "RESOURCE_NOT_FOUND"
        }
    }

    context("a sloppy server still gives everything") {
        withData(
            mapOf(
                "a page size of 0, with items" to Pair(inTurn(shows(0..1, 0, 2, 4, 0), shows(2..3, 1, 2, 4, 0)), 4),
                "a number of items that is too small" to Pair(inTurn(shows(0..1, 0, 2, 0, 2), shows(2..3, 1, 2, 0, 2)), 4),
                "no number of pages" to Pair(inTurn(shows(0..1, 0, null), shows(2..2, 1, null), shows(NONE, 2, null)), 3),
                "0 pages, and items" to Pair(inTurn(shows(0..1, 0, 0), shows(2..2, 1, 0), shows(NONE, 2, 0)), 3),
                "fewer pages than the items fill" to
                    Pair(inTurn(shows(0..1, 0, 1, 3, 2), shows(2..2, 1, 1, 3, 2), shows(NONE, 2, 1, 3, 2)), 3),
                "a number of pages that falls behind" to
                    Pair(inTurn(shows(0..1, 0, 2), shows(2..3, 1, 1), shows(4..4, 2, 1), shows(NONE, 3, 1)), 5),
                "one page too many" to Pair(inTurn(shows(0..1, 0, 2), shows(NONE, 1, 2)), 2),
                "an empty page in the middle" to Pair(inTurn(shows(0..1, 0, 3), shows(NONE, 1, 3), shows(4..5, 2, 3)), 4),
                "an empty page at the start" to Pair(inTurn(shows(NONE, 0, 2), shows(2..3, 1, 2)), 2),
                "nothing but items" to Pair(inTurn(shows(0..1, null, null), shows(NONE, null, null)), 2),
                "numbers that are none" to
                    Pair(status(200, """{"data":{"content":[],"totalPages":"many","totalItems":{},"pageIndex":"first"}}"""), 0),
            ),
        ) { (handler, size) -> runTest { ScriptedHarness(this, handler).all() shouldHaveSize size } }
    }
})
