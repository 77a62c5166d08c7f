package dev.tricolor.emulator.optimizely.classic

import dev.tricolor.emulator.core.text

/**
 * What experiments of the emulated classic Optimizely have measured: no visitors ever come there, so a test says what would have come of
 * them.
 *
 * ```kotlin
 * emulator.optimizelyClassicResults.of(experiment.id, goal.id)
 *     .conversions("Original", visitors = 1_000, conversions = 100)
 *     .conversions("Big button", visitors = 1_000, conversions = 150)
 * ```
 *
 * The results are computed from that, and the same numbers always give the same ones. `confidence` is the chance to beat the baseline, the
 * experiment's first variation, if both means are normally distributed; from 0.95 on a variation is a winner. `statistical_significance`
 * and the interval of the difference come from a mixture of sequential tests that expects differences of about a tenth of the baseline;
 * from 0.9 on a variation is a winner or a loser, and then the interval does not hold 0. Rows are there for the goals that the experiment
 * measures, once it was started.
 */
public class OptimizelyClassicResults internal constructor(
    private val account: ClassicAccount,
    private val exclusively: (() -> Unit) -> Unit,
) {
    /**
     * The outcomes of an experiment for a goal, over all visitors. What was said of them before stays, unless it is said anew.
     *
     * @throws IllegalArgumentException if there is no such experiment, or it does not measure the goal
     */
    public fun of(experimentId: Long, goalId: Long): GoalOutcomes {
        var outcomes: GoalOutcomes? = null
        exclusively {
            val experiment = requireNotNull(account.experiments.withId("$experimentId")) { "there is no experiment $experimentId" }
            val goal = account.goalsOf(experiment).find { it.number == goalId }
            requireNotNull(goal) { "$experimentId does not measure the goal $goalId" }
            outcomes = GoalOutcomes(account, experiment, goal, Slice.Everyone, exclusively)
        }
        return checkNotNull(outcomes)
    }
}

/** The outcomes of one experiment for one goal. All methods may be called from any thread. */
public class GoalOutcomes internal constructor(
    private val account: ClassicAccount,
    private val experiment: Experiment,
    private val goal: Entity,
    private val slice: Slice,
    private val exclusively: (() -> Unit) -> Unit,
) {
    /**
     * Of [visitors] that saw the variation, [conversions] reached the goal.
     *
     * @param variation the variation's id, or what people call it
     * @throws IllegalArgumentException if there is no such variation, the numbers cannot be, or the goal is about revenue
     */
    public fun conversions(variation: String, visitors: Long, conversions: Long): GoalOutcomes {
        require(!goal.isRevenue) { "the goal ${goal.id} is about revenue" }
        requirePossible(visitors, conversions)
        return plant(variation, Conversions(visitors, conversions))
    }

    /**
     * Of [visitors] that saw the variation, [conversions] bought something, for [revenue] in all; [standardDeviation] is that of what
     * visitors spend, those who buy nothing included.
     *
     * @param variation the variation's id, or what people call it
     * @throws IllegalArgumentException if there is no such variation, the numbers cannot be, or the goal is not about revenue
     */
    public fun revenue(variation: String, visitors: Long, conversions: Long, revenue: Double, standardDeviation: Double): GoalOutcomes {
        require(goal.isRevenue) { "the goal ${goal.id} is not about revenue" }
        requirePossible(visitors, conversions)
        require(revenue.isFinite() && standardDeviation.isFinite() && standardDeviation >= 0) {
            "revenue and deviation must be finite, and the deviation not negative: $revenue, $standardDeviation"
        }
        return plant(variation, Revenue(visitors, conversions, revenue, standardDeviation))
    }

    /** The outcomes among those in an audience, apart from those of all. */
    public fun audience(audienceId: Long): GoalOutcomes = among(Slice.Audience(audienceId))

    /** The outcomes among those for whom a dimension has a value, apart from those of all. */
    public fun dimension(dimensionId: Long, dimensionValue: String): GoalOutcomes = among(Slice.Dimension(dimensionId, dimensionValue))

    private fun among(slice: Slice) = GoalOutcomes(account, experiment, goal, slice, exclusively)

    private fun plant(variation: String, outcome: Outcome) = apply {
        exclusively {
            val variations = account.variationsOf(experiment)
            val found = variations.find { it.id == variation } ?: variations.find { it.json.text("description") == variation }
            requireNotNull(found) {
                "there is no variation $variation; variations are ${variations.joinToString { it.json.text("description").orEmpty() }}"
            }
            account.planted.getOrPut(experiment.number to goal.number) { PlantedOutcomes() }.plant(slice, found.number, outcome)
        }
    }

    private fun requirePossible(visitors: Long, conversions: Long) =
        require(conversions in 0..visitors) { "conversions must be 0 to $visitors, are $conversions" }
}
