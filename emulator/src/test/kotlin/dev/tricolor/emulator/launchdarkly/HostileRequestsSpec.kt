package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.Exchange
import dev.tricolor.emulator.member
import dev.tricolor.emulator.string
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainAll
import io.kotest.matchers.comparables.shouldBeLessThan
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonArray
import kotlin.random.Random

private const val REQUESTS = 3_000

/** What a body may hold in the place of what belongs there; null for nothing at all. */
private val JUNK = listOf(
    "null", "true", "0", "-1", "1.5", "1e300", "9223372036854775808", "\"\"", "\"x\"", "\"-1\"", "\"fallthrough\"", "[]", "{}", "[null]",
    "[[]]", "{\"a\":1}", "\"\\u0000\"",
).map(Json::parseToJsonElement) + null

private class Sent(val method: String, val path: String, val body: JsonElement, val semantic: Boolean)

/** Requests that could be carried out, with every kind of instruction, before they are spoilt. */
private class Script(private val project: TestProject) {
    private val clause = """{"attribute":"country","op":"in","negate":false,"values":["ES",1,true],"contextKind":"user"}"""

    init {
        listOf("f", "g").forEach { project.flag(it, ""","variations":[{"value":"a","name":"A"},{"value":"b"},{"value":3}]""") }
        val rule = """{"kind":"addRule","clauses":[$clause],"variationId":"${project.variationIds("f")[0]}"}"""
        project.patch("f", """{"kind":"turnFlagOn"},$rule""")
        listOf("m", "n").forEach { project.api.post("metrics/default", """{"key":"$it","kind":"custom","eventKey":"e"}""") }
        project.api.post("segments/default/production", """{"key":"s","name":"S"}""")
        project.api.post("segments/default/production", """{"key":"big","name":"B","unbounded":true}""")
        project.semantic("segments/default/production/s", """{"instructions":[{"kind":"addRule","clauses":[$clause]}]}""")
    }

    private val variation = project.variationIds("f")[0]
    private val other = project.variationIds("f")[1]
    private val outside = project.variationIds("g")[0]
    private val rule = project.config("f").member("rules")!!.jsonArray.first()
    private val ruleId = rule.string("_id")
    private val clauseId = rule.member("clauses")!!.jsonArray.first().string("_id")
    private val weights = """{"$variation":40000,"$other":60000}"""

    private val ofFlags = """turnFlagOn; turnFlagOff; makeFlagPermanent; makeFlagTemporary; removeMaintainer; archiveFlag; restoreFlag;
        deprecateFlag; restoreDeprecatedFlag; addRule "clauses":[$clause],"variationId":"$variation","beforeRuleId":"$ruleId";
        addRule "clauses":[$clause],"rolloutWeights":$weights,"rolloutBucketBy":"key","rolloutContextKind":"user";
        removeRule "ruleId":"$ruleId"; reorderRules "ruleIds":["$ruleId"]; replaceRules "rules":[{"clauses":[$clause],"variationId":"$other"}];
        updateRuleVariationOrRollout "ruleId":"$ruleId","rolloutWeights":$weights; updateRuleDescription "ruleId":"$ruleId","description":"d";
        updateRuleTrackEvents "ruleId":"$ruleId","trackEvents":true; addClauses "ruleId":"$ruleId","clauses":[$clause];
        removeClauses "ruleId":"$ruleId","clauseIds":["$clauseId"]; updateClause "ruleId":"$ruleId","clauseId":"$clauseId","clause":$clause;
        addValuesToClause "ruleId":"$ruleId","clauseId":"$clauseId","values":["PT"];
        removeValuesFromClause "ruleId":"$ruleId","clauseId":"$clauseId","values":["PT"];
        addTargets "variationId":"$variation","values":["k"],"contextKind":"user"; removeTargets "variationId":"$variation","values":["k"];
        replaceTargets "targets":[{"contextKind":"device","variationId":"$variation","values":["k"]}]; clearTargets "variationId":"$variation";
        addUserTargets "variationId":"$variation","values":["k"]; removeUserTargets "variationId":"$variation","values":["k"];
        replaceUserTargets "targets":[{"variationId":"$variation","values":["k"]}]; clearUserTargets "variationId":"$variation";
        updateFallthroughVariationOrRollout "rolloutWeights":$weights; updateOffVariation "variationId":"$variation";
        addPrerequisite "key":"g","variationId":"$outside"; updatePrerequisite "key":"g","variationId":"$outside";
        removePrerequisite "key":"g"; replacePrerequisites "prerequisites":[{"key":"g","variationId":"$outside"}];
        updateTrackEvents "trackEvents":true; updateTrackEventsFallthrough "trackEvents":true; addVariation "value":"z","name":"Z";
        updateVariation "variationId":"$other","value":"q"; removeVariation "variationId":"$other";
        updateDefaultVariation "onVariationValue":"a","offVariationValue":"b"; updateName "value":"n"; updateDescription "value":"d";
        addTags "values":["t"]; removeTags "values":["t"]; addCustomProperties "key":"k","name":"n","values":["v"];
        replaceCustomProperties "key":"k","name":"n","values":["v"]; removeCustomProperties "key":"k","values":["v"];
        turnOnClientSideAvailability "value":"usingMobileKey"; turnOffClientSideAvailability "value":"usingEnvironmentId";
        updateMaintainerMember "value":"569f183514f4432160000007"; updateMaintainerTeam "value":"t"""".instructions()

