package dev.tricolor.launchdarkly

import dev.tricolor.JsonPatchBuilder
import dev.tricolor.Problems
import dev.tricolor.quoted
import dev.tricolor.stringOrNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

// What all resources that are named and tagged by their users have in common.

internal fun Problems.checkKey(key: String, path: String, max: Int) = require(LaunchDarklyLimits.isKey(key, max), path) {
    "is ${quoted(key)}, must be a letter or digit, then letters, digits, '.', '_' and '-', at most $max together"
}

internal fun Problems.checkName(json: JsonObject) = require(!json.stringOrNull("name").isNullOrBlank(), "name") { "is blank" }

internal fun Problems.checkTags(tags: Collection<String>, path: String = "tags") = tags.forEachIndexed { index, tag ->
    require(LaunchDarklyLimits.isTag(tag), "$path[$index]") {
        "is ${quoted(tag)}, must be 1 to ${LaunchDarklyLimits.TAG} letters, digits, '.', '_' and '-'"
    }
}

internal fun JsonPatchBuilder.replaceTags(tags: Collection<String>) {
    problems.checkTags(tags)
    replaceOnce("/tags", texts(tags))
}

/** LaunchDarkly appends at `-`, and an index would push the others back. */
internal fun JsonPatchBuilder.appendTag(tag: String) {
    problems.checkTags(listOf(tag))
    add("/tags/-", JsonPrimitive(tag))
}
