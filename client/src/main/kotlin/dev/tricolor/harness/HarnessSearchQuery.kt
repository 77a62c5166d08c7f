package dev.tricolor.harness

/** What can be said of a list that Harness pages and searches. */
public abstract class HarnessSearchQuery<Self : HarnessSearchQuery<Self>> internal constructor() : HarnessQuery<Self>() {
    /**
     * Only those in whose name or identifier, or a user's e-mail address, this occurs, whatever its case; null for all. For users, Harness
     * takes it as a regular expression.
     */
    public var searchTerm: String? = null

    /** Sets [HarnessSearchQuery.searchTerm]. */
    public fun searchTerm(text: String?): Self = self().apply { searchTerm = text }

    override fun parameters(): List<Pair<String, String>> = listOfNotNull(searchTerm?.let { "searchTerm" to it })
}
