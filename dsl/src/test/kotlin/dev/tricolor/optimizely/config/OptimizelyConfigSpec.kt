package dev.tricolor.optimizely.config

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.maps.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import io.kotest.property.Arb
import io.kotest.property.arbitrary.int
import io.kotest.property.arbitrary.list
import io.kotest.property.checkAll

private const val CHECKOUT = """
    "featureFlags":[
      {"id":"f1","key":"checkout","rolloutId":"r1","experimentIds":["e1","e2"],"variables":[
        {"id":"v1","key":"color","type":"string","defaultValue":"red"},
        {"id":"v2","key":"layout","type":"string","subType":"json","defaultValue":"{}"},
        {"id":"v3","key":"steps","type":"future_type","defaultValue":"3"}]},
      {"id":"f2","key":"search","rolloutId":"r1","experimentIds":["e2"],"variables":[
        {"id":"w1","key":"limit","type":"integer","defaultValue":"10"}]}],
    "rollouts":[{"id":"r1","experiments":[
      {"id":"d1","key":"beta","audienceConditions":["or","a1"],"variations":[
        {"id":"y1","key":"on","featureEnabled":true,"variables":[{"id":"v1","value":"green"},{"id":"w1","value":"50"}]}]},
      {"id":"d2","key":"everyone else","variations":[{"id":"y2","key":"off","featureEnabled":false}]}]}],
    "experiments":[
      {"id":"e1","key":"one page","audienceConditions":["and","a1",["not","a2"]],"audienceIds":["a1"],"variations":[
        {"id":"x1","key":"on","featureEnabled":true,"variables":[{"id":"v1","value":"blue"},{"id":"nobody","value":"?"}]},
        {"id":"x2","key":"off","featureEnabled":false,"variables":[{"id":"v1","value":"blue"}]},
        {"id":"x3","key":"silent","variables":[{"id":"v1","value":"blue"}]}]}],
    "groups":[{"id":"g1","policy":"random","experiments":[
      {"id":"e2","key":"two pages","audienceIds":["a1"],"variations":[{"id":"x4","key":"on","featureEnabled":true}]}]}],
    "typedAudiences":[{"id":"a1","name":"us","conditions":["or",{"name":"country","type":"custom_attribute","value":"us"}]}],
    "audiences":[{"id":"a1","name":"us in the old form","conditions":"[]"},
      {"id":"a2","name":"staff","conditions":"[\"and\", {\"name\": \"staff\"}]"},
      {"id":"${'$'}opt_dummy_audience","name":"never","conditions":"{}"}]"""

private fun Map<String, OptimizelyVariable>.values() = values.associate { it.key to it.value }

