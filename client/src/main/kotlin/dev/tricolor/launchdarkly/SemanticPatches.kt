package dev.tricolor.launchdarkly

import dev.tricolor.Block
import dev.tricolor.Call
import dev.tricolor.configuredBy
import io.ktor.http.ContentType

private val SEMANTIC_PATCH = ContentType.Application.Json.withParameter("domain-model", "launchdarkly.semanticpatch")

/** With the semantic patch that [block] says to [builder], under the one content type by which LaunchDarkly knows it as such. */
internal fun <R, B : SemanticPatchBuilder<B>> Call<R>.semanticPatch(builder: B, block: Block<B>): Call<R> =
    body(builder.configuredBy(block).build(), SEMANTIC_PATCH)
