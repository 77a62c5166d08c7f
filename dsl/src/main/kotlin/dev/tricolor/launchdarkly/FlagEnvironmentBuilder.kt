package dev.tricolor.launchdarkly

import dev.tricolor.Block
import dev.tricolor.PayloadBuilder
import dev.tricolor.Problems
import dev.tricolor.configuredBy
import dev.tricolor.quoted
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** The kind of context that is meant where none is said. */
internal const val USER: String = "user"

/**
 * Says what a flag that is to be created does in one environment; what is not said is as the server makes it.
 *
 * Variations are named by their name, the text of their value or their index.
 */
public class FlagEnvironmentBuilder internal constructor(private val flagKey: String) : PayloadBuilder("environment") {
    private val targets = LinkedHashMap<Pair<VariationReference, String>, MutableList<String>>()
    private val rules = mutableListOf<RuleBuilder>()
    private var fallthrough: Serving? = null
    private var offVariation: VariationReference? = null
    private val prerequisites = mutableListOf<Pair<String, String>>()

    /** Whether all evaluations are recorded. */
    public var trackEvents: Boolean by flag("trackEvents")

    /** Whether evaluations that come to the fallthrough are recorded. */
    public var trackEventsFallthrough: Boolean by flag("trackEventsFallthrough")

    /** Turns the flag on. */
    public fun on(): FlagEnvironmentBuilder = apply { fields["on"] = JsonPrimitive(true) }

    /** Turns the flag off, as a new one is unless [LaunchDarklyFlagBuilder.isFlagOn] says otherwise. */
    public fun off(): FlagEnvironmentBuilder = apply { fields["on"] = JsonPrimitive(false) }

    /** Always serves [variation] to the contexts with these keys: `target("on", "acme", contextKind = "organization")`. */
    @JvmSynthetic
    public fun target(variation: String, vararg keys: String, contextKind: String = USER): FlagEnvironmentBuilder =
        target(variation, keys.asList(), contextKind)

    /** Always serves [variation] to the contexts of kind [contextKind], a `user` unless said, with these keys. */
    @JvmOverloads
    public fun target(variation: String, keys: Collection<String>, contextKind: String = USER): FlagEnvironmentBuilder =
        target(VariationReference(variation), keys, contextKind)

    /** Always serves the variation at [index] to the contexts with these keys. */
    @JvmSynthetic
    public fun target(index: Int, vararg keys: String, contextKind: String = USER): FlagEnvironmentBuilder =
        target(index, keys.asList(), contextKind)

    /** Always serves the variation at [index] to the contexts of kind [contextKind], a `user` unless said, with these keys. */
    @JvmOverloads
    public fun target(index: Int, keys: Collection<String>, contextKind: String = USER): FlagEnvironmentBuilder =
        target(VariationReference(index), keys, contextKind)

    /** Adds a rule after the ones that are there; the first rule that matches decides. */
    public fun rule(block: Block<RuleBuilder>): FlagEnvironmentBuilder = apply { rules += RuleBuilder().configuredBy(block) }

    /** Serves [variation] to those whom no rule matches. */
    public fun fallthrough(variation: String): FlagEnvironmentBuilder =
        apply { fallthrough = Serving().apply { serve(VariationReference(variation)) } }

    /** Serves the variation at [index] to those whom no rule matches. */
    public fun fallthrough(index: Int): FlagEnvironmentBuilder =
        apply { fallthrough = Serving().apply { serve(VariationReference(index)) } }

    /** Serves several variations, by weight, to those whom no rule matches. */
    public fun rollout(block: Block<RolloutBuilder>): FlagEnvironmentBuilder = apply { fallthrough = Serving().apply { rollout(block) } }

    /** What is served when the flag is off. */
    public fun offVariation(variation: String): FlagEnvironmentBuilder = apply { offVariation = VariationReference(variation) }

    /** What is served when the flag is off. */
    public fun offVariation(index: Int): FlagEnvironmentBuilder = apply { offVariation = VariationReference(index) }

    /** Looks at this flag only when the flag with the key [flagKey] is on and serves its variation with the id [variationId]. */
    public fun prerequisite(flagKey: String, variationId: String): FlagEnvironmentBuilder =
        apply { prerequisites += flagKey to variationId }

