@file:OptIn(ExperimentalCoroutinesApi::class)

package dev.tricolor.optimizely.config

import ch.qos.logback.classic.Level
import dev.tricolor.ApiException
import dev.tricolor.Block
import dev.tricolor.ForbiddenException
import dev.tricolor.Handler
import dev.tricolor.LogCapture
import dev.tricolor.NotFoundException
import dev.tricolor.ReplyTooLargeException
import dev.tricolor.Script
import dev.tricolor.Secret
import dev.tricolor.TransportException
import dev.tricolor.UnexpectedReplyException
import dev.tricolor.configuredBy
import dev.tricolor.inTurn
import dev.tricolor.json
import dev.tricolor.status
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.inspectors.forAll
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import io.kotest.matchers.types.shouldBeInstanceOf
import io.kotest.matchers.types.shouldBeSameInstanceAs
import io.ktor.client.request.HttpRequestData
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.test.StandardTestDispatcher
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.currentTime
import kotlinx.coroutines.test.runCurrent
import kotlinx.coroutines.test.runTest
import java.io.IOException
import kotlin.time.Duration
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

/** A source in virtual time of which [handler] plays the CDN. */
private class Polled(scope: TestScope, configure: Block<DatafileSourceBuilder> = Block {}, handler: Handler) : Script(scope, handler) {
    val source = DatafileSource(
        DatafileSourceBuilder("key").engine(engine).retry { maxAttempts(1) }.apply {
            time = virtualTime
            dispatcher = StandardTestDispatcher(scope.testScheduler)
        }.configuredBy(configure),
    )

    val urls get() = requests.map { it.url.toString() }
    val conditions get() = requests.map { it.headers["If-Modified-Since"] }
}

private fun datafile(revision: Any, more: String = "") =
    """{"version":"4","revision":"$revision","experiments":[],"groups":[],"attributes":[],"events":[]$more}"""

private fun revision(revision: Any, lastModified: String = "at $revision"): Handler =
    status(200, datafile(revision), "Last-Modified" to lastModified)

private fun polling(
    vararg answers: Handler,
    configure: Block<DatafileSourceBuilder> = Block {},
    test: suspend TestScope.(Polled) -> Unit,
) = runTest {
    val polled = Polled(this, configure, inTurn(*answers))
    polled.source.use { test(polled) }
}

private const val CDN = "https://cdn.optimizely.com/datafiles/key.json"

