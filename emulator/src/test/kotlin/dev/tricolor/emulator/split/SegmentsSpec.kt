package dev.tricolor.emulator.split

import dev.tricolor.emulator.encoded
import dev.tricolor.emulator.names
import dev.tricolor.emulator.string
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain

class SegmentsSpec : FunSpec({
    val account = account()
    val v2 = account.v2
    val root = "segments/ws/${account.workspace}"

    test("created, found, deleted") {
        val created = v2.post("$root/trafficTypes/user", """{"name":"friendly","description":"d"}""")
        created.body.keys.toList() shouldContainExactly listOf("name", "description", "trafficType", "creationTime", "tags")
        created["tags"].toString() shouldBe "null"
        v2.get("$root/friendly").text shouldBe created.text
        account.segment("friendly").status shouldBe 409
        v2.delete("$root/friendly").text shouldBe "true"
        v2.get("$root/friendly").status shouldBe 404
    }

    context("names of every kind come through paths and queries") {
        listOf("a/b", "a&b", "a#b", "a?b", "a b", "100%", "a+b", "é", "🦄", "..", "%2F", "a;b=c").forEach { name ->
            test(name) {
                account.segment(name).body.string("name") shouldBe name
                v2.get("$root/${encoded(name)}").body.string("name") shouldBe name
                v2.post("segments/${account.production}/${encoded(name)}", "\"\"").body.string("name") shouldBe name
                account.emulator.requests.last.pathSegments.last() shouldBe name
                v2.put("segments/${account.production}/${encoded(name)}/uploadKeys", """{"keys":["k"]}""").status shouldBe 200
                v2.delete("$root/${encoded(name)}").text shouldBe "true"
            }
        }
    }

    context("an activation may say nothing in several ways") {
        listOf(null, "\"\"", "{}", "").forEachIndexed { index, body ->
            test("<$body>") {
                account.segment("active-$index")
                val activated = v2.post("segments/Staging/active-$index", body)
                activated.body.keys.toList() shouldContainExactly listOf("name", "environment", "trafficType", "creationTime")
                activated["environment"].toString() shouldBe """{"id":"${account.staging}","name":"Staging"}"""
                v2.post("segments/${account.staging}/active-$index", body).status shouldBe 409
            }
        }
        test("and is listed") {
            v2.get("$root/environments/${account.staging}?limit=2&offset=1")["objects"].names() shouldContainExactly
                listOf("active-1", "active-2")
        }
        test("nobody knows them") {
            v2.post("segments/${account.staging}/nobody").status shouldBe 404
            v2.post("segments/nowhere/active-0").status shouldBe 404
        }
    }

    test("a segment with keys is not deactivated") {
        val path = account.activeSegment("full")
        v2.put("$path/uploadKeys", """{"keys":["a"]}""")
        v2.delete(path).let {
            it.status shouldBe 400
            it.message shouldContain "1 keys"
        }
        v2.put("$path/removeKeys", """{"keys":["a"]}""")
        v2.delete(path).text shouldBe "true"
        v2.delete(path).status shouldBe 404
    }

    test("deleting a segment takes it out of its environments") {
        val path = account.activeSegment("everywhere")
        v2.delete("$root/everywhere").text shouldBe "true"
        v2.get("$path/keys").status shouldBe 404
    }

    test("tags are found by") {
        account.segment("tagged")
        v2.post("tags/ws/${account.workspace}/object/tagged/objecttype/Segment", """["vip"]""")
        v2.get("$root?tag=vip")["objects"].names() shouldContainExactly listOf("tagged")
    }

    test("a traffic type in use stays") {
        val trafficType = v2.post("trafficTypes/ws/${account.workspace}", """{"name":"account"}""")
        trafficType["displayAttributeId"].toString() shouldBe "\"\""
        v2.post("$root/trafficTypes/${trafficType.json.id()}", """{"name":"of accounts"}""").status shouldBe 200
        v2.delete("trafficTypes/${trafficType.json.id()}").status shouldBe 409
        v2.delete("$root/of%20accounts")
        v2.delete("trafficTypes/${trafficType.json.id()}").text shouldBe "true"
        v2.delete("trafficTypes/${trafficType.json.id()}").status shouldBe 404
        v2.post("trafficTypes/ws/${account.workspace}", """{"name":"user"}""").status shouldBe 409
        v2.post("trafficTypes/ws/${account.workspace}", """{"name":"9 lives"}""").status shouldBe 400
    }
})
