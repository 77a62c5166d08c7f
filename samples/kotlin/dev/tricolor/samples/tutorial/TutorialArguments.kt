package dev.tricolor.samples.tutorial

import dev.tricolor.samples.UsageException
import java.io.File

internal val USAGE = """
    usage: samples/tutorial
           samples/tutorial --settings FILE [STEP]...

    Optimizely's Full Stack tutorial: a project, and in it an attribute, an event, an
    audience, a feature and an experiment, which is run, paused, changed and read.
    Alone it talks to an emulator inside this program. Nothing leaves the machine.

      --settings FILE      talk to the API that this YAML file names: its token, its
                           base_url, and the ids that steps have made, which each step
                           keeps there for the next; samples/tutorial.yaml is one to copy
      STEP                 project, attribute, event, audience, feature, experiment or
                           result; all of them, in this order, unless said
      --help               print this

    Colour: on a terminal, unless NO_COLOR is set; anywhere with CLICOLOR_FORCE=1.
""".trimIndent()

/** The steps, in order. */
internal enum class Step { PROJECT, ATTRIBUTE, EVENT, AUDIENCE, FEATURE, EXPERIMENT, RESULT }

/** What the command line asks for; without [settings] it is an emulator of the program's own. */
internal class TutorialArguments(val settings: File?, val steps: List<Step>, val help: Boolean) {
    companion object {
        /** @throws UsageException if the words cannot be understood */
        fun parse(words: List<String>): TutorialArguments {
            if ("--help" in words) return TutorialArguments(null, emptyList(), help = true)
            val at = words.indexOf("--settings")
            val file = if (at < 0) null else words.getOrNull(at + 1) ?: throw UsageException("--settings needs a value")
            val steps = words.filterIndexed { index, _ -> at < 0 || index !in at..at + 1 }.map(::step)
            if (file == null && steps.isNotEmpty()) throw UsageException("single steps need --settings, to keep what they make")
            return TutorialArguments(file?.let(::File), steps.distinct().sorted().ifEmpty { Step.entries }, help = false)
        }

        private fun step(word: String): Step = Step.entries.find { it.name.equals(word, ignoreCase = true) }
            ?: throw UsageException("\"$word\" is not understood")
    }
}
