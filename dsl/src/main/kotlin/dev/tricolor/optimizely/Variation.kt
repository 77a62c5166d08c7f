package dev.tricolor.optimizely

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.OpenEnum
import dev.tricolor.booleanOrNull
import dev.tricolor.documents
import dev.tricolor.intOrNull
import dev.tricolor.longOrNull
import dev.tricolor.stringOrNull
import dev.tricolor.textOrNull
import dev.tricolor.textsByName
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject

/**
 * One of the things that an experiment tries. It lives in its experiment and nowhere else.
 *
 * @property variationId its id; up to 16 digits
 * @property key what code gets for it, in Full Stack and mobile projects; unique in its experiment
 * @property name what people call it, in web projects
 * @property description what it is
 * @property weight the share of the experiment's visitors who see it, in basis points; all together are 10,000
 * @property status whether it is in use
 * @property archived whether it is put away
 * @property featureEnabled whether the feature is on for who sees it; feature tests
 * @property variableValues what the feature's variables are for who sees it, by their keys; feature tests
 * @property actions what is done to pages; web
 */
@Serializable(with = Variation.Companion::class)
public class Variation internal constructor(json: JsonObject) : Document(json) {
    public val variationId: Long? = json.longOrNull("variation_id")
    public val key: String? = json.stringOrNull("key")
    public val name: String? = json.stringOrNull("name")
    public val description: String? = json.stringOrNull("description")
    public val weight: Int? = json.intOrNull("weight")
    public val status: VariationStatus? = json.stringOrNull("status")?.let(VariationStatus::of)
    public val archived: Boolean? = json.booleanOrNull("archived")
    public val featureEnabled: Boolean? = json.booleanOrNull("feature_enabled")
    public val variableValues: Map<String, String> = json.textsByName("variable_values")
    public val actions: List<VariationAction> = json.documents("actions", ::VariationAction)

    public companion object : DocumentType<Variation>(::Variation)
}

/**
 * What a variation does to one page.
 *
 * @property pageId the page's id
 * @property changes what is done to it
 * @property shareLink where it can be looked at
 */
@Serializable(with = VariationAction.Companion::class)
public class VariationAction internal constructor(json: JsonObject) : Document(json) {
    public val pageId: Long? = json.longOrNull("page_id")
    public val changes: List<PageChange> = json.documents("changes", ::PageChange)
    public val shareLink: String? = json.stringOrNull("share_link")

    public companion object : DocumentType<VariationAction>(::VariationAction)
}

/**
 * Something that is done to a page. What it consists of differs by [type]: all of it is in [json].
 *
 * @property id its id
 * @property type what it is: `custom_code`, `custom_css`, `attribute`, `insert_html`, `insert_image`, `redirect`, `extension`
 * @property name what people call it
 * @property selector what it is done to, as a CSS selector
 * @property value the code, the CSS, or the HTML; not all types have it as text
 */
@Serializable(with = PageChange.Companion::class)
public class PageChange internal constructor(json: JsonObject) : Document(json) {
    public val id: String? = json.stringOrNull("id")
    public val type: String? = json.stringOrNull("type")
    public val name: String? = json.stringOrNull("name")
    public val selector: String? = json.stringOrNull("selector")
    public val value: String? = json.textOrNull("value")

    public companion object : DocumentType<PageChange>(::PageChange)
}

/** Whether a variation is in use. */
public class VariationStatus private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** In use. */
        @JvmField public val ACTIVE: VariationStatus = VariationStatus("active")

        /** Nobody gets it any more. */
        @JvmField public val PAUSED: VariationStatus = VariationStatus("paused")

        /** Put away. */
        @JvmField public val ARCHIVED: VariationStatus = VariationStatus("archived")

        /** The status that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): VariationStatus = VariationStatus(value)
    }
}
