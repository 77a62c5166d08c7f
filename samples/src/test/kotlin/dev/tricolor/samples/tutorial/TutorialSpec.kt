package dev.tricolor.samples.tutorial

import dev.tricolor.emulator.Emulator
import dev.tricolor.samples.Ended
import dev.tricolor.samples.launch
import dev.tricolor.samples.root
import io.kotest.assertions.withClue
import io.kotest.core.TestConfiguration
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempfile
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldContainInOrder
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldBeEmpty
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import io.kotest.matchers.string.shouldStartWith
import java.io.File

private const val LAUNCHER = "samples/tutorial"
private const val ESCAPE = "\u001b"

class TutorialSpec : FunSpec({
    test("the whole tutorial runs alone, and plainly in a pipe") {
        val ended = launch(LAUNCHER)

        withClue(ended.said) { ended.status shouldBe 0 }
        ended.err.shouldBeEmpty()
        ended.out shouldNotContain ESCAPE
        ended.steps() shouldContainExactly listOf(
            "Create a new project", "Update the project",
            "Create a new attribute", "Update the attribute",
            "Create a new event", "Update the event",
            "Create a new audience", "Update the audience",
            "Create a new feature", "Update the feature",
            "Create a new experiment", "Start the experiment", "Pause the experiment", "Update the experiment, and go on",
            "Get the results of the experiment", "Get the time series", "Get the results as CSV",
        )
        val methods = ended.requests().map { it.substringBefore(' ') }
        methods.groupingBy { it }.eachCount() shouldBe mapOf("POST" to 6, "PATCH" to 9, "GET" to 3)
        ended.lines().shouldContainInOrder(
            "several_pages 2000 204 10.2 % baseline -",
            "one_page 2000 262 13.1 % better 98.8 %",
            "several_pages 2000 204 0.102",
            "one_page 2000 262 0.131",
        )
        ended.out.trimEnd().lines().last() shouldBe "Done. 18 requests."
    }

    test("in colour where a person asks for it") {
        launch(LAUNCHER, variables = mapOf("CLICOLOR_FORCE" to "1")).out shouldContain ESCAPE
    }

    test("step by step: each finds in the file what the one before it has left there") {
        Emulator.start().use { vendors ->
            val settings = settings("# mine\ntoken: abc\nbase_url: ${vendors.optimizelyUrl}/v2\n# project_id: 1\n# the end\n")
            Step.entries.forEach { step ->
                val ended = launch(LAUNCHER, "--settings", settings.path, step.name.lowercase())
                withClue(ended.said) { ended.status shouldBe 0 }
                ended.out shouldNotContain "Bearer"
                // Nobody has come, and there is no rate of nothing.
                if (step == Step.RESULT) ended.lines().shouldContainInOrder("one_page 0 0 - - -", "one_page 0 0 -")
                ended.out shouldNotContain "abc"
            }
            settings.readLines().map { it.substringBefore(':') } shouldContainExactly listOf(
                "# mine", "token", "base_url", "project_id", "# the end",
                "custom_audience_attribute", "event_id", "audience_id", "feature_id", "experiment_id",
            )
            vendors.requests.all.map { it.headers["authorization"] }.toSet().size shouldBe 1
        }
    }

    test("what is missing or wrong is told before anything is sent") {
        fun refusal(text: String, vararg words: String): String {
            val settings = settings(text)
            val ended = launch(LAUNCHER, "--settings", settings.path, *words)
            ended.status shouldBe 2
            ended.out.requestsIn().shouldContainExactly()
            return ended.err.lines().first().replace(settings.path, "FILE")
        }
        val here = "base_url: http://127.0.0.1:9/v2\n"
        refusal(here) shouldBe "tutorial: token is not in FILE"
        refusal("token: t\n$here", "event") shouldBe "tutorial: project_id is not in FILE: run the step \"project\" first"
        refusal("token: t\nproject_id: seven\n$here", "event") shouldBe "tutorial: project_id is \"seven\" in FILE, must be a number"
        refusal("token: t\nbase_url: http://example.com/v2\n", "project") shouldContain "plain HTTP"
        refusal("token: [", "project") shouldStartWith "tutorial: FILE:1:"
        refusal("token: t\n$here", "dance") shouldBe "tutorial: \"dance\" is not understood"
        launch(LAUNCHER, "project").err shouldStartWith "tutorial: single steps need --settings"
        launch(LAUNCHER, "--settings", "nowhere.yaml").err shouldStartWith "tutorial: nowhere.yaml is not there"
        launch(LAUNCHER, "--help").out shouldStartWith "usage: samples/tutorial"
    }

    test("the file to copy is one that can be used") {
        val copy = settings(File(root, "samples/tutorial.yaml").readText())
        val settings = Settings(copy)
        settings["token"] shouldBe "any-token-will-do"
        settings["base_url"] shouldBe "http://127.0.0.1:8080/v2"
        settings["project_id"] = "7"
        Settings(copy)["project_id"] shouldBe "7"
    }

    test("a setting takes the place of the one before it, and leaves all else alone") {
        withSetting("a: 1 # one\nb: 2\n", "a", "x") shouldBe "a: \"x\"\nb: 2\n"
        withSetting("# a: 1\nb: 2\n", "a", "say \"x\"") shouldBe "a: \"say \\\"x\\\"\"\nb: 2\n"
        withSetting("b: 2", "a", "x") shouldBe "b: 2\na: \"x\"\n"
    }

    test("variable values are read as the tutorial writes them") {
        val file = settings("token: t\nfeature_id:\nvariable_values:\n  - layout: one\n  - size: 3\n")
        Settings(file).variableValues shouldBe mapOf("layout" to "one", "size" to "3")
        Settings(file)["feature_id"] shouldBe null
    }
})

private fun TestConfiguration.settings(text: String): File = tempfile("settings", ".yaml").apply { writeText(text) }

private fun Ended.lines(): List<String> = out.lines().map { it.trim().replace(Regex(" {2,}"), " ") }

private fun Ended.steps(): List<String> = out.lines().filter { Regex(" ?\\d+ {2}.*").matches(it) }.map { it.trim().substringAfter("  ") }

private fun Ended.requests(): List<String> = out.requestsIn()

private fun String.requestsIn(): List<String> = lines().map { it.trim() }.filter { Regex("(GET|POST|PATCH) http.*").matches(it) }
