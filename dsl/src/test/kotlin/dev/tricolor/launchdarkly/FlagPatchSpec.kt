package dev.tricolor.launchdarkly

import dev.tricolor.Block
import dev.tricolor.InvalidPayloadException
import dev.tricolor.MalformedDocumentException
import dev.tricolor.configuredBy
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive

private fun patch(block: Block<FlagPatchBuilder>) = FlagPatchBuilder().configuredBy(block).build()

private fun problems(block: Block<FlagPatchBuilder>): List<String> =
    shouldThrow<InvalidPayloadException> { patch(block) }.problems.map { it.toString() }

private class Said(val instruction: String, val block: Block<FlagEnvironmentPatchBuilder>)

private class SaidOfAll(val instruction: String, val block: Block<FlagPatchBuilder>)

private const val MEMBER = "569f183514f4432160000007"

private val IN_ENVIRONMENT = listOf(
    Said("""{"kind":"turnFlagOn"}""") { turnOn() },
    Said("""{"kind":"turnFlagOff"}""") { turnOff() },
    Said(
        """{"kind":"addRule","clauses":[{"attribute":"country","op":"in","values":["ES"],"negate":false}],"variationId":"v",""" +
            """"description":"d","ref":"r","beforeRuleId":"b"}""",
    ) { addRule("b") { clause(attribute("country") oneOf listOf("ES")).serve("v").description("d").ref("r") } },
    Said(
        """{"kind":"addRule","clauses":[{"attribute":"country","op":"in","values":["ES"],"negate":false}],""" +
            """"rolloutWeights":{"v":10000,"w":90000},"rolloutBucketBy":"city","rolloutContextKind":"organization","trackEvents":true}""",
    ) {
        addRule {
            clause(attribute("country") oneOf listOf("ES"))
            rollout {
                10.percent to "v"
                90.percent to "w"
                bucketBy("city").contextKind("organization")
            }
            trackEvents(true)
        }
    },
    Said("""{"kind":"removeRule","ruleId":"r"}""") { removeRule("r") },
    Said("""{"kind":"reorderRules","ruleIds":["r","s"]}""") { reorderRules("r", "s") },
    Said(
        """{"kind":"replaceRules","rules":[{"clauses":[{"attribute":"segmentMatch","op":"segmentMatch","values":["beta"],""" +
            """"negate":false}],"variationId":"v"}]}""",
    ) { replaceRules { rule { clause(inSegment("beta")).serve("v") } } },
    Said("""{"kind":"replaceRules","rules":[]}""") { replaceRules {} },
    Said("""{"kind":"updateRuleVariationOrRollout","ruleId":"r","variationId":"v"}""") { updateRuleVariationOrRollout("r", "v") },
    Said("""{"kind":"updateRuleVariationOrRollout","ruleId":"r","rolloutWeights":{"v":100000}}""") {
        updateRuleVariationOrRollout("r") { 100.percent to "v" }
    },
    Said("""{"kind":"updateRuleDescription","ruleId":"r","description":""}""") { updateRuleDescription("r", "") },
    Said("""{"kind":"updateRuleTrackEvents","ruleId":"r","trackEvents":true}""") { updateRuleTrackEvents("r", true) },
    Said("""{"kind":"addClauses","ruleId":"r","clauses":[{"attribute":"n","op":"lessThan","values":[3],"negate":false}]}""") {
        addClauses("r", attribute("n") lessThan 3)
    },
    Said("""{"kind":"removeClauses","ruleId":"r","clauseIds":["c","d"]}""") { removeClauses("r", "c", "d") },
    Said("""{"kind":"updateClause","ruleId":"r","clauseId":"c","clause":{"attribute":"n","op":"in","values":[true],"negate":false}}""") {
        updateClause("r", "c", attribute("n") eq true)
    },
    Said("""{"kind":"addValuesToClause","ruleId":"r","clauseId":"c","values":["x","y"]}""") { addValuesToClause("r", "c", "x", "y") },
    Said("""{"kind":"removeValuesFromClause","ruleId":"r","clauseId":"c","values":["x"]}""") { removeValuesFromClause("r", "c", "x") },
    Said("""{"kind":"removeValuesFromClause","ruleId":"r","clauseId":"c","values":[7]}""") {
        removeValuesFromClause("r", "c", listOf(JsonPrimitive(7)))
    },
    Said("""{"kind":"addTargets","contextKind":"organization","variationId":"v","values":["acme"]}""") {
        addTargets("v", "acme", contextKind = "organization")
    },
    Said("""{"kind":"removeTargets","contextKind":"user","variationId":"v","values":["ann"]}""") { removeTargets("v", "ann") },
    Said("""{"kind":"replaceTargets","targets":[{"contextKind":"user","variationId":"v","values":["ann"]}]}""") {
        replaceTargets { target("v", "ann") }
    },
    Said("""{"kind":"clearTargets","variationId":"v"}""") { clearTargets("v") },
    Said("""{"kind":"addUserTargets","variationId":"v","values":["ann"]}""") { addUserTargets("v", "ann") },
    Said("""{"kind":"removeUserTargets","variationId":"v","values":["ann"]}""") { removeUserTargets("v", "ann") },
    Said("""{"kind":"replaceUserTargets","targets":[{"variationId":"v","values":["ann"]},{"variationId":"w","values":[]}]}""") {
        replaceUserTargets(mapOf("v" to listOf("ann"), "w" to emptyList()))
    },
    Said("""{"kind":"clearUserTargets","variationId":"v"}""") { clearUserTargets("v") },
    Said("""{"kind":"updateFallthroughVariationOrRollout","variationId":"v"}""") { updateFallthroughVariationOrRollout("v") },
    Said("""{"kind":"updateFallthroughVariationOrRollout","rolloutWeights":{"v":1,"w":99999}}""") {
        updateFallthroughVariationOrRollout { weight("v", 1).weight("w", 99_999) }
    },
    Said("""{"kind":"updateOffVariation","variationId":"v"}""") { updateOffVariation("v") },
    Said("""{"kind":"addPrerequisite","key":"k","variationId":"v"}""") { addPrerequisite("k", "v") },
    Said("""{"kind":"updatePrerequisite","key":"k","variationId":"v"}""") { updatePrerequisite("k", "v") },
    Said("""{"kind":"removePrerequisite","key":"k"}""") { removePrerequisite("k") },
    Said("""{"kind":"replacePrerequisites","prerequisites":[{"key":"k","variationId":"v"}]}""") { replacePrerequisites(mapOf("k" to "v")) },
    Said("""{"kind":"updateTrackEvents","trackEvents":true}""") { updateTrackEvents(true) },
    Said("""{"kind":"updateTrackEventsFallthrough","trackEvents":false}""") { updateTrackEventsFallthrough(false) },
)