internal class OptimizelyConfigSpec : FunSpec({
    test("the plain members are copied, a number for a revision is a text all the same") {
        val config = config(
            """"revision":12,"sdkKey":"sdk","environmentKey":"production","attributes":[{"id":"1","key":"country"}],
                "events":[{"id":"2","key":"bought","experimentIds":["e1","e2"]}]""",
        )
        config.revision shouldBe "12"
        config.sdkKey shouldBe "sdk"
        config.environmentKey shouldBe "production"
        config.attributes shouldBe listOf(OptimizelyAttribute("1", "country"))
        config.events shouldBe listOf(OptimizelyEvent("2", "bought", listOf("e1", "e2")))
        config.experiments.shouldBeEmpty()
        config.features.shouldBeEmpty()
    }

    test("the datafile is the very text") {
        val text = "\n" + datafile(""""sdkKey":"é\u00e9","future":[1.50,{"a":null}]""").replace(",", " ,\t")
        OptimizelyConfig.from(text).datafile shouldBeSameInstanceAs text
    }

    test("older datafiles have no flags, whatever is in them, and no keys of environments") {
        listOf("2", "3").forEach { version ->
            val config = config("$CHECKOUT,\"version\":\"$version\",\"sdkKey\":\"sdk\",\"environmentKey\":\"production\"")
            config.experiments.keys shouldContainExactly setOf("one page", "two pages")
            config.experiments.getValue("one page").variations.getValue("on").variables.shouldBeEmpty()
            config.features.shouldBeEmpty()
            config.sdkKey shouldBe ""
            config.environmentKey shouldBe ""
        }
    }

    test("what came late to datafiles may be missing") {
        val config = OptimizelyConfig.from(datafileWithout("attributes", "audiences", "typedAudiences", "featureFlags", "rollouts"))
        config.attributes.shouldBeEmpty()
        config.audiences.shouldBeEmpty()
        config.features.shouldBeEmpty()
        config(""""featureFlags":[{"id":"1","key":"f"}],"typedAudiences":null""").features.getValue("f").variables.shouldBeEmpty()
    }

    test("experiments are those of the top, then those of groups; rules of rollouts are not among them") {
        config(CHECKOUT).experiments.keys.toList() shouldBe listOf("one page", "two pages")
    }

    test("of experiments with one key the last is in the map, and each flag keeps its own") {
        fun experiment(id: String) = """{"id":"$id","key":"twin","variations":[]}"""
        val config = config(
            """"experiments":[${experiment("e1")}],"groups":[{"experiments":[${experiment("e2")}]}],"featureFlags":[
                {"id":"1","key":"a","experimentIds":["e1"]},{"id":"2","key":"b","experimentIds":["e2"]}]""",
        )
        config.experiments.mapValues { it.value.id } shouldBe mapOf("twin" to "e2")
        config.features.mapValues { (_, flag) -> flag.experimentRules.single().id } shouldBe mapOf("a" to "e1", "b" to "e2")
        config.features.getValue("a").experiments.getValue("twin").id shouldBe "e1"
        config.warnings shouldBe listOf("Duplicate experiment keys found in datafile: twin")
    }

    test("an experiment that is not in the datafile is left out of its flag with a warning") {
        val config = config(""""featureFlags":[{"id":"1","key":"a","experimentIds":["e9"]}]""")
        config.features.getValue("a").experimentRules.shouldBeEmpty()
        config.warnings shouldBe listOf("Flag \"a\" has an experiment that is not in the datafile: e9")
    }

    test("audiences are the typed ones, then those that are not among them; a text of conditions stays as it is") {
        config(CHECKOUT).audiences shouldBe listOf(
            OptimizelyAudience("a1", "us", """["or",{"name":"country","type":"custom_attribute","value":"us"}]"""),
            OptimizelyAudience("a2", "staff", """["and", {"name": "staff"}]"""),
        )
        config(""""audiences":[{"id":"d","name":"${'$'}${'$'}dummyAudience","conditions":"x"}]""").audiences.single().id shouldBe "d"
    }

    test("audiences of an experiment are said by their names, and only when they stand in its conditions") {
        val config = config(CHECKOUT)
        config.experiments.getValue("one page").audiences shouldBe """"us" AND (NOT "staff")"""
        config.experiments.getValue("two pages").audiences shouldBe ""
        config.features.getValue("checkout").deliveryRules.map { it.audiences } shouldBe listOf("\"us\"", "")
    }

    test("a variable has its default, and its type as far as it is known") {
        val variables = config(CHECKOUT).features.getValue("checkout").variables
        variables.values.toList() shouldBe listOf(
            OptimizelyVariable("v1", "color", "string", "red"),
            OptimizelyVariable("v2", "layout", "json", "{}"),
            OptimizelyVariable("v3", "steps", "future_type", "3"),
        )
        variables.keys.toList() shouldBe listOf("color", "layout", "steps")
    }

    test("a variation that turns the feature on has its own values, every other one the defaults") {
        val variations = config(CHECKOUT).experiments.getValue("one page").variations
        variations.mapValues { it.value.featureEnabled } shouldBe mapOf("on" to true, "off" to false, "silent" to null)
        variations.getValue("on").variables.values() shouldBe mapOf("color" to "blue", "layout" to "{}", "steps" to "3")
        variations.getValue("off").variables.values() shouldBe mapOf("color" to "red", "layout" to "{}", "steps" to "3")
        variations.getValue("silent").variables shouldBe variations.getValue("off").variables
    }

    test("an experiment of two features has the variables of the first, and one of no feature has none") {
        val config = config(CHECKOUT)
        config.features.getValue("search").experimentRules.single().variations.getValue("on").variables.keys shouldBe
            setOf("color", "layout", "steps")
        config(""""experiments":[{"id":"e","key":"e","variations":[{"id":"x","key":"on","featureEnabled":true,
            "variables":[{"id":"v1","value":"blue"}]}]}]""").experiments.getValue("e").variations.getValue("on").variables.shouldBeEmpty()
    }

    test("a rule of a rollout that two features share has the variables of whichever owns it") {
        val features = config(CHECKOUT).features
        fun first(feature: String) = features.getValue(feature).deliveryRules.first().variations.getValue("on").variables.values()
        features.getValue("checkout").deliveryRules.map { it.key } shouldBe listOf("beta", "everyone else")
        first("checkout") shouldBe mapOf("color" to "green", "layout" to "{}", "steps" to "3")
        first("search") shouldBe mapOf("limit" to "50")
    }

    test("a flag without a rollout, with none that is known, or with an empty one has no delivery rules") {
        fun rules(rollout: String) = config(
            """"featureFlags":[{"id":"1","key":"a","rolloutId":"$rollout"}],"rollouts":[{"id":"empty","experiments":[]}]""",
        ).features.getValue("a").deliveryRules
        listOf("", "empty", "unknown").forEach { rules(it).shouldBeEmpty() }
    }

    test("of variations with one key the last is there") {
        val variations = config(
            """"experiments":[{"id":"e","key":"e","variations":[{"id":"x1","key":"on"},{"id":"x2","key":"off"},{"id":"x3","key":"on"}]}]""",
        ).experiments.getValue("e").variations
        variations.values.map { it.id } shouldBe listOf("x3", "x2")
    }

    context("a feature rollout") {
        fun variations(type: String, rollout: String = "r1", last: String = """{"id":"y2","key":"off"},{"id":"y3","key":"?"}""") = config(
            """"featureFlags":[{"id":"1","key":"a","rolloutId":"$rollout","experimentIds":["e"],"variables":[
                {"id":"v1","key":"color","type":"string","defaultValue":"red"}]}],
                "rollouts":[{"id":"r1","experiments":[{"id":"d1","key":"d1","variations":[{"id":"y1","key":"on"}]},
                  {"id":"d2","key":"d2","variations":[$last]}]}],
                "experiments":[{"id":"e","key":"e"$type,"variations":[{"id":"x","key":"on"}]}]""",
        ).features.getValue("a").experimentRules.single().variations

        test("has the variation that everyone else gets too, with the variables of the feature") {
            variations(",\"type\":\"fr\"").values.map { it.id } shouldBe listOf("x", "y2")
            variations(",\"type\":\"fr\"").getValue("off").variables.values() shouldBe mapOf("color" to "red")
        }

        test("is nothing of the kind without a rollout, or with one that has nothing for everyone else") {
            variations(",\"type\":\"fr\"", rollout = "").keys shouldBe setOf("on")
            variations(",\"type\":\"fr\"", last = "").keys shouldBe setOf("on")
        }

        test("is no other type of experiment, known or not") {
            listOf("", ",\"type\":null", ",\"type\":\"ab\"", ",\"type\":\"future\"").forEach { variations(it).keys shouldBe setOf("on") }
        }
    }

    test("a config and its parts are equal when everything in them is") {
        checkAll(200, randomDatafiles, randomDatafiles) { one, other ->
            val config = OptimizelyConfig.from(one)
            val again = OptimizelyConfig.from(one)
            again shouldBe config
            again.hashCode() shouldBe config.hashCode()
            again.features shouldBe config.features
            again.features.hashCode() shouldBe config.features.hashCode()
            (OptimizelyConfig.from(other) == config) shouldBe (one == other)
        }
        OptimizelyVariable("1", "a", "string", "x") shouldNotBe OptimizelyVariable("1", "a", "json", "x")
        OptimizelyVariation("1", "a", null, emptyMap()) shouldNotBe OptimizelyVariation("1", "a", false, emptyMap())
    }

    test("a map is one to whoever asks, however few or many are in it") {
        checkAll(500, Arb.list(Arb.int(0..15), 0..20)) { ids ->
            val attributes = ids.mapIndexed { index, id -> OptimizelyVariable("$index", "key$id", "string", "") }
            val map = attributes.keyed(OptimizelyVariable::key)
            val expected = LinkedHashMap<String, OptimizelyVariable>().apply { attributes.forEach { put(it.key, it) } }
            map shouldBe expected
            (expected == map) shouldBe true
            map.hashCode() shouldBe expected.hashCode()
            map.toString() shouldBe expected.toString()
            map.entries.toList() shouldBe expected.entries.toList()
            (0..16).forEach {
                map["key$it"] shouldBe expected["key$it"]
                map.containsKey("key$it") shouldBe expected.containsKey("key$it")
            }
        }
    }

    test("it prints what it is, and not all that is in it") {
        val config = config(CHECKOUT)
        config.toString() shouldBe "OptimizelyConfig(revision=9, sdkKey=, environmentKey=, 2 experiments, 2 features, " +
            "0 attributes, 0 events, 2 audiences, 0 warnings)"
        config.features.getValue("search").deliveryRules.last().toString() shouldBe
            "OptimizelyExperiment(id=d2, key=everyone else, audiences=, variations=[OptimizelyVariation(id=y2, key=off, " +
            "featureEnabled=false, variables=[OptimizelyVariable(id=w1, key=limit, type=integer, value=10)])])"
    }
})
