package dev.tricolor.launchdarkly

import dev.tricolor.PartialResultException
import dev.tricolor.TricolorException

/**
 * A segment is created, but empty: its rules and targets were not taken, unless the cause says that they may have been. Its key is taken
 * from now on. `segments.fill` with [segment] goes on where this came to an end; `segments.delete` undoes it.
 *
 * @property projectKey the project in which it is created
 * @property environmentKey the environment in which it is created
 * @property created the segment as it was created
 * @property segment what it was to be
 */
public class UnfinishedSegmentException internal constructor(
    public val projectKey: String,
    public val environmentKey: String,
    public val created: Segment,
    public val segment: NewSegment,
    cause: TricolorException,
) : PartialResultException(
    "segment ${created.key} is created in $projectKey/$environmentKey, but empty, then: ${cause.message}; fill it, or delete it",
    cause,
)
