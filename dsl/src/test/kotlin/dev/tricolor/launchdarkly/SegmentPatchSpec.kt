package dev.tricolor.launchdarkly

import dev.tricolor.Block
import dev.tricolor.InvalidPayloadException
import dev.tricolor.configuredBy
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject

private fun problemsOf(block: () -> Unit) = shouldThrow<InvalidPayloadException>(block).problems.map { it.toString() }

private fun json(text: String): JsonElement = Json.parseToJsonElement(text)

private fun patch(block: Block<SegmentPatchBuilder>) = SegmentPatchBuilder().configuredBy(block).build()

private class SegmentSaid(val instruction: String, val block: Block<SegmentPatchBuilder>)

private val ONE_A = json("""["a"]""")

private const val ADULTS = """{"attribute":"age","op":"greaterThanOrEqual","values":[18],"negate":false}"""

private val KINDS = listOf(
    SegmentSaid("""{"kind":"updateName","value":"n"}""") { rename("n") },
    SegmentSaid("""{"kind":"addTags","values":["a","b"]}""") { addTags("a", "b") },
    SegmentSaid("""{"kind":"removeTags","values":["a"]}""") { removeTags(listOf("a")) },
    SegmentSaid("""{"kind":"addIncludedTargets","contextKind":"org","values":["a","b"]}""") { addIncludedTargets("org", "a", "b") },
    SegmentSaid("""{"kind":"addExcludedTargets","contextKind":"org","values":["a"]}""") { addExcludedTargets("org", listOf("a")) },
    SegmentSaid("""{"kind":"removeIncludedTargets","contextKind":"org","values":["a"]}""") { removeIncludedTargets("org", "a") },
    SegmentSaid("""{"kind":"removeExcludedTargets","contextKind":"org","values":["a"]}""") { removeExcludedTargets("org", "a") },
    SegmentSaid("""{"kind":"addIncludedUsers","values":["a"]}""") { addIncludedUsers("a") },
    SegmentSaid("""{"kind":"addExcludedUsers","values":["a"]}""") { addExcludedUsers("a") },
    SegmentSaid("""{"kind":"removeIncludedUsers","values":["a"]}""") { removeIncludedUsers("a") },
    SegmentSaid("""{"kind":"removeExcludedUsers","values":["a"]}""") { removeExcludedUsers("a") },
    SegmentSaid("""{"kind":"addRule","description":"d","clauses":[$ADULTS]}""") {
        addRule { description = "d"; clause(attribute("age") atLeast 18) }
    },
    SegmentSaid("""{"kind":"removeRule","ruleId":"r"}""") { removeRule("r") },
    SegmentSaid("""{"kind":"reorderRules","ruleIds":["r2","r1"]}""") { reorderRules("r2", "r1") },
    SegmentSaid("""{"kind":"updateRuleDescription","ruleId":"r","description":"d"}""") { updateRuleDescription("r", "d") },
    SegmentSaid("""{"kind":"updateRuleRolloutAndContextKind","ruleId":"r","weight":20000,"contextKind":"device"}""") {
        updateRuleRolloutAndContextKind("r", 20_000, "device")
    },
    SegmentSaid("""{"kind":"addClauses","ruleId":"r","clauses":[$ADULTS]}""") { addClauses("r", attribute("age") atLeast 18) },
    SegmentSaid("""{"kind":"removeClauses","ruleId":"r","clauseIds":["c1","c2"]}""") { removeClauses("r", "c1", "c2") },
    SegmentSaid("""{"kind":"updateClause","ruleId":"r","clauseId":"c","clause":$ADULTS}""") {
        updateClause("r", "c", attribute("age") atLeast 18)
    },
    SegmentSaid("""{"kind":"addValuesToClause","ruleId":"r","clauseId":"c","values":["a"]}""") { addValuesToClause("r", "c", "a") },
    SegmentSaid("""{"kind":"removeValuesFromClause","ruleId":"r","clauseId":"c","values":["a"]}""") {
        removeValuesFromClause("r", "c", "a")
    },
    SegmentSaid("""{"kind":"addBigSegmentIncludedTargets","values":["a"]}""") { addBigSegmentIncludedTargets("a") },
    SegmentSaid("""{"kind":"addBigSegmentExcludedTargets","values":["a"]}""") { addBigSegmentExcludedTargets("a") },
    SegmentSaid("""{"kind":"removeBigSegmentIncludedTargets","values":["a"]}""") { removeBigSegmentIncludedTargets("a") },
    SegmentSaid("""{"kind":"removeBigSegmentExcludedTargets","values":["a"]}""") { removeBigSegmentExcludedTargets("a") },
    SegmentSaid("""{"kind":"processBigSegmentImport","importId":"i"}""") { processBigSegmentImport("i") },
)

