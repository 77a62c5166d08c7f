package dev.tricolor.emulator.split

import dev.tricolor.emulator.core.refuse
import dev.tricolor.split.SplitLimits

/** The pattern of flag and traffic type names. */
internal fun String.asIdentifier(kind: String): String =
    takeIf { SplitLimits.isName(it) }
        ?: refuse(400, "name: '$this' is no $kind name: it must start with a letter and hold only letters, digits, '-' and '_'")

internal fun String.asTag(): String =
    takeIf { SplitLimits.isTag(it) } ?: refuse(400, "tag '$this' must hold only letters, digits, '-', '_' and ':'")
