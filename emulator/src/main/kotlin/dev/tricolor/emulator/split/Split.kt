package dev.tricolor.emulator.split

import dev.tricolor.emulator.core.Reply
import dev.tricolor.emulator.core.Request
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.Vendor
import dev.tricolor.emulator.core.json
import java.time.Clock

/**
 * Split, now Harness FME: one account, its routes under the real paths, and Split's way of saying no. Of a token that another vendor has
 * made, [elsewhere] says whether it admits.
 */
internal class Split(private val tokens: Set<String>, clock: Clock, private val elsewhere: (String) -> Boolean?) : Vendor {
    private val account = Account(clock)

    override val roots: List<String> = listOf(V2) + V3 + UPLOADS + EVENTS

    override val routes: Routes = Routes().apply {
        under(V2) {
            workspaces(account)
            rolloutStatuses(account)
            environments(account)
            trafficTypes(account)
            attributes(account)
            identities(account)
            flags(account)
            tags(account)
            definitions(account)
            segments(account)
            segmentDefinitions(account)
            segmentKeys(account)
            changeRequests(account)
            ruleBasedSegments(account)
            ruleBasedSegmentDefinitions(account)
            largeSegments(account)
            largeSegmentDefinitions(account)
            apiKeys(account)
            groups(account)
            users(account)
            restrictions(account)
        }
        V3.forEach { root -> under(root) { flagSets(account) } }
        under(UPLOADS) { largeSegmentUploads(account) }
        under(EVENTS) { events(account) }
    }

    override fun catchUp(): Unit = account.publishDue()

    // Whoever knows a place for an upload may go there: that is what it is for.
    override fun admits(request: Request): Boolean = request.segments.firstOrNull() == UPLOADS.trim('/') ||
        request.apiKeys().any { elsewhere(it) ?: if (tokens.isEmpty()) it.isNotEmpty() else it in tokens || it in account.adminSecrets }

    override fun error(status: Int, message: String?): Reply {
        if (message == null) return Reply(status)
        val transaction = account.ids.transaction()
        return Reply(status, json("code" to status, "message" to message, "details" to "", "transactionId" to transaction))
    }

    override fun rateLimited(resetMillis: Long): Reply {
        val seconds = ((resetMillis + 999) / 1000).toString()
        return error(429, "Too many requests").with(
            mapOf(
                "X-RateLimit-Remaining-Org" to "0",
                "X-RateLimit-Remaining-IP" to "0",
                "X-RateLimit-Reset-Seconds-Org" to seconds,
                "X-RateLimit-Reset-Seconds-IP" to seconds,
            ),
        )
    }

    private companion object {
        const val V2 = "/internal/api/v2"
        val V3 = listOf("/api/v3", "/internal/api/v3")
    }
}

private const val BEARER = "Bearer "

/** The keys that a request shows, in either of the two headers. */
internal fun Request.apiKeys(): List<String> {
    val bearer = header("Authorization")?.takeIf { it.startsWith(BEARER, ignoreCase = true) }?.drop(BEARER.length)
    return listOfNotNull(bearer, header("x-api-key")).map { it.trim() }
}
