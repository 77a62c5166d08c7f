package dev.tricolor.optimizely.classic

import dev.tricolor.Endpoint
import dev.tricolor.Executor
import dev.tricolor.Method
import dev.tricolor.PartialResultException
import dev.tricolor.TricolorException
import dev.tricolor.UnexpectedReplyException
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * Optimizely reports success, but the variation has another weight, or is paused or not, other than it was told: the two are documented as
 * not always sticking. What else was asked for was most likely done. Look at optimizely.com.
 *
 * @property variation as it is, by the server's own words
 */
public class UnappliedVariationException internal constructor(
    endpoint: String,
    status: Int,
    public val variation: Variation,
    problem: String,
) : UnexpectedReplyException(endpoint, status, variation.toJson(), "variation ${variation.id}: $problem")

/**
 * A split of an experiment's visitors stopped half-way. The same split again does the rest, once what stood in the way is gone.
 *
 * @property experimentId the experiment
 * @property done the variations that are as they were said to be
 * @property missing what people call those that are not; of the first of them it is not known if no answer came
 * @property deleted the ids of variations that were deleted
 */
public class PartialSplitException internal constructor(
    public val experimentId: Long,
    done: Collection<Variation>,
    missing: Collection<String>,
    deleted: Collection<Long>,
    cause: TricolorException,
) : PartialResultException(
    "of experiment $experimentId ${done.map { it.description }} are as said, $missing are not" +
        (if (deleted.isEmpty()) "" else ", and $deleted were deleted") + ": ${cause.message}",
    cause,
) {
    public val done: List<Variation> = done.toList()
    public val missing: List<String> = missing.toList()
    public val deleted: List<Long> = deleted.toList()
}

/** Brings the variations of an experiment to [weights], from what people call them to basis points. */
internal class TrafficSplit(private val call: Executor, private val experimentId: Long, private val weights: JsonObject) {
    private val done = LinkedHashMap<String, Variation>()
    private val deleted = mutableListOf<Long>()
    private var written = false

    suspend fun carryOut(): List<Variation> {
        val present = call(VariationEndpoints.list(experimentId))
        val twice = present.groupBy { it.description }.filter { (name, variations) -> name in weights && variations.size > 1 }
        require(twice.isEmpty()) { "experiment $experimentId has several variations that are called ${twice.keys.joinToString()}" }
        val spare = ArrayDeque(spare(present.filterNot { it.description in weights }))
        try {
            for (name in weights.keys) {
                val variation = present.find { it.description == name }
                done[name] = if (variation == null) add(name, spare.removeFirstOrNull()) else weigh(name, variation)
            }
            spare.forEach {
                call(VariationEndpoints.delete(it.id))
                deleted += it.id
                written = true
            }
        } catch (stopped: TricolorException) {
            throw if (written) PartialSplitException(experimentId, done.values, weights.keys - done.keys, deleted, stopped) else stopped
        }
        return if (written) readBack() else done.values.toList()
    }

    /** Those that Optimizely has made by itself and nobody has done anything with. */
    private suspend fun spare(unnamed: List<Variation>): List<Variation> {
        if (unnamed.isEmpty()) return unnamed
        val inUse = unnamed.any { !it.jsComponent.isNullOrBlank() } ||
            call(ExperimentEndpoints.get(experimentId)).status != ExperimentStatus.NOT_STARTED
        require(!inUse) {
            "experiment $experimentId also has ${unnamed.joinToString { "\"${it.description}\" (${it.id})" }}, which is not named"
        }
        return unnamed
    }

    private suspend fun weigh(name: String, variation: Variation): Variation {
        val weight = weights.getValue(name)
        if (JsonPrimitive(variation.weight) == weight) return variation
        return write(VariationEndpoints.update, variation.id, JsonObject(mapOf("weight" to weight)))
    }

    private suspend fun add(name: String, spare: Variation?): Variation {
        val body = JsonObject(mapOf("description" to JsonPrimitive(name), "weight" to weights.getValue(name)))
        return if (spare == null) write(VariationEndpoints.create, experimentId, body) else write(VariationEndpoints.update, spare.id, body)
    }

    private suspend fun write(endpoint: Endpoint<Variation>, id: Long, body: JsonObject): Variation {
        val variation = call(endpoint(id).body(body))
        written = true
        variation.requireApplied(endpoint, body)
        return variation
    }

    private suspend fun readBack(): List<Variation> {
        val present = call(VariationEndpoints.list(experimentId)).associateBy { it.id }
        return done.map { (name, variation) ->
            val found = present[variation.id] ?: throw UnappliedVariationException(
                VariationEndpoints.list.label, OK, variation, "it was written, but the experiment does not have it",
            )
            found.also { it.requireApplied(VariationEndpoints.list, JsonObject(mapOf("weight" to weights.getValue(name)))) }
        }
    }
}

/** Holds the two fields that may not stick against [said]; one that the server does not tell is not held against it. */
internal fun Variation.requireApplied(endpoint: Endpoint<*>, said: JsonObject) {
    val wrong = listOfNotNull(
        "weight".takeIf { weight != null && it in said && JsonPrimitive(weight) != said[it] },
        "is_paused".takeIf { isPaused != null && it in said && JsonPrimitive(isPaused) != said[it] },
    )
    if (wrong.isEmpty()) return
    val problem = wrong.joinToString { "$it is ${json[it]}, was told ${said[it]}" }
    val status = when (endpoint.method) {
        Method.POST -> CREATED
        Method.PUT -> ACCEPTED
        else -> OK
    }
    throw UnappliedVariationException(endpoint.label, status, this, problem)
}

private const val OK = 200
private const val CREATED = 201
private const val ACCEPTED = 202
