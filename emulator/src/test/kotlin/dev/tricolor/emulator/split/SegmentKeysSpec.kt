package dev.tricolor.emulator.split

import dev.tricolor.emulator.Wire
import dev.tricolor.emulator.string
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.longs.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.serialization.json.jsonArray

class SegmentKeysSpec : FunSpec({
    val account = account()
    val v2 = account.v2

    fun array(keys: Iterable<String>): String = keys.joinToString(",", "[", "]") { "\"$it\"" }

    fun keys(path: String): List<String> = v2.get("$path/keys")["keys"]!!.jsonArray.map { it.string("key") }

    test("uploads add as to a set; replace clears first") {
        val path = account.activeSegment("set")
        val uploaded = v2.put("$path/uploadKeys?replace=False", """{"keys":["a","b","a"],"comment":"c"}""")
        uploaded.body.string("type") shouldBe "Segment"
        uploaded["environmentURN"].string("name") shouldBe "Production"
        v2.put("$path/uploadKeys", """{"keys":["b","c"],"title":"t","comment":"c"}""")
        keys(path) shouldContainExactly listOf("a", "b", "c")
        v2.get("$path/keys?limit=1&offset=1").text shouldBe
            """{"keys":[{"key":"b"}],"openChangeRequestId":null,"count":3,"offset":1,"limit":1}"""
        v2.put("$path/uploadKeys?replace=True", """{"keys":["z"]}""")
        keys(path) shouldContainExactly listOf("z")
        v2.put("$path/upload?replace=true", """["x","y"]""").status shouldBe 200
        v2.put("$path/upload", """["z"]""").status shouldBe 200
        keys(path) shouldContainExactly listOf("x", "y", "z")
    }

    test("removals count what was there, and do not mind what was not") {
        val path = account.activeSegment("removals")
        v2.put("$path/uploadKeys", """{"keys":["a","b","c"]}""")
        v2.put("$path/removeKeys", """{"keys":["b","nobody"],"comment":"c"}""").text shouldBe
            """{"code":200,"message":"Deleted 1 keys","details":null,"transactionId":null}"""
        v2.put("$path/deleteKeys", """["c"]""").body.string("message") shouldBe "Deleted 1 keys"
        keys(path) shouldContainExactly listOf("a")
    }

    context("refuses, and keeps what it has") {
        val path = account.activeSegment("refusing")
        v2.put("$path/uploadKeys", """{"keys":["a"]}""")
        listOf(
            "{}" to "keys is required",
            """{"keys":"a"}""" to "array of strings",
            """{"keys":[1]}""" to "array of strings",
            """{"keys":["b"," "]}""" to "blank",
            """{"keys":["b"],"comment":7}""" to "comment must be a string",
            "" to "Malformed JSON",
            """{"keys":${array((1..10_001).map { "k$it" })}}""" to "at most 10000 per call, are 10001",
        ).forEach { (body, problem) ->
            test(problem + body.take(30)) {
                val refused = v2.put("$path/uploadKeys?replace=true", body)
                refused.status shouldBe 400
                refused.message shouldContain problem
                keys(path) shouldContainExactly listOf("a")
            }
        }
        test("a segment that is not in the environment") {
            account.segment("inactive")
            v2.put("segments/${account.production}/inactive/uploadKeys", """{"keys":["a"]}""").status shouldBe 404
        }
    }

    context("the older calls") {
        fun form(vararg parts: Pair<String, String>): String =
            parts.joinToString("") { (head, text) -> "--x\r\nContent-Disposition: form-data; $head\r\n\r\n$text\r\n" } + "--x--\r\n"
        val file = "name=\"file\"; filename=\"keys.csv\""
        val path = account.activeSegment("older")
        val forms = Wire(
            "${account.emulator.splitUrl}/internal/api/v2",
            mapOf("Authorization" to "Bearer token", "Content-Type" to "multipart/form-data; boundary=x"),
        )

        test("a CSV adds its keys, or replaces them, and is answered with the segment at length") {
            val csv = "a\r\n\r\n é \n\"b,c\"\n\"say \"\"hi\"\"\"\n\"two\nlines\""
            val done = forms.put("$path/upload", form("name=payload" to """{"comment":"c","title":"t"}""", file to csv))
            done.body.string("type") shouldBe "Segment"
            done.body.string("name") shouldBe "older"
            keys(path) shouldContainExactly listOf("a", "é", "b,c", "say \"hi\"", "two\nlines")
            forms.put("$path/upload?replace=true", form(file to "z")).status shouldBe 200
            keys(path) shouldContainExactly listOf("z")
        }

        listOf(
            forms.put("$path/upload", form("name=other" to "a")) to "named file is required",
            forms.put("$path/upload", form(file to "a,b")) to "one column",
            forms.put("$path/upload", form(file to "a", "name=payload" to "[]")) to "payload must be a JSON object",
            forms.put("$path/upload", form(file to "a", "name=payload" to """{"comment":7}""")) to "comment must be a string",
            forms.put("$path/upload", form(file to (0..10_000).joinToString("\n"))) to "at most 10000 per call, are 10001",
            forms.put("$path/upload", "--x\r\n") to "The form does not end",
            forms.put("$path/upload", form("filename=f" to "a")) to "has no name",
            v2.put("$path/upload?replace=true", "{}") to "array of strings",
            v2.put("$path/upload?replace=maybe", """["a"]""") to "replace must be true or false, is 'maybe'",
            v2.put("$path/upload?replace=true", """[" "]""") to "blank",
            v2.put("$path/upload?replace=true", array((0..10_000).map { "$it" })) to "at most 10000 per call, are 10001",
            v2.put("$path/deleteKeys", """{"keys":["z"]}""") to "array of strings",
        ).forEach { (refused, problem) ->
            test("refused: $problem") { refused.run { status to message.contains(problem) } shouldBe (400 to true) }
        }

        test("where approvals are asked for, all of them are refused") {
            account.segment("gated")
            v2.post("segments/${account.staging}/gated")
            val gate = """[{"op":"replace","path":"/changePermissions/areApprovalsRequired","value":true}]"""
            v2.patch("environments/ws/${account.workspace}/${account.staging}", gate).status shouldBe 200
            val gated = "segments/${account.staging}/gated"
            v2.put("$gated/upload", """["a"]""").status shouldBe 403
            v2.put("$gated/deleteKeys", """["a"]""").status shouldBe 403
            forms.put("$gated/upload", form(file to "a")).status shouldBe 403
        }
    }

    test("100,000 keys are held, the next is refused, and a page anywhere is quick") {
        val path = account.activeSegment("large")
        (0 until 10).forEach { batch ->
            val keys = (0 until 10_000).map { "key-${batch * 10_000 + it}" }
            v2.put("$path/uploadKeys", """{"keys":${array(keys)}}""").status shouldBe 200
        }
        v2.put("$path/uploadKeys", """{"keys":["one too many"]}""").message shouldContain "at most 100000 keys"
        v2.put("$path/uploadKeys", """{"keys":["key-0"]}""").status shouldBe 200

        fun page(offset: Int) = v2.get("$path/keys?offset=$offset&limit=100")
        repeat(200) { page(it * 500) }
        val nanos = (0 until 100_000 step 1_000).map { offset ->
            val start = System.nanoTime()
            page(offset)["keys"]!!.jsonArray.first().string("key") shouldBe "key-$offset"
            System.nanoTime() - start
        }
        nanos.sorted()[nanos.size / 2] shouldBeLessThan 5_000_000
        v2.put("$path/removeKeys", """{"keys":${array((0 until 10_000).map { "key-$it" })}}""").body.string("message") shouldBe
            "Deleted 10000 keys"
        page(0)["keys"]!!.jsonArray.first().string("key") shouldBe "key-10000"
        page(0)["count"].toString() shouldBe "90000"
    }
})
