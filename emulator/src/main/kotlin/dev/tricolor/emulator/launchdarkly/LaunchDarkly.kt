package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.core.Refusal
import dev.tricolor.emulator.core.Reply
import dev.tricolor.emulator.core.Request
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.Vendor
import dev.tricolor.emulator.core.json
import java.time.Clock

/** LaunchDarkly: one account, its routes under the real paths, and LaunchDarkly's way of saying no. */
internal class LaunchDarkly(private val tokens: Set<String>, private val clock: Clock) : Vendor {
    val account = LaunchDarklyAccount(clock)

    override val roots: List<String> = listOf(API)

    override val routes: Routes = Routes().apply {
        under(API) {
            projects(account)
            environments(account)
            flags(account)
            flagEvaluations(account)
            metrics(account)
            metricGroups(account)
            segments(account)
            bigSegments(account)
            segmentMemberships(account)
            expiringTargets(account)
            contextKinds(account)
            holdouts(account)
            layers(account)
            experiments(account)
            experimentationSettings(account)
            experimentResults(account)
        }
    }

    // The bare token: with "Bearer" before it, it is another one.
    override fun admits(request: Request): Boolean = request.header("Authorization")?.trim().orEmpty()
        .let { if (tokens.isEmpty()) it.isNotEmpty() && !it.startsWith("Bearer ", ignoreCase = true) else it in tokens }

    override fun method(request: Request): String =
        request.header("X-HTTP-Method-Override")?.takeIf { request.method == "POST" && it in OVERRIDING } ?: request.method

    override fun catchUp() {
        account.expireTargets()
    }

    override fun error(status: Int, message: String?): Reply = error(status, CODES[status] ?: "service_unavailable", message)

    override fun error(refusal: Refusal): Reply =
        refusal.code?.let { error(refusal.status, it, refusal.message) } ?: error(refusal.status, refusal.message)

    override fun rateLimited(resetMillis: Long): Reply = error(429, "Too many requests").with(
        mapOf(
            "X-Ratelimit-Route-Remaining" to "0",
            "X-Ratelimit-Global-Remaining" to "0",
            "X-Ratelimit-Reset" to (clock.millis() + resetMillis).toString(),
        ),
    )

    private fun error(status: Int, code: String, message: String?) =
        Reply(status, json("code" to code, "message" to message.orEmpty(), "id" to account.ids.transaction()))

    private companion object {
        const val API = "/api/v2"

        /** What those say by POST whose proxies let nothing else through. */
        val OVERRIDING = setOf("PATCH", "PUT", "DELETE")
        val CODES = mapOf(
            400 to "invalid_request",
            401 to "unauthorized",
            403 to "forbidden",
            404 to "not_found",
            405 to "method_not_allowed",
            409 to "key_exists",
            429 to "rate_limited",
        )
    }
}
