package dev.tricolor.launchdarkly

import dev.tricolor.Handler
import dev.tricolor.UnexpectedReplyException
import dev.tricolor.byTurns
import dev.tricolor.inTurn
import dev.tricolor.json
import dev.tricolor.status
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.test.runTest

private const val NEXT = """"_links":{"next":{"href":"/api/v2/metrics/web?offset=wherever","type":"application/json"}}"""
private const val LAST = """"_links":{"self":{"href":"/api/v2/metrics/web"},"next":null}"""
private val NONE = IntRange.EMPTY

/** A page with the metrics [shown], and whatever else is said. */
private fun page(shown: IntRange, vararg rest: String) =
    (listOf(""""items":[${shown.joinToString { """{"key":"m$it"}""" }}]""") + rest).joinToString(",", "{", "}")

private fun shows(shown: IntRange, vararg rest: String) = status(200, page(shown, *rest))

/** A service that holds [size] metrics and pages them as LaunchDarkly does, as far as [says] tells of it. */
private fun metrics(size: Int, maxLimit: Int = 50, says: (more: Boolean) -> List<String>): Handler = { request ->
    val offset = request.url.parameters["offset"]!!.toInt()
    val end = minOf(offset + minOf(request.url.parameters["limit"]!!.toInt(), maxLimit), size)
    json(page(offset until end, *says(end < size).toTypedArray()))
}

private suspend fun ScriptedLaunchDarkly.all() = launchDarkly.metrics.listAll("web").map { it.key }.toList()

