package dev.tricolor.benchmark

import com.optimizely.ab.config.ProjectConfig
import com.optimizely.ab.config.parser.ConfigParser
import com.optimizely.ab.config.parser.GsonConfigParser
import com.optimizely.ab.config.parser.JacksonConfigParser
import com.optimizely.ab.optimizelyconfig.OptimizelyConfigService
import dev.tricolor.optimizely.config.OptimizelyConfig
import org.openjdk.jmh.annotations.Benchmark
import org.openjdk.jmh.annotations.Mode
import org.openjdk.jmh.annotations.Param
import org.openjdk.jmh.annotations.Scope
import org.openjdk.jmh.annotations.State
import org.openjdk.jmh.profile.GCProfiler
import org.openjdk.jmh.results.RunResult
import org.openjdk.jmh.runner.Runner
import org.openjdk.jmh.runner.options.OptionsBuilder
import org.openjdk.jmh.runner.options.TimeValue
import java.lang.management.ManagementFactory
import java.lang.ref.Reference
import java.util.Locale
import java.util.concurrent.TimeUnit

/** A datafile of 10,000 experiments becomes an `OptimizelyConfig`: ours, and that of Optimizely's SDK with either of its first parsers. */
@State(Scope.Benchmark)
public open class DatafileBenchmark {
    /** With flags their way takes a time that grows with the square of their number; without, it is mostly parsing. */
    @Param("flags", "legacy")
    public lateinit var datafile: String

    private val text by lazy { largeDatafile(datafile) }

    @Benchmark
    public open fun tricolor(): Any = OptimizelyConfig.from(text)

    @Benchmark
    public open fun coreApiWithGson(): Any = optimizelyConfig(GsonConfigParser())

    @Benchmark
    public open fun coreApiWithJackson(): Any = optimizelyConfig(JacksonConfigParser())

    /** Half of their way: the text is parsed, and there is no `OptimizelyConfig` yet. */
    @Benchmark
    public open fun coreApiParsesWithGson(): Any = GsonConfigParser().parseProjectConfig(text)

    @Benchmark
    public open fun coreApiParsesWithJackson(): Any = JacksonConfigParser().parseProjectConfig(text)

    private fun optimizelyConfig(parser: ConfigParser) = OptimizelyConfigService(parser.parseProjectConfig(text)).config

    internal companion object {
        @JvmStatic
        fun main(arguments: Array<String>) = when (arguments.firstOrNull()) {
            "retained" -> println(retained(arguments[1], arguments[2]))
            else -> table()
        }
    }
}

private fun table() {
    val results = Runner(
        OptionsBuilder()
            .include(DatafileBenchmark::class.java.name)
            .mode(Mode.AverageTime).timeUnit(TimeUnit.MILLISECONDS)
            .warmupIterations(5).warmupTime(TimeValue.seconds(2))
            .measurementIterations(5).measurementTime(TimeValue.seconds(2))
            .forks(1).jvmArgs("-Xmx1g", "-XX:+UseSerialGC")
            .addProfiler(GCProfiler::class.java)
            .build(),
    ).run().groupBy { it.params.getParam("datafile") }
    println("\nJava ${Runtime.version()}, ${Runtime.getRuntime().availableProcessors()} processors")
    results.forEach { (datafile, runs) -> table(datafile, runs.associateBy { it.params.benchmark.substringAfterLast('.') }) }
}

private fun table(datafile: String, results: Map<String, RunResult>) {
    val what = if (datafile == "flags") "of 5,000 flags" else "without flags"
    val title = "10,000 experiments $what: ${largeDatafile(datafile).length / 1_000_000} MB"
    println("\n%-52s %10s %10s %8s".format(title, "Tricolor", "core-api", "ratio"))
    val ours = results.getValue("tricolor")
    row("milliseconds to an OptimizelyConfig", ours.millis, results.fastest("coreApiWith"))
    row("milliseconds, against their parsing alone", ours.millis, results.fastest("coreApiParsesWith"))
    row("MB allocated on the way", ours.allocated, results.filterKeys { it.startsWith("coreApiWith") }.values.minOf { it.allocated })
    val kept = child("tricolor", datafile)
    row("MB kept, the text not counted", kept, child("core-api", datafile))
    row("MB kept, against their OptimizelyConfig alone", kept, child("core-api-config", datafile))
}

private fun Map<String, RunResult>.fastest(prefix: String) = filterKeys { it.startsWith(prefix) }.values.minOf { it.millis }

private val RunResult.millis get() = primaryResult.score

private val RunResult.allocated get() = secondaryResults.entries.first { it.key.endsWith("gc.alloc.rate.norm") }.value.score / 1e6

private fun row(what: String, ours: Double, theirs: Double) =
    println("%-52s %,10.1f %,10.1f %8.3f".format(Locale.ROOT, what, ours, theirs, ours / theirs))

/** A JVM of its own that prints one number. */
private fun child(what: String, datafile: String): Double {
    val java = "${System.getProperty("java.home")}/bin/java"
    val options = listOf("-Xmx1g", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), DatafileBenchmark::class.java.name)
    val process = ProcessBuilder(listOf(java) + options + listOf("retained", what, datafile))
    return process.redirectError(ProcessBuilder.Redirect.DISCARD).start().inputStream.bufferedReader().readLine().toDouble()
}

/** How much more is live, in MB, when a config is held beside the text. */
private fun retained(what: String, datafile: String): Double {
    val text = largeDatafile(datafile)
    repeat(2) { make(what, text) }
    val before = live()
    val held = make(what, text)
    val after = live()
    Reference.reachabilityFence(held)
    Reference.reachabilityFence(text)
    return (after - before) / 1e6
}

private fun make(what: String, text: String): List<Any> = when (what) {
    "tricolor" -> listOf(OptimizelyConfig.from(text))
    else -> {
        val project: ProjectConfig = GsonConfigParser().parseProjectConfig(text)
        val config = OptimizelyConfigService(project).config
        // The SDK holds both.
        if (what == "core-api") listOf(project, config) else listOf(config)
    }
}

private fun live(): Long {
    repeat(5) { System.gc() }
    return ManagementFactory.getMemoryMXBean().heapMemoryUsage.used
}
