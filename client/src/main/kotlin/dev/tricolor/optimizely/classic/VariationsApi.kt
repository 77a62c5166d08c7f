package dev.tricolor.optimizely.classic

import dev.tricolor.Block
import dev.tricolor.Call
import dev.tricolor.Executor
import dev.tricolor.Page
import dev.tricolor.configuredBy
import dev.tricolor.flowOfPages
import dev.tricolor.orNull
import kotlinx.coroutines.flow.Flow
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.intOrNull
import kotlin.math.abs

internal object VariationEndpoints : ClassicEndpoints() {
    val list = list("experiments/{experimentId}/variations", Variation)
    val get = get("variations/{variationId}", Variation)
    val create = post("experiments/{experimentId}/variations", Variation)
    val update = put("variations/{variationId}", Variation)
    val delete = delete("variations/{variationId}")
}

/**
 * Variations: what an experiment changes on its pages for each part of its visitors.
 *
 * Optimizely documents that a [Variation.weight] or [Variation.isPaused] may not stick. Every answer here is held against what was said,
 * and one that differs is an [UnappliedVariationException].
 */
public class VariationsApi internal constructor(private val call: Executor) {
    /**
     * Lists the variations of an experiment: all of them, on one page.
     *
     * @throws dev.tricolor.NotFoundException if there is no such experiment, or the token may not see it (404)
     */
    public suspend fun list(experimentId: Long): Page<Variation> = call.page(VariationEndpoints.list(experimentId))

    /** Lists the variations of an experiment. */
    public fun listAll(experimentId: Long): Flow<Variation> = flowOfPages { list(experimentId) }

    /** Gets a variation; null when there is none, or the token may not see it. */
    public suspend fun find(variationId: Long): Variation? = orNull { get(variationId) }

    /**
     * Gets a variation.
     *
     * @throws dev.tricolor.NotFoundException if there is no such variation, or the token may not see it (404)
     */
    public suspend fun get(variationId: Long): Variation = call(VariationEndpoints.get(variationId))

    /**
     * Gets several variations, a few at a time, in the order of their ids here; none for no ids.
     *
     * @throws MissingIdsException if there are none with some of the ids; it has the others
     */
    public suspend fun getAll(variationIds: Collection<Long>): List<Variation> = manyById("variations", variationIds, ::get)

    /**
     * Creates a variation. A new experiment has two already. The weights of the others stay as they are, and should be changed so that all
     * sum to 10,000: [split] does all of it.
     *
     * @throws dev.tricolor.NotFoundException if there is no such experiment, or the token may not see it (404)
     * @throws dev.tricolor.BadRequestException if Optimizely finds something wrong with it (400)
     * @throws UnappliedVariationException if the weight or the pause is not there afterwards
     */
    public suspend fun create(experimentId: Long, description: String, block: Block<VariationBuilder> = Block {}): Variation {
        val variation = VariationBuilder(description).configuredBy(block).build()
        return call.write(VariationEndpoints.create(experimentId), variation)
    }

    /**
     * Changes what [block] names of a variation, and nothing else. For a weight, the experiment's variations are read first: one that takes
     * their sum farther from 10,000 than it is, is refused. [split] sets all of them together.
     *
     * @throws dev.tricolor.NotFoundException if there is no such variation, or the token may not see it (404)
     * @throws dev.tricolor.BadRequestException if Optimizely finds something wrong with the change (400)
     * @throws UnappliedVariationException if the weight or the pause is not there afterwards
     */
    public suspend fun update(variationId: Long, block: Block<VariationBuilder>): Variation {
        val change = VariationBuilder().configuredBy(block).build()
        (change["weight"] as? JsonPrimitive)?.intOrNull?.let { requireFit(variationId, it) }
        return call.write(VariationEndpoints.update(variationId), change)
    }

    /**
     * Deletes a variation for good.
     *
     * @throws dev.tricolor.NotFoundException if there is no such variation, or the token may not see it (404)
     */
    public suspend fun delete(variationId: Long): Unit = call(VariationEndpoints.delete(variationId))

    /**
     * Divides the visitors of an experiment between the variations that [weights] says, by what people call them; their weights must sum
     * to 10,000. Variations that are there get their weight, those that are missing are created, without code.
     *
     * A variation that is not named is refused before anything is written, unless it is there by itself: without code, not paused, in an
     * experiment that has not been started. Such a one becomes one of those that are missing, or else is deleted.
     *
     * One after the other is written, because Optimizely is known to lose variations that are made at the same time, and all are read back
     * at the end. What is as said already is not written, so that a split that stopped half-way can be said again.
     *
     * @return the variations in the order in which they were said
     * @throws IllegalArgumentException if there is a variation that is not named, or two are called the same
     * @throws PartialSplitException if it stops half-way; it says what was done
     * @throws UnappliedVariationException if a weight is not there at the end
     * @throws dev.tricolor.NotFoundException if there is no such experiment, or the token may not see it (404)
     */
    public suspend fun split(experimentId: Long, weights: Block<TrafficSplitBuilder>): List<Variation> =
        TrafficSplit(call, experimentId, TrafficSplitBuilder().configuredBy(weights).build()).carryOut()

    private suspend fun requireFit(variationId: Long, weight: Int) {
        val experimentId = get(variationId).experimentId ?: return
        val before = call(VariationEndpoints.list(experimentId))
        // An original may have no weight, and then nobody knows the sum.
        if (before.any { it.weight == null }) return
        fun sum(weightOf: (Variation) -> Int?) = before.sumOf { (weightOf(it) ?: 0).toLong() }
        val sum = sum { it.weight }
        val changed = sum { if (it.id == variationId) weight else it.weight }
        require(abs(changed - ClassicLimits.BASIS_POINTS) <= abs(sum - ClassicLimits.BASIS_POINTS)) {
            "weight is $weight, which takes the weights of experiment $experimentId from $sum to $changed, " +
                "farther from ${ClassicLimits.BASIS_POINTS}; variations.split sets all of them together"
        }
    }
}

/**
 * Divides the visitors of an experiment between variations, by what people call them: `split(id, "Original" to 5_000, "Big" to 5_000)`.
 *
 * @see VariationsApi.split
 */
@JvmSynthetic
public suspend fun VariationsApi.split(experimentId: Long, vararg weights: Pair<String, Int>): List<Variation> =
    split(experimentId) { weights.forEach { (description, basisPoints) -> weight(description, basisPoints) } }

/** Writes [body], and holds against it what the server says that the variation is now. */
internal suspend fun Executor.write(call: Call<Variation>, body: JsonObject): Variation =
    invoke(call.body(body)).also { it.requireApplied(call.endpoint, body) }
