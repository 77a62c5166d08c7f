package dev.tricolor.launchdarkly

import dev.tricolor.JsonPatchBuilder
import dev.tricolor.Problems
import dev.tricolor.quoted
import dev.tricolor.stringOrNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

// What all resources that are named and tagged by their users have in common.

internal fun Problems.requireName(json: JsonObject): Unit = require(!json.stringOrNull("name").isNullOrBlank(), "name") { "is blank" }

internal fun Problems.requireKey(path: String, key: String, max: Int): Unit = require(LaunchDarklyLimits.isKey(key, max), path) {
    "is ${quoted(key)}, must be 1 to $max letters, digits, \".\", \"_\" and \"-\", beginning with a letter or digit"
}

internal fun Problems.requireTags(path: String, tags: Collection<String>): Unit = tags.forEachIndexed { index, tag ->
    require(LaunchDarklyLimits.isTag(tag), "$path[$index]") {
        "is ${quoted(tag)}, must be 1 to ${LaunchDarklyLimits.TAG} letters, digits, \".\", \"_\" and \"-\""
    }
}

internal fun JsonPatchBuilder.replaceTags(tags: Collection<String>) {
    problems.requireTags("tags", tags)
    replaceOnce("/tags", texts(tags))
}

/** LaunchDarkly appends at `-`, and an index would push the others back. */
internal fun JsonPatchBuilder.appendTag(tag: String) {
    problems.requireTags("tags", listOf(tag))
    add("/tags/-", JsonPrimitive(tag))
}

internal fun clientSideAvailability(usingEnvironmentId: Boolean, usingMobileKey: Boolean): JsonObject =
    JsonObject(mapOf("usingEnvironmentId" to JsonPrimitive(usingEnvironmentId), "usingMobileKey" to JsonPrimitive(usingMobileKey)))
