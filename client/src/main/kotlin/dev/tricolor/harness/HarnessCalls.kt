package dev.tricolor.harness

import dev.tricolor.NotFoundException

/** What can be said of a list that Harness pages and searches. */
public abstract class HarnessSearchQuery<Self : HarnessSearchQuery<Self>> internal constructor() : HarnessQuery<Self>() {
    /** Only those in whose name or identifier, or a user's e-mail address, this occurs, whatever its case; null for all. */
    public var searchTerm: String? = null

    /** Sets [HarnessSearchQuery.searchTerm]. */
    public fun searchTerm(text: String?): Self = self().apply { searchTerm = text }

    override fun parameters(): List<Pair<String, String>> = listOfNotNull(searchTerm?.let { "searchTerm" to it })
}

/** The same place as payloads say it. */
internal val HarnessScope.inPayload: ScopeIdentifiers get() = ScopeIdentifiers(accountIdentifier, orgIdentifier, projectIdentifier)

/** What [get] gives, or null when there is no such thing, or the token may not see it. */
internal suspend fun <T> orNull(get: suspend () -> T): T? = try {
    get()
} catch (_: NotFoundException) {
    null
}
