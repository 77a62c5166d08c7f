package dev.tricolor.optimizely.classic

import dev.tricolor.TricolorDsl

/** Says which visitors results are about: all of them, unless [audienceId] or [dimension] says otherwise. */
@TricolorDsl
public class ResultsQuery internal constructor() {
    private var dimension: Pair<Long, String>? = null

    /** Only visitors in this audience; null for all. */
    public var audienceId: Long? = null

    /** Sets [ResultsQuery.audienceId]. */
    public fun audienceId(id: Long?): ResultsQuery = apply { audienceId = id }

    /** Only visitors for whom the dimension has this value. */
    public fun dimension(dimensionId: Long, dimensionValue: String): ResultsQuery = apply { dimension = dimensionId to dimensionValue }

    internal fun parameters(): List<Pair<String, String>> {
        require(audienceId == null || dimension == null) { "audienceId and dimension are both set, must be one of them" }
        require((audienceId ?: 1) > 0) { "audienceId is $audienceId, must be positive" }
        require((dimension?.first ?: 1) > 0) { "dimensionId is ${dimension?.first}, must be positive" }
        require(dimension?.second?.isBlank() != true) { "dimensionValue is blank" }
        return listOfNotNull(
            audienceId?.let { "audience_id" to "$it" },
            dimension?.let { (id, _) -> "dimension_id" to "$id" },
            dimension?.let { (_, value) -> "dimension_value" to value },
        )
    }
}
