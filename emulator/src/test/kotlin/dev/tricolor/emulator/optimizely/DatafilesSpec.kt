package dev.tricolor.emulator.optimizely

import dev.tricolor.emulator.Emulator
import dev.tricolor.emulator.Exchange
import dev.tricolor.emulator.Wire
import dev.tricolor.emulator.string
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeStrictlyIncreasing
import io.kotest.matchers.shouldBe
import java.time.Clock
import java.time.Instant
import java.time.ZoneOffset

private val STILL = Clock.fixed(Instant.ofEpochMilli(1_700_000_000_500), ZoneOffset.UTC)

internal class DatafilesSpec : FunSpec({
    fun TestShop.asked(since: String? = null): Exchange {
        val headers = if (since == null) emptyMap() else mapOf("If-Modified-Since" to since)
        return Wire("${emulator.url}/datafiles", headers).get("${datafile().string("sdk_key")}.json")
    }

    fun TestShop.change(key: String) = api.post("attributes", """{"key":"$key","project_id":$project}""")

    test("who knows it already is told nothing; not one of several changes within a second is missed") {
        TestShop(STILL).use { shop ->
            val first = shop.asked()
            first.status shouldBe 200
            first.header("Content-Type") shouldBe "application/json"
            first.header("Last-Modified") shouldBe "Tue, 14 Nov 2023 22:13:20 GMT"

            val known = shop.asked(first.header("Last-Modified"))
            known.status to known.text shouldBe (304 to "")
            known.header("Content-Length") shouldBe null

            shop.change("a")
            val second = shop.asked(first.header("Last-Modified"))
            second.status shouldBe 200
            shop.change("b")
            val third = shop.asked(second.header("Last-Modified"))
            third.status shouldBe 200
            listOf(first, second, third).map { it.body.string("revision").toInt() }.shouldBeStrictlyIncreasing()
            shop.asked(third.header("Last-Modified")).status shouldBe 304
        }
    }

    test("a date that is none, or an old one, keeps nobody from the datafile") {
        TestShop().use { shop ->
            shop.asked("yesterday").status shouldBe 200
            shop.asked("Thu, 1 Jan 1970 00:00:00 GMT").status shouldBe 200
        }
    }

    test("each environment has its own; the revision is that of the project") {
        TestShop().use { shop ->
            val (production, development) = shop.environments()
            fun datafile(key: String) = shop.cdn.get("$key.json").body
            val one = datafile(shop.datafile(production).string("sdk_key"))
            val other = datafile(shop.datafile(development).string("sdk_key"))
            listOf(one, other).map { it.string("environmentKey") } shouldBe listOf("Production", "Development")
            one.string("revision") shouldBe other.string("revision")
            one.string("projectId") shouldBe shop.project
        }
    }

    test("it takes no token but where it is said, and a key that nobody has is 403") {
        Emulator.start(tokens = listOf("2:right")).use { emulator ->
            val right = Wire(emulator.url, mapOf("Authorization" to "Bearer 2:right"))
            val project = right.post("v2/projects", """{"name":"Shop","platform":"custom"}""").id()
            val key = TestShop().use { it.datafile().string("sdk_key") }
            right.get("v2/environments?project_id=$project").status shouldBe 200
            val nobody = Wire(emulator.url, emptyMap())
            val wrong = Wire(emulator.url, mapOf("Authorization" to "Bearer wrong"))
            nobody.get("datafiles/$key.json").status shouldBe 200
            nobody.get("datafiles/auth/$key.json").status shouldBe 401
            wrong.get("datafiles/auth/$key.json").status shouldBe 403
            right.get("datafiles/auth/$key.json").text shouldBe nobody.get("datafiles/$key.json").text
            nobody.get("datafiles/$key").status shouldBe 403
            nobody.get("datafiles/nobody.json").status shouldBe 403
        }
    }
})
