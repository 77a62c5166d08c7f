package dev.tricolor.harness

import dev.tricolor.NotFoundException

/** The same place as payloads say it. */
internal val HarnessScope.inPayload: ScopeIdentifiers get() = ScopeIdentifiers(accountIdentifier, orgIdentifier, projectIdentifier)

/** What [get] gives, or null when there is no such thing, or the token may not see it. */
internal suspend fun <T> orNull(get: suspend () -> T): T? = try {
    get()
} catch (_: NotFoundException) {
    null
}