internal class LaunchDarklyPagesSpec : FunSpec({
    context("every item comes once, in order, with as few requests as what is said allows") {
        val ways = mapOf<String, (Int) -> Handler>(
            "a total and links" to { size -> metrics(size) { more -> listOf(""""totalCount":$size""", if (more) NEXT else LAST) } },
            "a total" to { size -> metrics(size) { listOf(""""totalCount":$size""") } },
            "a total that is spelled otherwise" to { size -> metrics(size) { listOf(""""total_count":$size""") } },
            "links" to { size -> metrics(size) { more -> listOf(if (more) NEXT else LAST, """"totalCount":null""") } },
        )
        val cases = ways.keys.flatMap { way -> listOf(0, 1, 49, 51, 151).map { way to it } }
        withData(nameFn = { (way, size) -> "$size by $way" }, cases) { (way, size) ->
            runTest {
                val scripted = ScriptedLaunchDarkly(this, handler = ways.getValue(way)(size))
                scripted.all() shouldBe List(size) { "m$it" }
                scripted.lines shouldHaveSize maxOf(1, (size + 49) / 50)
            }
        }
    }

    test("without a total and without links, a page that is not full is the last one") {
        runTest {
            val scripted = ScriptedLaunchDarkly(this, handler = metrics(120) { emptyList() })
            scripted.all() shouldHaveSize 120
            scripted.lines shouldHaveSize 3
        }
    }

    test("a server that gives less than was asked for is still read to the end") {
        runTest {
            val scripted = ScriptedLaunchDarkly(this, handler = metrics(45, maxLimit = 20) { listOf(""""totalCount":45""") })
            scripted.all() shouldBe List(45) { "m$it" }
            scripted.lines shouldContainExactly listOf(0, 20, 40).map { "GET metrics/web?limit=50&offset=$it" }
        }
    }

    test("a page is a value: items, total, and the way on, which keeps what was asked for and can be gone twice") {
        runTest {
            val scripted = ScriptedLaunchDarkly(this, handler = metrics(5) { listOf(""""totalCount":5""") })
            val first = scripted.launchDarkly.metrics.list("web") { limit(2).offset(1).isNumeric(true) }
            first.items.map { it.key } shouldBe listOf("m1", "m2")
            first.totalCount shouldBe 5
            first.hasNext shouldBe true
            first.next()!!.items.map { it.key } shouldBe listOf("m3", "m4")
            val last = first.next()!!
            last.hasNext shouldBe false
            last.next() shouldBe null
            val asked = "GET metrics/web?filter=isNumeric%20equals%20true&limit=2"
            scripted.lines shouldContainExactly listOf("$asked&offset=1", "$asked&offset=3", "$asked&offset=3")
        }
    }

    test("pages are asked for only when their items are wanted") {
        runTest {
            val scripted = ScriptedLaunchDarkly(this, handler = metrics(1000) { listOf(NEXT) })
            scripted.launchDarkly.metrics.listAll("web").take(60).toList() shouldHaveSize 60
            scripted.lines shouldHaveSize 2
        }
    }

    test("a limit or an offset that cannot be is refused before anything is sent") {
        runTest {
            val scripted = ScriptedLaunchDarkly(this, handler = shows(NONE))
            shouldThrow<IllegalArgumentException> { scripted.launchDarkly.metrics.list("web") { limit = 51 } }.message shouldBe
                "limit is 51, must be 1 to 50"
            shouldThrow<IllegalArgumentException> { scripted.launchDarkly.metrics.list("web") { limit(0) } }
            shouldThrow<IllegalArgumentException> { scripted.launchDarkly.metrics.list("web") { offset = -1 } }
            scripted.lines.shouldBeEmpty()
        }
    }

    context("a hostile server ends in an error of its own, never in a loop") {
        withData(
            mapOf<String, Handler>(
                "the same page again" to shows(0..1, NEXT),
                "the same page again, behind another one" to inTurn(shows(0..1, NEXT), shows(2..3, NEXT)),
                "two pages by turns" to byTurns(shows(0..1, NEXT), shows(2..3, NEXT)),
                "a total that nothing comes up to" to inTurn(shows(0..49, """"totalCount":9999"""), shows(NONE, """"totalCount":9999""")),
                "a next link for ever, with empty pages" to shows(NONE, NEXT),
                "a next link for ever, behind a page" to inTurn(shows(0..1, NEXT), shows(NONE, NEXT)),
                "nothing of a page" to status(200, """{"key":"m"}"""),
                "no items, and yet a total" to status(200, """{"totalCount":9}"""),
                "items that are null, and yet a next link" to status(200, """{"items":null,$NEXT}"""),
                "items that are none" to status(200, """{"items":{"key":"m"}}"""),
                "null among the items" to status(200, """{"items":[{"key":"m"},null]}"""),
                "an item without a key" to status(200, """{"items":[{"name":"m"}]}"""),
                "a page that is none" to status(200, "[]"),
                "nothing" to status(200, ""),
            ),
        ) { handler ->
            runTest {
                val scripted = ScriptedLaunchDarkly(this, handler = handler)
                shouldThrow<UnexpectedReplyException> { scripted.all() }.endpoint shouldBe "GET metrics/{projectKey}"
                (scripted.lines.size <= 3) shouldBe true
            }
        }
    }

    test("pages that go in a larger circle end too, behind whatever came before") {
        runTest {
            val circle = (1..20).map { shows(it * 10..it * 10 + 1, NEXT) }
            val way = listOf(shows(0..1, NEXT), shows(2..3, NEXT))
            val scripted = ScriptedLaunchDarkly(this, handler = inTurn(*(way + (0..9).flatMap { circle }).toTypedArray()))
            shouldThrow<UnexpectedReplyException> { scripted.all() }.message shouldContain "is one of those before it again"
            (scripted.lines.size < 66) shouldBe true
        }
    }

    context("a sloppy server still gives everything") {
        withData(
            mapOf<String, Pair<Handler, Int>>(
                "no items, which is none of them" to Pair(status(200, """{"totalCount":0}"""), 0),
                "items that are null" to Pair(status(200, """{"items":null}"""), 0),
                "no items, and links" to Pair(status(200, """{$LAST}"""), 0),
                "a total that is too small" to Pair(inTurn(shows(0..49, """"totalCount":1"""), shows(50..51, """"totalCount":1""")), 52),
                "a total of 0" to Pair(shows(0..1, """"totalCount":0"""), 2),
                "a negative total" to Pair(shows(0..1, """"totalCount":-1"""), 2),
                "a total that is text" to Pair(shows(0..1, """"totalCount":"many""""), 2),
                "a total beyond all integers" to Pair(shows(0..1, """"totalCount":1e400"""), 2),
                "links that are none" to Pair(shows(0..1, """"_links":[]"""), 2),
                "a next link that is text" to Pair(shows(0..1, """"_links":{"next":"/api/v2/x"}"""), 2),
                "a full page and then none" to Pair(inTurn(shows(0..49), shows(NONE)), 50),
                "more items than were asked for" to
                    Pair(inTurn(shows(0..59, """"totalCount":61"""), shows(60..60, """"totalCount":61""")), 61),
                "a next link that says more than the total" to
                    Pair(inTurn(shows(0..1, NEXT, """"totalCount":2"""), shows(2..2, """"totalCount":2""")), 3),
            ),
        ) { (handler, size) -> runTest { ScriptedLaunchDarkly(this, handler = handler).all() shouldHaveSize size } }
    }

    test("a list that comes in one piece counts what is there") {
        runTest {
            val page = ScriptedLaunchDarkly(this, handler = shows(0..2, NEXT)).launchDarkly.contextKinds.list("web")
            page.totalCount shouldBe 3
            page.hasNext shouldBe false
        }
    }
})
