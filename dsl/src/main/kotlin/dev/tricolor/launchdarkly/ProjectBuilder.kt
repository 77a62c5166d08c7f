package dev.tricolor.launchdarkly

import dev.tricolor.Block
import dev.tricolor.JsonPatchBuilder
import dev.tricolor.PayloadBuilder
import dev.tricolor.Problems
import dev.tricolor.configuredBy
import dev.tricolor.quoted
import dev.tricolor.string
import dev.tricolor.stringOrNull
import dev.tricolor.strings
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * Builds a new project.
 *
 * @param key at most 100 characters: a letter or digit, then letters, digits, `.`, `_` and `-`
 * @param name what people call it
 */
public class ProjectBuilder(key: String, name: String) : PayloadBuilder("project") {
    private val environments = mutableListOf<JsonObject>()

    init {
        fields["name"] = JsonPrimitive(name)
        fields["key"] = JsonPrimitive(key)
    }

    /** Whether browsers may have its new flags; deprecated by LaunchDarkly for [defaultClientSideAvailability]. */
    public var includeInSnippetByDefault: Boolean by flag("includeInSnippetByDefault")

    /** Sets [ProjectBuilder.includeInSnippetByDefault]. */
    public fun includeInSnippetByDefault(include: Boolean): ProjectBuilder = apply { includeInSnippetByDefault = include }

    /** Whether its new flags may be had by browsers, which use the environment's id, and by mobile SDKs. */
    public fun defaultClientSideAvailability(usingEnvironmentId: Boolean, usingMobileKey: Boolean): ProjectBuilder = apply {
        fields["defaultClientSideAvailability"] = clientSideAvailability(usingEnvironmentId, usingMobileKey)
    }

    /** Its tags; takes the place of the ones that were said before. */
    public fun tags(vararg tags: String): ProjectBuilder = tags(tags.asList())

    /** Its tags; takes the place of the ones that were said before. */
    public fun tags(tags: Collection<String>): ProjectBuilder = apply { fields["tags"] = texts(tags) }

    /** How the keys of its new flags are to be written; other ones are refused. */
    public fun namingConvention(block: Block<NamingConventionBuilder>): ProjectBuilder = apply {
        nested("namingConvention", NamingConventionBuilder().configuredBy(block))
    }

    /** An environment to begin with, with all but the required off. Without any, LaunchDarkly makes `production` and `test`. */
    public fun environment(key: String, name: String, color: String): ProjectBuilder = environment(key, name, color) {}

    /** An environment to begin with. Without any, LaunchDarkly makes `production` and `test`. */
    public fun environment(key: String, name: String, color: String, block: Block<EnvironmentBuilder>): ProjectBuilder = apply {
        val builder = EnvironmentBuilder(key, name, color).configuredBy(block)
        val environment = builder.json()
        val at = problems.at("environments[${environments.size}]")
        builder.checkInto(at, environment)
        val first = environments.indexOfFirst { it["key"] == environment["key"] }
        at.require(first < 0, "key") { "${quoted(key)} is already environments[$first]" }
        environments += environment
    }

    override fun json(): JsonObject {
        put("environments", environments)
        return super.json()
    }

    override fun check(json: JsonObject, problems: Problems) {
        problems.requireKey("key", json.string("key"), LaunchDarklyLimits.PROJECT_KEY)
        problems.requireName(json)
        problems.requireTags("tags", json.strings("tags"))
    }
}

/** Says how the keys of a project's new flags are to be written. */
public class NamingConventionBuilder internal constructor() : PayloadBuilder("naming convention") {
    /** How words are joined. */
    public var case: NamingCase by openEnum("case", NamingCase::of)

    /** What all keys begin with. */
    public var prefix: String by text("prefix")

    /** Sets [NamingConventionBuilder.case]. */
    public fun case(case: NamingCase): NamingConventionBuilder = apply { this.case = case }

    /** Sets [NamingConventionBuilder.prefix]. */
    public fun prefix(prefix: String): NamingConventionBuilder = apply { this.prefix = prefix }

    override fun check(json: JsonObject, problems: Problems) {
        problems.require(json.isNotEmpty(), "") { "says nothing, must have a case or a prefix" }
        problems.require(json.stringOrNull("prefix")?.isBlank() != true, "prefix") { "is blank" }
    }
}

/** Builds a change of a project. Its key cannot be changed, its environments have calls of their own. */
public class ProjectPatchBuilder : JsonPatchBuilder("project patch") {
    /** What people call it. */
    public var name: String by text("/name")

    /** Whether browsers may have its new flags; deprecated by LaunchDarkly for [defaultClientSideAvailability]. */
    public var includeInSnippetByDefault: Boolean by flag("/includeInSnippetByDefault")

    /** The release pipeline that new flags go through, by its key. */
    public var defaultReleasePipelineKey: String by text("/defaultReleasePipelineKey")

    /** Sets [ProjectPatchBuilder.name]. */
    public fun name(name: String): ProjectPatchBuilder = apply { this.name = name }

    /** Sets [ProjectPatchBuilder.includeInSnippetByDefault]. */
    public fun includeInSnippetByDefault(include: Boolean): ProjectPatchBuilder = apply { includeInSnippetByDefault = include }

    /** Sets [ProjectPatchBuilder.defaultReleasePipelineKey]. */
    public fun defaultReleasePipelineKey(key: String): ProjectPatchBuilder = apply { defaultReleasePipelineKey = key }

    /** Whether its new flags may be had by browsers, which use the environment's id, and by mobile SDKs. */
    public fun defaultClientSideAvailability(usingEnvironmentId: Boolean, usingMobileKey: Boolean): ProjectPatchBuilder = apply {
        replaceOnce("/defaultClientSideAvailability", clientSideAvailability(usingEnvironmentId, usingMobileKey))
    }

    /** Its tags, in the place of all that it has. */
    public fun tags(vararg tags: String): ProjectPatchBuilder = tags(tags.asList())

    /** Its tags, in the place of all that it has. */
    public fun tags(tags: Collection<String>): ProjectPatchBuilder = apply { replaceTags(tags) }

    /** One more tag. */
    public fun addTag(tag: String): ProjectPatchBuilder = apply { appendTag(tag) }
}
