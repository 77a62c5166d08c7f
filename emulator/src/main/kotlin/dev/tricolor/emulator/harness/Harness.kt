package dev.tricolor.emulator.harness

import dev.tricolor.emulator.core.Reply
import dev.tricolor.emulator.core.Request
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.Vendor
import dev.tricolor.emulator.core.json
import java.time.Clock

/** Harness, as far as it says who may do what: any number of accounts, which spring into being when they are named. */
internal class Harness(private val tokens: Set<String>, clock: Clock) : Vendor {
    private val state = HarnessState(clock)

    override val roots: List<String> = listOf("", GATEWAY).flatMap { root -> SERVICES.map { root + it } }

    override val routes: Routes = Routes().apply {
        listOf("", GATEWAY).forEach { root ->
            under(root) {
                projects(state)
                serviceAccounts(state)
                apiKeys(state)
                tokens(state)
                users(state)
                invites(state)
                userGroups(state)
                roles(state)
                resourceGroups(state)
                roleAssignments(state)
            }
        }
    }

    // Unlike Split, Harness knows no other header.
    override fun admits(request: Request): Boolean {
        val shown = request.header("x-api-key")?.trim().orEmpty()
        return admits(shown) ?: if (tokens.isEmpty()) shown.isNotEmpty() else shown in tokens
    }

    /** Whether a token that was created here still admits; null for one that was not. */
    fun admits(token: String): Boolean? = state.secrets.admits(token)

    override fun error(status: Int, message: String?): Reply = Reply(
        status,
        json(
            "status" to "ERROR",
            "code" to (CODES[status] ?: "UNKNOWN_ERROR"),
            "message" to message,
            "correlationId" to state.ids.transaction(),
            "detailedMessage" to null,
            "responseMessages" to emptyList<Any>(),
            "metadata" to null,
        ),
    )

    override fun rateLimited(resetMillis: Long): Reply =
        error(429, "Too many requests").with(mapOf("Retry-After" to ((resetMillis + 999) / 1000).toString()))

    private companion object {
        const val GATEWAY = "/gateway"
        val SERVICES = listOf("/ng/api", "/authz/api", "/resourcegroup/api")
        val CODES = mapOf(
            400 to "INVALID_REQUEST",
            401 to "INVALID_TOKEN",
            403 to "NG_ACCESS_DENIED",
            404 to "RESOURCE_NOT_FOUND",
            405 to "METHOD_NOT_ALLOWED",
            409 to "DUPLICATE_FIELD",
            429 to "TOO_MANY_REQUESTS",
        )
    }
}
