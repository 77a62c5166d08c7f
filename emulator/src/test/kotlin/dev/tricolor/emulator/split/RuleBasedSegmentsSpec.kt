package dev.tricolor.emulator.split

import dev.tricolor.emulator.json
import dev.tricolor.emulator.names
import dev.tricolor.emulator.string
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain

class RuleBasedSegmentsSpec : FunSpec({
    val account = account()
    val v2 = account.v2
    val root = "rule-based-segments/ws/${account.workspace}"
    val adults = """{"condition":{"combiner":"AND","matchers":[{"type":"GREATER_THAN_OR_EQUAL_NUMBER","attribute":"age","number":18}]}}"""

    fun segment(name: String) = v2.post("$root/trafficTypes/user", """{"name":"$name"}""")

    fun enabled(name: String): String {
        segment(name)
        v2.post("rule-based-segments/${account.production}/$name", "\"\"")
        return "$root/$name/environments/Production"
    }

    test("created, found, listed as a bare array, deleted") {
        val created = v2.post("$root/trafficTypes/user", """{"name":"qa","description":"d"}""")
        created.body.keys.toList() shouldContainExactly listOf(
            "id", "workspaceIds", "orgId", "name", "status", "trafficTypeId", "trafficTypeURN", "description", "creator", "creationTime",
            "views", "favorite", "tags", "canEdit", "constraints",
        )
        v2.get("$root/qa").text shouldBe created.text
        v2.get("$root?limit=1&offset=7").json.names() shouldContainExactly listOf("qa")
        segment("qa").status shouldBe 409
        v2.post("$root/trafficTypes/nobody", """{"name":"x"}""").status shouldBe 404
        v2.post("$root/trafficTypes/user", "{}").status shouldBe 400
        v2.delete("$root/qa").text shouldBe "true"
        v2.get("$root/qa").status shouldBe 404
    }

    test("enabled empty, changed, disabled") {
        val path = enabled("cycle")
        v2.post("rule-based-segments/Production/cycle").status shouldBe 409
        v2.post("rule-based-segments/Production/nobody").status shouldBe 404
        val listed = v2.get("$root/environments/Production?offset=0&limit=50").json
        listed.names() shouldContainExactly listOf("cycle")
        listed.toString() shouldContain """"rules":[],"excludedKeys":[],"excludedSegments":[]"""
        val body = """{"id":"mine","rules":[$adults],"excludedKeys":["k"],"excludedSegments":[],"title":"t","comment":"c","later":1}"""
        val changed = v2.put(path, body)
        changed.body.filterKeys { it in setOf("rules", "excludedKeys", "title", "comment", "later") }.toString() shouldBe
            """{rules=[$adults], excludedKeys=["k"], later=1}"""
        changed["environment"].string("name") shouldBe "Production"
        v2.put(path, changed.text).body.filterKeys { it != "updatedAt" } shouldBe changed.body.filterKeys { it != "updatedAt" }
        v2.put(path, "{}")["rules"].toString() shouldBe "[]"
        v2.put("$root/cycle/environments/Staging", "{}").status shouldBe 404
        v2.delete("rule-based-segments/Production/cycle").text shouldBe "true"
        v2.delete("rule-based-segments/Production/cycle").status shouldBe 404
    }

    test("deleting a segment takes it out of its environments") {
        segment("everywhere")
        v2.post("rule-based-segments/Staging/everywhere")
        v2.delete("$root/everywhere").text shouldBe "true"
        v2.get("$root/environments/Staging").text shouldBe "[]"
    }

    context("refuses") {
        val path = enabled("checked")
        account.segment("elsewhere")
        listOf(
            """{"rules":{}}""" to "rules: must be an array",
            """{"rules":[{}]}""" to "rules[0].condition: is required",
            """{"rules":[{"condition":{"matchers":[]}}]}""" to "rules[0].condition.matchers: must not be empty",
            """{"rules":[{"condition":{"matchers":[{"type":"EQUAL_NUMBER"}]}}]}""" to "EQUAL_NUMBER needs number",
            """{"rules":[{"condition":{"matchers":[{"type":"IN_SEGMENT","string":"elsewhere"}]}}]}""" to
                "there is no segment 'elsewhere' in environment Production",
            """{"comment":7}""" to "comment must be a string",
            """{"excludedKeys":[1]}""" to "excludedKeys: must be an array of strings",
            """{"excludedKeys":[" "]}""" to "excludedKeys: must not be blank",
            """{"excludedSegments":[{"name":"elsewhere","type":"standard_segment"}]}""" to
                "excludedSegments[0].name: there is no standard_segment 'elsewhere' in environment Production",
            """{"excludedSegments":[{"name":"checked","type":"rule_based_segment"}]}""" to "a segment cannot exclude itself",
            """{"excludedSegments":[{"name":"checked","type":"odd"}]}""" to "excludedSegments[0].type: must be one of",
            """{"excludedSegments":[{"type":"standard_segment"}]}""" to "excludedSegments[0].name: is required",
        ).forEach { (body, problem) ->
            test("$body: $problem") {
                val refused = v2.put(path, body)
                refused.status shouldBe 400
                refused.message shouldContain problem
            }
        }
        test("and takes what is right") {
            account.activeSegment("beta")
            enabled("minors")
            val segments = """[{"name":"beta","type":"standard_segment"},{"name":"minors","type":"rule_based_segment"}]"""
            v2.put(path, """{"excludedSegments":$segments}""")["excludedSegments"] shouldBe json(segments)
        }
    }

    test("approvals, titles and comments stand in the way of rules") {
        TestAccount().use { gated ->
            val ws = "rule-based-segments/ws/${gated.workspace}"
            gated.v2.post("$ws/trafficTypes/user", """{"name":"s"}""")
            gated.v2.post("rule-based-segments/Production/s")
            val path = "$ws/s/environments/Production"
            gated.v2.patch("workspaces/${gated.workspace}", """[{"op":"replace","path":"/requiresTitleAndComments","value":true}]""")
            gated.v2.put(path, """{"title":"t"}""").let { it.status to it.text } shouldBe (400 to "")
            gated.v2.put(path, """{"title":"t","comment":"c","rules":[$adults]}""").status shouldBe 200
            gated.v2.patch(
                "environments/ws/${gated.workspace}/Production",
                """[{"op":"replace","path":"/changePermissions/areApprovalsRequired","value":true}]""",
            )
            gated.v2.put(path, """{"title":"t","comment":"c"}""").message shouldContain "Approvals are required."
            gated.v2.delete("rule-based-segments/Production/s").status shouldBe 403
        }
    }
})