    private val ofSegments = """updateName "value":"n"; addTags "values":["t"]; removeTags "values":["t"];
        addIncludedTargets "contextKind":"user","values":["a"]; addExcludedTargets "contextKind":"device","values":["a"];
        removeIncludedTargets "contextKind":"user","values":["a"]; removeExcludedTargets "contextKind":"user","values":["a"];
        addIncludedUsers "values":["a"]; removeExcludedUsers "values":["a"]; addBigSegmentIncludedTargets "values":["a"];
        removeBigSegmentExcludedTargets "values":["a"]; addRule "clauses":[$clause]; removeRule "ruleId":"r"; reorderRules "ruleIds":[];
        updateRuleRolloutAndContextKind "ruleId":"r","weight":5,"contextKind":"user"; updateClause "ruleId":"r","clauseId":"c","clause":$clause;
        processBigSegmentImport "importId":"i"""".instructions()

    private val ofExperiments = """startIteration "changeJustification":"j"; saveAndStartNewIteration "changeJustification":"j","value":$UPDATES;
        updateExperimentFields "value":$UPDATES; stopIteration "winningTreatmentId":"$variation","winningReason":"r"; archiveExperiment;
        restoreExperiment; updateName "value":"n"; updateDescription "value":"d"""".instructions()

    private val iteration get() = """{"hypothesis":"h","canReshuffleTraffic":true,"metrics":[{"key":"m"},{"key":"n"}],
        "primarySingleMetricKey":"m","treatments":[{"name":"A","baseline":true,"allocationPercent":"10","parameters":
        [{"flagKey":"f","variationId":"$variation"}]},{"name":"B","baseline":false,"allocationPercent":"20","parameters":
        [{"flagKey":"f","variationId":"$other"}]}],"flags":{"f":{"ruleId":"fallthrough","flagConfigVersion":
        ${project.config("f").member("version")}}},"randomizationUnit":"user","attributes":["os"]}"""

    fun next(dice: Random): Sent = when (dice.nextInt(9)) {
        0 -> Sent("POST", EXPERIMENTS, """{"key":"e","name":"E","iteration":$iteration,"tags":["t"]}""".json(), false)
        1 -> Sent("POST", "$EXPERIMENTS/e/iterations", iteration.json(), false)
        2, 3 -> patch("$EXPERIMENTS/e", ofExperiments, dice)
        4 -> patch("segments/default/production/${if (dice.nextBoolean()) "s" else "big"}", ofSegments, dice)
        5 -> Sent("PATCH", "flags/default/f", OPERATIONS.shuffled(dice).take(2).joinToString(",", "[", "]").json(), false)
        else -> patch("flags/default/f", ofFlags, dice)
    }

    private fun patch(path: String, instructions: List<String>, dice: Random): Sent {
        val some = List(1 + dice.nextInt(3)) { instructions.random(dice) }
        return Sent("PATCH", path, """{"comment":"c","environmentKey":"production","instructions":$some}""".json(), true)
    }

    private fun String.instructions() = split(";").map { it.trim() }.map { said ->
        val parameters = said.substringAfter(' ', "").ifEmpty { null }
        listOfNotNull("\"kind\":\"${said.substringBefore(' ')}\"", parameters).joinToString(",", "{", "}")
    }

    private fun String.json() = Json.parseToJsonElement(this)

    private companion object {
        const val EXPERIMENTS = "projects/default/environments/production/experiments"
        const val UPDATES = """{"name":{"operation":"update","value":"n"},"tags":{"operation":"add","value":["x"]},
            "attributes":{"operation":"remove","value":["os"]},"description":{"operation":"remove"}}"""
        val OPERATIONS = listOf(
            """{"op":"replace","path":"/name","value":"n"}""", """{"op":"add","path":"/tags/-","value":"t"}""",
            """{"op":"remove","path":"/tags/0"}""", """{"op":"test","path":"/name","value":"n"}""",
            """{"op":"replace","path":"/environments/production/on","value":true}""", """{"op":"remove","path":"/variations/0"}""",
            """{"op":"add","path":"/environments/production/rules/-","value":{"clauses":[],"variation":0}}""",
            """{"op":"replace","path":"/environments","value":{}}""", """{"op":"replace","path":"/defaults","value":{"onVariation":1}}""",
        )
    }
}

internal class HostileRequestsSpec : FunSpec({
    test("whatever is sent is carried out or refused, and answered in JSON") {
        TestProject().use { project ->
            val script = Script(project)
            val dice = Random(2_026)
            val statuses = List(REQUESTS) {
                val sent = script.next(dice)
                val body = if (dice.nextInt(3) == 0) sent.body else sent.body.spoilt(dice)
                withClue({ "${sent.method} ${sent.path} $body" }) { project.send(sent, body.toString()).statusOfJson() }
            }
            // Otherwise nothing was tried.
            statuses shouldContainAll setOf(200, 201, 400, 404, 409)
        }
    }
})

private fun TestProject.send(sent: Sent, body: String): Exchange =
    if (sent.semantic) semantic(sent.path, body) else api.send(sent.method, sent.path, body)

private fun Exchange.statusOfJson(): Int {
    withClue({ text }) { status shouldBeLessThan 500 }
    json
    return status
}

/** This with something in it that does not belong there; null when that is nothing. */
private fun JsonElement.spoilt(dice: Random): JsonElement? = when {
    dice.nextInt(ODDS) == 0 -> JUNK.random(dice)
    this is JsonObject -> JsonObject(mapNotNull { (name, value) -> value.spoilt(dice)?.let { name to it } }.toMap())
    this is JsonArray -> JsonArray(mapNotNull { it.spoilt(dice) })
    else -> this
}

private const val ODDS = 14
