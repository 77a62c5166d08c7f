package dev.tricolor.launchdarkly

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.documentsByName
import dev.tricolor.stringOrNull
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject

/**
 * Where something related is to be found.
 *
 * @property href relative to the host: `/api/v2/flags/web/checkout`
 * @property type what is found there: `application/json`, or `text/html` for a page of the web application
 */
@Serializable(with = Link.Companion::class)
public class Link internal constructor(json: JsonObject) : Document(json) {
    public val href: String? = json.stringOrNull("href")
    public val type: String? = json.stringOrNull("type")

    public companion object : DocumentType<Link>(::Link)
}

internal fun JsonObject.links(): Map<String, Link> = documentsByName("_links", ::Link)
