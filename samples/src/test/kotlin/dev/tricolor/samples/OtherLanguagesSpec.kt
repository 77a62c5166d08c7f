package dev.tricolor.samples

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainInOrder
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldBeEmpty

class OtherLanguagesSpec : FunSpec({
    val launchers = mapOf(
        "in Java" to arrayOf("samples/java/run"),
        "as a script" to arrayOf("samples/scripts/run", "rollout.main.kts"),
    )
    launchers.forEach { (how, command) ->
        test("the same story $how") {
            val ended = launch(command.first(), *command.drop(1).toTypedArray())

            withClue(ended.said) { ended.status shouldBe 0 }
            ended.err.shouldBeEmpty()
            ended.out.lines().map { it.trim().replace(Regex(" {2,}"), " ") }.shouldContainInOrder(
                "\"type\": \"IN_LIST_STRING\",",
                "stored new-checkout, rules: 1",
                "changed on for 80 percent",
                "killed everyone gets off",
                "restored the rules decide",
                "uploaded batch 0 (keys 0 to 9999)",
                "uploaded batch 1 (keys 10000 to 19999)",
                "uploaded batch 2 (keys 20000 to 24999)",
                "counted 25000 keys",
                "refused defaultRule: sizes sum to 90, must be 100",
                "done 18 requests",
            )
        }
    }

    test("Java sees no Kotlin type") {
        val known = Regex("import (static )?(java|dev\\.tricolor)\\..*")
        root.resolve("samples/java").walk().filter { it.extension == "java" }.flatMap { it.readLines() }
            .filter { it.startsWith("import ") && !it.matches(known) }.toList().shouldBeEmpty()
    }
})
