package dev.tricolor.emulator.core

/** One vendor behind the emulator's port: where it lives, what it answers, and how it says no. */
internal interface Vendor {
    /** The paths under which this vendor answers, e.g. `/internal/api/v2`. */
    val roots: List<String>

    val routes: Routes

    /** Lets happen what was due by now; called before each request is carried out, under the same lock. */
    fun catchUp() = Unit

    /** The method that the request means. */
    fun method(request: Request): String = request.method

    /** Whether the request shows a token that this vendor lets in. */
    fun admits(request: Request): Boolean

    /** What a request that is not let in is told. */
    fun notAdmitted(request: Request): Reply = error(401, "Invalid or missing API key")

    /** An error in the vendor's own shape; without a message its body is empty. */
    fun error(status: Int, message: String?): Reply

    /** What [refusal] is in the vendor's own shape. */
    fun error(refusal: Refusal): Reply = error(refusal.status, refusal.message)

    /** The vendor's answer to one request too many; the next one may come in [resetMillis]. */
    fun rateLimited(resetMillis: Long): Reply
}
