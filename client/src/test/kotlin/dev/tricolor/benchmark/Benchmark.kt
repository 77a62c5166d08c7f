package dev.tricolor.benchmark

import dev.tricolor.split.SplitClient
import dev.tricolor.split.attribute
import dev.tricolor.split.splitDefinition
import io.ktor.client.HttpClient
import io.ktor.client.engine.okhttp.OkHttp
import io.ktor.client.request.get
import io.ktor.client.request.header
import io.ktor.client.statement.bodyAsText
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.runBlocking
import okhttp3.ConnectionPool
import okhttp3.Dispatcher
import java.lang.management.ManagementFactory
import java.util.Locale
import java.util.concurrent.TimeUnit
import kotlin.system.measureNanoTime

/**
 * What Tricolor costs, against the Ktor engine that it sends with, on the same connection settings.
 *
 * Everything runs on loopback against a server of canned answers, which is as fast as a server can be, so that its time does not hide ours.
 * The two are measured in turn, round by round, and the median round of each is shown; absolute numbers are those of this machine today.
 */
internal object Benchmark {
    private const val ROUNDS = 15
    private const val CALLS = 2_000

    @JvmStatic
    fun main(arguments: Array<String>) {
        when (arguments.firstOrNull()) {
            "first-call" -> firstCall(arguments[1], arguments[2])
            "list-all" -> listAll(arguments[1])
            "exit" -> exit(arguments[1])
            "keys" -> KeyTransfer.main(emptyArray())
            else -> CannedServer().use(::table)
        }
    }

    private fun table(server: CannedServer) {
        println("Java ${Runtime.version()}, ${Runtime.getRuntime().availableProcessors()} processors; medians of $ROUNDS rounds\n")
        println("%-44s %12s %12s %8s".format("", "Tricolor", "bare Ktor", "ratio"))
        SplitClient("key") { baseUrl = server.url }.use { split ->
            bareClient().use { bare ->
                val url = "${server.url}/internal/api/v2/splits/ws/w/f"
                listOf(1, 64).forEach { inFlight ->
                    val (ours, theirs) = inTurn(
                        { rate(inFlight) { split.flags.get("w", "f") } },
                        { rate(inFlight) { bare.get(url) { header("Authorization", "Bearer key") }.bodyAsText() } },
                    )
                    row("calls per second, $inFlight in flight", ours, theirs)
                }
            }
        }
        val (ours, theirs) = inTurn({ creation { SplitClient("key").close() } }, { creation { bareClient().close() } })
        row("making and closing a client, µs", ours, theirs)
        row("first call in a new JVM, ms", child("first-call", "tricolor", server.url), child("first-call", "bare", server.url))
        println()
        single("JVM end after close, ms", child("exit", server.url))
        single("listing 10,000 flags, peak heap MB", child("list-all", server.url))
        single("payloads built and encoded per second", median { payloads() })
        leftOver(server.url)
    }

    /** Everything as [SplitClient] sets it, and nothing else. */
    private fun bareClient() = HttpClient(OkHttp) {
        engine {
            config {
                dispatcher(Dispatcher().apply { maxRequests = 64; maxRequestsPerHost = 64 })
                connectionPool(ConnectionPool(64, 5, TimeUnit.MINUTES))
            }
        }
    }

    private fun inTurn(ours: () -> Double, theirs: () -> Double): Pair<Double, Double> {
        repeat(5) { ours(); theirs() }
        val rounds = List(ROUNDS) { round ->
            // Whoever goes first must not always be the same.
            if (round % 2 == 0) ours() to theirs() else theirs().let { ours() to it }
        }
        return rounds.map { it.first }.sorted()[ROUNDS / 2] to rounds.map { it.second }.sorted()[ROUNDS / 2]
    }

    private fun median(measure: () -> Double): Double = List(ROUNDS) { measure() }.sorted()[ROUNDS / 2]

