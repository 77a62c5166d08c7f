package dev.tricolor.optimizely

import dev.tricolor.Handler
import dev.tricolor.UnexpectedReplyException
import dev.tricolor.inTurn
import dev.tricolor.status
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.ints.shouldBeLessThan
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.test.runTest

private const val BASE = "https://api.optimizely.com/v2/projects"

private fun page(ids: IntRange, link: String? = null): Handler {
    val body = ids.joinToString(",", "[", "]") { """{"id":$it}""" }
    return if (link == null) status(200, body) else status(200, body, "Link" to link)
}

internal class OptimizelyPagesSpec : FunSpec({
    test("a link leads from page to page, with quotes around its relation or without") {
        runTest {
            val scripted = ScriptedOptimizely(
                this,
                handler = inTurn(
                    page(1..2, "<$BASE?per_page=2&page=2>; rel=next, <$BASE?per_page=2&page=4>; rel=last"),
                    page(3..4, """<$BASE?per_page=2&page=1>; rel="prev",<$BASE?page=3&cursor=a%2Cb>; title="a, b"; rel="next""""),
                    page(5..6, """</v2/projects?page=4>; rel="future next""""),
                    page(7..8, "<$BASE?page=3>; rel=prev"),
                ),
            )
            scripted.optimizely.projects.listAll { perPage = 2 }.map { it.id }.toList() shouldContainExactly (1L..8L).toList()
            scripted.lines shouldContainExactly listOf(
                "GET projects?per_page=2&page=1",
                "GET projects?per_page=2&page=2",
                "GET projects?page=3&cursor=a%2Cb",
                "GET projects?page=4",
            )
        }
    }

    test("without any links the list goes on behind each full page, and ends with a short one") {
        runTest {
            val scripted = ScriptedOptimizely(this, handler = inTurn(page(1..2), page(3..4), page(5..5)))
            scripted.optimizely.projects.listAll { perPage(2).page(3) }.map { it.id }.toList() shouldContainExactly (1L..5L).toList()
            scripted.lines shouldContainExactly (3..5).map { "GET projects?per_page=2&page=$it" }
        }
    }

    test("no page is asked for before its items are wanted") {
        runTest {
            val scripted = ScriptedOptimizely(this, handler = page(1..2, "<$BASE?page=2>; rel=next"))
            scripted.optimizely.projects.listAll { perPage = 2 }.take(2).toList().size shouldBe 2
            scripted.requests.size shouldBe 1
        }
    }

    context("a link that leads elsewhere is not followed") {
        withData(
            "https://evil.example/v2/projects?page=2",
            "http://api.optimizely.com/v2/projects?page=2",
            "https://api.optimizely.com:8443/v2/projects?page=2",
            "//evil.example/v2/projects",
            "https://api.optimizely.com@evil.example/v2/projects",
            "https://api.optimizely.com/v1/projects?page=2",
            "https://api.optimizely.com/v2/../admin",
            "https://api.optimizely.com/v2/%2e%2e/admin",
            "https://api.optimizely.com/v2evil",
            "https://api.optimizely.com/v2/a b",
            "nonsense",
        ) { target ->
            runTest {
                val scripted = ScriptedOptimizely(this, handler = page(1..2, "<$target>; rel=next"))
                shouldThrow<UnexpectedReplyException> { scripted.optimizely.projects.listAll().toList() }.message shouldContain "page"
                scripted.requests.size shouldBe 1
            }
        }
    }

    context("a list that goes in circles ends, and so does one of nothing") {
        withData(
            nameFn = { "${it.size}" },
            listOf(page(1..2, "<$BASE?page=2>; rel=next")),
            listOf(page(1..2, "<$BASE?page=2>; rel=next"), page(3..4, "<$BASE?page=1>; rel=next")),
            listOf(page(IntRange.EMPTY, "<$BASE?page=2>; rel=next"), page(IntRange.EMPTY, "<$BASE?page=1>; rel=next"), page(1..2)),
        ) { circle ->
            runTest {
                val answers = List(20) { circle[it % circle.size] }
                val scripted = ScriptedOptimizely(this, handler = inTurn(*answers.toTypedArray()))
                shouldThrow<UnexpectedReplyException> { scripted.optimizely.projects.listAll().toList() }
                scripted.requests.size shouldBeLessThan 10
            }
        }
    }

    test("what a page may be is checked before anything is sent") {
        runTest {
            val scripted = ScriptedOptimizely(this, handler = page(1..1))
            shouldThrow<IllegalArgumentException> { scripted.optimizely.projects.list { perPage = 101 } }.message shouldBe
                "perPage is 101, must be 1 to 100"
            shouldThrow<IllegalArgumentException> { scripted.optimizely.projects.list { page = 0 } }.message shouldBe
                "page is 0, must be at least 1"
            scripted.requests.size shouldBe 0
        }
    }

    test("a header of links is read, whatever it holds") {
        linkTo("next", """<a>; rel=prev, <b,c;d>; rel="NEXT", <e>;rel="next"; x=y""") shouldBe "e"
        linkTo("next", """<a>; rel=prevnext""").shouldBeNull()
        linkTo("next", """<a>; title="rel=next"""").shouldBeNull()
        linkTo("next", "").shouldBeNull()
        linkTo("next", "<".repeat(10_000)).shouldBeNull()
    }
})
