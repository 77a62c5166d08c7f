package dev.tricolor.launchdarkly

import dev.tricolor.Block
import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.PayloadBuilder
import dev.tricolor.Problems
import dev.tricolor.configuredBy
import dev.tricolor.stringOrNull
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * What an application says of who is asking, as [ContextInstanceBuilder] builds it; the contexts stand in its JSON, under their kinds.
 *
 * @property kind the kind of the only context, or `multi`; null is as good as `user`
 */
@Serializable(with = ContextInstance.Companion::class)
public class ContextInstance internal constructor(json: JsonObject) : Document(json) {
    public val kind: String? = json.stringOrNull("kind")

    public companion object : DocumentType<ContextInstance>(::ContextInstance) {
        @JvmStatic
        override fun fromJson(text: String): ContextInstance = super.fromJson(text)
    }
}

/** Builds what an application says of who is asking: one context, or several of different kinds that belong together. */
public class ContextInstanceBuilder : PayloadBuilder("context instance") {
    private val contexts = linkedMapOf<String, ContextBuilder>()

    /** Says that a context of kind [kind] has the key [key], and nothing else of it. */
    public fun context(kind: String, key: String): ContextInstanceBuilder = context(kind, key) {}

    /** Says that a context of kind [kind] has the key [key] and the attributes in [block]; the last word on a kind counts. */
    public fun context(kind: String, key: String, block: Block<ContextBuilder>): ContextInstanceBuilder = apply {
        contexts[kind] = ContextBuilder(key).configuredBy(block)
    }

    override fun json(): JsonObject {
        val (kind, members) = when (contexts.size) {
            1 -> contexts.entries.single().let { (kind, context) -> kind to context.json() }
            else -> "multi" to contexts.mapValues { it.value.json() }
        }
        fields["kind"] = JsonPrimitive(kind)
        fields += members
        return super.json()
    }

    override fun check(json: JsonObject, problems: Problems) {
        problems.require(contexts.isNotEmpty(), "kind") { "is missing: there are no contexts, must be at least one" }
        contexts.forEach { (kind, context) ->
            problems.require(kind.isNotBlank() && kind != "multi" && kind != "kind", kind.ifBlank { "kind" }) {
                "is no kind of context"
            }
            context.checkInto(problems.at(kind), context.json())
        }
    }
}

/** Builds a context: its key and its attributes. */
public class ContextBuilder internal constructor(key: String) : PayloadBuilder("context") {
    init {
        fields["key"] = JsonPrimitive(key)
    }

    /** Says that it has the attribute [name]. */
    public fun attribute(name: String, value: String): ContextBuilder = attribute(name, JsonPrimitive(value))

    /** Says that it has the attribute [name]. */
    public fun attribute(name: String, value: Number): ContextBuilder = attribute(name, JsonPrimitive(value))

    /** Says that it has the attribute [name]. */
    public fun attribute(name: String, value: Boolean): ContextBuilder = attribute(name, JsonPrimitive(value))

    /** Says that it has the attribute [name]. */
    public fun attribute(name: String, value: JsonElement): ContextBuilder = apply {
        problems.require(name != "key" && name != "kind" && name.isNotBlank(), name) { "cannot be the name of an attribute" }
        fields[name] = value
    }

    override fun check(json: JsonObject, problems: Problems): Unit =
        problems.require((json["key"] as? JsonPrimitive)?.content?.isNotBlank() == true, "key") { "is blank" }
}