    /** Sets [FlagEnvironmentBuilder.trackEvents]. */
    public fun trackEvents(track: Boolean): FlagEnvironmentBuilder = apply { trackEvents = track }

    /** Sets [FlagEnvironmentBuilder.trackEventsFallthrough]. */
    public fun trackEventsFallthrough(track: Boolean): FlagEnvironmentBuilder = apply { trackEventsFallthrough = track }

    internal fun inFlag(variations: List<Variation>): JsonObject {
        val (ofUsers, ofOthers) = targets.entries.partition { (place, _) -> place.second == USER }
        val lists = listOf(
            "prerequisites" to prerequisites.map { (key, variationId) -> prerequisiteJson(key, variationId) },
            "targets" to ofUsers.map { (place, keys) -> targetJson(place.first.indexIn(variations), null, keys) },
            "contextTargets" to ofOthers.map { (place, keys) -> targetJson(place.first.indexIn(variations), place.second, keys) },
            "rules" to rules.map { it.inFlag(variations) },
        ).filter { it.second.isNotEmpty() }.associate { (name, items) -> name to JsonArray(items) }
        val said = listOfNotNull<Pair<String, JsonElement>>(
            fallthrough?.let { "fallthrough" to JsonObject(it.inFlag(variations)) },
            offVariation?.let { "offVariation" to JsonPrimitive(it.indexIn(variations)) },
        )
        return JsonObject(lists + said + fields)
    }

    internal fun checkInFlag(variations: List<Variation>, problems: Problems) {
        checkTargets(variations, problems)
        rules.forEachIndexed { index, rule -> rule.checkInFlag(variations, problems.at("rules[$index]")) }
        fallthrough?.checkInFlag(variations, problems.at("fallthrough"))
        offVariation?.problemIn(variations)?.let { problems.add("offVariation", it) }
        prerequisites.forEachIndexed { index, (key, variationId) ->
            val place = problems.at("prerequisites[$index]")
            place.requirePrerequisite(key, variationId)
            place.require(key != flagKey, "key") { "is the flag's own" }
            place.require(prerequisites.indexOfFirst { it.first == key } == index, "key") { "${quoted(key)} is a prerequisite already" }
        }
    }

    private fun checkTargets(variations: List<Variation>, problems: Problems) {
        val taken = HashMap<Pair<String, String>, VariationReference>()
        targets.entries.forEachIndexed { index, (place, keys) ->
            val (variation, contextKind) = place
            variation.problemIn(variations)?.let { problems.add("targets[$index].variation", it) }
            problems.at("targets[$index]").requireTarget(contextKind, keys)
            keys.forEach { key ->
                val before = taken.getOrPut(contextKind to key) { variation }
                problems.require(before == variation, "targets[$index].values") {
                    "$contextKind ${quoted(key)} is a target of $before already, and can be the target of one variation only"
                }
            }
        }
    }

    private fun target(variation: VariationReference, keys: Collection<String>, contextKind: String) = apply {
        targets.getOrPut(variation to contextKind) { mutableListOf() } += keys
    }
}

internal fun Problems.requireTarget(contextKind: String, keys: Collection<String>) {
    require(contextKind.isNotBlank(), "contextKind") { "is blank" }
    require(keys.isNotEmpty(), "values") { "are none, must be at least one" }
    require(keys.none { it.isBlank() }, "values") { "hold a blank key" }
}

internal fun Problems.requirePrerequisite(key: String, variationId: String) {
    requireKey("key", key, LaunchDarklyLimits.FLAG_KEY)
    require(variationId.isNotBlank(), "variationId") { "is blank, must be the id of a variation of ${quoted(key)}" }
}

internal fun prerequisiteJson(key: String, variationId: String): JsonObject =
    JsonObject(mapOf("key" to JsonPrimitive(key), "variationId" to JsonPrimitive(variationId)))

private fun targetJson(variation: Int?, contextKind: String?, keys: List<String>) = JsonObject(
    listOfNotNull(
        contextKind?.let { "contextKind" to JsonPrimitive(it) },
        "values" to texts(keys),
        "variation" to JsonPrimitive(variation),
    ).toMap(),
)

internal fun texts(values: Collection<String>): JsonArray = JsonArray(values.map(::JsonPrimitive))
