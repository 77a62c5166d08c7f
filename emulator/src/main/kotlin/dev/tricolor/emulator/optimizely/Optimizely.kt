package dev.tricolor.emulator.optimizely

import dev.tricolor.emulator.core.Refusal
import dev.tricolor.emulator.core.Reply
import dev.tricolor.emulator.core.Request
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.Vendor
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.toJson
import kotlinx.serialization.json.JsonObject
import java.time.Clock
import java.util.UUID
import java.util.concurrent.TimeUnit

/** Optimizely's REST API v2: one account, its routes under the real paths, and Optimizely's way of saying no. */
internal class Optimizely(private val tokens: Set<String>, private val clock: Clock) : Vendor {
    val account = OptimizelyAccount(clock)

    override val roots: List<String> = listOf(API, DATAFILES)

    override val routes: Routes = Routes().apply {
        under(API) {
            projects(account)
            environments(account)
            attributes(account)
            audiences(account)
            events(account)
            groups(account)
            features(account)
            experiments(account)
            experimentSummaries(account)
            experimentResults(account)
        }
        under(DATAFILES) {
            datafiles(account)
        }
    }

    override fun admits(request: Request): Boolean = isOpen(request) ||
        request.bearer()?.let { if (tokens.isEmpty()) it.isNotEmpty() else it in tokens } == true

    /** Who has the key of a datafile may read it. */
    private fun isOpen(request: Request) = request.segments.firstOrNull() == "datafiles" && request.segments.size == 2

    /** A missing token is 401, a wrong one 403. */
    override fun notAdmitted(request: Request): Reply =
        if (request.bearer() == null) error(401, "Authorization is missing") else error(403, "Authentication Failed")

    override fun error(status: Int, message: String?): Reply = error(status, null, message, emptyMap())

    override fun error(refusal: Refusal): Reply = error(refusal.status, refusal.code, refusal.message, refusal.fields)

    override fun rateLimited(resetMillis: Long): Reply = error(429, "Too many requests").with(
        mapOf("X-RateLimit-Remaining" to "0", "X-RateLimit-Reset" to seconds(clock.millis() + resetMillis).toString()),
    )

    private fun error(status: Int, code: String?, message: String?, fields: Map<String, String>): Reply {
        val uuid = UUID.nameUUIDFromBytes(account.ids.transaction().toByteArray()).toString()
        val messages = JsonObject(fields.mapValues { it.value.toJson() })
        val said = code ?: CODES[status] ?: "error"
        return Reply(status, json("code" to said, "message" to message.orEmpty(), "uuid" to uuid, "messages" to messages))
    }

    private fun seconds(millis: Long) = TimeUnit.MILLISECONDS.toSeconds(millis + TimeUnit.SECONDS.toMillis(1) - 1)

    private fun Request.bearer(): String? = header("Authorization")?.trim()
        ?.takeIf { it.startsWith(BEARER, ignoreCase = true) }?.drop(BEARER.length)?.trim()

    private companion object {
        const val API = "/v2"
        const val DATAFILES = "/datafiles"
        const val BEARER = "Bearer "
        val CODES = mapOf(
            400 to "bad_request",
            401 to "unauthorized",
            403 to "forbidden",
            404 to "not_found",
            405 to "method_not_allowed",
            409 to "conflict",
            410 to "gone",
            429 to "too_many_requests",
            500 to "internal_server_error",
            503 to "service_unavailable",
        )
    }
}
