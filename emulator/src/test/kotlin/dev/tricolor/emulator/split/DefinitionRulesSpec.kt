package dev.tricolor.emulator.split

import dev.tricolor.emulator.json
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

class DefinitionRulesSpec : FunSpec({
    val account = account()
    val path = "splits/ws/${account.workspace}/checked/environments/Production"
    account.flag("checked")
    account.activeSegment("employees")
    account.segment("elsewhere")

    fun with(changes: String): String = JsonObject((json(DEFINITION) as JsonObject) + (json(changes) as JsonObject)).toString()

    fun rule(matcher: String): String =
        with("""{"rules":[{"condition":{"combiner":"AND","matchers":[$matcher]},"buckets":[{"treatment":"on","size":100}]}]}""")

    fun treatments(count: Int): String = (1..count).joinToString(",") { """{"name":"t$it"}""" }

    context("refuses") {
        listOf(
            """{"treatments":null}""" to "treatments: is required",
            """{"treatments":[]}""" to "treatments: must be 1 to 20, are 0",
            """{"treatments":[${treatments(21)}]}""" to "treatments: must be 1 to 20, are 21",
            """{"treatments":[{"name":"on"},{"name":"off"},{"name":"on"}]}""" to "treatments[2].name: 'on' is there twice",
            """{"treatments":[{"name":"on"},{"name":"off"},{"name":"control"}]}""" to "treatments[2].name: 'control' is reserved",
            """{"treatments":[{"name":"on"},{"name":"off"},{}]}""" to "treatments[2].name: is required",
            """{"treatments":[{"name":"on"},{"name":"off"},1]}""" to "treatments[2]: must be an object",
            """{"treatments":[{"name":"on","configurations":{"a":1}},{"name":"off"}]}""" to
                "treatments[0].configurations: must be a string",
            """{"treatments":[{"name":"on","keys":[1]},{"name":"off"}]}""" to "treatments[0].keys: must be an array of strings",
            """{"treatments":[{"name":"on","segments":["elsewhere"]},{"name":"off"}]}""" to
                "treatments[0].segments: there is no segment 'elsewhere' in environment Production",
            """{"defaultTreatment":null}""" to "defaultTreatment: is required",
            """{"defaultTreatment":"none"}""" to "defaultTreatment: 'none' is not a treatment; treatments are 'on', 'off'",
            """{"baselineTreatment":"none"}""" to "baselineTreatment: 'none' is not a treatment",
            """{"trafficAllocation":101}""" to "trafficAllocation: must be a whole number from 0 to 100, is 101",
            """{"trafficAllocation":-1}""" to "trafficAllocation",
            """{"trafficAllocation":"50"}""" to "trafficAllocation",
            """{"defaultRule":null}""" to "defaultRule: is required",
            """{"defaultRule":[]}""" to "defaultRule: sizes sum to 0, must be 100",
            """{"defaultRule":[{"treatment":"on","size":90}]}""" to "defaultRule: sizes sum to 90, must be 100",
            """{"defaultRule":[{"treatment":"on","size":150},{"treatment":"off","size":-50}]}""" to "defaultRule[0].size: must be",
            """{"defaultRule":[{"treatment":"on","size":99.5},{"treatment":"off","size":0.5}]}""" to "defaultRule[0].size: must be",
            """{"defaultRule":[{"treatment":"onn","size":100}]}""" to "defaultRule[0].treatment: 'onn' is not a treatment",
            """{"rules":{}}""" to "rules: must be an array",
            """{"rules":[{}]}""" to "rules[0].condition: is required; rules[0].buckets: is required",
            """{"rules":[{"condition":{"combiner":"OR","matchers":[]},"buckets":[]}]}""" to "rules[0].condition.combiner: must be AND",
            """{"rules":[{"condition":{"matchers":[]},"buckets":[]}]}""" to "rules[0].condition.matchers: must not be empty",
            """{"flagSets":[{"id":"none"}]}""" to "flagSets[0].id: there is no flag set \"none\"",
            """{"impressionsDisabled":"no"}""" to "impressionsDisabled: must be a boolean",
            """{"title":7}""" to "title must be a string",
            """{"comment":["c"]}""" to "comment must be a string",
        ).forEach { (changes, problem) ->
            test("$changes: $problem") {
                val refused = account.v2.post(path, with(changes))
                refused.status shouldBe 400
                refused.message shouldContain problem
            }
        }

        test("all problems at once") {
            val refused = account.v2.post(path, with("""{"defaultTreatment":"none","trafficAllocation":101}"""))
            refused.message shouldContain "defaultTreatment"
            refused.message shouldContain "trafficAllocation"
        }

        listOf(
            """{}""" to "matchers[0].type: is required",
            """{"type":"IN_SEGMENT","string":"elsewhere"}""" to "there is no segment 'elsewhere'",
            """{"type":"IN_SEGMENT"}""" to "IN_SEGMENT needs string (a string)",
            """{"type":"EQUAL_SET","string":"a"}""" to "EQUAL_SET needs strings (an array of strings)",
            """{"type":"CONTAINS_STRING"}""" to "CONTAINS_STRING needs strings (an array of strings) or string (a string)",
            """{"type":"ON_DATE","date":"2024-01-01"}""" to "ON_DATE needs date (milliseconds)",
            """{"type":"BETWEEN_NUMBER","between":{"from":1}}""" to "BETWEEN_NUMBER needs between ({from, to})",
            """{"type":"EQUAL_NUMBER","number":"1"}""" to "EQUAL_NUMBER needs number (a number)",
            """{"type":"BOOLEAN","bool":"false"}""" to "BOOLEAN needs bool (a boolean)",
            """{"type":"IN_LIST_STRING","strings":["a"],"negate":"no"}""" to "matchers[0].negate: must be a boolean, is \"no\"",
            """{"type":"IN_LIST_STRING","strings":["a"],"attribute":7}""" to "matchers[0].attribute: must be a string, is 7",
            """{"type":"IN_SPLIT","depends":{"splitName":"x"}}""" to "IN_SPLIT needs depends ({splitName, treatment})",
        ).forEach { (matcher, problem) ->
            test("$matcher: $problem") { account.v2.post(path, rule(matcher)).message shouldContain problem }
        }
    }

    context("accepts") {
        listOf(
            with("""{"treatments":[${treatments(20)}],"defaultTreatment":"t1","defaultRule":[{"treatment":"t20","size":100}]}"""),
            with("""{"trafficAllocation":0,"impressionsDisabled":true,"flagSets":[]}"""),
            with("""{"treatments":[{"name":"on","configurations":"","description":null,"segments":["employees"]},{"name":"off"}]}"""),
            rule("""{"type":"IN_SEGMENT","string":"employees"}"""),
            rule("""{"type":"BOOLEAN","attribute":"a","bool":false,"negate":true}"""),
            rule("""{"type":"CONTAINS_STRING","attribute":"a","strings":["x"]}"""),
            rule("""{"type":"CONTAINS_STRING","attribute":"a","string":"x"}"""),
            rule("""{"type":"BETWEEN_DATE","attribute":"a","between":{"from":1,"to":2}}"""),
            rule("""{"type":"GREATER_THAN_OR_EQUAL_NUMBER","attribute":"a","number":1.5}"""),
            rule("""{"type":"IN_SPLIT","depends":{"splitName":"other","treatment":"on"}}"""),
            rule("""{"type":"SEMVER_OF_TOMORROW","version":"1.2.3","attribute":null}"""),
        ).forEach { definition ->
            test(definition) {
                val created = account.v2.post(path, definition)
                created.status shouldBe 200
                val sent: Map<String, JsonElement> = json(definition) as JsonObject
                created.body.filterKeys { it in sent } shouldBe sent
                account.v2.delete(path).status shouldBe 200
            }
        }
    }
})