private val OF_ALL = listOf(
    SaidOfAll("""{"kind":"addVariation","value":"blue","name":"Blue","description":"d"}""") {
        addVariation("blue") { name("Blue").description("d") }
    },
    SaidOfAll("""{"kind":"addVariation","value":3}""") { addVariation(3) },
    SaidOfAll("""{"kind":"updateVariation","variationId":"v","value":false,"name":"Off"}""") {
        updateVariation("v") { value(JsonPrimitive(false)).name("Off") }
    },
    SaidOfAll("""{"kind":"removeVariation","variationId":"v"}""") { removeVariation("v") },
    SaidOfAll("""{"kind":"updateDefaultVariation","onVariationValue":true,"offVariationValue":false}""") {
        updateDefaultVariation(JsonPrimitive(true), JsonPrimitive(false))
    },
    SaidOfAll("""{"kind":"updateDefaultVariation","offVariationValue":"x"}""") { updateDefaultVariation(null, JsonPrimitive("x")) },
    SaidOfAll("""{"kind":"updateName","value":"n"}""") { rename("n") },
    SaidOfAll("""{"kind":"updateDescription","value":""}""") { updateDescription("") },
    SaidOfAll("""{"kind":"addTags","values":["a","b"]}""") { addTags("a", "b") },
    SaidOfAll("""{"kind":"removeTags","values":["a"]}""") { removeTags("a") },
    SaidOfAll("""{"kind":"addCustomProperties","key":"k","name":"n","values":["x"]}""") { addCustomProperties("k", "n", listOf("x")) },
    SaidOfAll("""{"kind":"replaceCustomProperties","key":"k","name":"n","values":["x"]}""") {
        replaceCustomProperties("k", "n", listOf("x"))
    },
    SaidOfAll("""{"kind":"removeCustomProperties","key":"k","values":["x"]}""") { removeCustomProperties("k", listOf("x")) },
    SaidOfAll("""{"kind":"removeCustomProperties","key":"k"}""") { removeCustomProperties("k") },
    SaidOfAll("""{"kind":"makeFlagPermanent"}""") { makePermanent() },
    SaidOfAll("""{"kind":"makeFlagTemporary"}""") { makeTemporary() },
    SaidOfAll("""{"kind":"turnOnClientSideAvailability","value":"usingMobileKey"}""") {
        turnOnClientSideAvailability(ClientSideSdks.USING_MOBILE_KEY)
    },
    SaidOfAll("""{"kind":"turnOffClientSideAvailability","value":"usingEnvironmentId"}""") {
        turnOffClientSideAvailability(ClientSideSdks.USING_ENVIRONMENT_ID)
    },
    SaidOfAll("""{"kind":"updateMaintainerMember","value":"$MEMBER"}""") { updateMaintainerMember(MEMBER) },
    SaidOfAll("""{"kind":"updateMaintainerTeam","value":"t"}""") { updateMaintainerTeam("t") },
    SaidOfAll("""{"kind":"removeMaintainer"}""") { removeMaintainer() },
    SaidOfAll("""{"kind":"archiveFlag"}""") { archive() },
    SaidOfAll("""{"kind":"restoreFlag"}""") { restore() },
    SaidOfAll("""{"kind":"deprecateFlag"}""") { deprecate() },
    SaidOfAll("""{"kind":"restoreDeprecatedFlag"}""") { restoreDeprecated() },
    SaidOfAll("""{"kind":"deleteFlag"}""") { delete() },
    SaidOfAll("""{"kind":"beamUp","to":"space"}""") { instruction("beamUp") { field("to", JsonPrimitive("space")) } },
)

