package dev.tricolor.emulator.optimizely.classic

import dev.tricolor.emulator.core.Reply
import dev.tricolor.emulator.core.Request
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.Vendor
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.refuse
import java.time.Clock
import java.util.UUID

/** Optimizely's classic API: one account, its routes under the real paths, and its way of saying no. */
internal class OptimizelyClassic(private val tokens: Set<String>, clock: Clock) : Vendor {
    val account = ClassicAccount(clock)

    override val roots: List<String> = listOf(API)

    override val routes: Routes = Routes().apply {
        under(API) {
            projects(account)
            experiments(account)
            results(account)
            schedules(account)
            variations(account)
            goals(account)
            audiences(account)
            dimensions(account)
            uploadedLists(account)
        }
    }

    /** Who shows no token is a stranger (401), who shows a wrong one is refused (403). */
    override fun admits(request: Request): Boolean {
        val shown = shownToken(request) ?: return false
        if (tokens.isNotEmpty() && shown !in tokens) refuse(403, "Authentication Failed")
        return true
    }

    private fun shownToken(request: Request): String? {
        val authorization = request.header("Authorization")?.trim().orEmpty()
        val bearer = if (authorization.startsWith(BEARER, ignoreCase = true)) authorization.drop(BEARER.length) else null
        return (request.header("Token") ?: bearer)?.trim()?.takeIf { it.isNotEmpty() }
    }

    override fun catchUp() {
        account.runSchedules()
    }

    override fun error(status: Int, message: String?): Reply {
        val uuid = UUID.nameUUIDFromBytes(account.ids.transaction().toByteArray())
        return Reply(status, json("status" to status, "message" to message.orEmpty(), "uuid" to uuid.toString()))
    }

    /** No header tells when the limit ends. */
    override fun rateLimited(resetMillis: Long): Reply = error(429, "Too many requests: wait at least 60 seconds")

    private companion object {
        const val API = "/experiment/v1"
        const val BEARER = "Bearer "
    }
}
