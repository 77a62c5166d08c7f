package dev.tricolor.optimizely

import dev.tricolor.Problems
import dev.tricolor.longOrNull
import dev.tricolor.longs
import dev.tricolor.quoted
import kotlinx.serialization.json.JsonArray
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

internal fun Problems.requireId(path: String, id: Long?) {
    require(id == null || id > 0, path) { "is $id, must be positive" }
}

/** The same of members that are ids, or lists of them. */
internal fun Problems.requireIds(json: JsonObject, vararg names: String): Unit = names.forEach { name ->
    if (json[name] is JsonArray) {
        json.longs(name).forEachIndexed { index, id -> requireId("$name[$index]", id) }
    } else {
        requireId(name, json.longOrNull(name))
    }
}

/** A share of the whole, in basis points. */
internal fun Problems.requireShare(path: String, basisPoints: Int?) {
    require(basisPoints == null || basisPoints in 0..OptimizelyLimits.WHOLE, path) {
        "is $basisPoints, must be 0 to ${OptimizelyLimits.WHOLE} (basis points)"
    }
}

/** The same of a member that may be said by its bare name, too. */
internal fun Problems.requireShare(name: String, json: JsonObject) {
    val basisPoints = json.longOrNull(name)
    require(basisPoints == null || basisPoints in 0..OptimizelyLimits.WHOLE, name) {
        "is $basisPoints, must be 0 to ${OptimizelyLimits.WHOLE} (basis points)"
    }
}

/** That no two of [values], which are found under [member] of the items of [list], are the same. */
internal fun Problems.requireUnique(list: String, member: String, values: List<Any?>) {
    values.forEachIndexed { index, value ->
        val first = values.indexOf(value)
        require(value == null || first == index, "$list[$index].$member") {
            "is ${quoted(value)} as it is in $list[$first], must be unique"
        }
    }
}
