package dev.tricolor.optimizely

import dev.tricolor.InvalidPayloadException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonPrimitive

private val canadians = conditions { attribute("country") eq "CA" or (attribute("region") eq "north") }

private const val CONDITION_OR_LIST = """a condition, or a list with "and", "or" or "not" in front"""

private fun refusal(text: String) = shouldThrow<SerializationException> { Conditions.fromJson(text) }.message

private fun List<Conditions<Condition>>.meanTheSame() = all { it.sameAs(first()) && first().sameAs(it) }

internal class ConditionsSpec : FunSpec({
    val a = OptimizelyConditions.attribute("a") eq 1
    val b = OptimizelyConditions.attribute("b") eq true
    val c = OptimizelyConditions.attribute("c") eq "x"
    val aJson = """{"type":"custom_attribute","name":"a","match_type":"exact","value":1}"""
    val bJson = """{"type":"custom_attribute","name":"b","match_type":"exact","value":true}"""
    val cJson = """{"type":"custom_attribute","name":"c","match_type":"exact","value":"x"}"""

    test("conditions are written as the JSON that goes into a text") {
        canadians.toJson() shouldBe """["or",{"type":"custom_attribute","name":"country","match_type":"exact","value":"CA"},""" +
            """{"type":"custom_attribute","name":"region","match_type":"exact","value":"north"}]"""
        conditions { browser("gc") and query("utm_campaign", "true") }.toJson() shouldBe
            """["and",{"type":"browser","value":"gc"},{"type":"query","name":"utm_campaign","value":"true"}]"""
    }

    test("a quote in a name breaks nothing") {
        val hostile = conditions { attribute("""say "hi", \""") eq """"]]""" }
        Json.parseToJsonElement(hostile.toJson()) shouldBe hostile.json
        Conditions.fromJson(hostile.toJson()) shouldBe hostile
        hostile.readable() shouldBe """"say \"hi\", \\" is "\"]]""""
    }

    context("a chain is one group, a change of the word another") {
        withData(
            nameFn = { it.second },
            (a and b and c) to """["and",$aJson,$bJson,$cJson]""",
            (a and (b and !c)) to """["and",$aJson,$bJson,["not",$cJson]]""",
            (a or b or c) to """["or",$aJson,$bJson,$cJson]""",
            (a or b and c) to """["and",["or",$aJson,$bJson],$cJson]""",
            (a or (b and c)) to """["or",$aJson,["and",$bJson,$cJson]]""",
            (a and b or c) to """["or",["and",$aJson,$bJson],$cJson]""",
            !a to """["not",$aJson]""",
            !!a to """["not",["not",$aJson]]""",
            (!(a or b) and c) to """["and",["not",["or",$aJson,$bJson]],$cJson]""",
            Conditions.allOf(a) to """["and",$aJson]""",
            Conditions.allOf(a and b, c) to """["and",["and",$aJson,$bJson],$cJson]""",
            Conditions.anyOf(listOf(a, b)) to """["or",$aJson,$bJson]""",
            Conditions.anyOf<Condition>() to "[]",
        ) { (tree, text) ->
            tree.toJson() shouldBe text
            Conditions.fromJson(text) shouldBe tree
        }
    }

    test("in the scope, the functions say the same") {
        conditions { not(allOf(a, b)) or anyOf(b, c) } shouldBe Conditions.anyOf(!(a and b), b, c)
        conditions { allOf(listOf(a, anyOf(listOf(b)))) } shouldBe Conditions.allOf(a, Conditions.anyOf(b))
    }

    context("what the API gives is read") {
        withData(
            nameFn = { it.first },
            "[]" to Conditions.anyOf(),
            """ ["or"] """ to Conditions.anyOf(),
            aJson to a,
            "[$aJson]" to Conditions.anyOf(a),
            "[$aJson,$bJson]" to Conditions.anyOf(a, b),
            """["and"]""" to Conditions.allOf(),
            """["and", [$aJson, ["not", $bJson]]]""" to Conditions.allOf(Conditions.anyOf(a, !b)),
        ) { (text, tree) ->
            Conditions.fromJson(text) shouldBe tree
        }
    }

    test("what was sent equals what the server has written anew") {
        val sent = conditions { attribute("is_logged_in") eq false }.inUiShape()
        val returned = """["and", ["or", ["or", {"match_type": "exact", "name": "is_logged_in", """ +
            """"type": "custom_attribute", "value": false}]]]"""
        Conditions.fromJson(returned) shouldBe sent
        sent.toJson() shouldBe
            """["and",["or",["or",{"type":"custom_attribute","name":"is_logged_in","match_type":"exact","value":false}]]]"""
    }

    test("a group of one is not its operand, but means the same") {
        Conditions.allOf(a) shouldNotBe a
        Conditions.allOf(a) shouldNotBe Conditions.anyOf(a)
        listOf(a, Conditions.allOf(a), Conditions.anyOf(Conditions.allOf(a)), !!a, a.inUiShape()).meanTheSame() shouldBe true
        Conditions.allOf(Conditions.anyOf(!!a), b and c).simplified() shouldBe (a and b and c)
        (a and b).sameAs(b and a) shouldBe false
        (a and b).sameAs(a or b) shouldBe false
        a.sameAs(!a) shouldBe false
    }

    test("a match type that is left out means what it stands for, and a number what it is") {
        fun leaf(rest: String) = Conditions.fromJson("""{"type":"query","name":"q"$rest}""")
        listOf(leaf(""), leaf(""","value":null"""), leaf(""","match_type":"exists"""")).meanTheSame() shouldBe true
        listOf(leaf(""","value":"x""""), leaf(""","match_type":"exact","value":"x"""")).meanTheSame() shouldBe true
        listOf(leaf(""","value":18"""), leaf(""","value":18.0"""), leaf(""","value":1.8e1""")).meanTheSame() shouldBe true
        leaf(""","value":18""").sameAs(leaf(""","value":"18"""")) shouldBe false
        leaf(""","value":"18"""").sameAs(leaf(""","value":"18.0"""")) shouldBe false
        leaf("").sameAs(leaf(""","value":"x"""")) shouldBe false
        leaf(""","value":1e99999999999""").sameAs(leaf(""","value":1e99999999999""")) shouldBe true
    }

    context("the shape of the app has three levels") {
        withData(
            nameFn = { it.second },
            a to """["and",["or",["or",$aJson]]]""",
            (a or b) to """["and",["or",["or",$aJson,$bJson]]]""",
            (a and b) to """["and",["or",["or",$aJson]],["or",["or",$bJson]]]""",
            ((a or b) and !c) to """["and",["or",["or",$aJson,$bJson]],["not",["or",["or",$cJson]]]]""",
            Conditions.anyOf<Condition>() to "[]",
        ) { (tree, text) ->
            tree.inUiShape().toJson() shouldBe text
            tree.inUiShape().inUiShape() shouldBe tree.inUiShape()
        }
    }

    context("people read them") {
        withData(
            nameFn = { it.second },
            canadians to """country is "CA" or region is "north"""",
            conditions {
                attribute("country") eq "CA" or (attribute("region") eq "north" and not(attribute("plan") eq "gold"))
            } to """country is "CA" or (region is "north" and not plan is "gold")""",
            !(a or b) to "not (a is 1 or b is true)",
            !!a to "not not a is 1",
            (Conditions.allOf(Conditions.anyOf(a, b)) and c) to """(a is 1 or b is true) and c is "x"""",
            Conditions.allOf(Conditions.allOf(a)) to "a is 1",
            Conditions.anyOf<Condition>() to "()",
            Conditions.allOf<Condition>() to "and ()",
            (Conditions.anyOf<Condition>() or a or !Conditions.allOf<Condition>()) to "a is 1 or not and ()",
        ) { (tree, text) ->
            tree.readable() shouldBe text
            tree.toString() shouldBe text
        }
    }

    test("a datafile spells the match type in its own way") {
        (canadians.toDatafile().toString()) shouldBe
            """["or",{"type":"custom_attribute","name":"country","match":"exact","value":"CA"},""" +
            """{"type":"custom_attribute","name":"region","match":"exact","value":"north"}]"""
        Conditions.fromJson("""{"type":"custom_attribute","name":"a","value":1.0,"new":[]}""").toDatafile().toString() shouldBe
            """{"type":"custom_attribute","name":"a","value":1.0,"new":[]}"""
    }

    test("its single conditions can be counted") {
        (a and !(b or a)).leaves() shouldContainExactly listOf(a, b, a)
        Conditions.anyOf<Condition>().leaves() shouldBe emptyList()
    }

    test("what nobody knows yet is kept") {
        val text = """["and",{"type":"mood","name":"today","match_type":"vibes","value":{"a":[1.50,null]},"since":2027},""" +
            """{"type":"custom_attribute","name":"n","match_type":"near","value":1e2}]"""
        val read = Conditions.fromJson(text)
        read.toJson() shouldBe text
        read.problems() shouldBe emptyList()
        read.readable() shouldBe text.removePrefix("[\"and\",").removeSuffix("]").replace("},{", "} and {")
        val mood = read.leaves().first()
        mood.type shouldBe ConditionType.of("mood")
        mood.matchType shouldBe ConditionMatchType.of("vibes")
        mood.name shouldBe "today"
    }

    context("what is no conditions is refused, with its place") {
        withData(
            nameFn = { "'${it.first}'" },
            "" to "conditions: is \"\", must be JSON",
            "everyone" to "conditions: is everyone, must be $CONDITION_OR_LIST",
            "[" to "conditions: is \"[\", must be JSON",
            "[] []" to "conditions: is \"[] []\", must be JSON",
            "null" to "conditions: is null, must be $CONDITION_OR_LIST",
            "7" to "conditions: is 7, must be $CONDITION_OR_LIST",
            "{}" to "conditions.type: is missing, must be text",
            """["and","and"]""" to "conditions[1]: is \"and\", must be $CONDITION_OR_LIST",
            """["xor",$aJson]""" to "conditions[0]: is \"xor\", must be $CONDITION_OR_LIST",
            """["AND",$aJson]""" to "conditions[0]: is \"AND\", must be $CONDITION_OR_LIST",
            """["not"]""" to "conditions: is \"not\" of 0 conditions, must be of one",
            """["and",["not",$aJson,$aJson]]""" to "conditions[1]: is \"not\" of 2 conditions, must be of one",
            """["or",$aJson,["and",{"type":"ip","name":5}]]""" to "conditions[2][1].name: is 5, must be text",
            """[{"audience_id":7000}]""" to "conditions[0].type: is missing, must be text",
            """{"type":"query","value":bare}""" to "conditions.value: is bare, must be JSON",
            """{"type":"query","new":[{"deep":NaN}]}""" to "conditions.new: is [{\"deep\":NaN}], must be JSON",
        ) { (text, message) ->
            refusal(text) shouldBe message
        }
    }

    test("no depth overflows the stack") {
        val deep = 100_000
        val tooDeep = "conditions: is more than 200 lists and objects deep"
        refusal("[".repeat(deep)) shouldBe tooDeep
        refusal("[\"not\",".repeat(deep) + aJson + "]".repeat(deep)) shouldBe tooDeep
        refusal("""{"type":"x","a":""" + "{\"a\":".repeat(deep) + "1" + "}".repeat(deep + 1)) shouldBe tooDeep
        refusal("[".repeat(101) + "]".repeat(101)) shouldBe "conditions${"[0]".repeat(100)}: is in 100 groups, must be in fewer"

        val brackets = conditions { attribute("[".repeat(deep)) eq "\\\"{".repeat(deep) }
        Conditions.fromJson(brackets.toJson()) shouldBe brackets

        val deepest = (1..100).fold(a) { tree, _ -> !tree }
        Conditions.fromJson(deepest.toJson()) shouldBe deepest
        deepest.simplified() shouldBe a
        shouldThrow<InvalidPayloadException> { !deepest }.problems.map { it.toString() } shouldContainExactly
            listOf("conditions: are 101 groups deep, must be at most 100")
    }

    test("a long chain is no deep one") {
        val chain = (1..2_000).fold(a) { tree, number -> tree or (OptimizelyConditions.attribute("n") eq number) }
        Conditions.fromJson(chain.toJson()) shouldBe chain
        chain.leaves().last().value shouldBe JsonPrimitive(2_000)
    }
})
