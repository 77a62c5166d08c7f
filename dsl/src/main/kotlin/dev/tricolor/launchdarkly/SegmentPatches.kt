package dev.tricolor.launchdarkly

import dev.tricolor.Block
import dev.tricolor.JsonPatchBuilder
import dev.tricolor.PayloadBuilder
import dev.tricolor.Problems
import dev.tricolor.Replaced
import dev.tricolor.configuredBy
import dev.tricolor.quoted
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** Says what is changed of a segment, in the form of a JSON Patch (RFC 6902). */
public class SegmentJsonPatchBuilder : JsonPatchBuilder("JSON patch of a segment") {
    /** What the audit log says of the change; null says nothing. */
    public var comment: String? = null

    /** Whether LaunchDarkly only tells what would come of it, and changes nothing; goes along in the query. */
    public var dryRun: Boolean = false

    /** What people call it. */
    public var name: String by text("/name")

    /** What it is for; null for nothing. */
    public var description: String? by Replaced("/description", { JsonPrimitive(it) }) { null }

    /** Sets [SegmentJsonPatchBuilder.comment]. */
    public fun comment(text: String?): SegmentJsonPatchBuilder = apply { comment = text }

    /** Sets [SegmentJsonPatchBuilder.dryRun]. */
    public fun dryRun(dryRun: Boolean): SegmentJsonPatchBuilder = apply { this.dryRun = dryRun }

    /** Sets [SegmentJsonPatchBuilder.name]. */
    public fun name(name: String): SegmentJsonPatchBuilder = apply { this.name = name }

    /** Sets [SegmentJsonPatchBuilder.description]. */
    public fun description(text: String?): SegmentJsonPatchBuilder = apply { description = text }

    /** Puts [tags] into the place of those that it has. */
    public fun tags(vararg tags: String): SegmentJsonPatchBuilder = tags(tags.asList())

    /** Puts [tags] into the place of those that it has. */
    public fun tags(tags: Collection<String>): SegmentJsonPatchBuilder = apply {
        problems.requireTags("tags", tags)
        replaceOnce("/tags", texts(tags))
    }

    /** Adds a rule behind those that are there, which may take a part of those who match. */
    public fun addRule(block: Block<SegmentRuleBuilder>): SegmentJsonPatchBuilder = apply {
        val rule = SegmentRuleBuilder().configuredBy(block)
        val json = rule.json()
        rule.checkInto(problems.at("rules"), json)
        add("/rules/-", json)
    }

    /**
     * The body of the request: the operations alone, or with the comment.
     *
     * @throws dev.tricolor.InvalidPayloadException if it holds no operation, or one that cannot work
     */
    public fun body(): JsonElement = build().operations.commented(comment, "patch")
}

/**
 * Says what is changed of a segment, in the form of a JSON Merge Patch (RFC 7386): a field takes the place of what is there, null removes
 * it, and lists are replaced as a whole. [field] reaches what has no property here.
 */
public class SegmentMergePatchBuilder : PayloadBuilder("merge patch of a segment") {
    private val rules = mutableListOf<SegmentRuleBuilder>()
    private val contexts = linkedMapOf<String, LinkedHashMap<String, Set<String>>>()

    /** What the audit log says of the change; null says nothing. */
    public var comment: String? = null

    /** Whether LaunchDarkly only tells what would come of it, and changes nothing; goes along in the query. */
    public var dryRun: Boolean = false

    /** What people call it. */
    public var name: String by text("name")

    /** What it is for; null removes it. */
    public var description: String? by nullableText("description")

    /** Sets [SegmentMergePatchBuilder.comment]. */
    public fun comment(text: String?): SegmentMergePatchBuilder = apply { comment = text }

    /** Sets [SegmentMergePatchBuilder.dryRun]. */
    public fun dryRun(dryRun: Boolean): SegmentMergePatchBuilder = apply { this.dryRun = dryRun }

    /** Sets [SegmentMergePatchBuilder.name]. */
    public fun name(name: String): SegmentMergePatchBuilder = apply { this.name = name }

