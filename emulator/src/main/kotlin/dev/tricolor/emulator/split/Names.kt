package dev.tricolor.emulator.split

import dev.tricolor.emulator.core.refuse

private val IDENTIFIER = Regex("[a-zA-Z][a-zA-Z0-9_-]*")
private val TAG = Regex("[a-zA-Z0-9_:-]+")

/** The pattern of flag and traffic type names. */
internal fun String.asIdentifier(kind: String): String =
    takeIf { IDENTIFIER.matches(it) }
        ?: refuse(400, "name: '$this' is no $kind name: it must start with a letter and hold only letters, digits, '-' and '_'")

internal fun String.asTag(): String =
    takeIf { TAG.matches(it) } ?: refuse(400, "tag '$this' must hold only letters, digits, '-', '_' and ':'")
