package dev.tricolor.launchdarkly

import dev.tricolor.Block
import dev.tricolor.InvalidPayloadException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.property.Arb
import io.kotest.property.arbitrary.int
import io.kotest.property.arbitrary.list
import io.kotest.property.checkAll
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

private const val MEMBER = "569f183514f4432160000007"

private val CHECKOUT = launchDarklyFlag("checkout", "Checkout") {
    description = "The one-page checkout"
    variation("one") {
        name = "One page"
        description = "All at once"
    }
    variation("classic") { name = "Classic" }
    variation("wizard")
    defaults(on = "One page", off = "classic")
    temporary(false)
    tags("web", "shop")
    clientSideAvailability(usingEnvironmentId = true, usingMobileKey = false)
    customProperty("jira", "Jira", "SHOP-1", "SHOP-2")
    maintainer(MEMBER)
    isFlagOn(true)
    initialPrerequisite("shop", "v-shop")
    environment("production") {
        on()
        prerequisite("payments", "v-pay")
        target("One page", "ann", "bob")
        target(1, "acme", contextKind = "organization")
        target("One page", "carol")
        rule {
            clause(attribute("country") oneOf listOf("ES", "PT"))
            clause(not(inSegment("beta")))
            rollout {
                10.percent to "One page"
                33.333.percent to 1
                56_667.thousandths to "wizard"
                bucketBy = "city"
                contextKind = "organization"
            }
            description = "Iberia"
        }
        rule {
            clause(attribute("age") atLeast 18)
            serve("wizard")
            trackEvents = true
            ref = "adults"
        }
        fallthrough("classic")
        offVariation("Classic")
        trackEvents = false
    }
    environment("test") { rollout { 100.percent to "wizard" } }
    environment("staging") {}
}

private fun problems(block: Block<LaunchDarklyFlagBuilder>): List<String> =
    shouldThrow<InvalidPayloadException> { launchDarklyFlag("k", "n", block) }.problems.map { it.toString() }

private fun inProduction(block: Block<FlagEnvironmentBuilder>): List<String> = problems { environment("production", block) }

private fun created(flag: LaunchDarklyFlag) = FeatureFlag.of(
    JsonObject(
        flag.json + mapOf(
            "variations" to JsonArray(
                flag.variations.mapIndexed { index, one -> JsonObject(one.json + ("_id" to JsonPrimitive("v-$index"))) },
            ),
        ) - "environments",
    ),
)

