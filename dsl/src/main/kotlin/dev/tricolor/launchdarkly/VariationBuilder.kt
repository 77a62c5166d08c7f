package dev.tricolor.launchdarkly

import dev.tricolor.PayloadBuilder
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

/** Builds one variation of a flag, or a change of one. */
public class VariationBuilder internal constructor(initial: JsonObject) : PayloadBuilder("variation", initial) {
    /** What is served; any JSON, unique in the flag. */
    public var value: JsonElement by json("value")

    /** What people call it. */
    public var name: String by text("name")

    /** What it is for. */
    public var description: String by text("description")

    /** Sets [VariationBuilder.value]. */
    public fun value(value: JsonElement): VariationBuilder = apply { this.value = value }

    /** Sets [VariationBuilder.name]. */
    public fun name(name: String): VariationBuilder = apply { this.name = name }

    /** Sets [VariationBuilder.description]. */
    public fun description(text: String): VariationBuilder = apply { description = text }
}
