package dev.tricolor.launchdarkly

import dev.tricolor.Problems
import dev.tricolor.quoted
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonPrimitive

internal const val USER: String = "user"

internal fun texts(values: Collection<String>): JsonArray = JsonArray(values.map(::JsonPrimitive))

internal fun Problems.requireKey(path: String, key: String, max: Int): Unit = require(LaunchDarklyLimits.isKey(key, max), path) {
    "is ${quoted(key)}, must be 1 to $max letters, digits, \".\", \"_\" and \"-\", beginning with a letter or digit"
}

internal fun Problems.requireTags(path: String, tags: Collection<String>): Unit = tags.forEachIndexed { index, tag ->
    require(LaunchDarklyLimits.isTag(tag), "$path[$index]") { "is ${quoted(tag)}, must be 1 to 64 letters, digits, \".\", \"_\" and \"-\"" }
}
