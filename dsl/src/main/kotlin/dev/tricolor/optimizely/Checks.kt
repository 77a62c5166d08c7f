package dev.tricolor.optimizely

import dev.tricolor.Problems
import dev.tricolor.quoted
import kotlinx.serialization.json.JsonObject

// What the payloads of several resources are held to.

internal fun Problems.requireChange(json: JsonObject) {
    require(json.isNotEmpty(), "") { "says nothing, must change something" }
}

internal fun Problems.requireKey(path: String, key: String) {
    require(OptimizelyLimits.isKey(key), path) {
        "is ${quoted(key)}, must be 1 to ${OptimizelyLimits.KEY} letters, digits, '_' and '-'"
    }
}

internal fun Problems.requireSpacedKey(path: String, key: String) {
    require(OptimizelyLimits.isSpacedKey(key), path) {
        "is ${quoted(key)}, must be 1 to ${OptimizelyLimits.KEY} letters, digits, spaces, '_', '-' and '.'"
    }
}

/** A share of the whole, in basis points. */
internal fun Problems.requireShare(path: String, basisPoints: Int?) {
    require(basisPoints == null || basisPoints in 0..OptimizelyLimits.WHOLE, path) {
        "is $basisPoints, must be 0 to ${OptimizelyLimits.WHOLE} (basis points)"
    }
}
