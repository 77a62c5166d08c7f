package dev.tricolor.optimizely.config

import dev.tricolor.Problem
import dev.tricolor.listing

/**
 * A text is not a datafile that can be read.
 *
 * @property problems everything that is missing or wrong, each with its path: `experiments[3].key: is missing, must be text`
 */
public class InvalidDatafileException internal constructor(problems: List<Problem>) :
    IllegalArgumentException(listing("datafile", problems, atMost = 20)) {
    public val problems: List<Problem> = problems.toList()
}
