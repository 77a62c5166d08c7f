package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.Emulator
import dev.tricolor.emulator.Exchange
import dev.tricolor.emulator.SettableClock
import dev.tricolor.emulator.Wire
import dev.tricolor.emulator.encoded
import dev.tricolor.emulator.json
import dev.tricolor.emulator.member
import dev.tricolor.emulator.string
import dev.tricolor.emulator.texts
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.maps.shouldNotContainKey
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject

private const val SEMANTIC = "application/json; domain-model=launchdarkly.semanticpatch"
private const val TEST = "segments/default/test"

private fun Emulator.wire(vararg headers: Pair<String, String>) =
    Wire("$launchDarklyUrl/api/v2", mapOf("Authorization" to "api-token") + headers)

private fun Exchange.code() = body.string("code")

private fun JsonElement?.keys() = this!!.jsonArray.map { it.string("key") }

class SegmentsSpec : FunSpec({
    val clock = SettableClock()
    val emulator = autoClose(Emulator.start(clock = clock))
    val api = emulator.wire()
    val semantic = emulator.wire("Content-Type" to SEMANTIC)

    fun created(key: String, more: String = ""): Exchange = api.post(TEST, """{"key":"$key","name":"The $key"$more}""")

    fun patched(key: String, vararg instructions: String): Exchange =
        semantic.patch("$TEST/$key", """{"comment":"c","instructions":[${instructions.joinToString(",")}]}""")

    fun state(key: String) = api.get("$TEST/$key").body

    test("a new segment is empty, whatever else is said of it") {
        val segment = created("new", ""","description":"d","tags":["b","a","b"],"included":["x"],"rules":[{"clauses":[]}]""")
        segment.status shouldBe 201
        segment.body.string("name") shouldBe "The new"
        segment["tags"].texts() shouldContainExactly listOf("b", "a")
        segment["included"] shouldBe segment["rules"]
        segment["rules"].toString() shouldBe "[]"
        segment["version"] shouldBe JsonPrimitive(1)
        segment["creationDate"] shouldBe JsonPrimitive(1_700_000_000_000)
        segment["_links"].member("self").string("href") shouldBe "/api/v2/$TEST/new"
        segment["_links"].member("self").string("type") shouldBe "application/json"
        api.get("$TEST/new").body - "_flags" shouldBe segment.body
        created("new").let { it.status to it.code() } shouldBe (409 to "key_exists")
        api.post("segments/default/production", """{"key":"new","name":"n"}""").status shouldBe 201
    }

    test("what cannot be a segment is refused") {
        listOf("{}", """{"key":"a"}""", """{"name":"a"}""", """{"key":"-a","name":"a"}""", """{"key":"a b","name":"a"}""", "[]").forEach {
            api.post(TEST, it).status shouldBe 400
        }
        created("tagged", ""","tags":["not a tag"]""").code() shouldBe "invalid_request"
        created("odd", ""","unbounded":"yes"""").status shouldBe 400
        api.get("$TEST/nobody").let { it.status to it.code() } shouldBe (404 to "not_found")
        api.get("segments/default/nowhere").status shouldBe 404
        api.get("segments/nowhere/test").status shouldBe 404
    }

    test("deleting, and creating again, makes another generation") {
        created("mayfly")["generation"] shouldBe JsonPrimitive(1)
        api.delete("$TEST/mayfly").let { it.status to it.text } shouldBe (204 to "")
        api.delete("$TEST/mayfly").status shouldBe 404
        created("mayfly")["generation"] shouldBe JsonPrimitive(2)
    }

    test("a segment that a flag refers to shows the flag, and stays") {
        created("referred")
        api.post("flags/default", """{"key":"f","name":"F","variations":[{"value":true},{"value":false}]}""").status shouldBe 201
        val flag = api.get("flags/default/f")["variations"]!!.jsonArray[0].string("_id")
        val clause = """{"attribute":"segmentMatch","op":"segmentMatch","values":["referred"],"negate":false}"""
        val rule = """{"kind":"addRule","clauses":[$clause],"variationId":"$flag"}"""
        semantic.patch("flags/default/f", """{"environmentKey":"test","instructions":[$rule]}""").status shouldBe 200
        state("referred")["_flags"].keys() shouldContainExactly listOf("f")
        api.delete("$TEST/referred").let { it.status to it.code() } shouldBe (409 to "conflict")
        api.delete("flags/default/f").status shouldBe 204
        api.delete("$TEST/referred").status shouldBe 204
    }

    test("instructions on targets and tags change what they name, and nothing when it is so already") {
        created("targets")
        val changed = patched(
            "targets",
            """{"kind":"updateName","value":"Renamed"}""",
            """{"kind":"addTags","values":["t1","t2"]}""",
            """{"kind":"removeTags","values":["t1","none"]}""",
            """{"kind":"addIncludedUsers","values":["u1","u2"]}""",
            """{"kind":"addIncludedTargets","contextKind":"user","values":["u3"]}""",
            """{"kind":"addExcludedTargets","contextKind":"org","values":["o1","o2"]}""",
            """{"kind":"removeExcludedTargets","contextKind":"org","values":["o2"]}""",
            """{"kind":"removeIncludedUsers","values":["u1"]}""",
        )
        changed.status shouldBe 200
        changed.body.string("name") shouldBe "Renamed"
        changed["tags"].texts() shouldContainExactly listOf("t2")
        changed["included"].texts() shouldContainExactly listOf("u2", "u3")
        changed["excludedContexts"].toString() shouldBe """[{"contextKind":"org","values":["o1"]}]"""
        changed["version"] shouldBe JsonPrimitive(2)
        patched("targets", """{"kind":"addTags","values":["t2"]}""", """{"kind":"removeRule","ruleId":"none"}""")["version"] shouldBe
            JsonPrimitive(2)
        patched("targets", """{"kind":"removeExcludedTargets","contextKind":"org","values":["o1"]}""")["excludedContexts"]
            .toString() shouldBe "[]"
    }

    test("instructions on rules and clauses") {
        created("ruled")
        val clause = """{"attribute":"country","op":"in","values":["ES"]}"""
        val added = patched(
            "ruled",
            """{"kind":"addRule","clauses":[$clause],"description":"Iberia"}""",
            """{"kind":"addRule","clauses":[{"contextKind":"org","attribute":"name","op":"contains","negate":true,"values":["x"]}]}""",
        )["rules"]!!.jsonArray
        val (first, second) = added.map { it.string("_id") }
        val clauseId = added[0].member("clauses")!!.jsonArray.single().string("_id")
        added[0].member("clauses")!!.jsonArray.single().jsonObject - "_id" shouldBe
            json("""{"attribute":"country","op":"in","values":["ES"],"contextKind":"user","negate":false}""")

        val changed = patched(
            "ruled",
            """{"kind":"reorderRules","ruleIds":["$second","$first"]}""",
            """{"kind":"updateRuleDescription","ruleId":"$second","description":"Others"}""",
            """{"kind":"updateRuleRolloutAndContextKind","ruleId":"$second","weight":20000,"contextKind":"device"}""",
            """{"kind":"addClauses","ruleId":"$second","clauses":[$clause]}""",
            """{"kind":"addValuesToClause","ruleId":"$first","clauseId":"$clauseId","values":["PT","AD"]}""",
            """{"kind":"removeValuesFromClause","ruleId":"$first","clauseId":"$clauseId","values":["AD"]}""",
        )["rules"]!!.jsonArray
        changed.map { it.string("_id") } shouldContainExactly listOf(second, first)
        changed[0].string("description") shouldBe "Others"
        changed[0].member("weight") shouldBe JsonPrimitive(20_000)
        changed[0].string("rolloutContextKind") shouldBe "device"
        changed[0].member("clauses")!!.jsonArray.size shouldBe 2
        changed[1].member("clauses")!!.jsonArray.single().member("values").texts() shouldContainExactly listOf("ES", "PT")

        val replaced = patched(
            "ruled",
            """{"kind":"updateClause","ruleId":"$first","clauseId":"$clauseId",
                "clause":{"attribute":"age","op":"lessThan","values":[18]}}""",
            """{"kind":"removeRule","ruleId":"$second"}""",
        )["rules"]!!.jsonArray.single()
        replaced.member("clauses")!!.jsonArray.single().run { string("_id") to string("op") } shouldBe (clauseId to "lessThan")
        patched("ruled", """{"kind":"removeClauses","ruleId":"$first","clauseIds":["$clauseId"]}""")["rules"]!!.jsonArray.single()
            .member("clauses").toString() shouldBe "[]"
    }

    test("one wrong instruction undoes all") {
        created("atomic")
        val right = """{"kind":"updateName","value":"Right"}"""
        listOf(
            """{"kind":"turnFlagOn"}""",
            """{"value":"x"}""",
            """{"kind":"updateName","value":" "}""",
            """{"kind":"addTags"}""",
            """{"kind":"addIncludedTargets","values":["a"]}""",
            """{"kind":"addIncludedUsers","values":"a"}""",
            """{"kind":"addRule","clauses":[{"attribute":"a","op":"is","values":[1]}]}""",
            """{"kind":"addRule","clauses":[{"attribute":"a","op":"in"}]}""",
            """{"kind":"reorderRules","ruleIds":["none"]}""",
            """{"kind":"updateRuleDescription","ruleId":"none","description":"d"}""",
            """{"kind":"updateRuleRolloutAndContextKind","ruleId":"none","weight":1,"contextKind":"user"}""",
            """{"kind":"updateClause","ruleId":"none","clauseId":"none","clause":{}}""",
            """{"kind":"addBigSegmentIncludedTargets","values":["a"]}""",
            """{"kind":"processBigSegmentImport","importId":"none"}""",
        ).forEach { wrong ->
            val refused = patched("atomic", right, wrong)
            refused.status shouldBe 400
            refused.code() shouldBe "invalid_request"
        }
        patched("atomic", right, """{"kind":"addIncludedUsers","values":["a"]}""", """{"kind":"addExcludedUsers","values":["a"]}""")
            .message shouldBe "instructions[2]: 'a' cannot be both included and excluded"
        semantic.patch("$TEST/atomic", """{"instructions":[]}""").status shouldBe 400
        state("atomic").let { it.string("name") to it["version"] } shouldBe ("The atomic" to JsonPrimitive(1))
    }

    test("weights are thousandths of a percent, and numbers") {
        created("weighed")
        val rule = patched("weighed", """{"kind":"addRule","clauses":[]}""")["rules"]!!.jsonArray.single().string("_id")
        listOf("-1" to 400, "100001" to 400, "\"20000\"" to 400, "0.5" to 400, "0" to 200, "100000" to 200).forEach { (weight, status) ->
            patched("weighed", """{"kind":"updateRuleRolloutAndContextKind","ruleId":"$rule","weight":$weight,"contextKind":"user"}""")
                .status shouldBe status
        }
    }

    test("1500 targets go into one request, 1501 do not") {
        created("crowd")
        fun many(count: Int) = (1..count).joinToString { "\"k$it\"" }
        patched("crowd", """{"kind":"addIncludedUsers","values":[${many(1_500)}]}""").status shouldBe 200
        patched("crowd", """{"kind":"addIncludedUsers","values":[${many(1_500)}]}""", """{"kind":"removeIncludedUsers","values":["k1"]}""")
            .message shouldContain "1501 targets"
    }

    test("without the parameter of the content type instructions are no patch") {
        created("plain")
        api.patch("$TEST/plain", """{"instructions":[{"kind":"updateName","value":"x"}]}""").code() shouldBe "invalid_request"
        emulator.wire("Content-Type" to "application/json; charset=utf-8")
            .patch("$TEST/plain", """{"instructions":[{"kind":"updateName","value":"x"}]}""").status shouldBe 400
        state("plain").string("name") shouldBe "The plain"
    }

    test("a dry run shows what would come of it") {
        created("dry")
        val body = """{"instructions":[{"kind":"addIncludedUsers","values":["a"]}]}"""
        semantic.patch("$TEST/dry?dryRun=true", body)["included"].texts() shouldContainExactly listOf("a")
        state("dry")["included"].toString() shouldBe "[]"
        api.patch("$TEST/dry?dryRun=true", """[{"op":"replace","path":"/name","value":"x"}]""").body.string("name") shouldBe "x"
        state("dry").string("name") shouldBe "The dry"
    }

    test("a JSON Patch, bare or with a comment, reaches all that can be changed") {
        created("json")
        val patch = """[{"op":"replace","path":"/description","value":"d"},{"op":"add","path":"/tags/0","value":"t"},
            {"op":"replace","path":"/temporary","value":true},{"op":"replace","path":"/included","value":["u"]},
            {"op":"replace","path":"/excludedContexts","value":[{"contextKind":"org","values":["o"]}]},
            {"op":"add","path":"/rules/-","value":{"weight":20000,"rolloutContextKind":"org","bucketBy":"name",
                "clauses":[{"attribute":"a","op":"in","values":[1]}]}}]"""
        val patched = api.patch("$TEST/json", """{"comment":"c","patch":$patch}""")
        patched.body.string("description") shouldBe "d"
        patched["included"].texts() shouldContainExactly listOf("u")
        patched.body shouldNotContainKey "temporary"
        val rule = patched["rules"]!!.jsonArray.single()
        rule.member("_id").shouldNotBeNull()
        rule.member("weight") shouldBe JsonPrimitive(20_000)
        rule.string("bucketBy") shouldBe "name"
        api.patch("$TEST/json", """[{"op":"replace","path":"/description","value":null},{"op":"remove","path":"/tags"}]""").run {
            body shouldNotContainKey "description"
            get("tags").toString() shouldBe "[]"
            get("version") shouldBe JsonPrimitive(3)
        }
        listOf(
            """[{"op":"remove","path":"/description"}]""" to "invalid_patch",
            """[{"op":"remove","path":"/rules/5"}]""" to "invalid_patch",
            """[{"op":"replace","path":"/key","value":"x"}]""" to "invalid_patch",
            """{"patch":{}}""" to "invalid_patch",
            """[{"op":"replace","path":"/name","value":""}]""" to "invalid_request",
            """[{"op":"replace","path":"/rules","value":[{"clauses":[],"weight":100001}]}]""" to "invalid_request",
            """[{"op":"replace","path":"/rules","value":[7]}]""" to "invalid_request",
            """[{"op":"replace","path":"/excluded","value":["u"]}]""" to "invalid_request",
            """[{"op":"replace","path":"/includedContexts","value":["u"]}]""" to "invalid_request",
            "7" to "invalid_request",
        ).forEach { (body, code) -> api.patch("$TEST/json", body).let { it.status to it.code() } shouldBe (400 to code) }
    }

    test("a merge patch, bare or with a comment") {
        created("merge", ""","description":"d"""")
        api.patch("$TEST/merge", """{"name":"M","tags":["t"]}""").body.string("name") shouldBe "M"
        api.patch("$TEST/merge", """{"comment":"c","merge":{"description":null}}""").body shouldNotContainKey "description"
        api.patch("$TEST/merge", """{"key":"x"}""").status shouldBe 400
    }

    test("lists are paged, filtered and sorted") {
        val list = "segments/default/production"
        fun names(query: String) = api.get("$list?$query")["items"].keys()
        listOf("l-c" to "red", "l-a" to "blue", "l-b" to "red").forEach { (key, tag) ->
            clock.now += 1_000
            api.post(list, """{"key":"$key","name":"N $key","description":"about $tag","tags":["$tag"],"unbounded":${key == "l-b"}}""")
        }
        fun filtered(filter: String) = names("filter=${encoded("($filter),includedKeys anyOf [\"l-a\",\"l-b\",\"l-c\"]")}")
        filtered("""tags anyOf ["red","x"]""") shouldContainExactly listOf("l-c", "l-b")
        filtered("""tags anyOf ["red"],unbounded equals true""") shouldContainExactly listOf("l-b")
        filtered("""(tags anyOf ["red"],unbounded equals false)|query equals "L-A"""") shouldContainExactly listOf("l-c", "l-a")
        filtered("""excludedKeys anyOf ["l-c"]""") shouldContainExactly listOf("l-a", "l-b")
        filtered("""query equals ["blue","l-b"]""") shouldContainExactly listOf("l-a", "l-b")
        filtered("external exists true") shouldContainExactly emptyList()
        filtered("external exists false,query equals about") shouldContainExactly listOf("l-c", "l-a", "l-b")
        filtered("view equals \"v\"") shouldContainExactly emptyList()
        names("sort=-name&filter=${encoded("query equals \"N l-\"")}") shouldContainExactly listOf("l-c", "l-b", "l-a")
        names("sort=-creationDate,name&limit=2") shouldContainExactly listOf("l-b", "l-a")
        names("sort=lastModified").takeLast(3) shouldContainExactly listOf("l-c", "l-a", "l-b")
        val page = api.get("$list?limit=1&offset=1&sort=name")
        page["_links"].member("next").string("href") shouldBe "/api/v2/$list?limit=1&offset=2&sort=name"
        page["totalCount"] shouldBe JsonPrimitive(api.get(list)["items"]!!.jsonArray.size)
        listOf("x", "key equals 1", "(tags anyOf []", "unbounded equals no", "tags anyOf", "unbounded equals true unbounded")
            .map { "filter=${encoded(it)}" }.plus(listOf("sort=key", "limit=x"))
            .forEach { api.get("$list?$it").status shouldBe 400 }
    }

    test("the keys of a big segment stand apart") {
        val big = created("big", ""","unbounded":true,"unboundedContextKind":"org"""")
        big.body shouldNotContainKey "included"
        big["_unboundedMetadata"].member("includedCount") shouldBe JsonPrimitive(0)
        api.post("$TEST/big/contexts", """{"included":{"add":["a","b"],"remove":["c"]},"excluded":{"add":["d"]}}""").status shouldBe 204
        api.get("$TEST/big/contexts/a").text shouldBe """{"userKey":"a","included":true,"excluded":false}"""
        api.get("$TEST/big/contexts/d").text shouldBe """{"userKey":"d","included":false,"excluded":true}"""
        api.get("$TEST/big/contexts/nobody").text shouldBe """{"userKey":"nobody","included":false,"excluded":false}"""
        api.post("$TEST/big/contexts", """{"included":{"add":["d"]}}""").status shouldBe 400
        val patched = patched(
            "big",
            """{"kind":"addBigSegmentIncludedTargets","values":["e"]}""",
            """{"kind":"removeBigSegmentExcludedTargets","values":["d"]}""",
        )
        patched["_unboundedMetadata"].member("includedCount") shouldBe JsonPrimitive(3)
        patched["version"] shouldBe JsonPrimitive(3)
        patched("big", """{"kind":"addIncludedUsers","values":["e"]}""").status shouldBe 400
        api.patch("$TEST/big", """[{"op":"replace","path":"/included","value":["e"]}]""").status shouldBe 400
        created("standard")
        listOf("contexts/a", "exports/x", "imports/x").forEach { api.get("$TEST/standard/$it").status shouldBe 400 }
        listOf("contexts", "exports", "imports").forEach { api.post("$TEST/standard/$it", "{}").status shouldBe 400 }
    }

    test("big segments are exported and imported as files") {
        created("files", ""","unbounded":true""")
        val form = emulator.wire("Content-Type" to "multipart/form-data; boundary=xx")
        fun import(mode: String, file: String, more: String = "") = form.post(
            "$TEST/files/imports",
            "--xx\r\nContent-Disposition: form-data; name=mode\r\n\r\n$mode\r\n" +
                "--xx\r\nContent-Disposition: form-data; name=file; filename=\"k.csv\"\r\n\r\n$file\r\n$more--xx--\r\n",
        )
        val done = import("merge", "a\r\n\"b\"\r\n\r\n")
        done.status shouldBe 204
        val state = api.get(done.header("Location")!!.removePrefix("/api/v2/"))
        state.body.string("status") shouldBe "complete"
        state["files"]!!.jsonArray.single().string("filename") shouldBe "k.csv"
        api.get("$TEST/files/contexts/b")["included"] shouldBe JsonPrimitive(true)

        val wait = "--xx\r\nContent-Disposition: form-data; name=waitOnApprovals\r\n\r\ntrue\r\n"
        val waiting = import("replace", "c", wait).header("Location")!!
        val id = waiting.substringAfterLast('/')
        api.get(waiting.removePrefix("/api/v2/")).body.string("status") shouldBe "ready"
        state("files")["_importInProgress"] shouldBe JsonPrimitive(true)
        import("merge", "d").let { it.status } shouldBe 409
        val process = """{"kind":"processBigSegmentImport","importId":"$id"}"""
        patched("files", process, process).status shouldBe 400
        patched("files", process).status shouldBe 200
        api.get(waiting.removePrefix("/api/v2/")).body.string("status") shouldBe "complete"
        api.get("$TEST/files/contexts/b")["included"] shouldBe JsonPrimitive(false)
        import("odd", "d").status shouldBe 400

        val export = api.post("$TEST/files/exports")
        export.let { it.status to it.text } shouldBe (200 to "")
        api.get(export.header("Location")!!.removePrefix("/api/v2/")).body.string("size") shouldBe "2 B"
        api.get("$TEST/files/exports/none").status shouldBe 404
    }

    test("expiring targets: each instruction for itself, and gone when their time has come") {
        created("expiring")
        patched("expiring", """{"kind":"addIncludedTargets","contextKind":"org","values":["o1","o2"]}""")
        val path = "segments/default/expiring/expiring-targets/test"
        val soon = clock.now + 60_000
        fun said(kind: String, key: String, more: String = ",\"value\":$soon") =
            """{"kind":"$kind","contextKind":"org","contextKey":"$key","targetType":"included"$more}"""
        val mixed = semantic.patch(
            path,
            """{"instructions":[${said("addExpiringTarget", "o1")},${said("addExpiringTarget", "nobody")},
                ${said("updateExpiringTarget", "o1", ""","value":${soon + 1},"version":1""")},${said("updateExpiringTarget", "o1", ""","value":1""")},
                ${said("updateExpiringTarget", "o1", ""","value":$soon,"version":1""")},${said("removeExpiringTarget", "o2", "")}]}""",
        )
        mixed.status shouldBe 200
        mixed["successfulInstructions"] shouldBe JsonPrimitive(2)
        mixed["failedInstructions"] shouldBe JsonPrimitive(4)
        mixed["errors"]!!.jsonArray.map { it.member("instructionIndex").toString() } shouldContainExactly listOf("1", "3", "4", "5")
        val item = api.get(path)["items"]!!.jsonArray.single()
        item.member("_version") shouldBe JsonPrimitive(2)
        item.member("_resourceId").string("environmentKey") shouldBe "test"
        listOf(
            """{"instructions":[{"kind":"x","contextKind":"org","contextKey":"o1","targetType":"included"}]}""",
            """{"instructions":[${said("addExpiringTarget", "o1", "")}]}""",
            """{"instructions":[${said("addExpiringTarget", "o1").replace("included", "both")}]}""",
        ).forEach { semantic.patch(path, it).status shouldBe 400 }
        api.patch(path, """{"instructions":[${said("removeExpiringTarget", "o1", "")}]}""").status shouldBe 400

        clock.now = soon + 1
        state("expiring")["includedContexts"].toString() shouldBe """[{"contextKind":"org","values":["o2"]}]"""
        api.get(path)["items"].toString() shouldBe "[]"
    }

    test("expiring targets in the older words are those that are users, and what is said in either is seen in both") {
        created("users")
        patched(
            "users",
            """{"kind":"addIncludedTargets","contextKind":"org","values":["o1"]}""",
            """{"kind":"addIncludedUsers","values":["ann"]}""",
        )
        val contexts = "segments/default/users/expiring-targets/test"
        val users = "segments/default/users/expiring-user-targets/test"
        val soon = clock.now + 60_000
        fun said(kind: String, key: String, more: String = ",\"value\":$soon") =
            """{"kind":"$kind","userKey":"$key","targetType":"included"$more}"""
        semantic.patch(
            contexts,
            """{"instructions":[{"kind":"addExpiringTarget","contextKind":"org","contextKey":"o1","targetType":"included",
                "value":$soon}]}""",
        ).status shouldBe 200
        api.get(users)["items"].toString() shouldBe "[]"
        val mixed = semantic.patch(
            users,
            """{"instructions":[${said("addExpireUserTargetDate", "ann")},${said("addExpireUserTargetDate", "o1")},
                ${said("updateExpireUserTargetDate", "ann", ""","value":${soon + 1},"version":1""")}]}""",
        )
        mixed.status shouldBe 200
        mixed["failedInstructions"] shouldBe JsonPrimitive(1)
        mixed["errors"]!!.jsonArray.single().member("instructionIndex") shouldBe JsonPrimitive(1)
        val item = api.get(users)["items"]!!.jsonArray.single().jsonObject
        item.keys shouldBe setOf("_id", "_version", "expirationDate", "targetType", "_resourceId", "userKey")
        item.string("userKey") shouldBe "ann"
        api.get(contexts)["items"]!!.jsonArray.map { it.string("contextKey") } shouldContainExactly listOf("o1", "ann")
        listOf(
            """{"instructions":[${said("addExpiringTarget", "ann")}]}""",
            """{"instructions":[{"kind":"removeExpireUserTargetDate","contextKey":"ann","targetType":"included"}]}""",
        ).forEach { semantic.patch(users, it).status shouldBe 400 }
        semantic.patch(contexts, """{"instructions":[${said("removeExpireUserTargetDate", "ann", "")}]}""").status shouldBe 400
        api.patch(users, """{"instructions":[${said("removeExpireUserTargetDate", "ann", "")}]}""").status shouldBe 400
        api.get("segments/default/none/expiring-user-targets/test").status shouldBe 404
        semantic.patch(users, """{"instructions":[${said("removeExpireUserTargetDate", "ann", "")}]}""").status shouldBe 200
        api.get(users)["items"].toString() shouldBe "[]"
    }

    test("the keys of a big segment in the older words, where they are those of users") {
        api.post(TEST, """{"key":"older-users","name":"c","unbounded":true}""").status shouldBe 201
        api.post("$TEST/older-users/users", """{"included":{"add":["a"]},"excluded":{"add":["b"]}}""").let { it.status to it.text } shouldBe
            (204 to "")
        api.get("$TEST/older-users/users/a").text shouldBe """{"userKey":"a","included":true,"excluded":false}"""
        api.get("$TEST/older-users/contexts/b").text shouldBe """{"userKey":"b","included":false,"excluded":true}"""
        api.post("$TEST/older-users/users", """{"included":{"add":["b"]}}""").status shouldBe 400
        api.post(TEST, """{"key":"older-firms","name":"f","unbounded":true,"unboundedContextKind":"org"}""").status shouldBe 201
        api.post("$TEST/older-firms/users", """{"included":{"add":["a"]}}""").status shouldBe 400
        api.get("$TEST/older-firms/users/a").status shouldBe 400
        created("older-few")
        api.get("$TEST/older-few/users/a").status shouldBe 400
        api.get("$TEST/none/users/a").status shouldBe 404
    }

    test("contexts are evaluated against all segments of the environment") {
        api.post("projects/default/environments/test/segments/evaluate", """{"kind":"multi"}""").status shouldBe 400
        created("e-list")
        patched("e-list", """{"kind":"addIncludedUsers","values":["anna"]}""", """{"kind":"addExcludedUsers","values":["bert"]}""")
        created("e-rule")
        fun clause(attribute: String, op: String, values: String, negate: Boolean = false, kind: String = "user") =
            """{"contextKind":"$kind","attribute":"$attribute","op":"$op","negate":$negate,"values":$values}"""
        patched(
            "e-rule",
            """{"kind":"addRule","clauses":[${clause("country", "in", "[\"ES\"]")},${clause("age", "greaterThanOrEqual", "[18]")}]}""",
            """{"kind":"addRule","clauses":[${clause("segmentMatch", "segmentMatch", "[\"e-list\"]")}]}""",
            """{"kind":"addRule","clauses":[${clause("/plan/name", "startsWith", "[\"pro\"]", kind = "org")}]}""",
            """{"kind":"addExcludedUsers","values":["carl"]}""",
        )
        fun members(context: String) = api.post("projects/default/environments/test/segments/evaluate", context)["items"]!!.jsonArray
            .filter { it.string("key").startsWith("e-") && it.string("isMember") == "true" }
            .map { "${it.string("key")} ${it.string("isIndividuallyTargeted")} ${it.string("isRuleTargeted")}" }
        members("""{"kind":"user","key":"anna"}""") shouldContainExactly listOf("e-list true false", "e-rule false true")
        members("""{"kind":"user","key":"bert","country":"ES","age":18}""") shouldContainExactly listOf("e-rule false true")
        members("""{"kind":"user","key":"bert","country":"ES","age":17}""") shouldContainExactly emptyList()
        members("""{"kind":"user","key":"carl","country":"ES","age":18}""") shouldContainExactly emptyList()
        members("""{"kind":"multi","user":{"key":"x"},"org":{"key":"o","plan":{"name":"pro-2"}}}""") shouldContainExactly
            listOf("e-rule false true")
        members("""{"key":"x"}""") shouldContainExactly emptyList()
    }

    context("clauses compare") {
        created("clauses")
        val rule = patched("clauses", """{"kind":"addRule","clauses":[]}""")["rules"]!!.jsonArray.single().string("_id")
        fun isMember() = api.post(
            "projects/default/environments/test/segments/evaluate",
            """{"kind":"user","key":"k","n":5,"t":"Hello","list":["a","b"],"v":"2.0.0-beta.2","at":"2024-01-02T00:00:00Z","yes":true}""",
        )["items"]!!.jsonArray.first { it.string("key") == "clauses" }.string("isMember").toBoolean()
        listOf(
            Triple("t", "in", "[\"hello\"]") to false,
            Triple("t", "in", "[\"x\",\"Hello\"]") to true,
            Triple("n", "in", "[5.0]") to true,
            Triple("yes", "in", "[true]") to true,
            Triple("list", "in", "[\"b\"]") to true,
            Triple("t", "endsWith", "[\"llo\"]") to true,
            Triple("t", "contains", "[\"ell\"]") to true,
            Triple("t", "matches", "[\"^H.*o$\"]") to true,
            Triple("t", "matches", "[\"(\"]") to false,
            Triple("n", "lessThan", "[5]") to false,
            Triple("n", "lessThanOrEqual", "[5]") to true,
            Triple("n", "greaterThan", "[4.5]") to true,
            Triple("t", "greaterThan", "[4]") to false,
            Triple("at", "before", "[1704153600001]") to true,
            Triple("at", "after", "[\"2024-01-01T00:00:00+01:00\"]") to true,
            Triple("t", "after", "[1]") to false,
            Triple("v", "semVerEqual", "[\"2.0.0-beta.2+b\"]") to true,
            Triple("v", "semVerLessThan", "[\"2\"]") to true,
            Triple("v", "semVerLessThan", "[\"2.0.0-beta.11\"]") to true,
            Triple("v", "semVerGreaterThan", "[\"2.0.0-alpha\"]") to true,
            Triple("v", "semVerGreaterThan", "[\"2.0.0-beta.x\"]") to false,
            Triple("absent", "in", "[\"x\"]") to false,
        ).forEach { (said, holds) ->
            val (attribute, op, values) = said
            test("$attribute $op $values") {
                fun with(negate: Boolean) = api.patch(
                    "$TEST/clauses",
                    """[{"op":"replace","path":"/rules","value":[{"_id":"$rule",
                        "clauses":[{"attribute":"$attribute","op":"$op","values":$values,"negate":$negate}]}]}]""",
                ).also { it.status shouldBe 200 }
                with(negate = false)
                isMember() shouldBe holds
                with(negate = true)
                isMember() shouldBe (!holds && attribute != "absent")
            }
        }
        test("a weight takes its part, the same each time") {
            fun members(weight: Int): Int {
                api.patch("$TEST/clauses", """[{"op":"replace","path":"/rules","value":[{"weight":$weight,"clauses":[]}]}]""")
                return (1..200).count { number ->
                    api.post("projects/default/environments/test/segments/evaluate", """{"kind":"user","key":"k$number"}""")["items"]!!
                        .jsonArray.first { it.string("key") == "clauses" }.string("isMember").toBoolean()
                }
            }
            members(0) shouldBe 0
            members(100_000) shouldBe 200
            val half = members(50_000)
            (half in 70..130) shouldBe true
            members(50_000) shouldBe half
        }
    }
})
