package dev.tricolor.split

import dev.tricolor.Handler
import dev.tricolor.Page
import dev.tricolor.Scripted
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

private fun keyPage(keys: List<String>, offset: Int?, limit: Int?, count: Int?): String =
    """{"keys":[${keys.joinToString { """{"key":"$it"}""" }}],"count":$count,"offset":$offset,"limit":$limit,"openChangeRequestId":null}"""

private fun keys(shown: IntRange, offset: Int?, limit: Int?, count: Int?) = status(200, keyPage(shown.map { "k$it" }, offset, limit, count))

private suspend fun Scripted.allKeys() = split.segmentKeys.listAll("env", "beta").toList()

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
            mapOf<String, Handler>(
                "a limit of 0 and no items" to shows(NONE, 0, 0, 10),
                "the same page again" to status(200, page(listOf("a", "b"), null, 2, 10)),
                "two pages by turns" to byTurns(shows(0..1, null, 2, 99), shows(2..3, null, 2, 99)),
                "an offset that points back" to inTurn(shows(0..1, 0, 2, 10), shows(2..3, 0, 2, 10)),
                "an offset that jumps ahead" to inTurn(shows(0..1, 0, 2, 10), shows(6..7, 6, 2, 10)),
                "no items at all" to status(200, """{"data":[]}"""),
                "a total that nothing comes up to" to { request ->
                    json(page(emptyList(), request.url.parameters["offset"]!!.toInt(), 20, Int.MAX_VALUE))
                },
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

    context("keys of segments, whose total is called count: a hostile server ends in an error, never in a loop") {
        withData(
            mapOf<String, Handler>(
                "a limit of 0 and no keys" to keys(NONE, 0, 0, 10),
                "an offset that points back" to inTurn(keys(0..1, 0, 2, 10), keys(2..3, 0, 2, 10)),
                "the same page again" to keys(0..1, null, 2, 10),
                "a total that nothing comes up to" to { request ->
                    json(keyPage(emptyList(), request.url.parameters["offset"]!!.toInt(), 20, Int.MAX_VALUE))
                },
                "no keys at all" to status(200, """{"objects":[],"count":0}"""),
                "a key that is none" to status(200, """{"keys":[{"name":"a"}],"count":1}"""),
                "a key that is null" to status(200, """{"keys":[{"key":null}],"count":1}"""),
                "keys that are no objects" to status(200, """{"keys":["a"],"count":1}"""),
                "a bare array" to status(200, """[{"key":"a"}]"""),
                "null" to status(200, "null"),
            ),
        ) { handler ->
            runTest {
                val failure = shouldThrow<UnexpectedReplyException> { Scripted(this, handler = handler).allKeys() }
                failure.endpoint shouldBe "GET segments/{environmentId}/{segmentName}/keys"
            }
        }
    }

    context("keys of segments: a sloppy server still gives everything, once") {
        withData(
            mapOf(
                "a limit of 0 with keys" to Pair(inTurn(keys(0..1, 0, 0, 3), keys(2..2, 2, 0, 3)), 3),
                "a total that is too small" to Pair(inTurn(keys(0..1, 0, 2, 1), keys(2..3, 2, 2, 1), keys(NONE, 4, 2, 1)), 4),
                "a total that is too large" to Pair(inTurn(keys(0..1, 0, 2, 5), keys(NONE, 2, 2, 5), keys(NONE, 4, 2, 5)), 2),
                "an empty page in the middle" to Pair(inTurn(keys(0..1, 0, 2, 6), keys(NONE, 2, 2, 6), keys(4..5, 4, 2, 6)), 4),
                "a total by another name" to Pair(inTurn(status(200, """{"keys":[{"key":"a"}],"totalCount":9}"""), keys(NONE, 1, 1, 1)), 1),
                "nothing but keys" to Pair(inTurn(keys(0..1, null, null, null), keys(NONE, null, null, null)), 2),
            ),
        ) { (handler, size) ->
            runTest {
                val all = Scripted(this, handler = handler).allKeys()
                all shouldHaveSize size
                all.distinct() shouldBe all
            }
        }
    }

    test("an identifier that stands in the query is no more blank than one in the path") {
        runTest {
            val scripted = Scripted(this, handler = status(200, "[]"))
            mapOf<String, suspend SplitClient.() -> Unit>(
                "GET rolloutStatuses: workspaceId is blank" to { workspaces.listRolloutStatuses("") },
                "GET flag-sets: workspaceId is blank" to { flagSets.list(" ") },
                "GET restrictions: resourceId is blank" to { restrictions.list(ResourceType.WORKSPACE, "") },
                "environmentId is blank" to { changeRequests.findForFlag("", "checkout") },
                "groupId is blank" to { users.list { groupId(" ") } },
            ).forEach { (problem, ask) -> shouldThrow<IllegalArgumentException> { scripted.split.ask() }.message shouldBe problem }
            scripted.lines shouldHaveSize 0
        }
    }

    context("a list that is never paged is a bare array, or an error") {
        val lists = mapOf<String, suspend SplitClient.() -> Page<*>>(
            "environments" to { environments.list("ws") },
            "trafficTypes" to { trafficTypes.list("ws") },
            "largeSegments" to { largeSegments.list("ws") },
            "largeSegmentDefinitions" to { largeSegmentDefinitions.list("ws", "env") },
            "ruleBasedSegments" to { ruleBasedSegments.list("ws") },
            "rolloutStatuses" to { workspaces.listRolloutStatuses("ws") },
        )
        lists.forEach { (name, list) ->
            withData(
                nameFn = { "$name: <$it>" },
                "{}", """{"objects":[]}""", "null", "true", "\"[]\"", "7", "", "[null]", "[7]", "[[]]", """[{"other":1}]""", "[{}", "[] []",
            ) { body ->
                runTest {
                    val failure = shouldThrow<UnexpectedReplyException> { Scripted(this, handler = status(200, body)).split.list() }
                    failure.rawBody shouldBe body
                }
            }
            test("$name: nothing is a page of nothing, and the last one") {
                runTest {
                    val page = Scripted(this, handler = status(200, "[]")).split.list()
                    page.items shouldHaveSize 0
                    page.totalCount shouldBe 0
                    page.hasNext shouldBe false
                }
            }
        }
    }
})
