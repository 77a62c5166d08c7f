package dev.tricolor.optimizely.classic

import dev.tricolor.Block
import dev.tricolor.Handler
import dev.tricolor.Script
import dev.tricolor.Secret
import dev.tricolor.configuredBy
import dev.tricolor.emulator.Emulator
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.test.TestScope

/** A client of classic Optimizely in virtual time that is answered by [handler], and the requests that it has sent. */
internal class ScriptedClassic(
    scope: TestScope,
    configure: Block<OptimizelyClassicClientBuilder> = Block { token(Secret("canary:123")) },
    handler: Handler,
) : Script(scope, handler) {
    val optimizely =
        OptimizelyClassicClient(OptimizelyClassicClientBuilder().engine(engine).apply { time = virtualTime }.configuredBy(configure))

    val lines: List<String> get() = linesBelow("/experiment/v1/")
}

/** Runs [test] with a real client on an emulator of its own, with one project. */
internal fun onClassic(test: suspend ClassicOnEmulator.() -> Unit): Unit = Emulator.start().use { emulator ->
    OptimizelyClassicClient("canary:123") { baseUrl = emulator.optimizelyClassicUrl }.use { optimizely ->
        runBlocking { ClassicOnEmulator(emulator, optimizely, optimizely.projects.create("Shop").id).test() }
    }
}

internal class ClassicOnEmulator(val emulator: Emulator, val optimizely: OptimizelyClassicClient, val projectId: Long) {
    /** The last request as `METHOD path?query`, below `/experiment/v1/`. */
    val asked: String get() = emulator.requests.last.toString().replaceFirst("/experiment/v1/", "")

    suspend fun experiment(description: String = "Home page"): Experiment =
        optimizely.experiments.create(projectId, description, editUrl = "https://example.com/")

    /** What was asked since [before] requests, as `METHOD path`. */
    fun askedSince(before: Int): List<String> =
        emulator.requests.all.drop(before).map { "$it".replaceFirst("/experiment/v1/", "").replace(Regex("\\d{10,}"), "#") }
}
