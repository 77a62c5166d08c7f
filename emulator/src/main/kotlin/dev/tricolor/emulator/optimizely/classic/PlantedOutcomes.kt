package dev.tricolor.emulator.optimizely.classic

import dev.tricolor.emulator.core.json
import kotlinx.serialization.json.JsonObject

/** Which visitors numbers are about. */
internal sealed interface Slice {
    object Everyone : Slice

    data class Audience(val id: Long) : Slice

    data class Dimension(val id: Long, val value: String) : Slice
}

/** What a test has said of one goal in one experiment: outcomes of variations, by slice. */
internal class PlantedOutcomes {
    private val slices = HashMap<Slice, MutableMap<Long, Outcome>>()

    fun plant(slice: Slice, variation: Long, outcome: Outcome) {
        slices.getOrPut(slice) { HashMap() }[variation] = outcome
    }

    fun of(slice: Slice, variation: Long): Outcome? = slices[slice]?.get(variation)

    fun forgetVariation(variation: Long): Unit = slices.values.forEach { it.remove(variation) }

    fun forgetDimension(dimension: Long) {
        slices.keys.removeAll { it is Slice.Dimension && it.id == dimension }
    }
}

/** What was seen of one variation. */
internal sealed class Outcome(val visitors: Long, val conversions: Long) {
    abstract val measured: Measured

    /** The fields in which goals differ. */
    abstract val json: JsonObject
}

/** How many converted. The spread is that of a rate with one conversion and one failure more, so that none is believed without doubt. */
internal class Conversions(visitors: Long, conversions: Long) : Outcome(visitors, conversions) {
    private val rate = if (visitors == 0L) 0.0 else conversions.toDouble() / visitors

    override val measured: Measured
        get() {
            val doubted = (conversions + 1.0) / (visitors + 2.0)
            return Measured(visitors, rate, if (visitors == 0L) 0.0 else doubted * (1 - doubted) / visitors)
        }

    override val json: JsonObject get() = json("conversion_rate" to rate)
}

/** How much money they brought, with what standard deviation from visitor to visitor. */
internal class Revenue(visitors: Long, conversions: Long, private val revenue: Double, private val deviation: Double) :
    Outcome(visitors, conversions) {
    private val each = if (visitors == 0L) 0.0 else revenue / visitors

    override val measured: Measured get() = Measured(visitors, each, if (visitors == 0L) 0.0 else deviation * deviation / visitors)

    override val json: JsonObject get() = json("revenue" to revenue, "revenue_per_visitor" to each)
}
