package dev.tricolor.emulator.split

import dev.tricolor.emulator.names
import dev.tricolor.emulator.string
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.jsonPrimitive

class PagingSpec : FunSpec({
    val account = account()
    val v2 = account.v2
    val flags = (1..60).map { "flag-$it" }
    flags.forEach { account.flag(it) }
    val list = "splits/ws/${account.workspace}"

    context("limits are clamped and echoed") {
        listOf(
            Triple("workspaces", 10, 200),
            Triple("groups", 50, 200),
            Triple("users", 20, 200),
            Triple(list, 20, 50),
            Triple("segments/ws/${account.workspace}", 20, 50),
            Triple("segments/ws/${account.workspace}/environments/${account.production}", 20, 50),
            Triple("splits/ws/${account.workspace}/environments/${account.production}", 20, 50),
        ).forEach { (path, default, max) ->
            test("$path: $default, at most $max") {
                listOf("" to default, "?limit=0" to default, "?limit=-1" to default, "?limit=1" to 1, "?limit=$max" to max)
                    .plus("?limit=${max + 1}" to max).plus("?limit=99999999999" to max).plus("?limit=" to default)
                    .forEach { (query, limit) -> v2.get(path + query)["limit"].toString() shouldBe "$limit" }
                v2.get("$path?limit=ten").status shouldBe 400
            }
        }
    }

    context("offsets") {
        listOf(
            "?offset=0&limit=2" to flags.take(2),
            "?offset=58&limit=50" to flags.takeLast(2),
            "?offset=60" to emptyList(),
            "?offset=99999999999" to emptyList(),
            "?offset=-3&limit=1" to flags.take(1),
        ).forEach { (query, expected) ->
            test(query) {
                val page = v2.get(list + query)
                page["objects"].names() shouldContainExactly expected
                page["totalCount"].toString() shouldBe "60"
            }
        }
    }

    test("pages together are everything, in the order of creation") {
        generateSequence(0) { it + 7 }.takeWhile { it < 60 }
            .flatMap { v2.get("$list?offset=$it&limit=7")["objects"].names() }.toList() shouldContainExactly flags
    }

    test("markers lead forth and back") {
        val names = (1..5).map { "set_$it" }
        names.forEach { account.v3.post("flag-sets", """{"name":"$it","workspace":{"id":"${account.workspace}"}}""") }
        val path = "flag-sets?workspace_id=${account.workspace}&limit=2"
        val first = account.v3.get(path)
        first["data"].names() shouldContainExactly names.take(2)
        first["previousMarker"] shouldBe JsonNull
        first["count"]!!.jsonPrimitive.content shouldBe "2"
        val second = account.v3.get("$path&after=${first.body.string("nextMarker")}")
        second["data"].names() shouldContainExactly names.drop(2).take(2)
        val third = account.v3.get("$path&after=${second.body.string("nextMarker")}")
        third["data"].names() shouldContainExactly names.takeLast(1)
        third["nextMarker"] shouldBe JsonNull
        account.v3.get("$path&before=${third.body.string("previousMarker")}").text shouldBe second.text
        account.v3.get("$path&after=").text shouldBe first.text
        account.v3.get("$path&after=nonsense").status shouldBe 400
        account.v3.get("$path&after=${first.body.string("nextMarker")}&before=${third.body.string("previousMarker")}").status shouldBe 400
    }
})
