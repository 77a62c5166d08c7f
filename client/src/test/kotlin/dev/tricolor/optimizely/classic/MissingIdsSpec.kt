@file:OptIn(ExperimentalCoroutinesApi::class)

package dev.tricolor.optimizely.classic

import dev.tricolor.ForbiddenException
import dev.tricolor.json
import dev.tricolor.status
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.delay
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.currentTime
import kotlinx.coroutines.test.runTest

/** Each project takes the longer, the smaller its id; those in [missing] are not there. */
private fun TestScope.slow(vararg missing: Long) = ScriptedClassic(this) { request ->
    val id = request.url.encodedPath.substringAfterLast('/').toLong()
    delay(1_000 / id)
    if (id in missing) json("no", 404) else json("""{"id":$id}""")
}

internal class MissingIdsSpec : FunSpec({
    test("several are read at a time, each once, and come in the order in which they were asked for") {
        runTest {
            val scripted = slow()
            scripted.optimizely.projects.getAll(listOf(1, 2, 5, 2)).map { it.id } shouldContainExactly listOf(1, 2, 5, 2)
            scripted.lines shouldHaveSize 3
            currentTime shouldBe 1_000
        }
    }

    test("no more than four are under way") {
        runTest {
            var now = 0
            var most = 0
            val scripted = ScriptedClassic(this) { request ->
                most = maxOf(most, ++now)
                delay(100)
                now--
                json("""{"id":${request.url.encodedPath.substringAfterLast('/')}}""")
            }
            scripted.optimizely.goals.getAll((1L..10L).toList()).map { it.id } shouldContainExactly (1L..10L).toList()
            most shouldBe 4
            currentTime shouldBe 300
        }
    }

    test("nothing is asked for no ids") {
        runTest {
            val scripted = slow()
            scripted.optimizely.projects.getAll(emptyList()).shouldBeEmpty()
            scripted.lines.shouldBeEmpty()
        }
    }

    test("all that are missing are told, with those that are not") {
        runTest {
            val failure = shouldThrow<MissingIdsException> { slow(2, 5).optimizely.experiments.getAll(listOf(5, 1, 2, 4)) }
            failure.missing shouldContainExactly listOf(5, 2)
            failure.found.map { (it as Experiment).id } shouldContainExactly listOf(1, 4)
            failure.message shouldContain "there are no experiments with the ids 5, 2"
        }
    }

    test("any other error ends it, and what is under way with it") {
        runTest {
            val scripted = ScriptedClassic(this) { request ->
                if (request.url.encodedPath.endsWith("/2")) status(403, "no")(request) else json("{}").also { delay(60_000) }
            }
            shouldThrow<ForbiddenException> { scripted.optimizely.audiences.getAll(listOf(1, 2, 3)) }
            currentTime shouldBe 0
        }
    }
})