    /** Sets [SegmentMergePatchBuilder.description]. */
    public fun description(text: String?): SegmentMergePatchBuilder = apply { description = text }

    /** All the tags that it is to have. */
    public fun tags(vararg tags: String): SegmentMergePatchBuilder = tags(tags.asList())

    /** All the tags that it is to have. */
    public fun tags(tags: Collection<String>): SegmentMergePatchBuilder = apply {
        problems.requireTags("tags", tags)
        fields["tags"] = texts(tags)
    }

    /** Adds a rule to those that take the place of all that it has. */
    public fun rule(block: Block<SegmentRuleBuilder>): SegmentMergePatchBuilder =
        apply { rules += SegmentRuleBuilder().configuredBy(block) }

    /** All the users that it is to include; none when there are no [keys]. */
    public fun included(vararg keys: String): SegmentMergePatchBuilder = included(keys.asList())

    /** All the users that it is to include; none when there are no [keys]. */
    public fun included(keys: Collection<String>): SegmentMergePatchBuilder = users("included", keys)

    /** All the users that it is to exclude; none when there are no [keys]. */
    public fun excluded(vararg keys: String): SegmentMergePatchBuilder = excluded(keys.asList())

    /** All the users that it is to exclude; none when there are no [keys]. */
    public fun excluded(keys: Collection<String>): SegmentMergePatchBuilder = users("excluded", keys)

    /** All the contexts of kind [contextKind] that it is to include; it loses those of the kinds, other than `user`, that are not said. */
    public fun includedContexts(contextKind: String, vararg keys: String): SegmentMergePatchBuilder =
        includedContexts(contextKind, keys.asList())

    /** All the contexts of kind [contextKind] that it is to include; it loses those of the kinds, other than `user`, that are not said. */
    public fun includedContexts(contextKind: String, keys: Collection<String>): SegmentMergePatchBuilder =
        contexts("includedContexts", contextKind, keys)

    /** All the contexts of kind [contextKind] that it is to exclude; it loses those of the kinds, other than `user`, that are not said. */
    public fun excludedContexts(contextKind: String, vararg keys: String): SegmentMergePatchBuilder =
        excludedContexts(contextKind, keys.asList())

    /** All the contexts of kind [contextKind] that it is to exclude; it loses those of the kinds, other than `user`, that are not said. */
    public fun excludedContexts(contextKind: String, keys: Collection<String>): SegmentMergePatchBuilder =
        contexts("excludedContexts", contextKind, keys)

    /**
     * The body of the request: the changes alone, or with the comment.
     *
     * @throws dev.tricolor.InvalidPayloadException if it changes nothing, or says what cannot work
     */
    public fun body(): JsonElement = build().commented(comment, "merge")

    override fun json(): JsonObject {
        put("rules", rules.map { it.json() })
        contexts.forEach { (list, kinds) -> fields[list] = JsonArray(kinds.map { (kind, keys) -> target(kind, keys) }) }
        return super.json()
    }

    override fun check(json: JsonObject, problems: Problems) {
        problems.require(json.isNotEmpty(), "") { "changes nothing" }
        problems.require((json["name"] as? JsonPrimitive)?.content?.isNotBlank() != false, "name") { "is blank" }
        rules.forEachIndexed { index, rule -> rule.checkInto(problems.at("rules[$index]"), rule.json()) }
    }

    private fun users(list: String, keys: Collection<String>) = apply {
        problems.requireNoBlank(keys, list)
        fields[list] = texts(keys)
    }

    private fun contexts(list: String, contextKind: String, keys: Collection<String>) = apply {
        problems.require(contextKind.isNotBlank() && contextKind != USER, list) {
            "is of the context kind ${quoted(contextKind)}, must be of another one; users have lists of their own"
        }
        problems.requireNoBlank(keys, "$list($contextKind)")
        contexts.getOrPut(list) { LinkedHashMap() }[contextKind] = keys.toSet()
    }

    private fun target(kind: String, keys: Collection<String>) =
        JsonObject(mapOf("contextKind" to JsonPrimitive(kind), "values" to texts(keys)))
}
