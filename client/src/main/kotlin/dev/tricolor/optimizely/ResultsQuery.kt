package dev.tricolor.optimizely

import dev.tricolor.TricolorDsl

/** Says which results to ask for: of all visitors since the first start, compared with the first variation, unless it is said. */
@TricolorDsl
public class ResultsQuery internal constructor() {
    /** The id of the variation that the others are compared with; the first one unless it is said. A personalization's is `holdback`. */
    public var baselineVariationId: String? = null

    /** From when on to count, in ISO 8601; rounded up to five minutes. The first start unless it is said. */
    public var startTime: String? = null

    /** Until when to count, exclusively, in ISO 8601; rounded down to five minutes. Now, or the last pause, unless it is said. */
    public var endTime: String? = null

    private val segments = LinkedHashMap<String, List<Pair<String, String>>>()

    /** Sets [ResultsQuery.baselineVariationId]. */
    public fun baselineVariationId(id: String): ResultsQuery = apply { baselineVariationId = id }

    /** Sets [ResultsQuery.baselineVariationId]. */
    public fun baselineVariationId(id: Long): ResultsQuery = baselineVariationId(id.toString())

    /** Sets [ResultsQuery.startTime]. */
    public fun startTime(time: String): ResultsQuery = apply { startTime = time }

    /** Sets [ResultsQuery.endTime]. */
    public fun endTime(time: String): ResultsQuery = apply { endTime = time }

    /** Only of visitors with this browser. There can be one segment only. */
    public fun browser(browser: ResultsBrowser): ResultsQuery = segment("browser" to browser.value)

    /** Only of visitors with this device. There can be one segment only. */
    public fun device(device: VisitorDevice): ResultsQuery = segment("device" to device.value)

    /** Only of visitors who came this way. There can be one segment only. */
    public fun source(source: TrafficSource): ResultsQuery = segment("source" to source.value)

    /** Only of visitors of whom the attribute with this id, not key, has this value. There can be one segment only. */
    public fun attribute(attributeId: Long, value: String): ResultsQuery =
        segment("attribute_id" to attributeId.toString(), "attribute_value" to value)

    /** Only of visitors for whom [conditions] hold; a beta of Optimizely's. There can be one segment only. */
    public fun segmentConditions(conditions: Conditions<SegmentCondition>): ResultsQuery =
        segment("segment_conditions" to conditions.toJson())

    /** Only of visitors for whom this holds: `segmentConditions { attribute(7000) eq "gold" }`; a beta of Optimizely's. */
    @JvmSynthetic
    public fun segmentConditions(block: OptimizelySegments.() -> Conditions<SegmentCondition>): ResultsQuery =
        segmentConditions(segment(block))

    private fun segment(vararg parameters: Pair<String, String>) = apply { segments[parameters.first().first] = parameters.asList() }

    internal fun parameters(): List<Pair<String, String>> {
        require(segments.size <= 1) { "segments are ${segments.keys.joinToString()}, must be one at most" }
        segments.values.flatten().forEach { (name, value) -> require(value.isNotBlank()) { "$name is blank" } }
        val single = listOf("baseline_variation_id" to baselineVariationId, "start_time" to startTime, "end_time" to endTime)
        return single.mapNotNull { (name, value) -> value?.let { name to it } } + segments.values.flatten()
    }
}
