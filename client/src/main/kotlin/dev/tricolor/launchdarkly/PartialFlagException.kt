package dev.tricolor.launchdarkly

import dev.tricolor.PartialResultException

/**
 * A flag exists, but does not do all that was said of its environments. Once what stood in the way is gone, `flags.configure` with the same
 * flag and [missing] does the rest.
 *
 * @property flag as it is, as far as is known
 * @property configured keys of the environments where it does what was said
 * @property missing keys of the environments where it does not; of the first of them it is not known if no answer came
 */
public class PartialFlagException internal constructor(
    public val flag: FeatureFlag,
    configured: List<String>,
    missing: Collection<String>,
    cause: Exception,
) : PartialResultException(
    "flag ${flag.key} exists and is configured in $configured, but not in $missing: ${cause.message}",
    cause,
) {
    public val configured: List<String> = configured.toList()
    public val missing: List<String> = missing.toList()
}
