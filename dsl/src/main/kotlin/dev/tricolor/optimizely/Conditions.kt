package dev.tricolor.optimizely

import dev.tricolor.InvalidPayloadException
import dev.tricolor.Problem
import dev.tricolor.Problems
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonPrimitive

/**
 * Who is meant: and, or and not over single conditions, as an immutable tree.
 *
 * Optimizely has two such languages. An audience's `conditions` are trees over [Condition], said in [OptimizelyConditions]; the
 * `audience_conditions` of experiments and rollout rules are trees over [AudienceReference], said in [OptimizelyAudiences]. Both travel as
 * text, which [fromJson] and [fromAudienceConditions] read and [toJson] writes.
 *
 * Nothing is lost on the way: a type, a match type or a member that nobody knows yet is kept, and so is the spelling of a number. Two trees
 * are equal when they have the same shape and equal leaves; the order of a leaf's members does not count. Whether two trees mean the same,
 * whatever their shape, tells [sameAs].
 *
 * In Kotlin `and` and `or` have no precedence: they are read from left to right, so `a or b and c` is `(a or b) and c`. A chain of one of
 * them is one group, however long. [readable] shows what was understood.
 *
 * @param L the single conditions: [Condition] or [AudienceReference]
 */
public sealed interface Conditions<L> {
    /** The tree as the JSON that is in the text. */
    public val json: JsonElement

    /** The tree as the text that the API takes. */
    public fun toJson(): String

    /** The tree as people read it: `country is "CA" or (region is "north" and not plan is "gold")`. */
    public fun readable(): String

    /** The tree as a datafile has it: `match` for `match_type`, ids as texts. */
    public fun toDatafile(): JsonElement

    /** The single conditions in it, in order, as often as they stand there. */
    public fun leaves(): List<L>

    /** Both hold. */
    public infix fun and(other: Conditions<L>): Conditions<L> = joined(ConditionOperator.AND, this, other)

    /** At least one holds. */
    public infix fun or(other: Conditions<L>): Conditions<L> = joined(ConditionOperator.OR, this, other)

    /** This does not hold. */
    public operator fun not(): Conditions<L> = ConditionGroup(ConditionOperator.NOT, listOf(this))

    /** The smallest tree of the same meaning: without groups of one, groups in groups of their own kind, and double negations. */
    public fun simplified(): Conditions<L> = simplify(this)

    /**
     * Whether [other] means the same: simplified, with numbers compared by value (`18` and `18.0`), and with the match type that a missing
     * one stands for. What the server gives back compares so with what was sent.
     */
    public fun sameAs(other: Conditions<L>): Boolean = canonical(simplified()) == canonical(other.simplified())

    /**
     * The same in the shape in which the app of Full Stack projects writes it, so that it can show it: `["and",["or",["or",…]]]`. The API
     * takes any shape.
     */
    public fun inUiShape(): Conditions<L> = uiShape(this)

    /** What can never work in it, each with its path below `conditions`; builders refuse it before anything is sent. */
    public fun problems(): List<Problem> = Problems().also { checkInto(it.at("conditions")) }.all

    public companion object {
        /**
         * Reads an audience's `conditions`: `[]` too, a single condition, and a list without operator, which means `or`.
         *
         * @throws SerializationException if [text] is not that; the message has the path
         */
        @JvmStatic
        public fun fromJson(text: String): Conditions<Condition> = readConditions(text)

        /**
         * Reads the `audience_conditions` of an experiment or a rollout rule: a tree of `{"audience_id": …}`, or the bare word `everyone`.
         *
         * @throws SerializationException if [text] is not that; the message has the path
         */
        @JvmStatic
        public fun fromAudienceConditions(text: String): Conditions<AudienceReference> = readAudienceConditions(text)

        /** All of [conditions] hold. */
        @JvmStatic
        @SafeVarargs
        public fun <L> allOf(vararg conditions: Conditions<L>): Conditions<L> = allOf(conditions.asList())

        /** All of [conditions] hold. */
        @JvmStatic
        public fun <L> allOf(conditions: Collection<Conditions<L>>): Conditions<L> = ConditionGroup(ConditionOperator.AND, conditions)

        /** At least one of [conditions] holds. */
        @JvmStatic
        @SafeVarargs
        public fun <L> anyOf(vararg conditions: Conditions<L>): Conditions<L> = anyOf(conditions.asList())

        /** At least one of [conditions] holds; of none, nobody is meant. */
        @JvmStatic
        public fun <L> anyOf(conditions: Collection<Conditions<L>>): Conditions<L> = ConditionGroup(ConditionOperator.OR, conditions)

        /** [conditions] do not hold. */
        @JvmStatic
        public fun <L> not(conditions: Conditions<L>): Conditions<L> = conditions.not()
    }
}