private class SegmentClash(val problem: String, val block: Block<SegmentPatchBuilder>)

private val CLASHES = listOf(
    SegmentClash("""instructions[1]: the name is "b", but instructions[0] says that it is "a"""") { rename("a").rename("b") },
    SegmentClash("""instructions[1]: tag "a" is removed, but instructions[0] says that it is added""") {
        addTags("a", "b").removeTags("a")
    },
    SegmentClash("""instructions[1]: org "a" is excluded, but instructions[0] says that it is included""") {
        addIncludedTargets("org", "a").addExcludedTargets("org", "a")
    },
    SegmentClash("""instructions[1]: user "a" is excluded, but instructions[0] says that it is included""") {
        addIncludedUsers("a").addExcludedTargets("user", "a")
    },
    SegmentClash("""instructions[1]: user "a" among the included is removed, but instructions[0] says that it is added""") {
        addIncludedTargets("user", "a").removeIncludedUsers("a")
    },
    SegmentClash("""instructions[1]: user "a" is excluded, but instructions[0] says that it is included""") {
        addBigSegmentIncludedTargets("a").addBigSegmentExcludedTargets("a")
    },
    SegmentClash("""instructions[1]: the future of rule "r" is to be there, but instructions[0] says that it is to be removed""") {
        removeRule("r").updateRuleDescription("r", "d")
    },
    SegmentClash("""instructions[1]: the order of the rules is ["b","a"], but instructions[0] says that it is ["a","b"]""") {
        reorderRules("a", "b").reorderRules("b", "a")
    },
    SegmentClash("""instructions[1]: the weight of rule "r" is 2, but instructions[0] says that it is 1""") {
        updateRuleRolloutAndContextKind("r", 1, "user").updateRuleRolloutAndContextKind("r", 2, "user")
    },
    SegmentClash("""instructions[1]: the future of clause "c" is to be removed, but instructions[0] says that it is to be there""") {
        addValuesToClause("r", "c", "v").removeClauses("r", "c")
    },
    SegmentClash("""instructions[1]: value "v" of clause "c" is removed, but instructions[0] says that it is added""") {
        addValuesToClause("r", "c", "v", "w").removeValuesFromClause("r", "c", "v")
    },
    SegmentClash("""instructions[1]: user "a" is excluded, but instructions[0] says that it is included""") {
        addIncludedUsers("a").instruction("addExcludedUsers") { field("values", ONE_A) }
    },
)

internal class SegmentPatchSpec : FunSpec({
    test("all 26 kinds are there") { KINDS.map { json(it.instruction).jsonObject["kind"] }.distinct() shouldHaveSize 26 }

    context("each kind as the vendor documents it") {
        withData(nameFn = { it.instruction.take(60) }, KINDS) { said ->
            patch(said.block)["instructions"]!!.jsonArray.single() shouldBe json(said.instruction)
            val kept = SemanticPatch.of(patch(said.block))
            SegmentPatchBuilder().from(SemanticPatch.fromJson(kept.toJson())).patch() shouldBe kept
        }
    }

    test("a patch has a comment, and what has no function by its name; a dry run is no part of it") {
        patch {
            comment = "why"
            dryRun = true
            rename("n")
            instruction("fromTheFuture") { field("a", JsonPrimitive(1)) }
        }.toString() shouldBe """{"comment":"why","instructions":[{"kind":"updateName","value":"n"},{"kind":"fromTheFuture","a":1}]}"""
    }

    test("what cannot work is told at once, with its paths") {
        problemsOf { patch {} } shouldContainExactly listOf("instructions: there are none, must be at least one")
        problemsOf {
            patch {
                rename(" ")
                addTags("not a tag")
                addTags()
                addIncludedTargets(" ", "a", " ")
                addRule {}
                addRule { clause(attribute("a") eq 1); weight = 50_000 }
                reorderRules("r", "r")
                updateRuleRolloutAndContextKind("", 100_001, " ")
                updateRuleRolloutAndContextKind("r", -1, "user")
                addClauses("r")
                removeClauses("r", "")
                updateClause("r", " ", attribute(" ") eq "b")
                addValuesToClause("r", "c")
                processBigSegmentImport("")
                instruction(" ")
            }
        } shouldContainExactly listOf(
            "instructions[0].value: is blank",
            "instructions[1].values[0]: is \"not a tag\", must be 1 to 64 letters, digits, \".\", \"_\" and \"-\"",
            "instructions[2].values: are none, must be at least one",
            "instructions[3].contextKind: is blank",
            "instructions[3].values[1]: is blank",
            "instructions[4].clauses: there are none, must be at least one",
            "instructions[5].weight: is nothing that addRule takes; patchJson adds a rule with it",
            "instructions[6].ruleIds: name a rule twice",
            "instructions[7].weight: is 100001, must be 0 to 100000 thousandths of a percent",
            "instructions[7].contextKind: is blank",
            "instructions[7].ruleId: is blank",
            "instructions[8].weight: is -1, must be 0 to 100000 thousandths of a percent",
            "instructions[9].clauses: there are none, must be at least one",
            "instructions[10].clauseIds[0]: is blank",
            "instructions[11].clauseId: is blank",
            "instructions[11].clause.attribute: is blank",
            "instructions[12].values: are none, must be at least one",
            "instructions[13].importId: is blank",
            "instructions[14].kind: is blank",
        )
    }

    test("1500 targets go into one patch, 1501 do not") {
        val keys = (1..1_500).map { "k$it" }
        patch { addIncludedTargets("user", keys); addTags("a") }
        problemsOf { patch { addIncludedTargets("user", keys); addExcludedUsers("x") } } shouldContainExactly
            listOf("instructions: add and remove 1501 targets, must be at most 1500")
        problemsOf {
            patch { addIncludedTargets("user", keys); instruction("removeBigSegmentIncludedTargets") { field("values", ONE_A) } }
        } shouldContainExactly listOf("instructions: add and remove 1501 targets, must be at most 1500")
    }

    context("instructions that contradict each other") {
        withData(nameFn = { "${CLASHES.indexOf(it)} ${it.problem}" }, CLASHES) { clash ->
            problemsOf { patch(clash.block) } shouldContain clash.problem
        }
    }

    test("what only looks like a contradiction goes through") {
        patch {
            rename("a").rename("a")
            removeExcludedTargets("user", "a").addIncludedTargets("user", "a")
            addIncludedTargets("org", "b").addExcludedTargets("user", "b")
            updateRuleDescription("r", "d").updateRuleRolloutAndContextKind("r", 1, "user").addClauses("r", attribute("a") eq "b")
            addValuesToClause("r", "c1", "v").removeValuesFromClause("r", "c2", "v")
        }["instructions"]!!.jsonArray.size shouldBe 11
    }

    test("a JSON Patch, bare or with a comment") {
        SegmentJsonPatchBuilder().apply {
            description = null
            name = "a"
            name("b").tags("t").addRule { clause(attribute("a") eq 1); weight(5) }
            test("/version", JsonPrimitive(3))
        }.body() shouldBe json(
            """[{"op":"replace","path":"/description","value":null},{"op":"replace","path":"/name","value":"b"},
                {"op":"replace","path":"/tags","value":["t"]},
                {"op":"add","path":"/rules/-","value":{"weight":5,"clauses":[{"attribute":"a","op":"in","values":[1],"negate":false}]}},
                {"op":"test","path":"/version","value":3}]""",
        )
        SegmentJsonPatchBuilder().comment("c").description("d").body().toString() shouldBe
            """{"comment":"c","patch":[{"op":"replace","path":"/description","value":"d"}]}"""
        problemsOf {
            SegmentJsonPatchBuilder().apply { name = " "; tags("a b"); addRule { weight = -1 } }.body()
        } shouldContainExactly listOf(
            "name: is blank",
            "tags[0]: is \"a b\", must be 1 to 64 letters, digits, \".\", \"_\" and \"-\"",
            "rules.clauses: there are none, must be at least one",
            "rules.weight: is -1, must be 0 to 100000 thousandths of a percent",
        )
        problemsOf { SegmentJsonPatchBuilder().body() } shouldContainExactly listOf("operations: there are none, must be at least one")
    }

    test("expiring targets") {
        SegmentExpiringTargetsBuilder().add("a", TargetType.INCLUDED, 1_653_469_200_000)
            .update("b", TargetType.EXCLUDED, 1_653_469_200_000, "org", 2)
            .remove("c", TargetType.INCLUDED).build()["instructions"] shouldBe json(
            """[{"kind":"addExpiringTarget","value":1653469200000,"contextKey":"a","contextKind":"user","targetType":"included"},
                {"kind":"updateExpiringTarget","value":1653469200000,"version":2,"contextKey":"b","contextKind":"org","targetType":"excluded"},
                {"kind":"removeExpiringTarget","contextKey":"c","contextKind":"user","targetType":"included"}]""",
        )
        problemsOf {
            SegmentExpiringTargetsBuilder().add(" ", TargetType.of(" "), 1_653_469_200, " ").remove("a", TargetType.INCLUDED)
                .add("a", TargetType.INCLUDED, 1_653_469_200_000).build()
        } shouldContainExactly listOf(
            "instructions[0].contextKey: is blank",
            "instructions[0].contextKind: is blank",
            "instructions[0].targetType: is blank",
            "instructions[0].value: is 1653469200, must be epoch milliseconds",
            "instructions[2]: the expiry of \"included\" \"user\" \"a\" is 1653469200000, but instructions[1] says that it is none",
        )
    }

    test("expiring targets that are users, in the older words for them") {
        SegmentExpiringUserTargetsBuilder().add("a", TargetType.INCLUDED, 1_653_469_200_000)
            .update("b", TargetType.EXCLUDED, 1_653_469_200_001, 2).update("d", TargetType.EXCLUDED, 1_653_469_200_001)
            .remove("c", TargetType.INCLUDED).comment("gone").build() shouldBe json(
            """{"comment":"gone","instructions":[
                {"kind":"addExpireUserTargetDate","value":1653469200000,"userKey":"a","targetType":"included"},
                {"kind":"updateExpireUserTargetDate","value":1653469200001,"version":2,"userKey":"b","targetType":"excluded"},
                {"kind":"updateExpireUserTargetDate","value":1653469200001,"userKey":"d","targetType":"excluded"},
                {"kind":"removeExpireUserTargetDate","userKey":"c","targetType":"included"}]}""",
        )
        problemsOf {
            SegmentExpiringUserTargetsBuilder().add(" ", TargetType.of(" "), 1_653_469_200).remove("a", TargetType.INCLUDED)
                .add("a", TargetType.EXCLUDED, 1_653_469_200_000).add("a", TargetType.INCLUDED, 1_653_469_200_000).build()
        } shouldContainExactly listOf(
            "instructions[0].userKey: is blank",
            "instructions[0].targetType: is blank",
            "instructions[0].value: is 1653469200, must be epoch milliseconds",
            "instructions[3]: the expiry of \"included\" \"a\" is 1653469200000, but instructions[1] says that it is none",
        )
        problemsOf { SegmentExpiringUserTargetsBuilder().build() } shouldContainExactly
            listOf("instructions: there are none, must be at least one")
    }

    test("a JSON Merge Patch, bare or with a comment") {
        SegmentMergePatchBuilder().apply {
            description = null
            name("b").tags("t").rule { clause(attribute("a") eq 1) }
            included("ann", "bob").excluded()
            includedContexts("org", "o1").includedContexts("device", "d1", "d2").includedContexts("org", "o2")
            excludedContexts("org")
            field("fromTheFuture", JsonPrimitive(1))
        }.body() shouldBe json(
            """{"description":null,"name":"b","tags":["t"],"included":["ann","bob"],"excluded":[],"fromTheFuture":1,
                "rules":[{"clauses":[{"attribute":"a","op":"in","values":[1],"negate":false}]}],
                "includedContexts":[{"contextKind":"org","values":["o2"]},{"contextKind":"device","values":["d1","d2"]}],
                "excludedContexts":[{"contextKind":"org","values":[]}]}""",
        )
        SegmentMergePatchBuilder().comment("c").description("d").body().toString() shouldBe
            """{"comment":"c","merge":{"description":"d"}}"""
    }

    test("a JSON Merge Patch that cannot work") {
        problemsOf {
            SegmentMergePatchBuilder().name(" ").tags("a b").rule { weight = -1 }.included("").includedContexts("user", "ann")
                .excludedContexts("org", "o", " ").body()
        } shouldContainExactly listOf(
            "tags[0]: is \"a b\", must be 1 to 64 letters, digits, \".\", \"_\" and \"-\"",
            "included[0]: is blank",
            "includedContexts: is of the context kind \"user\", must be of another one; users have lists of their own",
            "excludedContexts(org)[1]: is blank",
            "name: is blank",
            "rules[0].clauses: there are none, must be at least one",
            "rules[0].weight: is -1, must be 0 to 100000 thousandths of a percent",
        )
        problemsOf { SegmentMergePatchBuilder().comment("for nothing").body() } shouldContainExactly listOf("changes nothing")
    }
})
