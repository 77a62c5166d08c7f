package dev.tricolor.emulator.optimizely

import dev.tricolor.emulator.Exchange
import dev.tricolor.emulator.json
import dev.tricolor.emulator.member
import dev.tricolor.emulator.string
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.jsonArray

private fun TestShop.feature(members: String): Exchange = api.post("features", """{"project_id":$project,$members}""")

private fun JsonElement.rule(environment: String): JsonElement =
    member("environments").member(environment).member("rollout_rules")!!.jsonArray.single()

internal class FeaturesSpec : FunSpec({
    val shop = shop()
    val audience = shop.api.post("audiences", """{"project_id":${shop.project},"name":"a"}""").id()

    test("a feature begins in all environments, for nobody") {
        val made = shop.feature(""""key":"plain"""").also { it.status shouldBe 201 }.json
        made.string("name") shouldBe "plain"
        made.rule("Production").string("enabled") shouldBe "false"
        made.rule("Development").string("audience_conditions") shouldBe "everyone"
        made.member("environments").member("Production").string("is_primary") shouldBe "true"
        shop.api.get("features/${made.id()}").json shouldBe made
    }

    test("audiences are said in one way, and told in both") {
        val old = """{"Production":{"rollout_rules":[{"audience_ids":[$audience],"enabled":true,"percentage_included":100}]}}"""
        val made = shop.feature(""""key":"old","environments":$old""").json
        made.rule("Production").string("audience_conditions") shouldBe """["or", {"audience_id": $audience}]"""
        val conditions = """[\"not\",{\"audience_id\":$audience}]"""
        val new = """{"production":{"rollout_rules":[{"audience_conditions":"$conditions"}]}}"""
        val changed = shop.api.patch("features/${made.id()}", """{"environments":$new}""").json
        changed.rule("Production").string("audience_conditions") shouldBe """["not", {"audience_id": $audience}]"""
        changed.rule("Production").member("audience_ids") shouldBe json("[$audience]")
        changed.rule("Production").string("enabled") shouldBe "false"
    }

    test("a change finds variables by their ids and leaves the rest") {
        val variable = { key: String -> """{"key":"$key","type":"integer","default_value":"1"}""" }
        val made = shop.feature(""""key":"varied","variables":[${variable("a")},${variable("b")}]""").json
        val second = made.member("variables")!!.jsonArray[1].id()
        val changes = """[{"id":$second,"default_value":"2","archived":true},${variable("c")}]"""
        val changed = shop.api.patch("features/${made.id()}", """{"variables":$changes,"project_id":1}""").json
        val told = changed.member("variables")!!.jsonArray
            .map { "${it.string("key")} ${it.string("default_value")} ${it.string("archived")}" }
        told shouldContainExactly listOf("a 1 false", "b 2 true", "c 1 false")
        val change = { one: String -> shop.api.patch("features/${made.id()}", """{"variables":[$one]}""") }
        change("""{"id":7,"key":"d"}""").shouldRefuse("variables[0].id")
        change("""{"id":$second,"default_value":"two"}""").shouldRefuse("variables[0].default_value")
        change("""{"id":$second,"key":"a"}""").shouldRefuse("variables")
        val asNew = change("""{"id":null,"key":"e","type":"string","default_value":""}""").json
        asNew.member("variables")!!.jsonArray.map { it.string("key") } shouldContainExactly listOf("a", "b", "c", "e")
        val third = asNew.member("variables")!!.jsonArray[2].id()
        change("""{"id":$third,"description":"x"},{"id":$third,"description":"y"}""").shouldRefuse("variables")
    }

    test("an environment keeps what is not said of it, and what was answered can be sent back") {
        val rules = """{"Production":{"rollout_rules":[{"audience_ids":[$audience],"enabled":true,"percentage_included":100}]}}"""
        val made = shop.feature(""""key":"kept","environments":$rules""").json
        made.rule("Development").member("audience_ids") shouldBe json("[$audience]")
        made.rule("Development").string("enabled") shouldBe "false"
        val path = "features/${made.id()}"
        val back = shop.api.patch(path, made.toString()).also { it.status shouldBe 200 }.json
        back.member("environments") shouldBe made.member("environments")
        shop.api.patch(path, """{"environments":{"Production":{}}}""").json.member("environments") shouldBe made.member("environments")
        val everyone = """{"environments":{"Production":{"rollout_rules":[{"enabled":true}]}}}"""
        shop.api.patch(path, everyone).json.rule("Development").string("audience_conditions") shouldBe "everyone"
        shop.api.patch(path, """{"environments":{"Production":{"rollout_rules":[]}}}""").json
            .member("environments").member("Production").member("rollout_rules") shouldBe json("[]")
    }

    test("deleting puts away, and keys stay taken") {
        val made = shop.feature(""""key":"gone"""").id()
        shop.api.delete("features/$made").status shouldBe 204
        shop.api.delete("features/$made").status shouldBe 204
        shop.api.get("features/$made").json.string("archived") shouldBe "true"
        shop.feature(""""key":"gone"""").shouldRefuse("key")
        shop.api.patch("features/$made", """{"archived":false}""").json.string("archived") shouldBe "false"
        shop.api.get("features?project_id=${shop.project}").keys().contains("gone") shouldBe true
        shop.api.delete("features/1").status shouldBe 404
    }

    context("what cannot be is refused, by its members") {
        withData(
            nameFn = { it.first },
            """"key":"a b"""" to "key",
            """"key":"x","variables":[{"key":"v","type":"boolean","default_value":"yes"}]""" to "variables[0].default_value",
            """"key":"x","variables":[{"key":"v","type":"integer","default_value":"+5"}]""" to "variables[0].default_value",
            """"key":"x","variables":[{"key":"v","type":"double","default_value":"1f"}]""" to "variables[0].default_value",
            """"key":"x","variables":[{"key":"v","type":"json","default_value":"{a:1}"}]""" to "variables[0].default_value",
            """"key":"x","variables":[{"key":"v","type":"color","default_value":"1"}]""" to "variables[0].type",
            """"key":"x","variables":[{"key":"v","type":"string"}]""" to "variables[0].default_value",
            """"key":"x","environments":{"moon":{"rollout_rules":[]}}""" to "environments.moon",
            """"key":"x","environments":{"Production":{"rollout_rules":[{},{}]}}""" to "environments.Production.rollout_rules",
            """"key":"x","environments":{"Production":{"rollout_rules":[{"percentage_included":10001}]}}""" to
                "environments.Production.rollout_rules[0].percentage_included",
            """"key":"x","environments":{"Production":{"rollout_rules":[{"audience_ids":[1]}]}}""" to
                "environments.Production.rollout_rules[0].audience_ids",
            """"key":"x","environments":{"Production":{"rollout_rules":[{"audience_conditions":"[\"xor\"]"}]}}""" to
                "environments.Production.rollout_rules[0].audience_conditions",
        ) { (members, member) -> shop.feature(members).shouldRefuse(member) }

        test("other audiences than the primary environment's") {
            val rules = """{"Production":{"rollout_rules":[{}]},"Development":{"rollout_rules":[{"audience_ids":[$audience]}]}}"""
            shop.feature(""""key":"x","environments":$rules""").shouldRefuse("environments")
        }
    }

    test("web projects have no features") {
        val web = shop.project("web")
        shop.api.post("features", """{"project_id":$web,"key":"x"}""").status shouldBe 403
        shop.api.get("features?project_id=$web").status shouldBe 403
    }

    test("SDKs are told of it") {
        val other = shop.project("custom")
        shop.api.post("features", """{"project_id":$other,"key":"told"}""").status shouldBe 201
        val key = shop.datafile(shop.environments(other).first()).string("sdk_key")
        (shop.cdn.get("$key.json")["featureFlags"] as JsonArray).single().string("key") shouldBe "told"
    }
})
