package dev.tricolor

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.ints.shouldBeLessThan
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.int
import io.kotest.property.arbitrary.list
import io.kotest.property.checkAll

/** How many pages a walk has seen when it is noticed that one of them repeats an earlier one; null when none is found to. */
private fun seenUntilNoticed(pages: Sequence<List<Int>>): Int? {
    var trail = Trail<Int>()
    pages.forEachIndexed { index, page ->
        if (trail.repeated(page) != null) return index + 1
        trail = trail.past(page)
    }
    return null
}

/** Pages that lead somewhere, [way] of them, and then in a circle of [length] for ever. */
private fun circling(way: Int, length: Int) = generateSequence(0) { it + 1 }.map { listOf(if (it < way) it else way + (it - way) % length) }

internal class TrailSpec : FunSpec({
    test("a circle of any length is noticed, however far the way to it is, and in time") {
        checkAll(Arb.int(0..60), Arb.int(1..60)) { way, length ->
            seenUntilNoticed(circling(way, length).take(1_000)).shouldNotBeNull() shouldBeLessThan 3 * (way + length) + 4
        }
    }

    test("what is common is noticed at once: the same page again, and two or three by turns") {
        seenUntilNoticed(circling(0, 1)) shouldBe 2
        seenUntilNoticed(circling(7, 1)) shouldBe 9
        seenUntilNoticed(circling(0, 2)) shouldBe 3
        seenUntilNoticed(circling(0, 3)) shouldBe 6
    }

    test("empty pages between the others do not hide a circle, and are none") {
        checkAll(Arb.int(0..9), Arb.int(1..9), Arb.list(Arb.int(0..2), 1..20)) { way, length, gaps ->
            val pages = circling(way, length).flatMapIndexed { index, page ->
                List(gaps[index % gaps.size]) { emptyList<Int>() } + listOf(page)
            }
            seenUntilNoticed(pages.take(1_000)).shouldNotBeNull()
        }
        seenUntilNoticed(generateSequence { emptyList<Int>() }.take(100)) shouldBe null
    }

    test("pages that are all different are never taken for a circle, even if they have items in common") {
        checkAll(Arb.int(1..500)) { size -> seenUntilNoticed(List(size) { listOf(0, it, 1) }.asSequence()) shouldBe null }
    }
})
