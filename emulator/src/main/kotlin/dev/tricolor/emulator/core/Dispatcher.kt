package dev.tricolor.emulator.core

import java.util.concurrent.locks.ReentrantLock
import kotlin.concurrent.withLock

/** What the server does with the connection once a request is understood. */
internal sealed interface Outcome {
    class Send(val reply: Reply) : Outcome

    class Truncate(val reply: Reply) : Outcome

    object Reset : Outcome
}

/**
 * From a request to its outcome: scripted faults first, then the rate limit, the token, the route. Handlers of all
 * vendors run one at a time, so each of them changes the state as a whole or not at all; waiting happens outside.
 */
internal class Dispatcher(private val vendors: List<Vendor>, private val faults: FaultQueue) {
    private val state = ReentrantLock()

    /** Runs [change] as if it were a handler: while no request is carried out. */
    fun exclusively(change: () -> Unit): Unit = state.withLock(change)

    fun dispatch(request: Request): Outcome {
        val delay = faults.takeDelay(request)
        if (delay > 0) Thread.sleep(delay)
        // Somebody has to say that a path is nobody's.
        val vendor = vendors.firstOrNull { it.owns(request) } ?: vendors.first()
        val fault = faults.takeFault(request)
        val overLimit = faults.overLimit()
        return when {
            fault is Fault.Answer -> Outcome.Send(vendor.scripted(fault))
            fault is Fault.ResetBeforeCommit -> Outcome.Reset
            overLimit != null -> Outcome.Send(vendor.rateLimited(overLimit))
            else -> vendor.carryOut(request).let { reply ->
                when (fault) {
                    is Fault.ResetAfterCommit -> Outcome.Reset
                    is Fault.TruncatedBody -> Outcome.Truncate(reply)
                    else -> Outcome.Send(reply)
                }
            }
        }
    }

    private fun Vendor.owns(request: Request): Boolean {
        val path = request.rawPath.split('/').filter { it.isNotEmpty() }.joinToString("/", prefix = "/", postfix = "/")
        return roots.any { path.startsWith("$it/") }
    }

    private fun Vendor.carryOut(request: Request): Reply = try {
        if (!admits(request)) refuse(notAdmitted(request))
        val path = routes.find(request.segments) ?: refuse(404, "No such path: ${request.rawPath}")
        val method = method(request)
        path.handlers[method]
            ?.let { handler ->
                state.withLock {
                    catchUp()
                    Call(request, path.holes(request.segments)).handler()
                }
            }
            ?: notAllowed(method, path)
    } catch (refusal: Refusal) {
        refusal.reply ?: error(refusal)
    } catch (@Suppress("TooGenericExceptionCaught") fault: Exception) {
        // A fault of ours: say so in the vendor's shape, as a vendor would, and keep the stack trace out of the reply.
        error(500, "The emulator failed: $fault")
    }

    private fun Vendor.notAllowed(method: String, path: Routes.Path): Reply =
        error(405, "$method is not allowed here").with(mapOf("Allow" to path.handlers.keys.joinToString()))

    private fun Vendor.scripted(fault: Fault.Answer): Reply {
        val reply = if (fault.body == null) error(fault.status, "Scripted fault") else Reply(fault.status, text = fault.body)
        return reply.with(fault.headers)
    }
}