    private fun rate(inFlight: Int, call: suspend () -> Unit): Double = runBlocking(Dispatchers.Default) {
        val nanos = measureNanoTime {
            coroutineScope { List(inFlight) { async { repeat(CALLS / inFlight) { call() } } }.awaitAll() }
        }
        (CALLS / inFlight * inFlight) * 1e9 / nanos
    }

    private fun creation(make: () -> Unit): Double = measureNanoTime { repeat(20) { make() } } / 20 / 1e3

    private fun payloads(): Double {
        val count = 20_000
        val nanos = measureNanoTime {
            repeat(count) {
                splitDefinition {
                    treatment("on")
                    treatment("off")
                    defaultTreatment("off")
                    trafficAllocation = it % 100
                    rule { matcher(attribute("group") inList listOf("employees")); bucket("on", 50); bucket("off", 50) }
                    rule { matcher(attribute("age") between 18..30); bucket("on", 100) }
                    defaultRule { bucket("off", 100) }
                }.toJson()
            }
        }
        return count * 1e9 / nanos
    }

    /** A JVM of its own that prints one number. */
    private fun child(vararg arguments: String): Double {
        val java = "${System.getProperty("java.home")}/bin/java"
        val options = listOf("-Xmx64m", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), Benchmark.javaClass.name)
        val process = ProcessBuilder(listOf(java) + options + arguments).redirectError(ProcessBuilder.Redirect.DISCARD)
        return List(5) { process.start().inputStream.bufferedReader().readLine().toDouble() }.sorted()[2]
    }

    private fun firstCall(what: String, url: String) {
        runBlocking {
            if (what == "tricolor") {
                SplitClient("key") { baseUrl = url }.use { it.flags.get("w", "f") }
            } else {
                bareClient().use { it.get("$url/internal/api/v2/splits/ws/w/f").bodyAsText() }
            }
        }
        println(System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().startTime)
        Runtime.getRuntime().halt(0)
    }

    /** The most that was live on the heap at the end of any page. */
    private fun listAll(url: String) {
        val memory = ManagementFactory.getMemoryMXBean()
        var peak = 0L
        var seen = 0
        runBlocking {
            SplitClient("key") { baseUrl = url }.use { split ->
                split.flags.listAll("w").collect {
                    if (++seen % 500 == 0) {
                        System.gc()
                        peak = maxOf(peak, memory.heapMemoryUsage.used)
                    }
                }
            }
        }
        check(seen == CannedServer.FLAGS) { "listed $seen flags" }
        println(peak / 1e6)
        Runtime.getRuntime().halt(0)
    }

    /** Prints how long this JVM still lives once its client is closed. */
    private fun exit(url: String) {
        SplitClient("key") { baseUrl = url }.use { split -> runBlocking { split.flags.get("w", "f") } }
        val closedAt = System.nanoTime()
        // Shutdown hooks run when the last thread that is no daemon has ended.
        Runtime.getRuntime().addShutdownHook(Thread { println((System.nanoTime() - closedAt) / 1e6) })
    }

    private fun leftOver(url: String) {
        val before = httpThreads()
        SplitClient("key") { baseUrl = url }.use { split ->
            runBlocking { coroutineScope { List(64) { async { split.flags.get("w", "f") } }.awaitAll() } }
        }
        val closedAt = System.nanoTime()
        while (httpThreads() > before && System.nanoTime() - closedAt < 5e9) Thread.onSpinWait()
        println("%-44s %12d".format("threads left after close", httpThreads() - before))
        println("%-44s %12.0f".format("milliseconds until they were gone", (System.nanoTime() - closedAt) / 1e6))
    }

    private fun httpThreads() = Thread.getAllStackTraces().keys.count { it.name.startsWith("tricolor-http") || "127.0.0.1" in it.name }

    private fun row(what: String, ours: Double, theirs: Double) =
        println("%-44s %,12.0f %,12.0f %8.2f".format(Locale.ROOT, what, ours, theirs, ours / theirs))

    private fun single(what: String, ours: Double) = println("%-44s %,12.0f".format(Locale.ROOT, what, ours))
}
