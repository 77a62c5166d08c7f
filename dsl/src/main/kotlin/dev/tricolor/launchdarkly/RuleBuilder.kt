package dev.tricolor.launchdarkly

import dev.tricolor.Block
import dev.tricolor.PayloadBuilder
import dev.tricolor.Problems
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * Builds one rule of a flag: clauses, all of which must hold, and what is served to the contexts for which they do.
 *
 * In a flag that is to be created a variation is named by its name, the text of its value or its index; in a patch by its id.
 */
public class RuleBuilder internal constructor() : PayloadBuilder("rule") {
    private val clauses = mutableListOf<ClauseBuilder>()
    private val serving = Serving()

    /** What it is for. */
    public var description: String by text("description")

    /** Whether evaluations that come to this rule are recorded. */
    public var trackEvents: Boolean by flag("trackEvents")

    /** An id of the caller's own. */
    public var ref: String by text("ref")

    /** Adds a clause: `clause(attribute("country") oneOf listOf("ES", "PT"))`. */
    public fun clause(clause: ClauseBuilder): RuleBuilder = apply { clauses += clause }

    /** Serves [variation]. */
    public fun serve(variation: String): RuleBuilder = apply { serving.serve(VariationReference(variation)) }

    /** Serves the variation at [index]. */
    public fun serve(index: Int): RuleBuilder = apply { serving.serve(VariationReference(index)) }

    /** Serves several variations, by weight. */
    public fun rollout(block: Block<RolloutBuilder>): RuleBuilder = apply { serving.rollout(block) }

    /** Sets [RuleBuilder.description]. */
    public fun description(text: String): RuleBuilder = apply { description = text }

    /** Sets [RuleBuilder.trackEvents]. */
    public fun trackEvents(track: Boolean): RuleBuilder = apply { trackEvents = track }

    /** Sets [RuleBuilder.ref]. */
    public fun ref(id: String): RuleBuilder = apply { ref = id }

    internal fun inFlag(variations: List<Variation>): JsonObject =
        JsonObject(clauses() + serving.inFlag(variations) + mapOf("trackEvents" to JsonPrimitive(false)) + fields)

    internal fun inPatch(): JsonObject = JsonObject(clauses() + serving.inPatch() + fields)

    internal fun checkInFlag(variations: List<Variation>, problems: Problems) {
        checkClauses(problems)
        serving.checkInFlag(variations, problems)
    }

    internal fun checkInPatch(problems: Problems) {
        checkClauses(problems)
        serving.checkInPatch(problems)
    }

    override fun json(): JsonObject = inPatch()

    override fun check(json: JsonObject, problems: Problems): Unit = checkInPatch(problems)

    private fun clauses() = mapOf<String, JsonElement>("clauses" to JsonArray(clauses.map { it.json() }))

    private fun checkClauses(problems: Problems) {
        problems.require(clauses.isNotEmpty(), "clauses") { "there are none, must be at least one" }
        clauses.forEachIndexed { index, clause -> clause.checkInto(problems.at("clauses[$index]"), clause.json()) }
    }
}
