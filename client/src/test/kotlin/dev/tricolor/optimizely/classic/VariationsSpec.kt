package dev.tricolor.optimizely.classic

import dev.tricolor.BadRequestException
import dev.tricolor.InvalidPayloadException
import dev.tricolor.NotFoundException
import dev.tricolor.TransportException
import dev.tricolor.inTurn
import dev.tricolor.status
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.types.shouldBeInstanceOf
import kotlinx.coroutines.test.runTest
import kotlinx.serialization.json.JsonPrimitive

private suspend fun ClassicOnEmulator.shares(experimentId: Long) =
    optimizely.variations.list(experimentId).items.map { it.description to it.weight }

private fun variation(id: Long, name: String, weight: Any?, code: String = "", more: String = "") =
    """{"id":$id,"experiment_id":1,"description":"$name","weight":$weight,"js_component":"$code"$more}"""

internal class VariationsSpec : FunSpec({
    test("the two that an experiment has from the start become those that a split names") {
        onClassic {
            val experiment = experiment()
            val before = emulator.requests.count
            val split = optimizely.variations.split(experiment.id, "Original" to 5_000, "Big button" to 5_000)
            split.map { it.description to it.weight } shouldContainExactly listOf("Original" to 5_000, "Big button" to 5_000)
            split.map { it.id } shouldContainExactly experiment.variationIds
            askedSince(before) shouldContainExactly listOf(
                "GET experiments/#/variations", "GET experiments/#", "PUT variations/#", "PUT variations/#", "GET experiments/#/variations",
            )
            emulator.requests.all.takeLast(2).first().body shouldBe """{"description":"Big button","weight":5000}"""
        }
    }

    test("what is missing is created, what is said already is left alone, and in that order") {
        onClassic {
            val id = experiment().id
            optimizely.variations.split(id, "A" to 5_000, "B" to 5_000)
            optimizely.experiments.start(id)
            val before = emulator.requests.count
            optimizely.variations.split(id) { weight("C", 4_000).weight("A", 5_000).weight("B", 1_000) }
                .map { it.description } shouldContainExactly listOf("C", "A", "B")
            askedSince(before) shouldContainExactly listOf(
                "GET experiments/#/variations", "POST experiments/#/variations", "PUT variations/#", "GET experiments/#/variations",
            )
            shares(id) shouldContainExactly listOf("A" to 5_000, "B" to 1_000, "C" to 4_000)
            val after = emulator.requests.count
            optimizely.variations.split(id, "A" to 5_000, "B" to 1_000, "C" to 4_000)
            askedSince(after) shouldContainExactly listOf("GET experiments/#/variations")
        }
    }

    test("one that is there by itself and not needed is deleted") {
        onClassic {
            val id = experiment().id
            optimizely.variations.split(id, "Only" to 10_000)
            shares(id) shouldContainExactly listOf("Only" to 10_000)
        }
    }

    test("one that somebody has done something with is not, and nothing is written") {
        onClassic {
            val coded = experiment()
            optimizely.variations.update(coded.variationIds.last()) { jsComponent = "f()" }
            val running = experiment()
            optimizely.experiments.start(running.id)
            val paused = experiment()
            optimizely.variations.update(paused.variationIds.last()) { isPaused = true }
            listOf(coded, running, paused).forEach { experiment ->
                val before = shares(experiment.id)
                val failure = shouldThrow<IllegalArgumentException> {
                    optimizely.variations.split(experiment.id, "Default Variation #1" to 2_000, "New" to 8_000)
                }
                failure.message shouldContain "also has \"Default Variation #2\" (${experiment.variationIds.last()})"
                shares(experiment.id) shouldContainExactly before
            }
        }
    }

    test("two of one name cannot be told apart") {
        onClassic {
            val id = experiment().id
            optimizely.variations.create(id, "Default Variation #1")
            shouldThrow<IllegalArgumentException> {
                optimizely.variations.split(id, "Default Variation #1" to 5_000, "Default Variation #2" to 5_000)
            }.message shouldContain "several variations"
        }
    }

    test("a split that does not add up is refused before anything is sent") {
        onClassic {
            val before = emulator.requests.count
            shouldThrow<InvalidPayloadException> { optimizely.variations.split(1, "A" to 5_000, "B" to 4_999) }
                .problems.map { "$it" } shouldContainExactly listOf("weights: sum to 9999, must be 10000")
            shouldThrow<InvalidPayloadException> { optimizely.variations.split(1, "A" to 5_000, "A" to 5_000) }
            askedSince(before).shouldBeEmpty()
        }
    }

    test("a split that stops half-way says what was done, and can be said again") {
        onClassic {
            val id = experiment().id
            emulator.faults.matching(method = "POST").next(status = 400, body = "too many")
            val failure = shouldThrow<PartialSplitException> {
                optimizely.variations.split(id, "A" to 2_000, "B" to 3_000, "C" to 4_000, "D" to 1_000)
            }
            failure.done.map { it.description } shouldContainExactly listOf("A", "B")
            failure.missing shouldContainExactly listOf("C", "D")
            failure.deleted.shouldBeEmpty()
            failure.experimentId shouldBe id
            failure.cause.shouldBeInstanceOf<BadRequestException>()
            failure.message shouldContain "[A, B] are as said, [C, D] are not: POST experiments"
            optimizely.variations.split(id, "A" to 2_000, "B" to 3_000, "C" to 4_000, "D" to 1_000)
            shares(id) shouldContainExactly listOf("A" to 2_000, "B" to 3_000, "C" to 4_000, "D" to 1_000)
        }
    }

    test("one that stops before anything was written is the error itself") {
        onClassic {
            val id = experiment().id
            emulator.faults.matching(method = "PUT").next(status = 400)
            shouldThrow<BadRequestException> { optimizely.variations.split(id, "A" to 5_000, "B" to 5_000) }
            emulator.faults.matching(method = "PUT").resetBeforeCommit(times = 5)
            shouldThrow<TransportException> {
                optimizely.with { retry { maxAttempts = 1 } }.variations.split(id, "A" to 5_000, "B" to 5_000)
            }
            shouldThrow<NotFoundException> { optimizely.variations.split(1, "A" to 10_000) }
        }
    }

    test("a weight that is not there when all are read back is told") {
        runTest {
            val before = """[${variation(1, "A", 5_000)},${variation(2, "B", 5_000)}]"""
            val scripted = ScriptedClassic(
                this,
                handler = inTurn(
                    status(200, before), status(202, variation(1, "A", 1_000)), status(202, variation(2, "B", 9_000)),
                    status(200, """[${variation(1, "A", 1_000)},${variation(2, "B", 5_000)}]"""),
                ),
            )
            val failure = shouldThrow<UnappliedVariationException> {
                scripted.optimizely.variations.split(1, "A" to 1_000, "B" to 9_000)
            }
            failure.variation.id shouldBe 2
            failure.message shouldContain "variation 2: weight is 5000, was told 9000"
        }
        runTest {
            val before = """[${variation(1, "A", 10_000)}]"""
            val handler = inTurn(status(200, before), status(201, variation(2, "B", 10_000)), status(202, variation(1, "A", 0)))
            val scripted = ScriptedClassic(this, handler = inTurn(handler, handler, handler, status(200, "[]")))
            val failure = shouldThrow<UnappliedVariationException> { scripted.optimizely.variations.split(1, "B" to 10_000, "A" to 0) }
            failure.message shouldContain "variation 2: was written, but is not there"
        }
    }

    test("a weight or a pause that does not stick is told, whatever else was done") {
        runTest {
            val answers = inTurn(
                status(201, variation(3, "C", 0)),
                status(202, variation(3, "C", 100, more = ""","is_paused":false""")),
                status(202, variation(3, "C", null)),
            )
            val variations = ScriptedClassic(this, handler = answers).optimizely.variations
            val created = shouldThrow<UnappliedVariationException> { variations.create(1, "C") { weight = 3_333 } }
            created.status to created.variation.id shouldBe (201 to 3)
            created.message shouldBe "POST experiments/{experimentId}/variations answered 201 with something else than expected: " +
                "variation 3: weight is 0, was told 3333"
            val paused = shouldThrow<UnappliedVariationException> { variations.update(3) { isPaused = true } }
            paused.message shouldContain "answered 202"
            paused.message shouldContain "is_paused is false, was told true"
            // One that the server does not tell is not held against it.
            variations.update(3) { isPaused = true }.isPaused shouldBe null
        }
    }

    context("a weight is held against those of the others before it is sent") {
        withData(
            nameFn = { (weights, to) -> "$weights, the first to $to" },
            Triple(listOf(3_333, 5_000, 5_000), 0, true),
            Triple(listOf(5_000, 5_000, 3_333), 3_333, true),
            Triple(listOf(5_000, 3_333, 3_333), 3_334, true),
            Triple(listOf(5_000, 5_000), 5_000, true),
            Triple(listOf(5_000, 5_000), 4_999, false),
            Triple(listOf(5_000, 5_000), 5_001, false),
            Triple(listOf(0, 5_000), 10_000, true),
            Triple(listOf(0, 5_000), 10_001, false),
            Triple(listOf(4_000, 5_000), 3_999, false),
        ) { (weights, to, fits) ->
            runTest {
                val all = weights.mapIndexed { index, weight -> variation(index + 1L, "V$index", weight) }
                val scripted = ScriptedClassic(
                    this, handler = inTurn(status(200, all.first()), status(200, "$all"), status(202, variation(1, "V0", to))),
                )
                val update: suspend () -> Unit = { scripted.optimizely.variations.update(1) { weight = to } }
                if (fits) update() else shouldThrow<IllegalArgumentException> { update() }
                val put = """PUT variations/1 {"weight":$to}"""
                val read = if (to > ClassicLimits.BASIS_POINTS) emptyList() else listOf("GET variations/1", "GET experiments/1/variations")
                scripted.lines shouldContainExactly read + listOfNotNull(put.takeIf { fits })
            }
        }

        test("it says how to do it") {
            onClassic {
                val id = experiment().variationIds.first()
                shouldThrow<IllegalArgumentException> { optimizely.variations.update(id) { weight = 3_000 } }
                    .message shouldContain "from 10000 to 8000, farther from 10000; variations.split sets all of them together"
                // The way of the vendor's own page: a third one first, then the others.
                optimizely.variations.get(id).experimentId?.let { optimizely.variations.create(it, "#3") { weight = 3_334 } }
                optimizely.variations.update(id) { weight = 3_333 }.weight shouldBe 3_333
            }
        }

        test("nobody knows a sum in which one is missing") {
            runTest {
                val all = "[${variation(1, "O", null)},${variation(2, "V", 5_000)}]"
                val scripted = ScriptedClassic(
                    this, handler = inTurn(status(200, variation(2, "V", 5_000)), status(200, all), status(202, variation(2, "V", 1))),
                )
                scripted.optimizely.variations.update(2) { field("weight", JsonPrimitive(1)) }.weight shouldBe 1
            }
        }
    }
})
