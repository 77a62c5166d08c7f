package dev.tricolor.optimizely.config

import io.kotest.core.spec.style.FunSpec
import io.kotest.core.spec.style.scopes.FunSpecContainerScope
import io.kotest.matchers.shouldBe
import kotlinx.serialization.json.Json

private val names = mapOf("1" to "us", "2" to "female", "3" to "adult", "11" to "fr", "12" to "male", "13" to "kid")

private fun said(conditions: String) = audienceExpression(Json.parseToJsonElement(conditions), names)

internal class AudienceExpressionSpec : FunSpec({
    context("the cases that the SDKs test") {
        cases(
            """[]""" to "",
            """["or","1","2"]""" to """"us" OR "female"""",
            """["and","1","2","3"]""" to """"us" AND "female" AND "adult"""",
            """["not","1"]""" to """NOT "us"""",
            """["or","1"]""" to """"us"""",
            """["and","1"]""" to """"us"""",
            """["1"]""" to """"us"""",
            """["1","2"]""" to """"us" OR "female"""",
            """["and",["or","1","2"],"3"]""" to """("us" OR "female") AND "adult"""",
            """["and",["or","1",["and","2","3"]],["and","11",["or","12","13"]]]""" to
                """("us" OR ("female" AND "adult")) AND ("fr" AND ("male" OR "kid"))""",
            """["not",["and","1","2"]]""" to """NOT ("us" AND "female")""",
            """["or","1","100000"]""" to """"us" OR "100000"""",
            """["and"]""" to "",
            """["and",["or","1",["and","2","3"]],["and","11",["or","12","3"]]]""" to
                """("us" OR ("female" AND "adult")) AND ("fr" AND ("male" OR "adult"))""",
        )
    }

    context("what the SDKs do not agree on, as the one for Java has it") {
        cases(
            """["and","and"]""" to """"and"""",
            """["and",["or","1"]]""" to """"us"""",
            """["or",["or","1","2"]]""" to """"us" OR "female"""",
            """["and",["or","1","2"],["or","2","3"],["or","11","12"]]""" to
                """("us" OR "female") AND ("female" OR "adult") AND ("fr" OR "male")""",
            """["and",["or","1","2"],"3","11"]""" to """("us" OR "female") AND "adult" AND "fr"""",
            """["and",["and",["and","1"]]]""" to """"us"""",
            """"777"""" to """"777"""",
            """"1"""" to """"us"""",
            """["not","1","2"]""" to """NOT "us"""",
            """null""" to "",
        )
    }

    context("what they agree on without testing it") {
        cases(
            """["not",["not","1"]]""" to """NOT (NOT "us")""",
            """["or","1",["not","2"]]""" to """"us" OR (NOT "female")""",
            """["and",["not","1"],"2"]""" to """(NOT "us") AND "female"""",
            """[["and","1","2"],"3"]""" to """("us" AND "female") OR "adult"""",
            """["not",["or","1"]]""" to """NOT ("us")""",
            """["or","1","1"]""" to """"us" OR "us"""",
            """["OR","1"]""" to """"OR" OR "us"""",
            """["1","or","2"]""" to """"us" OR "or" OR "female"""",
        )
    }

    test("names are not escaped") {
        audienceExpression(Json.parseToJsonElement("""["or","q","2"]"""), names + ("q" to "a \"b\"")) shouldBe """"a "b"" OR "female""""
    }
})

private suspend fun FunSpecContainerScope.cases(vararg cases: Pair<String, String>) = cases.forEach { (conditions, expected) ->
    test("$conditions is $expected") { said(conditions) shouldBe expected }
}
