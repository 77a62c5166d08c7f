package dev.tricolor.emulator.core

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe

class RequestSpec : FunSpec({
    fun request(target: String) = Request("GET", target, emptyMap(), ByteArray(0))

    context("a path is split before it is decoded") {
        listOf(
            "/a/b" to listOf("a", "b"),
            "//a///b/" to listOf("a", "b"),
            "/a%2Fb/c" to listOf("a/b", "c"),
            "/%26%23%3F%20%25" to listOf("&#? %"),
            "/caf%C3%A9" to listOf("café"),
            "/%f0%9f%a6%84" to listOf("🦄"),
            "/a+b" to listOf("a+b"),
            "/a%2Bb?x" to listOf("a+b"),
            "/" to emptyList(),
        ).forEach { (target, segments) -> test(target) { request(target).segments shouldBe segments } }
    }

    context("a query") {
        listOf(
            "/x" to emptyMap(),
            "/x?" to emptyMap(),
            "/x?a=1&b=2&a=3" to mapOf("a" to listOf("1", "3"), "b" to listOf("2")),
            "/x?a=1=2" to mapOf("a" to listOf("1=2")),
            "/x?a=b+c%2Bd" to mapOf("a" to listOf("b c+d")),
            "/x?a%26b=%3F%23?" to mapOf("a&b" to listOf("?#?")),
            "/x?a" to mapOf("a" to listOf("")),
        ).forEach { (target, query) -> test(target) { request(target).query shouldBe query } }
    }

    context("what cannot be decoded is refused") {
        listOf("/%", "/%4", "/%zz", "/%ff", "/%+1").forEach { target ->
            test(target) { shouldThrow<Refusal> { request(target).segments }.status shouldBe 400 }
        }
    }
})