internal class LaunchDarklyFlagSpec : FunSpec({
    test("everything that can be said is in the request that creates the flag") {
        CHECKOUT.creation().toString() shouldBe """{"key":"checkout","name":"Checkout","description":"The one-page checkout",""" +
            """"variations":[{"value":"one","name":"One page","description":"All at once"},{"value":"classic","name":"Classic"},""" +
            """{"value":"wizard"}],"defaults":{"onVariation":0,"offVariation":1},"temporary":false,"tags":["web","shop"],""" +
            """"clientSideAvailability":{"usingEnvironmentId":true,"usingMobileKey":false},""" +
            """"customProperties":{"jira":{"name":"Jira","value":["SHOP-1","SHOP-2"]}},"maintainerId":"$MEMBER","isFlagOn":true,""" +
            """"initialPrerequisites":[{"key":"shop","variationId":"v-shop"}]}"""
    }

    test("what environments do stands as it does in a flag that is read, with variations by index") {
        CHECKOUT.environments.getValue("production").toJson() shouldBe """{"prerequisites":[{"key":"payments","variationId":"v-pay"}],""" +
            """"targets":[{"values":["ann","bob","carol"],"variation":0}],""" +
            """"contextTargets":[{"contextKind":"organization","values":["acme"],"variation":1}],""" +
            """"rules":[{"clauses":[{"attribute":"country","op":"in","values":["ES","PT"],"negate":false},""" +
            """{"attribute":"segmentMatch","op":"segmentMatch","values":["beta"],"negate":true}],"rollout":{"variations":[""" +
            """{"variation":0,"weight":10000},{"variation":1,"weight":33333},{"variation":2,"weight":56667}],""" +
            """"bucketBy":"city","contextKind":"organization"},"trackEvents":false,"description":"Iberia"},""" +
            """{"clauses":[{"attribute":"age","op":"greaterThanOrEqual","values":[18],"negate":false}],"variation":2,""" +
            """"trackEvents":true,"ref":"adults"}],"fallthrough":{"variation":1},"offVariation":1,"on":true,"trackEvents":false}"""
        CHECKOUT.environments.keys shouldContainExactly setOf("production", "test")
    }

    test("each environment that says something is one patch, with variations by id") {
        val patches = CHECKOUT.patches(created(CHECKOUT))
        patches.keys shouldContainExactly setOf("production", "test")
        patches.getValue("test").toString() shouldBe """{"environmentKey":"test","instructions":[""" +
            """{"kind":"updateFallthroughVariationOrRollout","rolloutWeights":{"v-2":100000}}]}"""
        patches.getValue("production").toString() shouldBe """{"environmentKey":"production","instructions":[""" +
            """{"kind":"replacePrerequisites","prerequisites":[{"key":"payments","variationId":"v-pay"}]},""" +
            """{"kind":"replaceTargets","targets":[{"contextKind":"user","variationId":"v-0","values":["ann","bob","carol"]},""" +
            """{"contextKind":"organization","variationId":"v-1","values":["acme"]}]},""" +
            """{"kind":"replaceRules","rules":[{"clauses":[{"attribute":"country","op":"in","values":["ES","PT"],"negate":false},""" +
            """{"attribute":"segmentMatch","op":"segmentMatch","values":["beta"],"negate":true}],"trackEvents":false,""" +
            """"description":"Iberia","rolloutWeights":{"v-0":10000,"v-1":33333,"v-2":56667},"rolloutBucketBy":"city",""" +
            """"rolloutContextKind":"organization"},{"clauses":[{"attribute":"age","op":"greaterThanOrEqual","values":[18],""" +
            """"negate":false}],"trackEvents":true,"ref":"adults","variationId":"v-2"}]},""" +
            """{"kind":"updateFallthroughVariationOrRollout","variationId":"v-1"},{"kind":"updateOffVariation","variationId":"v-1"},""" +
            """{"kind":"updateTrackEvents","trackEvents":false},{"kind":"turnFlagOn"}]}"""
    }

    test("a flag that says nothing but its key serves true and false") {
        launchDarklyFlag("dark.mode-2_x").toJson() shouldBe """{"key":"dark.mode-2_x","name":"dark.mode-2_x"}"""
        launchDarklyFlag("k", "n") { boolean() }.toJson() shouldBe
            """{"key":"k","name":"n","variations":[{"value":true},{"value":false}]}"""
        val off = launchDarklyFlag("k", "n") { environment("test") { fallthrough("false") } }
        off.environments.getValue("test").fallthrough?.variation shouldBe 1
    }

    test("a migration flag has a variation for each stage") {
        val flag = launchDarklyFlag("k", "n") {
            migration(6, "user")
            environment("test") { fallthrough("rampdown") }
        }
        flag.creation().toString() shouldBe
            """{"key":"k","name":"n","purpose":"migration","migrationSettings":{"contextKind":"user","stageCount":6}}"""
        flag.environments.getValue("test").fallthrough?.variation shouldBe 4
        problems {
            boolean()
            migration(3)
            defaults(0, 1)
        } shouldContainExactly listOf(
            "variations: are said, but those of a migration flag are the server's",
            "defaults: are said, but those of a migration flag are the server's",
            "migrationSettings.stageCount: is 3, must be 2, 4 or 6",
        )
    }

    test("a flag with other variations is not taken for the one that was meant") {
        shouldThrow<IllegalArgumentException> {
            CHECKOUT.patches(FeatureFlag.fromJson("""{"key":"checkout","variations":[{"_id":"a","value":true}]}"""))
        }.message shouldBe "flag checkout has the variations [true], must have [one, classic, wizard]"
        shouldThrow<IllegalArgumentException> {
            launchDarklyFlag("k").patches(FeatureFlag.fromJson("""{"key":"k","variations":[{"_id":"a","value":true},{"value":false}]}"""))
        }.message shouldBe "flag k: variation false has no id"
    }

    test("all that is wrong is told at once, each with its path") {
        val wrong = shouldThrow<InvalidPayloadException> {
            launchDarklyFlag("-x", " ") {
                variation("a") { name = "A" }
                variation("b") { name = "A" }
                variation("a")
                defaults(on = "c", off = "A")
                tags("ok", "not ok", "")
                maintainer("me")
                customProperty("jira", "")
                initialPrerequisite("other", "")
                environment("no environment") { on() }
                environment("production") {
                    target("c", "ann")
                    target("b", "bob", "ann")
                    target(7, "bob")
                    target("b", contextKind = " ")
                    rule { clause(attribute("country") oneOf emptyList()); serve("c") }
                    rule { rollout { 10.percent to "b"; 89.999.percent to 0 } }
                    rule { serve(0); rollout { 100.percent to 0 } }
                    rule { clause(attribute(" ") eq 1) }
                    rollout { 50.percent to "b"; 50.percent to "b"; (-1).percent to 0; 1.0005.percent to 9; bucketBy = "" }
                    offVariation(3)
                    prerequisite("-x", "v")
                    prerequisite("p", "v")
                    prerequisite("p", "")
                }
            }
        }
        wrong.payload shouldBe "flag"
        wrong.problems.map { it.toString() } shouldContainExactly listOf(
            """key: is "-x", must be 1 to 256 letters, digits, ".", "_" and "-", beginning with a letter or digit""",
            "name: is blank",
            """tags[1]: is "not ok", must be 1 to 64 letters, digits, ".", "_" and "-"""",
            """tags[2]: is "", must be 1 to 64 letters, digits, ".", "_" and "-"""",
            """maintainerId: is "me", must be 24 hexadecimal digits""",
            "customProperties.jira: has a blank key or name",
            """initialPrerequisites[0].variationId: is blank, must be the id of a variation of "other"""",
            """variations[2].value: is "a", as is that of variations[0]; values are unique""",
            """defaults.onVariation: "c" is not a variation; variations are 0 "a" ("A"), 1 "b" ("A"), 2 "a"""",
            """defaults.offVariation: "A" is ambiguous; so are called the variations 0 and 1""",
            """environments.no environment: is "no environment", must be 1 to 100 letters, digits, ".", "_" and "-", """ +
                "beginning with a letter or digit",
            """environments.production.targets[0].variation: "c" is not a variation; variations are 0 "a" ("A"), 1 "b" ("A"), 2 "a"""",
            """environments.production.targets[1].values: user "ann" is a target of "c" already, and can be the target of """ +
                "one variation only",
            """environments.production.targets[2].variation: 7 is not a variation; variations are 0 "a" ("A"), 1 "b" ("A"), 2 "a"""",
            """environments.production.targets[2].values: user "bob" is a target of "b" already, and can be the target of """ +
                "one variation only",
            "environments.production.targets[3].contextKind: is blank",
            "environments.production.targets[3].values: are none, must be at least one",
            "environments.production.rules[0].clauses[0].values: are none, must be at least one",
            """environments.production.rules[0].variation: "c" is not a variation; variations are 0 "a" ("A"), 1 "b" ("A"), 2 "a"""",
            "environments.production.rules[1].clauses: there are none, must be at least one",
            "environments.production.rules[1].rollout: weights sum to 99999, must be 100000",
            "environments.production.rules[2].clauses: there are none, must be at least one",
            "environments.production.rules[2]: serves a variation and a rollout, must serve one of them",
            "environments.production.rules[3].clauses[0].attribute: is blank",
            "environments.production.rules[3]: serves nothing, must serve a variation or a rollout",
            """environments.production.fallthrough.rollout.variations[1].variation: "b" has a share already""",
            "environments.production.fallthrough.rollout.variations[2].weight: is -1 %, must be 0 to 100 % with at most three decimals",
            """environments.production.fallthrough.rollout.variations[3].variation: 9 is not a variation; variations are """ +
                """0 "a" ("A"), 1 "b" ("A"), 2 "a"""",
            "environments.production.fallthrough.rollout.variations[3].weight: is 1.0005 %, must be 0 to 100 % with at most three decimals",
            "environments.production.fallthrough.rollout: weights sum to 100000.5, must be 100000",
            """environments.production.fallthrough.rollout.bucketBy: is "", must not be blank""",
            """environments.production.offVariation: 3 is not a variation; variations are 0 "a" ("A"), 1 "b" ("A"), 2 "a"""",
            "environments.production.prerequisites[0].key: is \"-x\", must be 1 to 256 letters, digits, \".\", \"_\" and \"-\", " +
                "beginning with a letter or digit",
            "environments.production.prerequisites[0].key: is the flag's own",
            """environments.production.prerequisites[2].variationId: is blank, must be the id of a variation of "p"""",
            """environments.production.prerequisites[2].key: "p" is a prerequisite already""",
        )
    }

    test("one weight is one share too few or too many") {
        listOf(99_999, 100_001).forEach { sum ->
            inProduction { rollout { 50_000.thousandths to 0; (sum - 50_000).thousandths to 1 } } shouldContainExactly
                listOf("environments.production.fallthrough.rollout: weights sum to $sum, must be 100000")
        }
    }

    test("whatever the weights are, they pass if and only if they are whole and all") {
        checkAll(Arb.list(Arb.int(0..60_000), 2..2)) { (one, other) ->
            val third = 100_000 - one - other
            val build = {
                launchDarklyFlag("k") {
                    listOf("a", "b", "c").forEach { variation(it) }
                    environment("test") { rollout { weight("a", one).weight(1, other).weight("c", third) } }
                }
            }
            if (third >= 0) {
                build().environments.getValue("test").fallthrough?.rollout?.variations?.map { it.weight } shouldBe listOf(one, other, third)
            } else {
                shouldThrow<InvalidPayloadException> { build() }.message shouldContain "variations[2].weight"
            }
        }
    }

    context("a name or value that nobody meant to give") {
        withData(nameFn = { "'$it'" }, "", " ", "TRUE", "True", "2", "-1") { text ->
            inProduction { fallthrough(text) }.single() shouldContain "is not a variation; variations are 0 \"true\", 1 \"false\""
        }
    }

    test("fields of the vendor's that have no name here are sent, and those of another kind refused") {
        launchDarklyFlag("k", "n") { field("viewKeys", JsonNull) }.toJson() shouldBe """{"key":"k","name":"n","viewKeys":null}"""
        problems { field("migrationSettings", JsonPrimitive(1)) } shouldContainExactly listOf("migrationSettings: is 1, must be an object")
    }

    test("what was built is read again") {
        LaunchDarklyFlag.fromJson(CHECKOUT.toPrettyJson()) shouldBe CHECKOUT
    }
})
