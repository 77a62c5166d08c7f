package dev.tricolor

private const val FIRST_PAUSE = 2_000L
private const val LONGEST_PAUSE = 60_000L
private const val TOO_MANY_REQUESTS = 429
private const val SERVER_ERROR = 500

/**
 * Asks again and again, after 2 seconds first and after a minute at last, until what is answered [ends] the wait. A service that fails or
 * is out of reach for a while does not end it; its first answer must come, though.
 *
 * @param upToMillis how long to wait; 0 asks once
 * @param expired what to throw when it takes longer: by what was answered last, how long was waited, and why a later answer failed
 */
internal suspend fun <T> Time.await(
    upToMillis: Long,
    ask: suspend () -> T,
    ends: (T) -> Boolean,
    expired: (seen: T, waitedMillis: Long, failure: TricolorException?) -> WaitExpiredException,
): T {
    require(upToMillis >= 0) { "upTo is $upToMillis ms, must not be negative" }
    val start = millis()
    var seen = ask()
    var failure: TricolorException? = null
    var pause = FIRST_PAUSE
    while (!ends(seen)) {
        val waited = millis() - start
        if (waited >= upToMillis) throw expired(seen, waited, failure)
        sleep(minOf(pause, upToMillis - waited))
        pause = minOf(pause + pause / 2, LONGEST_PAUSE)
        try {
            seen = ask()
            failure = null
        } catch (passing: TricolorException) {
            if (!passing.mayPass()) throw passing
            failure = passing
        }
    }
    return seen
}

private fun TricolorException.mayPass() =
    this is TransportException || this is ApiException && (status == TOO_MANY_REQUESTS || status >= SERVER_ERROR)
