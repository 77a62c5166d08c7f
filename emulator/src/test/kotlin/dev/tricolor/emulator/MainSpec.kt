package dev.tricolor.emulator

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.longs.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldMatch
import io.kotest.matchers.string.shouldStartWith
import java.util.concurrent.TimeUnit
import kotlin.system.measureTimeMillis

/** The program in a JVM of its own, since how it ends is part of what it promises. */
class MainSpec : FunSpec({
    val java = "${System.getProperty("java.home")}/bin/java"

    fun program(vararg words: String): Process =
        ProcessBuilder(listOf(java, "-cp", System.getProperty("java.class.path"), "dev.tricolor.emulator.MainKt") + words).start()

    fun Process.said(): String = inputStream.readAllBytes().decodeToString()

    fun Process.complained(): String = errorStream.readAllBytes().decodeToString()

    fun Process.exit(): Int {
        check(waitFor(20, TimeUnit.SECONDS)) { "still running" }
        return exitValue()
    }

    test("says where it listens, lets the named tokens in, and ends well and soon on SIGTERM") {
        val program = program("--port", "0", "--token", "one", "--token", "two")
        val output = program.inputStream.bufferedReader()
        val line = output.readLine()
        line shouldMatch Regex("tricolor emulator listening on http://127\\.0\\.0\\.1:[1-9]\\d*")
        val url = line.substringAfter("on ")
        listOf("one" to 200, "two" to 200, "three" to 401).forEach { (token, status) ->
            Wire(url, mapOf("x-api-key" to token)).get("internal/api/v2/workspaces").status shouldBe status
        }
        measureTimeMillis {
            program.toHandle().destroy()
            program.exit() shouldBe 0
        } shouldBeLessThan 2_000
        output.readText() shouldBe ""
        program.complained() shouldBe ""
    }

    test("a port that is taken ends it with 1 and a word") {
        Emulator.start().use { taken ->
            val program = program("--port", "${taken.port}")
            program.exit() shouldBe 1
            program.complained() shouldStartWith "cannot listen on 127.0.0.1:${taken.port}"
        }
    }

    test("help is printed when asked for") {
        val program = program("--help")
        program.exit() shouldBe 0
        program.said() shouldStartWith "usage: java -jar tricolor-emulator.jar"
    }

    test("what it does not understand ends it with 2 and the usage") {
        val program = program("--bogus")
        program.exit() shouldBe 2
        program.complained() shouldStartWith "usage:"
    }

    context("arguments") {
        listOf(
            listOf<String>() to "0 []",
            listOf("--port", "8080") to "8080 []",
            listOf("--token", "a", "--port", "1", "--token", "b") to "1 [a, b]",
            listOf("--port") to null,
            listOf("--port", "x") to null,
            listOf("--port", "65536") to null,
            listOf("--port", "-1") to null,
            listOf("--port", "1", "--port", "2") to null,
            listOf("--token", " ") to null,
            listOf("--token") to null,
            listOf("8080") to null,
            listOf("--port", "1", "more") to null,
        ).forEach { (words, expected) ->
            test("$words -> $expected") { Arguments.parse(words)?.let { "${it.port} ${it.tokens}" } shouldBe expected }
        }
    }
})
