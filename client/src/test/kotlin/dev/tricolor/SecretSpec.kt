package dev.tricolor

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldNotContain

internal class SecretSpec : FunSpec({
    test("it does not print") {
        val secret = Secret("canary-token")
        secret.toString() shouldBe "Secret(***)"
        "$secret ${listOf(secret)}" shouldNotContain "canary"
    }

    context("what no header can carry is refused, without being repeated") {
        withData(
            nameFn = { "text of ${it.length}, ${it.hashCode()}" },
            "", "  ", "canary\n", "canary\r\nX-Evil: 1", "canary\nx", "canary token", "canary\u0000", "canaryé",
        ) { text ->
            shouldThrow<IllegalArgumentException> { Secret(text) }.message.orEmpty() shouldNotContain "canary"
        }
    }
})
