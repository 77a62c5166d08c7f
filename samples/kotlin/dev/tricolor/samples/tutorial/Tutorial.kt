package dev.tricolor.samples.tutorial

import dev.tricolor.InvalidPayloadException
import dev.tricolor.Secret
import dev.tricolor.TricolorException
import dev.tricolor.emulator.Emulator
import dev.tricolor.optimizely.OptimizelyClient
import dev.tricolor.samples.Console
import dev.tricolor.samples.UsageException
import kotlinx.coroutines.runBlocking
import kotlin.system.exitProcess

/** Optimizely's Full Stack tutorial, on an emulator of its own or, step by step, on the API that a settings file names. */
fun main(words: Array<String>) {
    val status = try {
        run(TutorialArguments.parse(words.asList()))
    } catch (mistake: UsageException) {
        2.also { System.err.println("tutorial: ${mistake.message}\n\n$USAGE") }
    } catch (mistake: InvalidPayloadException) {
        1.also { System.err.println("tutorial: ${mistake.message}") }
    } catch (failure: TricolorException) {
        1.also { System.err.println("tutorial: ${failure.message}") }
    }
    if (status != 0) exitProcess(status)
}

private fun run(arguments: TutorialArguments): Int {
    if (arguments.help) {
        println(USAGE)
    } else if (arguments.settings == null) {
        onAnEmulator(arguments)
    } else {
        onTheApi(arguments)
    }
    return 0
}

private fun onAnEmulator(arguments: TutorialArguments) = Emulator.start().use { vendors ->
    val console = Console.system()
    client("any-token-will-do", vendors.optimizelyUrl, console).use { optimizely ->
        console.title("Optimizely's Full Stack tutorial", "on an emulator at ${vendors.optimizelyUrl}")
        // Nobody comes to an emulator: what visitors have done is made up.
        run(TutorialSteps(optimizely, Settings(null), console, vendors::letVisitorsCome), arguments)
    }
    console.summary("Done. ${vendors.requests.count} requests.")
}

private fun onTheApi(arguments: TutorialArguments) {
    val console = Console.system()
    val settings = Settings(arguments.settings)
    val token = settings["token"] ?: throw UsageException("token is not in ${arguments.settings}")
    // The tutorial's own settings name the version of the API, too.
    val url = (settings["base_url"] ?: "https://api.optimizely.com/v2").trimEnd('/').removeSuffix("/v2")
    val client = try {
        client(token, url, console)
    } catch (mistake: IllegalArgumentException) {
        throw UsageException("${arguments.settings}: ${mistake.message}", mistake)
    }
    client.use { optimizely ->
        console.title("Optimizely's Full Stack tutorial", "on $url, with ${arguments.settings}")
        run(TutorialSteps(optimizely, settings, console) {}, arguments)
    }
}

private fun client(token: String, url: String, console: Console) = OptimizelyClient(Secret(token)) {
    baseUrl = url
    listener { console.exchange(it) }
}

private fun run(steps: TutorialSteps, arguments: TutorialArguments) = runBlocking {
    arguments.steps.forEach { steps.run(it) }
}
