package dev.tricolor.optimizely.classic

import dev.tricolor.PartialResultException
import dev.tricolor.TricolorException

/**
 * A split of an experiment's visitors stopped half-way. The same split again does the rest, once what stood in the way is gone.
 *
 * @property experimentId the experiment
 * @property done the variations that are as they were said to be
 * @property missing what people call those that are not; of the first of them it is not known if no answer came
 * @property deleted the ids of variations that were deleted
 */
public class PartialSplitException internal constructor(
    public val experimentId: Long,
    done: Collection<Variation>,
    missing: Collection<String>,
    deleted: Collection<Long>,
    cause: TricolorException,
) : PartialResultException(
    "of experiment $experimentId ${done.map { it.description }} are as said, $missing are not" +
        (if (deleted.isEmpty()) "" else ", and $deleted were deleted") + ": ${cause.message}",
    cause,
) {
    public val done: List<Variation> = done.toList()
    public val missing: List<String> = missing.toList()
    public val deleted: List<Long> = deleted.toList()
}