internal class DatafileSourceSpec : FunSpec({
    test("the datafile is asked for when it is first wanted, and then every five minutes, and not sent again unless it has changed") {
        polling(revision(1), status(304), revision(2), status(304)) { polled ->
            delay(1.hours)
            polled.urls.shouldBeEmpty()
            val seen = mutableListOf<String>()
            val collector = launch { polled.source.config.collect { seen += it.revision } }
            delay(16.minutes)
            seen shouldBe listOf("1", "2")
            polled.urls shouldBe List(4) { CDN }
            polled.conditions shouldBe listOf(null, "at 1", "at 1", "at 2")
            polled.requests.forAll { it.headers["Authorization"].shouldBeNull() }
            polled.source.current?.revision shouldBe "2"
            polled.source.current?.datafile shouldBe datafile(2)
            collector.cancel()
        }
    }

    test("who comes later has the newest config at once, and who collects slowly the newest only") {
        polling(revision(1), revision(2), revision(3), revision(4)) { polled ->
            val slow = mutableListOf<String>()
            val collector = launch {
                polled.source.config.collect {
                    slow += it.revision
                    delay(12.minutes)
                }
            }
            delay(16.minutes)
            polled.source.first() shouldBeSameInstanceAs polled.source.current
            polled.source.first().revision shouldBe "4"
            slow shouldBe listOf("1", "3")
            collector.cancel()
        }
    }

    test("a first body that is broken is asked for again, and not taken for what has not changed since") {
        val cdn: (String) -> Handler = { body ->
            { request -> if (request.headers["If-Modified-Since"] == "noon") json("", 304) else json(body, 200, "Last-Modified" to "noon") }
        }
        polling(cdn("{\"version\":"), cdn(datafile(1)), cdn(datafile(1))) { polled ->
            polled.source.current.shouldBeNull()
            runCurrent()
            val failure = polled.source.lastError.shouldBeInstanceOf<UnexpectedReplyException>()
            failure.cause.shouldBeInstanceOf<InvalidDatafileException>()
            polled.source.first().revision shouldBe "1"
            polled.source.lastError.shouldBeNull()
            delay(5.minutes + 1.seconds)
            polled.conditions shouldBe listOf(null, null, "noon")
        }
    }

    test("a later body that is broken leaves the config and the moment that it is of") {
        polling(revision(1), status(200, "<html>", "Last-Modified" to "later"), revision(2)) { polled ->
            polled.source.first()
            delay(5.minutes + 1.seconds)
            polled.source.current?.revision shouldBe "1"
            polled.source.lastError.shouldBeInstanceOf<UnexpectedReplyException>().cause.shouldBeInstanceOf<InvalidDatafileException>()
            delay(5.minutes)
            polled.source.current?.revision shouldBe "2"
            polled.conditions shouldBe listOf(null, "at 1", "at 1")
        }
    }

    context("what goes wrong leaves the config in place, is told, and is over with the next answer that is right") {
        suspend fun goesWrong(name: String, answer: Handler, check: (Exception) -> Unit) = test(name) {
            polling(revision(1), answer, revision(2), configure = { maxReplyBytes = 500 }) { polled ->
                LogCapture(Level.INFO).use { log ->
                    polled.source.first()
                    shouldThrow<Exception> { polled.source.refresh() } shouldBe polled.source.lastError
                    check(polled.source.lastError.shouldNotBeNull())
                    polled.source.current?.revision shouldBe "1"
                    log.linesOf("dev.tricolor.optimizely").single().let {
                        it shouldContain "WARN GET datafiles/{sdkKey}.json"
                        it shouldContain "; revision 1 stays"
                    }
                    delay(5.minutes + 1.milliseconds)
                    polled.source.lastError.shouldBeNull()
                    polled.source.current?.revision shouldBe "2"
                }
            }
        }
        goesWrong("403", status(403, "<Error><Code>AccessDenied</Code></Error>")) {
            it.shouldBeInstanceOf<ForbiddenException>().message shouldContain "there is no datafile for this SDK key"
        }
        goesWrong("404", status(404)) { it.shouldBeInstanceOf<NotFoundException>() }
        goesWrong("500", status(500, "oops")) { it.shouldBeInstanceOf<ApiException>().status shouldBe 500 }
        goesWrong("a body that is too large", status(200, datafile(2, ",\"x\":\"${"x".repeat(500)}\""))) {
            it.shouldBeInstanceOf<ReplyTooLargeException>()
        }
        goesWrong("no answer", { throw IOException("reset") }) { it.shouldBeInstanceOf<TransportException>() }
        goesWrong("no answer in time", { awaitCancellation() }) { it.shouldBeInstanceOf<TransportException>() }
        goesWrong("a datafile of a version to come", status(200, datafile(2).replace("\"4\"", "\"5\""))) {
            it.cause.shouldBeInstanceOf<InvalidDatafileException>().problems.single().path shouldBe "version"
        }
        goesWrong("brackets that never end", status(200, "[".repeat(400))) { it.shouldBeInstanceOf<UnexpectedReplyException>() }
        goesWrong("an engine that breaks", { error("GET datafiles/{sdkKey}.json broke") }) { (it is IllegalStateException) shouldBe true }
    }

    test("an answer that nothing has changed, where nothing was had yet, is an error") {
        polling(status(304)) { polled -> shouldThrow<ApiException> { polled.source.refresh() }.status shouldBe 304 }
    }

    test("the same revision is no new config, whatever else is different") {
        polling(revision(1), status(200, datafile(1, ",\"sdkKey\":\"new\""), "Last-Modified" to "later"), status(304)) { polled ->
            val first = polled.source.first()
            polled.source.refresh() shouldBeSameInstanceAs first
            polled.source.refresh() shouldBeSameInstanceAs first
            polled.conditions shouldBe listOf(null, "at 1", "later")
        }
    }

    test("a datafile that goes back is a new config, and not the revision that is waited for") {
        polling(revision(7), revision(6), revision(6), revision(8)) { polled ->
            val seen = async { polled.source.config.toList().map { it.revision } }
            polled.source.first()
            polled.source.refresh().revision shouldBe "6"
            polled.source.awaitRevision(7, upTo = 1.minutes).revision shouldBe "8"
            runCurrent()
            polled.source.close()
            seen.await() shouldBe listOf("7", "6", "8")
        }
    }

    context("waiting for a revision") {
        test("asks every two seconds, and is over when it is there") {
            polling(revision(1), status(304), status(500), { throw IOException("reset") }, revision(3)) { polled ->
                polled.source.first()
                polled.source.awaitRevision(2, upTo = 1.minutes).revision shouldBe "3"
                currentTime shouldBe 6_000
                polled.requests.size shouldBe 5
                polled.source.awaitRevision(3, upTo = 1.milliseconds).revision shouldBe "3"
                polled.requests.size shouldBe 5
            }
        }

        test("has an end, however long a request would take") {
            polling(revision(1), { awaitCancellation() }) { polled ->
                val first = polled.source.first()
                val late = shouldThrow<RevisionNotReachedException> { polled.source.awaitRevision(2, upTo = 10.seconds) }
                currentTime shouldBe 10_000
                late.lastSeen shouldBeSameInstanceAs first
                late.revision shouldBe 2
                late.waitedMillis shouldBe 10_000
                late.message shouldBe "the datafile is at revision 1 after 10000 ms, and not at 2"
                polled.source.lastError.shouldBeNull()
            }
        }

        test("says what went wrong last when nothing came at all") {
            polling(status(404)) { polled ->
                val late = shouldThrow<RevisionNotReachedException> { polled.source.awaitRevision(1, upTo = 5.seconds) }
                late.lastSeen.shouldBeNull()
                late.cause.shouldBeInstanceOf<NotFoundException>()
                late.message shouldContain "the datafile is not there after 5000 ms, and not at 1; the last attempt to get it failed: GET"
            }
        }

        test("takes what another poll brings, and no name for a number") {
            polling(revision("beta"), revision(5), configure = { interval = 500.milliseconds }) { polled ->
                polled.source.first().revision shouldBe "beta"
                polled.source.awaitRevision(5, upTo = 1.minutes).revision shouldBe "5"
                polled.requests.size shouldBe 2
            }
        }

        test("must be for some time") {
            polling(revision(1)) { polled ->
                shouldThrow<IllegalArgumentException> { polled.source.awaitRevision(1, upTo = Duration.ZERO) }
                    .message shouldContain "upTo is 0 ms"
            }
        }
    }

    test("asking out of turn puts off the next turn, and two ask one after the other") {
        polling(revision(1), revision(2), revision(3), revision(4)) { polled ->
            polled.source.first()
            delay(4.minutes)
            val two = List(2) { async { polled.source.refresh().revision } }.map { it.await() }
            two shouldBe listOf("2", "3")
            delay(4.minutes)
            polled.requests.size shouldBe 3
            delay(1.minutes + 1.seconds)
            polled.requests.size shouldBe 4
        }
    }

    test("the interval has no floor") {
        polling(revision(1), status(304), configure = { interval = 1.milliseconds }) { polled ->
            polled.source.first()
            delay(100.milliseconds)
            polled.requests.size shouldBe 100
        }
    }

    test("failed attempts are repeated as every client repeats them") {
        polling(status(503), revision(1), configure = { retry { maxAttempts(2) } }) { polled ->
            polled.source.refresh().revision shouldBe "1"
            polled.source.lastError.shouldBeNull()
        }
    }

    context("the datafile access token") {
        val token: Block<DatafileSourceBuilder> = Block { datafileAccessToken(Secret("canary")) }

        test("opens the datafiles that are not for everyone") {
            polling(revision(1), configure = token) { polled ->
                polled.source.first()
                polled.urls shouldBe listOf("https://config.optimizely.com/datafiles/auth/key.json")
                polled.requests.single().headers["Authorization"] shouldBe "Bearer canary"
            }
        }

        test("goes to no other host, and into no log or message, though the server shows it") {
            val elsewhere = status(302, "", "Location" to "https://mirror.example.com/key.json")
            polling(elsewhere, status(401, "what is canary?"), configure = token) { polled ->
                LogCapture(Level.TRACE).use { log ->
                    shouldThrow<ApiException> { polled.source.refresh() }.let {
                        it.message shouldContain "what is ***?"
                        it.rawBody shouldNotContain "canary"
                    }
                    log.text() shouldNotContain "canary"
                }
                polled.urls.last() shouldBe "https://mirror.example.com/key.json"
                polled.requests.map(HttpRequestData::headers).map { it["Authorization"] } shouldBe listOf("Bearer canary", null)
            }
        }
    }

    context("a URL of one's own") {
        test("takes the place of the one that is made of the key") {
            polling(revision(1), configure = { url = "https://example.com/a%20b/optimizely.json?v=1%2F2" }) { polled ->
                polled.source.first()
                polled.urls shouldBe listOf("https://example.com/a%20b/optimizely.json?v=1%2F2")
            }
            polling(revision(1), configure = { url("http://127.0.0.1:8080/d.json").datafileAccessToken(Secret("t")) }) { polled ->
                polled.source.first()
                polled.urls shouldBe listOf("http://127.0.0.1:8080/d.json")
                polled.requests.single().headers["Authorization"] shouldBe "Bearer t"
            }
        }

        test("is that of a file, by TLS or on this machine") {
            listOf("http://example.com/d.json", "https://example.com", "https://example.com/d.json#x", "d.json").forEach { url ->
                shouldThrow<IllegalArgumentException> { DatafileSource("key") { this.url = url } }
            }
        }
    }

    test("a setting that cannot work is refused when the source is made") {
        shouldThrow<IllegalArgumentException> { DatafileSource("key") { interval = Duration.ZERO } }.message shouldContain "interval is 0s"
        shouldThrow<IllegalArgumentException> { DatafileSource(" ") }.message shouldContain "sdkKey is blank"
    }

    test("a key cannot lead elsewhere") {
        DatafileSourceBuilder("../a?b").datafile().target shouldBe "datafiles/..%2Fa%3Fb.json"
    }

    test("what is odd about a datafile is logged once for each revision") {
        val twins = ",\"experiments\":[{\"id\":\"1\",\"key\":\"e\",\"variations\":[]},{\"id\":\"2\",\"key\":\"e\",\"variations\":[]}]"
        polling(status(200, datafile(1).dropLast(1).replace("\"experiments\":[],", "") + "$twins}"), revision(1)) { polled ->
            LogCapture(Level.INFO).use { log ->
                polled.source.first().warnings.size shouldBe 1
                polled.source.refresh()
                log.linesOf("dev.tricolor.optimizely") shouldBe
                    listOf("WARN datafile of revision 1: Duplicate experiment keys found in datafile: e")
            }
        }
    }

    test("closing ends the polling and whoever waits, and can be done twice") {
        polling(status(404), revision(1)) { polled ->
            val collected = async { polled.source.config.toList() }
            val first = async { runCatching { polled.source.first() } }
            val awaited = async { runCatching { polled.source.awaitRevision(9, upTo = 1.hours) } }
            delay(1.seconds)
            val asked = polled.requests.size
            polled.source.close()
            polled.source.close()
            collected.await().shouldBeEmpty()
            listOf(first, awaited).forAll { it.await().exceptionOrNull().shouldBeInstanceOf<IllegalStateException>() }
            delay(1.hours)
            polled.requests.size shouldBe asked
            shouldThrow<IllegalStateException> { polled.source.refresh() }.message shouldBe "the datafile source is closed"
            shouldThrow<IllegalStateException> { polled.source.config.collect {} }
            polled.source.current.shouldBeNull()
        }
    }

    test("what was there stays when the source is closed") {
        polling(revision(1)) { polled ->
            val config = polled.source.first()
            polled.source.close()
            polled.source.current shouldBeSameInstanceAs config
        }
    }

    test("a source that nobody has used has no thread and no connection") {
        fun threads() = Thread.getAllStackTraces().keys.map { it.name }.filter { "tricolor" in it || "OkHttp" in it }.toSet()
        val before = threads()
        DatafileSource("key").use { (threads() - before).shouldBeEmpty() }
    }
})
