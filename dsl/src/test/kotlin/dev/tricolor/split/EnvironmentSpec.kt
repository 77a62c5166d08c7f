package dev.tricolor.split

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldNotContain

internal class EnvironmentSpec : FunSpec({
    test("the secret of an SDK key that comes along is kept, and not printed") {
        val text = """{"id":"e","name":"Production","apiTokens":[{"id":"k-1","apiKeyType":"sdk","key":"canary"}]}"""
        val environment = Environment.fromJson(text)
        environment.toJson() shouldBe text
        "$environment ${environment.apiTokens}" shouldNotContain "canary"
    }
})
