package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.core.text
import kotlinx.serialization.json.JsonObject

/** What a test has said of one metric in one iteration: numbers for treatments, by slice of the traffic; null is all of it. */
internal class PlantedNumbers(val lowerIsBetter: Boolean) {
    /** When the last of it was said, which is when the last event arrived. */
    var at: Long = 0

    val slices = LinkedHashMap<Pair<String, String>?, MutableMap<String, Numbers>>()

    /** Over all traffic. */
    fun numbersOf(treatment: JsonObject): Numbers? = slices[null]?.get(treatment.text("_id"))
}
