package dev.tricolor.optimizely.classic

import dev.tricolor.Endpoint
import dev.tricolor.Method
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

/** Holds the two fields that may not stick against [said]; one that the server does not tell is not held against it. */
internal fun Variation.requireApplied(endpoint: Endpoint<*>, said: JsonObject) {
    val wrong = listOfNotNull(
        "weight".takeIf { weight != null && it in said && JsonPrimitive(weight) != said[it] },
        "is_paused".takeIf { isPaused != null && it in said && JsonPrimitive(isPaused) != said[it] },
    )
    if (wrong.isEmpty()) return
    val problem = wrong.joinToString { "$it is ${json[it]}, was told ${said[it]}" }
    throw unapplied(this, endpoint, problem)
}

internal fun unapplied(variation: Variation, endpoint: Endpoint<*>, problem: String): UnappliedVariationException {
    val status = when (endpoint.method) {
        Method.POST -> CREATED
        Method.PUT -> ACCEPTED
        else -> OK
    }
    return UnappliedVariationException(endpoint.label, status, variation, problem)
}

private const val OK = 200
private const val CREATED = 201
private const val ACCEPTED = 202
