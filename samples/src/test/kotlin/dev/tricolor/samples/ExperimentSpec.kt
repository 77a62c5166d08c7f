package dev.tricolor.samples

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainInOrder
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldBeEmpty
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import io.kotest.matchers.string.shouldStartWith

private const val ESCAPE = "\u001b"

class ExperimentSpec : FunSpec({
    test("the experiment tells the whole story, for a person, and plainly in a pipe") {
        val ended = launch("samples/experiment")

        withClue(ended.said) { ended.status shouldBe 0 }
        ended.err.shouldBeEmpty()
        ended.out shouldNotContain ESCAPE
        ended.out.lines().filter { it.length > 80 }.shouldBeEmpty()
        ended.lines().shouldContainInOrder(
            "project Default",
            "environment Production",
            "created checkout-layout, which serves one-page or classic",
            "created checkout-done: who sends the event done has converted",
            "drafted one-page-checkout: One page against Classic, one half each",
            "iteration running",
            "treatment units conversion 90 % credible is best",
            "One page 2,000 13.1 % 11.9 % to 14.4 % 99.8 %",
            "Classic 2,000 10.2 % 9.1 % to 11.4 % 0.2 %",
            "iteration stopped: best with a probability of 99.8 %",
            "served One page, to everyone",
            "archived experiment one-page-checkout",
            "archived flag checkout-layout",
            "kept metric checkout-done, for the next experiment",
        )
        ended.out.trimEnd().lines().last() shouldContain "12 requests"
    }

    test("the same experiment in Java") {
        val ended = launch("samples/java/experiment")

        withClue(ended.said) { ended.status shouldBe 0 }
        ended.err.shouldBeEmpty()
        ended.lines().shouldContainInOrder(
            "found Default and its Production",
            "created metric checkout-done",
            "created flag checkout-layout",
            "drafted one-page-checkout",
            "iteration running",
            "One page 2,000 13.1 % 11.9 % to 14.4 % 99.8 %",
            "Classic 2,000 10.2 % 9.1 % to 11.4 % 0.2 %",
            "iteration stopped: best with a probability of 99.8 %",
            "shipped One page, to everyone",
            "archived one-page-checkout and checkout-layout",
            "done 12 requests",
        )
    }

    test("it takes no words but --help") {
        launch("samples/experiment", "--help").let {
            it.status shouldBe 0
            it.out shouldStartWith "usage: samples/experiment"
        }
        launch("samples/experiment", "--live").let {
            it.status shouldBe 2
            it.out.shouldBeEmpty()
            it.err shouldStartWith "usage: samples/experiment"
        }
    }
})

/** What it printed, without the layout. */
private fun Ended.lines(): List<String> = out.lines().map { it.trim().replace(Regex(" {2,}"), " ") }
