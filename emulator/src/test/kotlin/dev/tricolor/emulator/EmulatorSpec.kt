package dev.tricolor.emulator

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.longs.shouldBeLessThan
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldNotContain
import kotlinx.serialization.json.jsonArray
import java.io.IOException
import java.net.Socket
import kotlin.system.measureTimeMillis

class EmulatorSpec : FunSpec({
    val path = "internal/api/v2/workspaces"

    context("a token is needed") {
        val open = autoClose(Emulator.start())
        val closed = autoClose(Emulator.start(tokens = listOf("one", "two")))
        listOf(
            Triple(open, mapOf(), 401),
            Triple(open, mapOf("Authorization" to "Bearer anything"), 200),
            Triple(open, mapOf("Authorization" to "bearer anything"), 200),
            Triple(open, mapOf("x-api-key" to "anything"), 200),
            Triple(open, mapOf("Authorization" to "Bearer  "), 401),
            Triple(open, mapOf("x-api-key" to " "), 401),
            Triple(open, mapOf("Authorization" to "Basic eDp5"), 401),
            Triple(closed, mapOf("Authorization" to "Bearer one"), 200),
            Triple(closed, mapOf("x-api-key" to "two"), 200),
            Triple(closed, mapOf("Authorization" to "Bearer three"), 401),
            Triple(closed, mapOf("Authorization" to "Bearer ONE"), 401),
            Triple(closed, mapOf(), 401),
        ).forEach { (emulator, headers, status) ->
            test("${if (emulator === open) "any" else "named"} $headers -> $status") {
                Wire(emulator.splitUrl, headers).get(path).status shouldBe status
            }
        }

        test("401 has Split's body") {
            val refused = Wire(open.splitUrl, emptyMap()).get(path)
            refused.body.keys.toList() shouldContainExactly listOf("code", "message", "details", "transactionId")
            refused["code"].toString() shouldBe "401"
            refused["details"].toString() shouldBe "\"\""
        }
    }

    context("what is not there") {
        val wire = Wire(autoClose(Emulator.start()).url)
        listOf(
            Triple("GET", "internal/api/v2/nothing", 404),
            Triple("GET", "", 404),
            Triple("GET", "internal/api/v2/Workspaces", 404),
            Triple("PUT", path, 405),
            Triple("OPTIONS", path, 405),
            Triple("POST", "internal/api/v2/segments/ws/some-workspace", 405),
        ).forEach { (method, target, status) ->
            test("$method /$target -> $status") {
                val refused = wire.send(method, target)
                refused.status shouldBe status
                refused["code"].toString() shouldBe "$status"
            }
        }

        test("405 names what is allowed") { wire.put(path).header("Allow") shouldBe "GET, POST" }

        test("repeated slashes are one") { wire.get("//internal//api/v2///workspaces/").status shouldBe 200 }
    }

    test("an account starts with an administrator, a workspace and two environments, and the same ids each time") {
        val texts = List(2) {
            Emulator.start().use { emulator ->
                val wire = Wire("${emulator.splitUrl}/internal/api/v2")
                val workspace = wire.get("workspaces")["objects"]!!.jsonArray.single()
                workspace.string("name") shouldBe "Default"
                wire.get("groups")["objects"].names() shouldContainExactly listOf("Administrators")
                wire.get("users")["data"]!!.jsonArray.single().string("email") shouldBe "admin@example.com"
                val id = workspace.string("id")
                wire.get("environments/ws/$id").json.names() shouldContainExactly listOf("Production", "Staging")
                wire.get("trafficTypes/ws/$id").json.names() shouldContainExactly listOf("user")
                wire.get("workspaces").text
            }
        }
        texts[0] shouldBe texts[1]
    }

    test("close frees the port at once, even with a connection open and a request waiting") {
        val emulator = Emulator.start()
        Wire(emulator.url).get(path).status shouldBe 200
        val idle = Socket("127.0.0.1", emulator.port)
        emulator.faults.delay(60_000)
        val waiting = Socket("127.0.0.1", emulator.port)
        waiting.getOutputStream().write("GET /$path HTTP/1.1\r\nHost: x\r\n\r\n".toByteArray())
        await { emulator.requests.count == 2 }
        measureTimeMillis { emulator.close() } shouldBeLessThan 1_000
        emulator.close()
        Thread.getAllStackTraces().keys.filter { "tricolor-emulator-${emulator.port}" in it.name && it.isAlive }.shouldBeEmpty()
        Emulator.start(emulator.port).use { it.port shouldBe emulator.port }
        listOf(idle, waiting).forEach { it.close() }
    }

    test("a port that is taken is an IOException") {
        Emulator.start().use { taken -> shouldThrow<IOException> { Emulator.start(taken.port) } }
    }

    context("bad arguments are refused") {
        test("port") { shouldThrow<IllegalArgumentException> { Emulator.start(70_000) } }
        test("token") { shouldThrow<IllegalArgumentException> { Emulator.start(tokens = listOf(" ")) } }
    }

    context("the journal") {
        val emulator = autoClose(Emulator.start())
        val headers = mapOf("Authorization" to "Bearer canary", "X-Api-Key" to "canary", "Token" to "canary", "X-Other" to "seen")
        val wire = Wire(emulator.url, headers)

        test("tells what was sent, but no secret") {
            wire.post("$path/a%2Fb?tag=t%202%26x&tag=y&empty=", "{\"name\":\"é\"}")
            val request = emulator.requests.last
            request.method shouldBe "POST"
            request.rawPath shouldBe "/$path/a%2Fb"
            request.pathSegments.last() shouldBe "a/b"
            request.rawQuery shouldBe "tag=t%202%26x&tag=y&empty="
            request.query shouldBe mapOf("tag" to listOf("t 2&x", "y"), "empty" to listOf(""))
            request.query("tag") shouldBe "t 2&x"
            request.body shouldBe "{\"name\":\"é\"}"
            request.bodyBytes shouldBe 13
            request.header("x-other") shouldBe "seen"
            request.header("authorization") shouldBe "***"
            request.headers.toString() shouldNotContain "canary"
            request.header("absent").shouldBeNull()
        }

        test("keeps the newest, and nothing once cleared") {
            repeat(RequestJournal.CAPACITY + 5) { wire.get("$path?n=$it") }
            emulator.requests.count shouldBe RequestJournal.CAPACITY
            emulator.requests.last.query("n") shouldBe "${RequestJournal.CAPACITY + 4}"
            emulator.requests.clear()
            emulator.requests.all.shouldBeEmpty()
        }

        test("keeps the beginning of a long body") {
            wire.post(path, "x".repeat(100_000))
            emulator.requests.last.body.length shouldBe RequestJournal.MAX_BODY_CHARS
            emulator.requests.last.bodyBytes shouldBe 100_000
        }

        test("keeps a path that cannot be decoded") {
            Socket("127.0.0.1", emulator.port).use {
                it.getOutputStream().write("GET /$path/%zz?%ff HTTP/1.1\r\nx-api-key: k\r\n\r\n".toByteArray())
                it.getInputStream().bufferedReader().readLine() shouldBe "HTTP/1.1 400 Bad Request"
            }
            emulator.requests.last.rawPath shouldBe "/$path/%zz"
            emulator.requests.last.pathSegments.shouldBeEmpty()
        }
    }

    test("a token that Harness has made admits to Split, as long as it is one") {
        Emulator.start(tokens = listOf("first")).use { own ->
            val harness = Wire(own.harnessUrl, mapOf("x-api-key" to "first"))
            val scope = "accountIdentifier=acc"
            harness.post("ng/api/serviceaccount?$scope", """{"identifier":"ci","name":"ci","email":"ci@x.y"}""")
            val key = """"apiKeyType":"SERVICE_ACCOUNT","parentIdentifier":"ci""""
            harness.post("ng/api/apikey?$scope", """{"identifier":"key","name":"key",$key}""")
            val body = """{"identifier":"t","name":"t",$key,"apiKeyIdentifier":"key"}"""
            val made = harness.post("ng/api/token?$scope", body).body.string("data")
            val split = Wire("${own.splitUrl}/internal/api/v2", mapOf("x-api-key" to made))
            split.get("workspaces").status shouldBe 200
            harness.delete("ng/api/token/t?$scope&apiKeyType=SERVICE_ACCOUNT&parentIdentifier=ci&apiKeyIdentifier=key").status shouldBe 200
            split.get("workspaces").status shouldBe 401
        }
    }
})