/**
 * What a [ConditionGroup] makes of its operands.
 *
 * @property value the vendor's spelling
 */
public enum class ConditionOperator(public val value: String) {
    /** All hold. */
    AND("and"),

    /** At least one holds. */
    OR("or"),

    /** The only operand does not hold. */
    NOT("not"),
}

/**
 * Conditions under one operator. An `or` of nothing is what Optimizely writes `[]`: a classic audience whom only JavaScript puts visitors
 * in.
 *
 * @property operator what the group makes of its operands
 * @property operands the conditions, in order; exactly one under `not`
 * @throws InvalidPayloadException if groups stand more than 100 deep in each other
 */
public class ConditionGroup<L> internal constructor(
    public val operator: ConditionOperator,
    operands: Collection<Conditions<L>>,
) : Conditions<L> {
    public val operands: List<Conditions<L>> = operands.toList()
    private val depth: Int = 1 + (this.operands.maxOfOrNull { if (it is ConditionGroup) it.depth else 0 } ?: 0)

    init {
        val problems = Problems()
        problems.require(depth <= MAX_DEPTH, "conditions") { "are $depth groups deep, must be at most $MAX_DEPTH" }
        problems.throwIfAny("conditions")
    }

    override val json: JsonElement get() = written(Conditions<L>::json)

    override fun toJson(): String = json.toString()

    override fun readable(): String = readableGroup(this)

    override fun toDatafile(): JsonElement = written(Conditions<L>::toDatafile)

    override fun leaves(): List<L> = operands.flatMap { it.leaves() }

    override fun equals(other: Any?): Boolean =
        other is ConditionGroup<*> && other.operator == operator && other.operands == operands

    override fun hashCode(): Int = 31 * operator.value.hashCode() + operands.hashCode()

    override fun toString(): String = readable()

    private inline fun written(operand: (Conditions<L>) -> JsonElement): JsonElement {
        if (operator == ConditionOperator.OR && operands.isEmpty()) return JsonArray(emptyList())
        return JsonArray(listOf(JsonPrimitive(operator.value)) + operands.map(operand))
    }

    internal companion object {
        const val MAX_DEPTH = 100
    }
}

private fun <L> joined(operator: ConditionOperator, vararg operands: Conditions<L>): Conditions<L> =
    ConditionGroup(operator, operands.flatMap { unfolded(operator, it) })

private fun <L> unfolded(operator: ConditionOperator, conditions: Conditions<L>): List<Conditions<L>> =
    if (conditions is ConditionGroup && conditions.operator == operator) conditions.operands else listOf(conditions)

private fun <L> simplify(conditions: Conditions<L>): Conditions<L> {
    if (conditions !is ConditionGroup) return conditions
    val operator = conditions.operator
    val operands = conditions.operands.map { it.simplified() }
    if (operator != ConditionOperator.NOT) {
        val flat = operands.flatMap { unfolded(operator, it) }
        return flat.singleOrNull() ?: ConditionGroup(operator, flat)
    }
    val negated = operands.single()
    return if (negated is ConditionGroup && negated.operator == operator) negated.operands.single() else ConditionGroup(operator, operands)
}

private fun <L> uiShape(conditions: Conditions<L>): Conditions<L> {
    val simple = conditions.simplified()
    if (simple is ConditionGroup && simple.operands.isEmpty()) return simple
    return ConditionGroup(ConditionOperator.AND, unfolded(ConditionOperator.AND, simple).map(::uiGroup))
}

private fun <L> uiGroup(conditions: Conditions<L>): Conditions<L> {
    if (conditions is ConditionGroup && conditions.operator == ConditionOperator.NOT) return uiGroup(conditions.operands.single()).not()
    return Conditions.anyOf(Conditions.anyOf(unfolded(ConditionOperator.OR, conditions)))
}

private fun readableGroup(group: ConditionGroup<*>): String {
    val texts = group.operands.map { if (isSeveral(it)) "(${it.readable()})" else it.readable() }
    return when {
        group.operator == ConditionOperator.NOT -> "not ${texts.single()}"
        texts.isEmpty() -> if (group.operator == ConditionOperator.OR) "()" else "and ()"
        group.operands.size == 1 -> group.operands.single().readable()
        else -> texts.joinToString(" ${group.operator.value} ")
    }
}

/** Whether it reads as operands with a word between them. */
private fun isSeveral(conditions: Conditions<*>): Boolean = conditions is ConditionGroup && when {
    conditions.operator == ConditionOperator.NOT -> false
    else -> conditions.operands.singleOrNull()?.let(::isSeveral) ?: conditions.operands.isNotEmpty()
}
