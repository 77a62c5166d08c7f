package dev.tricolor.optimizely

import dev.tricolor.InvalidPayloadException
import dev.tricolor.configuredBy
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.JsonPrimitive

private fun problems(block: FeatureBuilder.() -> Unit): List<String> =
    shouldThrow<InvalidPayloadException> { FeatureBuilder(7, "checkout").apply(block).build() }.problems.map { it.toString() }

internal class FeatureSpec : FunSpec({
    test("a feature with variables and rollouts") {
        val json = FeatureBuilder(7, "checkout").configuredBy {
            name = "Checkout"
            variable("color", FeatureVariableType.STRING, default = "red") { description = "of the button" }
            variable("steps", FeatureVariableType.INTEGER, "3")
            environment("production") {
                rolloutRule {
                    enabled()
                    percentageIncluded = 1_000
                    audienceConditions { audience(7000) and !audience(7001) }
                    variableValue("color", "blue")
                }
            }
            environment("staging") {}
        }.build()
        val conditions = """"[\"and\",{\"audience_id\":7000},[\"not\",{\"audience_id\":7001}]]""""
        val rule = """{"enabled":true,"percentage_included":1000,"audience_conditions":$conditions,"variable_values":{"color":"blue"}}"""
        json.toString() shouldBe """{"project_id":7,"key":"checkout","name":"Checkout","variables":[""" +
            """{"key":"color","type":"string","default_value":"red","description":"of the button"},""" +
            """{"key":"steps","type":"integer","default_value":"3"}],""" +
            """"environments":{"production":{"rollout_rules":[$rule]},"staging":{"rollout_rules":[]}}}"""
    }

    test("all that cannot be is told at once") {
        problems {
            field("key", JsonPrimitive("no spaces"))
            variable("color", FeatureVariableType.BOOLEAN, "red")
            variable("color", FeatureVariableType.INTEGER, "1.5")
            variable("", FeatureVariableType.JSON, "{a:1}")
            environment("production") {
                rolloutRule { percentageIncluded(10_001).audienceIds(1, 2).audienceConditions { everyone() } }
                rolloutRule {}
            }
            environment("staging") { rolloutRule { audienceIds(3) } }
        } shouldContainExactly listOf(
            """variables[0].default_value: is "red", must be true or false""",
            """variables[1].default_value: is "1.5", must be a whole number""",
            """variables[2].key: is "", must be 1 to 64 letters, digits, '_' and '-'""",
            """variables[2].default_value: is "{a:1}", must be JSON""",
            "environments.production.rollout_rules[0].percentage_included: is 10001, must be 0 to 10000 (basis points)",
            "environments.production.rollout_rules[0].audience_ids: are said and so are audience_conditions, must be one of them",
            "environments.production.rollout_rules: are 2, must be one at most",
            """key: is "no spaces", must be 1 to 64 letters, digits, '_' and '-'""",
            """variables[1].key: is "color" as it is in variables[0], must be unique""",
            """environments: are for different audiences, must be for those of the primary environment: "everyone", [3]""",
        )
    }

    test("ids are positive") {
        val wrong = FeatureBuilder(0, "f").environment("p") { rolloutRule { audienceIds(7, -8) } }
        shouldThrow<InvalidPayloadException> { wrong.build() }.problems.map { "$it" } shouldContainExactly listOf(
            "environments.p.rollout_rules[0].audience_ids[1]: is -8, must be positive",
            "project_id: is 0, must be positive",
        )
    }

    context("a default must be a value of its type") {
        withData(
            nameFn = { (type, value) -> "$type $value" },
            listOf(
                FeatureVariableType.BOOLEAN to "false", FeatureVariableType.INTEGER to "-12", FeatureVariableType.DOUBLE to "1e-3",
                FeatureVariableType.JSON to """{"a":[1,null]}""", FeatureVariableType.STRING to "", FeatureVariableType.of("color") to "?",
            ),
        ) { (type, value) -> FeatureBuilder(7, "f").variable("v", type, value).build()["variables"].toString().isNotEmpty() shouldBe true }
        withData(
            nameFn = { (type, value) -> "not $type $value" },
            listOf(
                FeatureVariableType.BOOLEAN to "True", FeatureVariableType.INTEGER to "9223372036854775808",
                FeatureVariableType.DOUBLE to "NaN", FeatureVariableType.DOUBLE to "1,5", FeatureVariableType.JSON to "",
                FeatureVariableType.JSON to "[".repeat(300) + "]".repeat(300),
            ),
        ) { (type, value) -> problems { variable("v", type, value) }.single().substringBefore(':') shouldBe "variables[0].default_value" }
    }

    test("an update names a variable by its id, and holds a known one to its type") {
        val steps = FeatureVariable.fromJson("""{"id":5,"key":"steps","type":"integer","default_value":"3"}""")
        FeatureUpdateBuilder().variable(steps) { defaultValue = "4" }.variable(6) { key("hue").archived(true) }.build().toString() shouldBe
            """{"variables":[{"id":5,"default_value":"4"},{"id":6,"key":"hue","archived":true}]}"""
        shouldThrow<InvalidPayloadException> { FeatureUpdateBuilder().variable(steps) { defaultValue = "four" }.build() }
        shouldThrow<InvalidPayloadException> { FeatureUpdateBuilder().build() }.problems.single().message shouldBe
            "says nothing, must change something"
    }

    test("an environment that is said anew forgets what was wrong with it") {
        FeatureBuilder(7, "f").environment("p") { rolloutRule { percentageIncluded = -1 } }.environment("p") { rolloutRule {} }
            .build()["environments"].toString() shouldBe """{"p":{"rollout_rules":[{}]}}"""
    }

    test("what is not known yet is read, and kept") {
        val text = """{"id":9007199254740993,"new":{"a":1},"environments":{"p":{"rollout_rules":[{"audience_ids":[7,8]}]},"q":null},""" +
            """"variables":[{"type":"color","default_value":"x"}]}"""
        val feature = Feature.fromJson(text)
        feature.toJson() shouldBe text
        feature.variables.single().type shouldBe FeatureVariableType.of("color")
        feature.variable("x").shouldBeNull()
        val rule = feature.environments.getValue("p").rolloutRules.single()
        rule.audiences().readable() shouldBe "audience 7 or audience 8"
        RolloutRule.fromJson("{}").audiences() shouldBe Everyone
        shouldThrow<SerializationException> { RolloutRule.fromJson("""{"audience_conditions":"["}""").audiences() }
        shouldThrow<SerializationException> { Feature.fromJson("""{"id":1,"environments":{"p":{"rollout_rules":[{"enabled":"yes"}]}}}""") }
            .message shouldBe "environments.p.rollout_rules[0].enabled: is \"yes\", must be true or false"
    }
})