private class Contradiction(val one: Block<FlagPatchBuilder>, val other: Block<FlagPatchBuilder>)

private fun of(one: Block<FlagPatchBuilder>, other: Block<FlagPatchBuilder>) = Contradiction(one, other)

private fun inIt(one: Block<FlagEnvironmentPatchBuilder>, other: Block<FlagEnvironmentPatchBuilder>) =
    Contradiction({ inEnvironment("test", one) }, { inEnvironment("test", other) })

private val CONTRADICTIONS = listOf(
    inIt({ turnOn() }, { turnOff() }),
    inIt({ turnOff() }, { instruction("turnFlagOn") }),
    of({ archive() }, { restore() }),
    of({ deprecate() }, { restoreDeprecated() }),
    of({ makePermanent() }, { makeTemporary() }),
    of({ rename("a") }, { rename("b") }),
    of({ addTags("a", "b") }, { removeTags("b") }),
    of(
        { turnOnClientSideAvailability(ClientSideSdks.USING_MOBILE_KEY) },
        { turnOffClientSideAvailability(ClientSideSdks.USING_MOBILE_KEY) },
    ),
    of({ updateMaintainerTeam("t") }, { removeMaintainer() }),
    of({ addCustomProperties("k", "n", listOf("x", "y")) }, { removeCustomProperties("k", listOf("y")) }),
    of({ updateDefaultVariation(JsonPrimitive(1), null) }, { updateDefaultVariation(JsonPrimitive(2), null) }),
    of({ removeVariation("v") }, { updateVariation("v") { name("x") } }),
    of({ removeVariation("v") }, { inEnvironment("test") { updateFallthroughVariationOrRollout { 100.percent to "v" } } }),
    inIt({ removeRule("r") }, { updateRuleDescription("r", "d") }),
    inIt({ updateRuleVariationOrRollout("r", "v") }, { removeRule("r") }),
    inIt({ removeRule("r") }, { reorderRules("s", "r") }),
    inIt({ removeRule("r") }, { addRule("r") { clause(inSegment("s")).serve("v") } }),
    inIt({ updateRuleVariationOrRollout("r", "v") }, { updateRuleVariationOrRollout("r", "w") }),
    inIt({ removeClauses("r", "c") }, { updateClause("r", "c", inSegment("s")) }),
    inIt({ addValuesToClause("r", "c", "x") }, { removeValuesFromClause("r", "c", "x", "y") }),
    inIt({ addTargets("v", "ann", "bob") }, { addTargets("w", "bob") }),
    inIt({ addTargets("v", "ann") }, { addUserTargets("w", "ann") }),
    inIt({ addTargets("v", "ann") }, { removeTargets("v", "ann") }),
    inIt({ replaceTargets { target("v", "ann") } }, { addTargets("w", "ann") }),
    inIt({ updateOffVariation("v") }, { updateOffVariation("w") }),
    inIt({ updateTrackEvents(true) }, { updateTrackEvents(false) }),
    inIt({ addPrerequisite("k", "v") }, { removePrerequisite("k") }),
    inIt({ addPrerequisite("k", "v") }, { updatePrerequisite("k", "w") }),
)

