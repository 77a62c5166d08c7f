package dev.tricolor.optimizely.classic

import dev.tricolor.Endpoint
import dev.tricolor.Executor
import dev.tricolor.TricolorException
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

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
        val inUse = unnamed.any { !it.jsComponent.isNullOrBlank() || it.isPaused == true } ||
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
            val found = present[variation.id] ?: throw unapplied(variation, VariationEndpoints.list, "was written, but is not there")
            found.also { it.requireApplied(VariationEndpoints.list, JsonObject(mapOf("weight" to weights.getValue(name)))) }
        }
    }
}
