package dev.tricolor.launchdarkly

import dev.tricolor.Block
import dev.tricolor.Call
import dev.tricolor.configuredBy
import io.ktor.http.ContentType
import kotlinx.serialization.json.JsonObject

private val SEMANTIC_PATCH = ContentType.Application.Json.withParameter("domain-model", "launchdarkly.semanticpatch")

/** With the semantic patch that [block] says to [builder], under the one content type by which LaunchDarkly knows it as such. */
internal fun <R, B : SemanticPatchBuilder<B>> Call<R>.semanticPatch(builder: B, block: Block<B>): Call<R> =
    semanticPatch(builder.configuredBy(block).build())

/** With [patch], under the one content type by which LaunchDarkly knows it as a semantic patch. */
internal fun <R> Call<R>.semanticPatch(patch: JsonObject): Call<R> = body(patch, SEMANTIC_PATCH)