internal class FlagPatchSpec : FunSpec({
    context("each kind is one function") {
        withData(nameFn = { it.instruction }, IN_ENVIRONMENT) { said ->
            val text = """{"environmentKey":"production","instructions":[${said.instruction}]}"""
            patch { inEnvironment("production", said.block) }.toString() shouldBe text
            FlagPatchBuilder().from(SemanticPatch.fromJson(text)).patch().toJson() shouldBe text
        }
        withData(nameFn = { it.instruction }, OF_ALL) { said ->
            val text = """{"instructions":[${said.instruction}]}"""
            patch(said.block).toString() shouldBe text
            FlagPatchBuilder().from(SemanticPatch.fromJson(text)).patch().toJson() shouldBe text
        }
    }

    test("there are 53 kinds, and those that change an environment are said in one") {
        val here = IN_ENVIRONMENT.flatMap { kinds(patch { inEnvironment("e", it.block) }) }.toSet()
        val everywhere = OF_ALL.flatMap { kinds(patch(it.block)) }.toSet() - "beamUp"
        (here + everywhere) shouldHaveSize 53
        here shouldBe ENVIRONMENT_KINDS
        problems { instruction("turnFlagOn") } shouldContainExactly
            listOf("instructions[0]: turnFlagOn changes an environment, so it must be said in inEnvironment")
    }

    test("comment, environment and instructions stand in one patch") {
        patch {
            comment = "ramp up"
            inEnvironment("production") { turnOn() }
            addTags("ramping")
            inEnvironment("production") { updateTrackEvents(true) }
        }.toString() shouldBe """{"comment":"ramp up","environmentKey":"production","instructions":[{"kind":"turnFlagOn"},""" +
            """{"kind":"addTags","values":["ramping"]},{"kind":"updateTrackEvents","trackEvents":true}]}"""
    }

    test("a patch that was kept is taken over, with all that it says, and held to the same rules") {
        val kept = SemanticPatch.fromJson(
            """{"instructions":[{"kind":"beamUp","to":1.0},{"kind":"turnFlagOn"}],"comment":"kept","environmentKey":"test","mood":null}""",
        )
        kept.instructions.map { it.kind } shouldContainExactly listOf("beamUp", "turnFlagOn")
        FlagPatchBuilder().from(kept).archive().patch().toJson() shouldBe
            """{"comment":"kept","environmentKey":"test","mood":null,""" +
            """"instructions":[{"kind":"beamUp","to":1.0},{"kind":"turnFlagOn"},{"kind":"archiveFlag"}]}"""
        problems { from(kept).inEnvironment("production") { turnOff() } } shouldContainExactly listOf(
            """environmentKey: is "test" and "production"; one patch changes one environment""",
            """instructions[2]: the flag is off, but instructions[1] says that it is on""",
        )
        problems { inEnvironment("production") { updateTrackEvents(true) }.from(kept) } shouldContainExactly
            listOf("""environmentKey: is "production" and "test"; one patch changes one environment""")
        problems { from(SemanticPatch.fromJson("""{"instructions":[]}""")) } shouldContainExactly
            listOf("instructions: there are none, must be at least one")
    }

    test("one patch changes one environment") {
        problems {
            inEnvironment("production") { turnOn() }
            inEnvironment("test") { turnOn() }
        } shouldContainExactly listOf("""environmentKey: is "production" and "test"; one patch changes one environment""")
    }

    test("a patch without instructions is refused") {
        problems {} shouldContainExactly listOf("instructions: there are none, must be at least one")
        problems { inEnvironment("production") {} } shouldContainExactly listOf("instructions: there are none, must be at least one")
    }

    test("all that is wrong is told at once, each with its path") {
        problems {
            rename(" ")
            addTags("a b")
            removeTags()
            updateVariation("v") {}
            updateDefaultVariation(null, null)
            updateMaintainerMember("me")
            inEnvironment("no environment") {
                addRule { serve(0) }
                addRule { rollout { 10.percent to "v"; 90.percent to 1 } }
                updateFallthroughVariationOrRollout { 99.percent to "v"; 0.5.percent to "v" }
                removeRule("")
                reorderRules("r", "r")
                addClauses("r")
                updateClause("r", "c", attribute("a") oneOf emptyList())
                addTargets("", "ann")
                addTargets("v")
                replaceTargets { target("v", "ann", contextKind = "") }
                replaceRules { rule { serve("v") } }
                addPrerequisite("a b", "v")
            }
            instruction(" ")
        } shouldContainExactly listOf(
            "instructions[0].value: is blank",
            """instructions[1].values[0]: is "a b", must be 1 to 64 letters, digits, ".", "_" and "-"""",
            "instructions[2].values: are none, must be at least one",
            "instructions[3]: changes nothing, must say a value, a name or a description",
            "instructions[4]: changes nothing, must say a value",
            """instructions[5].value: is "me", must be 24 hexadecimal digits""",
            """environmentKey: is "no environment", must be 1 to 100 letters, digits, ".", "_" and "-", beginning with a letter or digit""",
            "instructions[6].clauses: there are none, must be at least one",
            "instructions[6].variationId: is the index 0; a patch refers to a variation by its id",
            "instructions[7].clauses: there are none, must be at least one",
            "instructions[7].rolloutWeights[1].variation: is the index 1; a patch refers to a variation by its id",
            """instructions[8].rolloutWeights[1].variation: "v" has a share already""",
            "instructions[8].rolloutWeights: weights sum to 99500, must be 100000",
            "instructions[9].ruleId: is blank",
            "instructions[10].ruleIds: name a rule twice",
            "instructions[11].clauses: are none, must be at least one",
            "instructions[12].clause.values: are none, must be at least one",
            "instructions[13].variationId: is blank",
            "instructions[14].values: are none, must be at least one",
            "instructions[15].targets[0].contextKind: is blank",
            "instructions[16].rules[0].clauses: there are none, must be at least one",
            """instructions[17].key: is "a b", must be 1 to 256 letters, digits, ".", "_" and "-", beginning with a letter or digit""",
            "instructions[18].kind: is blank",
        )
    }

    context("instructions that contradict each other are refused, in whatever order") {
        withData(nameFn = { patch(it.one).toString() + patch(it.other) }, CONTRADICTIONS) { both ->
            listOf(both.one to both.other, both.other to both.one).forEach { (first, second) ->
                val wrong = shouldThrow<InvalidPayloadException> { FlagPatchBuilder().configuredBy(first).configuredBy(second).build() }
                wrong.problems.map { it.path }.toSet() shouldBe setOf("instructions[1]")
            }
        }
    }

    test("a contradiction says what it is, and with what") {
        problems { inEnvironment("test") { turnOn().turnOff() } } shouldContainExactly
            listOf("instructions[1]: the flag is off, but instructions[0] says that it is on")
        problems { inEnvironment("test") { replaceTargets { target("v", "ann").target("w", "ann") } } } shouldContainExactly
            listOf("instructions[0]: user ann is a target of w, but instructions[0] says that it is a target of v")
        problems { addTags("a").delete() } shouldContainExactly
            listOf("instructions[1]: deletes the flag, so it must be the only instruction")
    }

    test("what can be done one after the other is no contradiction") {
        kinds(
            patch {
                addTags("a").addTags("a", "b").removeVariation("gone")
                inEnvironment("test") {
                    turnOn().turnOn()
                    removeTargets("v", "ann").addTargets("w", "ann")
                    clearTargets("gone").removePrerequisite("k").addPrerequisite("l", "gone")
                    updateRuleDescription("r", "d").updateRuleTrackEvents("r", true).removeClauses("r", "c").reorderRules("r")
                    addTargets("v", "ann", contextKind = "organization")
                }
            },
        ) shouldHaveSize 15
    }

    test("a JSON patch, with a comment and without") {
        FlagJsonPatchBuilder().name("n").on("production", true).addTag("t").body().toString() shouldBe
            """[{"op":"replace","path":"/name","value":"n"},{"op":"replace","path":"/environments/production/on","value":true},""" +
            """{"op":"add","path":"/tags/-","value":"t"}]"""
        FlagJsonPatchBuilder().temporary(false).comment("why").body().toString() shouldBe
            """{"comment":"why","patch":[{"op":"replace","path":"/temporary","value":false}]}"""
        shouldThrow<InvalidPayloadException> { FlagJsonPatchBuilder().comment("why").addTag("a b").name("").on("", true).body() }
            .problems.map { it.path } shouldContainExactly listOf("tags[0]", "name", "environmentKey")
        shouldThrow<InvalidPayloadException> { FlagJsonPatchBuilder().body() }
    }

    test("a merge patch, with a comment and without") {
        FlagMergePatchBuilder().description(null).tags(listOf("a"))
            .environment("test", patch { instruction("x") }.getValue("instructions").jsonArray[0].jsonObject).body().toString() shouldBe
            """{"description":null,"tags":["a"],"environments":{"test":{"kind":"x"}}}"""
        FlagMergePatchBuilder().name("n").archived(true).temporary(true).comment("why").body().toString() shouldBe
            """{"comment":"why","merge":{"name":"n","archived":true,"temporary":true}}"""
        shouldThrow<InvalidPayloadException> { FlagMergePatchBuilder().comment("why").body() }
        shouldThrow<InvalidPayloadException> { FlagMergePatchBuilder().name(" ").tags(listOf("?")).body() }
            .problems.map { it.path } shouldContainExactly listOf("tags[0]", "name")
    }

    test("a copy says what of what to what") {
        FlagCopyBuilder("test", "production").sourceVersion(3).targetVersion(5_000_000_000)
            .include(FlagCopyAction.UPDATE_ON, FlagCopyAction.of("new")).comment("ship")
            .build().toString() shouldBe """{"source":{"key":"test","currentVersion":3},""" +
            """"target":{"key":"production","currentVersion":5000000000},"includedActions":["updateOn","new"],"comment":"ship"}"""
        shouldThrow<InvalidPayloadException> {
            FlagCopyBuilder("a b", "a b").include(FlagCopyAction.UPDATE_ON).exclude(FlagCopyAction.UPDATE_RULES).build()
        }.problems.map { it.path } shouldContainExactly listOf("source.key", "target.key", "target.key", "excludedActions")
    }

    test("expiring targets come, move and go") {
        val patch = FlagExpiringTargetsBuilder().add("ann", "v", 1_718_956_465_000)
            .update("bob", "v", 1_718_956_465_001, "organization", 2).remove("carol", "w").build()
        patch.toString() shouldBe """{"instructions":[{"kind":"addExpiringTarget","value":1718956465000,"contextKey":"ann",""" +
            """"contextKind":"user","variationId":"v"},{"kind":"updateExpiringTarget","value":1718956465001,"version":2,""" +
            """"contextKey":"bob","contextKind":"organization","variationId":"v"},{"kind":"removeExpiringTarget","contextKey":"carol",""" +
            """"contextKind":"user","variationId":"w"}]}"""
        shouldThrow<InvalidPayloadException> {
            FlagExpiringTargetsBuilder().add("", "v", -1).add("ann", "v", 1_718_956_465_000).remove("ann", "v").build()
        }.problems.map { it.path } shouldContainExactly listOf("instructions[0].contextKey", "instructions[0].value", "instructions[2]")
    }

    test("expiring targets that are users, in the older words for them") {
        val patch = FlagExpiringUserTargetsBuilder().add("ann", "v", 1_718_956_465_000).update("bob", "v", 1_718_956_465_001, 2)
            .update("dora", "v", 1_718_956_465_001).remove("carol", "w").build()
        patch.toString() shouldBe """{"instructions":[{"kind":"addExpireUserTargetDate","value":1718956465000,"userKey":"ann",""" +
            """"variationId":"v"},{"kind":"updateExpireUserTargetDate","value":1718956465001,"version":2,"userKey":"bob",""" +
            """"variationId":"v"},{"kind":"updateExpireUserTargetDate","value":1718956465001,"userKey":"dora","variationId":"v"},""" +
            """{"kind":"removeExpireUserTargetDate","userKey":"carol","variationId":"w"}]}"""
        shouldThrow<InvalidPayloadException> {
            FlagExpiringUserTargetsBuilder().add("", " ", -1).add("ann", "v", 1_718_956_465_000).remove("ann", "w").build()
        }.problems.map { it.path } shouldContainExactly
            listOf("instructions[0].userKey", "instructions[0].variationId", "instructions[0].value", "instructions[2]")
    }

    test("expiring targets are read in the words for contexts and in those for users, and nothing of them is lost") {
        val context = """{"_id":"1","contextKind":"org","contextKey":"acme","new":[1]}"""
        val user = """{"_id":"2","userKey":"ann","expirationDate":9007199254740993,"_resourceId":{"flagKey":"f"}}"""
        val read = ExpiringTargets.fromJson("""{"items":[$context,$user]}""")
        read.items.map { it.contextKind to it.contextKey } shouldContainExactly listOf("org" to "acme", "user" to "ann")
        ExpiringTarget.fromJson("""{"userKey":"u","contextKey":"c","contextKind":"org"}""").contextKey shouldBe "c"
        read.items[1].expirationDate shouldBe 9_007_199_254_740_993
        read.items[1].resource?.key shouldBe "f"
        read.toJson() shouldBe """{"items":[$context,$user]}"""
        shouldThrow<MalformedDocumentException> { ExpiringTargets.fromJson("""{"items":[{"_id":"3"}]}""") }.path shouldBe
            "items[0].contextKey"
    }
})

private fun kinds(patch: JsonObject) =
    patch.getValue("instructions").jsonArray.map { it.jsonObject.getValue("kind").jsonPrimitive.content }
