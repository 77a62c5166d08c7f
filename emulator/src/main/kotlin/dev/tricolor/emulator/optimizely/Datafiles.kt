package dev.tricolor.emulator.optimizely

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.Reply
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.refuse
import java.time.DateTimeException
import java.time.Instant
import java.time.ZoneOffset
import java.time.format.DateTimeFormatter
import java.util.Locale

private const val SUFFIX = ".json"
private val HTTP_DATE = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US).withZone(ZoneOffset.UTC)

/** What SDKs read: the datafile that a key names, to anybody, or to who shows a token. */
internal fun Routes.Under.datafiles(account: OptimizelyAccount) {
    get("{file}") { served(account) }
    get("auth/{file}") { served(account) }
}

/**
 * What SDKs were told at one time.
 *
 * @property revision what it tells, of all that was told of the project
 * @property modified when that was, to the second
 */
internal class Datafile(val revision: Long, val modified: Instant, val text: String)

/**
 * What SDKs are to be told of [environment] now.
 *
 * HTTP dates have no fractions of seconds. So that nobody who asks by date misses one of several changes within a second, each revision
 * that was shown to somebody is dated at least a second after the one before it.
 */
internal fun OptimizelyAccount.datafile(environment: Environment): Datafile {
    val revision = environment.project.revision
    val former = environment.datafile
    if (former?.revision == revision) return former
    val date = listOfNotNull(second(), former?.modified?.plusSeconds(1)).max()
    return Datafile(revision, date, DatafileWriter(this, environment).write().toString()).also { environment.datafile = it }
}

private fun Call.served(account: OptimizelyAccount): Reply {
    val file = this["file"]
    // The storage behind the vendor's CDN says so of what is not there.
    val environment = account.environments.find { file == it.sdkKey + SUFFIX } ?: refuse(403, "Access Denied")
    val datafile = account.datafile(environment)
    val dated = mapOf("Last-Modified" to HTTP_DATE.format(datafile.modified))
    val known = request.header("If-Modified-Since")?.let(::dateOrNull)
    if (known != null && known >= datafile.modified) return Reply(304, headers = dated)
    return Reply(200, text = datafile.text, headers = dated)
}

private fun dateOrNull(text: String): Instant? = try {
    Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text.trim()))
} catch (_: DateTimeException) {
    null
}
