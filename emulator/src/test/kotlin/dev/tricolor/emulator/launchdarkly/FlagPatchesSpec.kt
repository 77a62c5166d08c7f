package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.Exchange
import dev.tricolor.emulator.SettableClock
import dev.tricolor.emulator.member
import dev.tricolor.emulator.string
import dev.tricolor.emulator.texts
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.string.shouldContain
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject

private const val CLAUSE = """{"attribute":"country","op":"in","values":["ES"],"negate":false}"""
private const val MEMBER = "569f183514f4432160000007"

/** A flag of three variations, `a`, `b` and `c`. */
private class Three(private val project: TestProject, val key: String) {
    init {
        project.flag(key, ""","variations":[{"value":"a"},{"value":"b","name":"B"},{"value":"c"}]""").status shouldBe 201
    }

    val ids = project.variationIds(key)
    val a = ids[0]
    val b = ids[1]
    val c = ids[2]
    val config: JsonElement? get() = project.config(key)
    val rules: List<JsonElement> get() = config.member("rules")!!.jsonArray
    val ruleIds: List<String> get() = rules.map { it.string("_id") }

    operator fun get(member: String): String = project.read(key).member(member).toString()

    fun config(member: String): String = config.member(member).toString()

    fun does(instructions: String): Exchange = project.patch(key, instructions).also { if (it.status != 200) error(it.text) }

    fun refuses(vararg instructions: String) = instructions.forEach {
        val before = project.read(key)
        // The first of the two could be carried out; all or nothing.
        val refused = project.patch(key, """{"kind":"updateDescription","value":"half"},$it""")
        refused.status shouldBe 400
        project.read(key) shouldBe before
    }
}

