package dev.tricolor.emulator.split

import dev.tricolor.emulator.core.Reply
import dev.tricolor.emulator.core.Request
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.Vendor
import dev.tricolor.emulator.core.json
import java.time.Clock

/** Split, now Harness FME: one account, its routes under the real paths, and Split's way of saying no. */
internal class Split(private val tokens: Set<String>, clock: Clock) : Vendor {
    private val account = Account(clock)

    override val roots: List<String> = listOf(V2) + V3 + UPLOADS

    override val routes: Routes = Routes().apply {
        under(V2) {
            workspaces(account)
            rolloutStatuses(account)
            environments(account)
            trafficTypes(account)
            flags(account)
            tags(account)
            definitions(account)
            segments(account)
            segmentDefinitions(account)
            segmentKeys(account)
            ruleBasedSegments(account)
            ruleBasedSegmentDefinitions(account)
            largeSegments(account)
            largeSegmentDefinitions(account)
            largeSegmentChanges(account)
            apiKeys(account)
            groups(account)
            users(account)
        }
        V3.forEach { root -> under(root) { flagSets(account) } }
        under(UPLOADS) { largeSegmentUploads(account) }
    }

    override fun admits(request: Request): Boolean {
        // Whoever knows such a path may go there: that is what it is for.
        if (request.segments.firstOrNull() == UPLOADS.trim('/')) return true
        val bearer = request.header("Authorization")?.takeIf { it.startsWith(BEARER, ignoreCase = true) }?.drop(BEARER.length)
        return listOfNotNull(bearer, request.header("x-api-key")).map { it.trim() }
            .any { if (tokens.isEmpty()) it.isNotEmpty() else it in tokens }
    }

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
        const val BEARER = "Bearer "
    }
}
