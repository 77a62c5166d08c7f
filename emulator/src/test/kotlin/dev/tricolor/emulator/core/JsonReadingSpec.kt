package dev.tricolor.emulator.core

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldStartWith

class JsonReadingSpec : FunSpec({
    context("reads") {
        listOf("{}", "[1,-2.5e+3,0,true,false,null]", "\"\\u00e9\"", "{\"a\":{\"b\":[\"\"]}}", "[".repeat(199) + "]".repeat(199))
            .forEach { text -> test(text.take(40)) { parseJson(text) } }
    }

    context("refuses") {
        listOf(
            "", " ", "{", "{\"a\":}", "{\"a\":1,}", "[1,]", "{'a':1}", "{a:1}", "{\"a\":word}", "word", "[NaN]", "[01]", "[.5]", "[1] 2",
            "// x", "[".repeat(300) + "]".repeat(300), "[".repeat(200_000), "[".repeat(200_000) + "]".repeat(200_000),
        ).forEach { text ->
            test("<${text.take(40)}> of ${text.length}") {
                val refusal = shouldThrow<Refusal> { parseJson(text) }
                refusal.status shouldBe 400
                refusal.message!! shouldStartWith "Malformed JSON"
            }
        }
    }
})