internal class FlagPatchesSpec : FunSpec({
    val project = project()
    val api = project.api

    fun three(key: String) = Three(project, key)

    test("a variation can be added in the patch that targets another one") {
        val flag = three("added")
        flag.does("""{"kind":"addVariation","value":"d"},{"kind":"addTargets","variationId":"${flag.c}","values":["ann"]}""")
        flag.config("targets") shouldBe """[{"contextKind":"user","values":["ann"],"variation":2}]"""
        project.variationIds(flag.key).take(3) shouldBe flag.ids
    }

    test("on, off, and what is there already changes nothing") {
        val flag = three("switch")
        flag.does("""{"kind":"turnFlagOn"}""")["environments"].member("production").member("version").toString() shouldBe "2"
        flag["_version"] shouldBe "2"
        flag.does("""{"kind":"turnFlagOn"}""")
        flag.config("version") shouldBe "2"
        flag["_version"] shouldBe "2"
        project.config("switch", "test").member("version").toString() shouldBe "1"
        flag.does("""{"kind":"turnFlagOff"},{"kind":"updateTrackEvents","trackEvents":true}""")
        flag.does("""{"kind":"updateTrackEventsFallthrough","trackEvents":true}""")
        listOf("on", "trackEvents", "trackEventsFallthrough", "version").map(flag::config) shouldContainExactly
            listOf("false", "true", "true", "4")
        flag.does("""{"kind":"updateName","value":"New"}""")
        flag.config("version") shouldBe "4"
        flag["_version"] shouldBe "5"
    }

    test("rules: added, ordered, changed, removed") {
        val flag = three("rules")
        flag.does("""{"kind":"addRule","clauses":[$CLAUSE],"variationId":"${flag.a}","description":"first","ref":"r"}""")
        val (first) = flag.ruleIds
        flag.does(
            """{"kind":"addRule","beforeRuleId":"$first","clauses":[$CLAUSE],"rolloutWeights":{"${flag.b}":1,"${flag.c}":99999},
                "rolloutBucketBy":"city","rolloutContextKind":"organization"}""",
        )
        val (second) = flag.ruleIds
        flag.rules[0].member("rollout").toString() shouldBe
            """{"variations":[{"variation":1,"weight":1},{"variation":2,"weight":99999}],"bucketBy":"city","contextKind":"organization"}"""
        flag.rules[1].string("description") shouldBe "first"
        flag.does("""{"kind":"reorderRules","ruleIds":["$first","$second"]}""")
        flag.ruleIds shouldContainExactly listOf(first, second)
        flag.does("""{"kind":"updateRuleVariationOrRollout","ruleId":"$first","rolloutWeights":{"${flag.a}":100000}}""")
        flag.rules[0].jsonObject.keys.contains("variation") shouldBe false
        flag.does("""{"kind":"updateRuleVariationOrRollout","ruleId":"$first","variationId":"${flag.c}"}""")
        flag.does("""{"kind":"updateRuleDescription","ruleId":"$first","description":"d"}""")
        flag.does("""{"kind":"updateRuleTrackEvents","ruleId":"$first","trackEvents":true}""")
        flag.rules[0].let { "${it.member("variation")} ${it.string("description")} ${it.member("trackEvents")}" } shouldBe "2 d true"
        flag.refuses(
            """{"kind":"reorderRules","ruleIds":["$first"]}""", """{"kind":"reorderRules","ruleIds":["$first","x"]}""",
            """{"kind":"updateRuleDescription","ruleId":"x","description":"d"}""",
            """{"kind":"updateRuleTrackEvents","ruleId":"$first"}""",
            """{"kind":"addRule","clauses":[$CLAUSE]}""", """{"kind":"addRule","variationId":"${flag.a}"}""",
            """{"kind":"addRule","clauses":[$CLAUSE],"variationId":"${flag.a}","rolloutWeights":{"${flag.a}":100000}}""",
            """{"kind":"addRule","clauses":[$CLAUSE],"rolloutWeights":{"${flag.a}":99999}}""",
            """{"kind":"addRule","clauses":[$CLAUSE],"rolloutWeights":{"${flag.a}":100001,"${flag.b}":-1}}""",
            """{"kind":"addRule","clauses":[$CLAUSE],"variationId":"x"}""",
            """{"kind":"addRule","clauses":[{}],"variationId":"${flag.a}"}""",
            """{"kind":"addRule","clauses":[$CLAUSE],"variationId":"${flag.a}","beforeRuleId":"x"}""", """{"kind":"replaceRules"}""",
        )
        flag.does("""{"kind":"removeRule","ruleId":"$first"},{"kind":"removeRule","ruleId":"nobody"}""")
        flag.ruleIds shouldContainExactly listOf(second)
        flag.does("""{"kind":"replaceRules","rules":[{"clauses":[$CLAUSE],"variationId":"${flag.b}","trackEvents":true}]}""")
        flag.ruleIds.single() shouldNotBe second
    }

    test("clauses: added, changed, removed, and their values") {
        val flag = three("clauses")
        flag.does("""{"kind":"addRule","clauses":[$CLAUSE],"variationId":"${flag.a}"}""")
        val (rule) = flag.ruleIds
        fun clauses() = flag.rules.single().member("clauses")!!.jsonArray
        flag.does("""{"kind":"addClauses","ruleId":"$rule","clauses":[{"attribute":"age","op":"lessThan","values":[3]}]}""")
        val (first, second) = clauses().map { it.string("_id") }
        flag.does("""{"kind":"addValuesToClause","ruleId":"$rule","clauseId":"$first","values":["PT","ES"]}""")
        flag.does("""{"kind":"removeValuesFromClause","ruleId":"$rule","clauseId":"$second","values":[3,4]}""")
        clauses().map { it.member("values").toString() } shouldContainExactly listOf("""["ES","PT"]""", "[]")
        flag.does(
            """{"kind":"updateClause","ruleId":"$rule","clauseId":"$first",
                "clause":{"_id":"mine","attribute":"x","op":"in","values":[1],"negate":true}}""",
        )
        clauses()[0].let { listOf(it.string("_id"), it.string("attribute"), it.member("negate").toString()) } shouldContainExactly
            listOf(first, "x", "true")
        flag.refuses(
            """{"kind":"addClauses","ruleId":"x","clauses":[$CLAUSE]}""", """{"kind":"addClauses","ruleId":"$rule"}""",
            """{"kind":"updateClause","ruleId":"$rule","clauseId":"x","clause":$CLAUSE}""",
            """{"kind":"updateClause","ruleId":"$rule","clauseId":"$first"}""",
            """{"kind":"addValuesToClause","ruleId":"$rule","clauseId":"$first","values":"x"}""",
            """{"kind":"removeValuesFromClause","ruleId":"$rule","clauseId":"x","values":["x"]}""",
        )
        flag.does("""{"kind":"removeClauses","ruleId":"$rule","clauseIds":["$first","nobody"]}""")
        clauses().map { it.string("_id") } shouldContainExactly listOf(second)
    }

    test("targets: of users and of others, each key in one variation") {
        val flag = three("targets")
        flag.does(
            """{"kind":"addTargets","variationId":"${flag.a}","values":["ann","bob"]},{"kind":"addUserTargets","variationId":"${flag.a}",
                "values":["bob","carol"]},{"kind":"addTargets","variationId":"${flag.b}","values":["ann"],"contextKind":"organization"}""",
        )
        flag.config("targets") shouldBe """[{"contextKind":"user","values":["ann","bob","carol"],"variation":0}]"""
        flag.config("contextTargets") shouldBe """[{"contextKind":"organization","values":["ann"],"variation":1}]"""
        flag.refuses(
            """{"kind":"addTargets","variationId":"${flag.b}","values":["carol"]}""",
            """{"kind":"addUserTargets","variationId":"${flag.b}","values":["ann"]}""",
            """{"kind":"addTargets","variationId":"x","values":["dan"]}""", """{"kind":"addTargets","variationId":"${flag.a}"}""",
            """{"kind":"replaceTargets","targets":[{"variationId":"${flag.a}","values":["x"]},
                {"variationId":"${flag.b}","values":["x"]}]}""",
            """{"kind":"replaceUserTargets","targets":[{"variationId":"${flag.a}","values":[]}]}""",
        )
        flag.does(
            """{"kind":"removeTargets","variationId":"${flag.a}","values":["bob","nobody"]},
               {"kind":"removeUserTargets","variationId":"${flag.a}","values":["carol"]},
               {"kind":"addTargets","variationId":"${flag.c}","values":["bob"]}""",
        )
        flag.config("targets") shouldBe """[{"contextKind":"user","values":["ann"],"variation":0},""" +
            """{"contextKind":"user","values":["bob"],"variation":2}]"""
        flag.does("""{"kind":"clearUserTargets","variationId":"${flag.a}"}""")
        flag.config("targets") shouldBe """[{"contextKind":"user","values":["bob"],"variation":2}]"""
        flag.does(
            """{"kind":"replaceUserTargets","targets":[{"variationId":"${flag.a}","values":["x"]},{"variationId":"${flag.b}","values":["y"]},
                {"variationId":"${flag.c}","values":[]}]}""",
        )
        flag.config("contextTargets") shouldBe """[{"contextKind":"organization","values":["ann"],"variation":1}]"""
        flag.does("""{"kind":"clearTargets","variationId":"${flag.b}"}""")
        flag.config("targets") + flag.config("contextTargets") shouldBe """[{"contextKind":"user","values":["x"],"variation":0}][]"""
        flag.does("""{"kind":"replaceTargets","targets":[{"contextKind":"device","variationId":"${flag.c}","values":["d"]}]}""")
        flag.config("targets") + flag.config("contextTargets") shouldBe """[][{"contextKind":"device","values":["d"],"variation":2}]"""
    }

    test("fallthrough and off variation") {
        val flag = three("fall")
        flag.does(
            """{"kind":"updateFallthroughVariationOrRollout","variationId":"${flag.b}"},
               {"kind":"updateOffVariation","variationId":"${flag.a}"}""",
        )
        flag.config("fallthrough") + flag.config("offVariation") shouldBe """{"variation":1}0"""
        flag.refuses(
            """{"kind":"updateFallthroughVariationOrRollout"}""", """{"kind":"updateOffVariation","variationId":"x"}""",
            """{"kind":"updateFallthroughVariationOrRollout","rolloutWeights":{"${flag.a}":50000}}""",
        )
    }

    test("prerequisites: no circle, no stranger, none twice") {
        val flag = three("needs")
        val other = three("needed")
        flag.does("""{"kind":"addPrerequisite","key":"needed","variationId":"${other.b}"}""")
        flag.does("""{"kind":"addPrerequisite","key":"needed","variationId":"${other.b}"}""")
        flag.config("prerequisites") shouldBe """[{"key":"needed","variation":1}]"""
        flag.does("""{"kind":"updatePrerequisite","key":"needed","variationId":"${other.c}"}""")
        flag.refuses(
            """{"kind":"addPrerequisite","key":"needed","variationId":"${other.a}"}""",
            """{"kind":"addPrerequisite","key":"nobody","variationId":"${other.a}"}""",
            """{"kind":"addPrerequisite","key":"needs","variationId":"${flag.a}"}""",
            """{"kind":"updatePrerequisite","key":"rules","variationId":"${three("rules-2").a}"}""",
            """{"kind":"replacePrerequisites","prerequisites":[{"key":"needed","variationId":"x"}]}""",
        )
        other.refuses("""{"kind":"addPrerequisite","key":"needs","variationId":"${flag.a}"}""")
        // The variation that is asked for cannot go; one before it can, and what is asked for stays the same.
        other.refuses(
            """{"kind":"updateOffVariation","variationId":"${other.a}"},{"kind":"updateDefaultVariation","offVariationValue":"a"},
               {"kind":"removeVariation","variationId":"${other.c}"}""",
        )
        other.does("""{"kind":"removeVariation","variationId":"${other.b}"}""")
        flag.config("prerequisites") shouldBe """[{"key":"needed","variation":1}]"""
        flag.does("""{"kind":"removePrerequisite","key":"needed"},{"kind":"removePrerequisite","key":"nobody"}""")
        val (another) = project.variationIds("rules")
        flag.does("""{"kind":"replacePrerequisites","prerequisites":[{"key":"rules","variationId":"$another"}]}""")
        flag.config("prerequisites") shouldBe """[{"key":"rules","variation":0}]"""
    }

    test("variations: added, changed, removed, and what is behind them moves up") {
        val flag = three("variations")
        flag.does("""{"kind":"addVariation","value":"d","name":"D","description":"fourth"}""")
        flag.does("""{"kind":"updateVariation","variationId":"${flag.b}","value":"bb","description":"changed"}""")
        flag.does("""{"kind":"updateDefaultVariation","OnVariationValue":"bb","offVariationValue":"d"}""")
        flag["defaults"] shouldBe """{"onVariation":1,"offVariation":3}"""
        flag.does("""{"kind":"updateFallthroughVariationOrRollout","variationId":"${flag.b}"}""")
        flag.refuses(
            """{"kind":"removeVariation","variationId":"${flag.b}"}""", """{"kind":"removeVariation","variationId":"x"}""",
            """{"kind":"addVariation"}""", """{"kind":"addVariation","value":"a"}""",
            """{"kind":"updateVariation","variationId":"${flag.b}","value":"a"}""", """{"kind":"updateDefaultVariation"}""",
            """{"kind":"updateDefaultVariation","onVariationValue":"zzz"}""",
        )
        // Elsewhere the first variation is still served.
        flag.refuses("""{"kind":"removeVariation","variationId":"${flag.a}"}""")
        project.semantic(
            "flags/default/variations",
            """{"environmentKey":"test","instructions":[{"kind":"updateFallthroughVariationOrRollout","variationId":"${flag.b}"}]}""",
        ).status shouldBe 200
        flag.does("""{"kind":"removeVariation","variationId":"${flag.a}"}""")
        flag["defaults"] shouldBe """{"onVariation":0,"offVariation":2}"""
        flag.config("fallthrough") shouldBe """{"variation":0}"""
        flag.config("offVariation") shouldBe "1"
        project.read("variations").member("variations")!!.jsonArray.map { it.string("value") } shouldContainExactly listOf("bb", "c", "d")
        flag["kind"] shouldBe "\"multivariate\""
    }

    test("what is not of an environment") {
        val flag = three("meta")
        flag.does(
            """{"kind":"updateName","value":"N"},{"kind":"updateDescription","value":"D"},{"kind":"addTags","values":["x","y","x"]},
               {"kind":"removeTags","values":["y","z"]},{"kind":"addCustomProperties","key":"k","name":"K","values":["1","2"]},
               {"kind":"addCustomProperties","key":"k","name":"K","values":["2","3"]},
               {"kind":"removeCustomProperties","key":"k","values":["1"]},
               {"kind":"replaceCustomProperties","key":"l","name":"L","values":["9"]},{"kind":"makeFlagPermanent"},
               {"kind":"turnOnClientSideAvailability","value":"usingEnvironmentId"},
               {"kind":"turnOffClientSideAvailability","value":"usingMobileKey"},{"kind":"updateMaintainerMember","value":"$MEMBER"},
               {"kind":"deprecateFlag"}""",
        )
        listOf("name", "description", "tags", "temporary", "maintainerId", "deprecated").map { flag[it] } shouldContainExactly
            listOf("\"N\"", "\"D\"", """["x"]""", "false", "\"$MEMBER\"", "true")
        flag["customProperties"] shouldBe """{"k":{"name":"K","value":["2","3"]},"l":{"name":"L","value":["9"]}}"""
        flag["clientSideAvailability"] shouldBe """{"usingMobileKey":false,"usingEnvironmentId":true}"""
        flag["deprecatedDate"] shouldNotBe "null"
        flag.does(
            """{"kind":"updateMaintainerTeam","value":"t"},{"kind":"removeCustomProperties","key":"k"},
               {"kind":"removeCustomProperties","key":"l","values":["9"]},{"kind":"makeFlagTemporary"},{"kind":"restoreDeprecatedFlag"}""",
        )
        val members = listOf("customProperties", "maintainerId", "maintainerTeamKey", "temporary", "deprecated", "deprecatedDate")
        members.map { flag[it] } shouldContainExactly listOf("{}", "null", "\"t\"", "true", "false", "null")
        flag.does("""{"kind":"removeMaintainer"},{"kind":"archiveFlag"}""")
        listOf("maintainerTeamKey", "archived").map { flag[it] } shouldContainExactly listOf("null", "true")
        flag["archivedDate"] shouldNotBe "null"
        flag.config("archived") shouldBe "true"
        flag.does("""{"kind":"restoreFlag"}""")
        listOf("archived", "archivedDate").map { flag[it] } shouldContainExactly listOf("false", "null")
        flag.refuses(
            """{"kind":"updateName","value":" "}""", """{"kind":"addTags","values":["a b"]}""", """{"kind":"addTags"}""",
            """{"kind":"updateMaintainerMember","value":"me"}""", """{"kind":"turnOnClientSideAvailability","value":"everything"}""",
            """{"kind":"addCustomProperties","key":"k","values":["1"]}""", """{"kind":"fly"}""", "{}",
        )
        flag.does("""{"kind":"deleteFlag"}""")["key"].toString() shouldBe "\"meta\""
        api.get("flags/default/meta").status shouldBe 404
    }

    test("a semantic patch is one only when it says so, has instructions, and an environment where it needs one") {
        three("form")
        val on = """{"environmentKey":"production","instructions":[{"kind":"turnFlagOn"}]}"""
        val refused = api.patch("flags/default/form", on)
        refused.status shouldBe 400
        refused.body.string("code") shouldBe "invalid_request"
        project.semantic("flags/default/form", on).status shouldBe 200
        project.semantic("flags/default/form", """{"instructions":[]}""").status shouldBe 400
        project.semantic("flags/default/form", """{"instructions":[{"kind":"turnFlagOn"}]}""").message shouldBe "environmentKey is required"
        project.semantic("flags/default/form", on.replace("production", "nope")).status shouldBe 404
    }

    test("a dry run tells what would be, and changes nothing") {
        three("dry")
        val before = project.read("dry")
        val preview = project.patch("dry", """{"kind":"turnFlagOn"}""", "?dryRun=true&ignoreConflicts=true")
        preview["environments"].member("production").member("on").toString() shouldBe "true"
        project.patch("dry", """{"kind":"deleteFlag"}""", "?dryRun=true").status shouldBe 200
        project.patch("dry", """{"kind":"fly"}""", "?dryRun=true").status shouldBe 400
        api.patch("flags/default/dry?dryRun=true", """[{"op":"replace","path":"/name","value":"x"}]""").body.string("name") shouldBe "x"
        project.read("dry") shouldBe before
        project.patch("dry", """{"kind":"turnFlagOn"}""", "?dryRun=maybe").status shouldBe 400
    }

    test("a JSON patch changes the representation, alone or with a comment") {
        val flag = three("json")
        api.patch(
            "flags/default/json",
            """[{"op":"replace","path":"/environments/production/on","value":true},{"op":"add","path":"/tags/0","value":"t"},
                {"op":"add","path":"/tags/-","value":"u"},{"op":"test","path":"/name","value":"Flag json"},
                {"op":"add","path":"/environments/production/rules/0","value":{"variation":1,"clauses":[$CLAUSE]}},
                {"op":"replace","path":"/environments/production/fallthrough",
                 "value":{"rollout":{"variations":[{"variation":0,"weight":1},{"variation":2,"weight":99999}]}}},
                {"op":"add","path":"/environments/production/targets/-","value":{"values":["ann"],"variation":1}}]""",
        ).status shouldBe 200
        listOf("on", "version").map(flag::config) shouldContainExactly listOf("true", "2")
        project.read("json").member("tags").texts() shouldContainExactly listOf("t", "u")
        flag.rules.single().member("trackEvents").toString() shouldBe "false"
        flag.rules.single().member("clauses")!!.jsonArray.single().jsonObject.containsKey("_id") shouldBe true
        api.patch(
            "flags/default/json",
            """{"comment":"c","patch":[{"op":"replace","path":"/description","value":null},
                {"op":"remove","path":"/environments/test/offVariation"}]}""",
        ).status shouldBe 200
        flag["description"] shouldBe "null"
        project.config("json", "test").member("offVariation") shouldBe null
    }

    context("JSON patches that are refused") {
        val flag = three("json-bad")
        fun operation(op: String, path: String, value: String = "1") = """[{"op":"$op","path":"$path","value":$value}]"""
        listOf(
            operation("remove", "/maintainerId") to "invalid_patch",
            operation("replace", "/environments/production/rules/0") to "invalid_patch",
            operation("replace", "/tags/7") to "invalid_patch",
            operation("replace", "/key", "\"x\"") to "invalid_patch",
            operation("replace", "/_version") to "invalid_patch",
            operation("test", "/name", "\"x\"") to "invalid_patch",
            operation("move", "/name") to "invalid_patch",
            """{"patch":{}}""" to "invalid_patch",
            operation("replace", "/environments/production/version", "9") to "invalid_request",
            operation("add", "/environments/production/fun") to "invalid_request",
            operation("add", "/environments/staging", "{}") to "invalid_request",
            operation("replace", "/environments", "[]") to "invalid_request",
            operation("replace", "/environments/production", "7") to "invalid_request",
            operation("replace", "/environments/production/on", "\"yes\"") to "invalid_request",
            operation("replace", "/environments/production/offVariation", "3") to "invalid_request",
            operation("replace", "/environments/production/fallthrough", "{}") to "invalid_request",
            operation("replace", "/environments/test/fallthrough", """{"variation":0,"rollout":{"variations":[]}}""") to "invalid_request",
            operation("add", "/environments/production/rules/-", """{"variation":0}""") to "invalid_request",
            operation("replace", "/environments/test/targets", """[{"variation":0,"values":["a"]},{"variation":1,"values":["a"]}]""") to
                "invalid_request",
            operation("add", "/environments/production/prerequisites/-", """{"key":"json-bad","variation":0}""") to "invalid_request",
            operation("replace", "/variations/0/value", "\"b\"") to "invalid_request",
            operation("replace", "/variations", "7") to "invalid_request",
            operation("replace", "/defaults", "{}") to "invalid_request",
            operation("replace", "/name", "null") to "invalid_request",
            operation("replace", "/tags/-", "7") to "invalid_patch",
            operation("replace", "/tags", "[7]") to "invalid_request",
            operation("replace", "/clientSideAvailability", "{}") to "invalid_request",
            "7" to "invalid_request",
        ).forEach { (body, code) ->
            test(body) {
                val before = project.read(flag.key)
                val refused = api.patch("flags/default/json-bad", body)
                refused.status shouldBe 400
                refused.body.string("code") shouldBe code
                project.read(flag.key) shouldBe before
            }
        }
        test("the salt") {
            api.patch("flags/default/json-bad", operation("replace", "/environments/production/salt", "\"x\"")).message shouldBe
                "Flag salt cannot be modified"
        }
    }

    test("a merge patch puts fields in the place of what is there, and null clears") {
        val flag = three("merge")
        api.patch("flags/default/merge", """{"description":"d","environments":{"test":{"on":true}}}""").status shouldBe 200
        project.config("merge", "test").let { "${it.member("on")} ${it.member("version")} ${it.member("fallthrough")}" } shouldBe
            """true 2 {"variation":0}"""
        flag.config("version") shouldBe "1"
        api.patch("flags/default/merge", """{"comment":"c","merge":{"description":null,"tags":["x"]}}""").status shouldBe 200
        listOf("description", "tags").map { flag[it] } shouldContainExactly listOf("null", """["x"]""")
        listOf(
            """{"key":"x"}""", """{"merge":7}""", """{"environments":{"staging":{}}}""", """{"environments":null}""",
            """{"environments":{"test":{"on":null}}}""", """{"temporary":"no"}""",
        ).forEach { api.patch("flags/default/merge", it).status shouldBe 400 }
    }

    test("expiring targets are carried out as far as they can be, and go when their time comes") {
        val clock = SettableClock()
        TestProject(clock).use { timed ->
            val flag = Three(timed, "expiring")
            val path = "flags/default/expiring/expiring-targets/production"
            flag.does(
                """{"kind":"addTargets","variationId":"${flag.a}","values":["ann","bob"]},
                   {"kind":"addTargets","variationId":"${flag.b}","values":["acme"],"contextKind":"organization"}""",
            )
            val at = clock.now + 1_000
            fun instruction(kind: String, key: String, more: String, variation: String = flag.a) =
                """{"kind":"$kind","contextKey":"$key","variationId":"$variation"$more}"""
            val patched = timed.semantic(
                path,
                """{"instructions":[${instruction("addExpiringTarget", "ann", ""","contextKind":"user","value":$at""")},
                    ${instruction("addExpiringTarget", "nobody", ""","value":$at""")},
                    ${instruction("addExpiringTarget", "acme", ""","contextKind":"organization","value":$at""", flag.b)},
                    ${instruction("addExpiringTarget", "bob", ""","value":1""")},
                    ${instruction("addExpiringTarget", "ann", ""","value":$at""")},
                    ${instruction("updateExpiringTarget", "ann", ""","value":${at + 1},"version":1""")},
                    ${instruction("updateExpiringTarget", "ann", ""","value":${at + 1},"version":1""")},
                    ${instruction("updateExpiringTarget", "bob", ""","value":$at""")},
                    ${instruction("addExpiringTarget", "bob", ""","value":$at""")},
                    ${instruction("removeExpiringTarget", "bob", "")}]}""",
            )
            patched.status shouldBe 200
            listOf("totalInstructions", "successfulInstructions", "failedInstructions").map { patched[it].toString() } shouldContainExactly
                listOf("10", "5", "5")
            patched["errors"]!!.jsonArray.map { it.member("instructionIndex").toString() } shouldContainExactly
                listOf("1", "3", "4", "6", "7")
            timed.api.get(path)["items"]!!.jsonArray.map { "${it.string("contextKey")} ${it.string("_version")}" } shouldContainExactly
                listOf("acme 1", "ann 2")
            timed.api.patch(path, """{"instructions":[${instruction("removeExpiringTarget", "ann", "")}]}""").status shouldBe 400
            val malformed = listOf("fly" to flag.a, "addExpiringTarget" to flag.a, "removeExpiringTarget" to "z")
            malformed.map { (kind, variation) -> instruction(kind, "ann", "", variation) }
                .forEach { timed.semantic(path, """{"instructions":[$it]}""").status shouldBe 400 }
            clock.now = at
            flag.config("contextTargets") shouldBe "[]"
            flag.config("targets") shouldContain "ann"
            clock.now = at + 1
            flag.config("targets") shouldBe """[{"contextKind":"user","values":["bob"],"variation":0}]"""
            timed.api.get(path)["items"].toString() shouldBe "[]"
        }
    }

    test("expiring targets in the older words are those that are users, and go when their time comes") {
        val clock = SettableClock()
        TestProject(clock).use { timed ->
            val flag = Three(timed, "expiring")
            val path = "flags/default/expiring/expiring-user-targets/production"
            flag.does("""{"kind":"addTargets","variationId":"${flag.a}","values":["ann","bob"]}""")
            val at = clock.now + 1_000
            fun instruction(kind: String, key: String, more: String) =
                """{"kind":"$kind","userKey":"$key","variationId":"${flag.a}"$more}"""
            val patched = timed.semantic(
                path,
                """{"instructions":[${instruction("addExpireUserTargetDate", "ann", ""","value":$at""")},
                    ${instruction("addExpireUserTargetDate", "bob", ""","value":$at""")},
                    ${instruction("addExpireUserTargetDate", "nobody", ""","value":$at""")},
                    ${instruction("removeExpireUserTargetDate", "bob", "")}]}""",
            )
            patched.status shouldBe 200
            patched["errors"]!!.jsonArray.map { it.member("instructionIndex").toString() } shouldContainExactly listOf("2")
            timed.api.get(path)["items"]!!.jsonArray.single().string("userKey") shouldBe "ann"
            timed.api.get("flags/default/expiring/expiring-targets/production")["items"]!!.jsonArray.single().string("contextKey") shouldBe
                "ann"
            timed.semantic(path, """{"instructions":[${instruction("addExpiringTarget", "ann", "")}]}""").status shouldBe 400
            clock.now = at
            flag.config("targets") shouldBe """[{"contextKind":"user","values":["bob"],"variation":0}]"""
            timed.api.get(path)["items"].toString() shouldBe "[]"
        }
    }
})
