@file:OptIn(ExperimentalCoroutinesApi::class)

package dev.tricolor

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.comparables.shouldBeBetween
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.currentTime
import kotlinx.coroutines.test.runCurrent
import kotlinx.coroutines.test.runTest
import kotlin.random.Random

private val REASON = ErrorReply("GET x", 429, "")

private fun TestScope.time() = Time({ currentTime }, { delay(it) }, Random(7))

internal class RateGateSpec : FunSpec({
    test("an open gate holds nobody up") {
        runTest {
            val gate = RateGate(time())
            repeat(1000) { gate.enter(Patience(0, time())).shouldNotBeNull() }
            currentTime shouldBe 0
        }
    }

    test("after a limit, calls go out one, two, four, ... at a time, and never before the window is over") {
        runTest {
            val gate = RateGate(time())
            gate.close(10_000, REASON)
            val sentAt = mutableListOf<Long>()
            List(20) {
                async {
                    val pass = gate.enter(Patience(60_000, time()))!!
                    sentAt += currentTime
                    delay(100)
                    gate.leave(pass, succeeded = true)
                }
            }.awaitAll()
            sentAt.first().shouldBeBetween(10_000, 11_000)
            sentAt.groupingBy { it }.eachCount().values.toList() shouldBe listOf(1, 2, 4, 8, 5)
        }
    }

    test("a call that finds the window not over closes the gate again for all") {
        runTest {
            val gate = RateGate(time())
            gate.close(1_000, REASON)
            val patience = List(5) { Patience(60_000, time()) }
            val jobs = patience.mapIndexed { index, own ->
                launch {
                    val pass = gate.enter(own)!!
                    if (index == 0) gate.close(5_000, REASON)
                    gate.leave(pass, succeeded = index != 0)
                }
            }
            jobs.forEach { it.join() }
            currentTime.shouldBeBetween(6_000, 7_000)
        }
    }

    test("whoever would have to wait longer than allowed does not wait at all") {
        runTest {
            val gate = RateGate(time())
            gate.close(10_000, REASON)
            gate.enter(Patience(9_000, time())).shouldBeNull()
            currentTime shouldBe 0
            gate.reason() shouldBe REASON
        }
    }

    test("a waiting call that is cancelled leaves nothing held") {
        runTest {
            val gate = RateGate(time())
            gate.close(1_000, REASON)
            val sleeper = launch { gate.enter(Patience(60_000, time())) }
            runCurrent()
            sleeper.cancelAndJoin()
            delay(2_000)
            val first = gate.enter(Patience(60_000, time()))!!
            // These two queue up behind the first; the one whose turn it would be is cancelled in the very moment it is called.
            val cancelled = launch { gate.enter(Patience(60_000, time())) }
            val waiting = async { gate.enter(Patience(60_000, time())) }
            runCurrent()
            gate.leave(first, succeeded = false)
            cancelled.cancelAndJoin()
            waiting.await().shouldNotBeNull()
            currentTime shouldBe 2_000
        }
    }

    test("whose patience ends in the queue lets the others pass") {
        runTest {
            val gate = RateGate(time())
            gate.close(1_000, REASON)
            delay(3_000)
            val first = gate.enter(Patience(60_000, time()))!!
            val impatient = async { gate.enter(Patience(500, time())) }
            val patient = async { gate.enter(Patience(60_000, time())) }
            impatient.await().shouldBeNull()
            currentTime shouldBe 3_500
            gate.leave(first, succeeded = false)
            patient.await().shouldNotBeNull()
        }
    }

    test("an answer to a call from before the limit does not open the gate") {
        runTest {
            val gate = RateGate(time())
            val old = List(100) { gate.enter(Patience(0, time()))!! }
            gate.close(1_000, REASON)
            old.forEach { gate.leave(it, succeeded = true) }
            delay(3_000)
            val first = gate.enter(Patience(60_000, time()))!!
            gate.enter(Patience(0, time())).shouldBeNull()
            gate.leave(first, succeeded = true)
        }
    }
})
