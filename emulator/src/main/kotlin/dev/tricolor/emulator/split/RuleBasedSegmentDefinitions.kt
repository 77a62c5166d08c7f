package dev.tricolor.emulator.split

import dev.tricolor.emulator.core.Problems
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.ok
import dev.tricolor.emulator.core.orAbsent
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.text
import dev.tricolor.emulator.core.without
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import java.time.Instant

private val DOCUMENTED = listOf("rules", "excludedKeys", "excludedSegments")

/** What Split decides. A body may carry it, since what was read may be sent back, but it changes nothing. */
private val NOT_KEPT =
    setOf("id", "name", "description", "environment", "trafficType", "createdAt", "updatedAt", "title", "comment") + DOCUMENTED
private val EMPTY = JsonObject(DOCUMENTED.associateWith { JsonArray(emptyList()) })

/** Rule-based segments in one environment. */
internal fun Routes.Under.ruleBasedSegmentDefinitions(account: Account) {
    get("rule-based-segments/ws/{ws}/environments/{env}") {
        val environment = account.environment(this)
        ok(environment.ruleBasedSegments.map { it.rendered(environment) })
    }
    post("rule-based-segments/{env}/{name}") {
        val environment = account.environment(this["env"])
        val segment = environment.workspace.ruleBasedSegments.require(this["name"])
        if (environment.ruleBasedSegments.withId(segment.id) != null) {
            refuse(409, "Rule-based segment ${segment.name} is already in ${environment.name}")
        }
        val definition = RuleBasedSegmentDefinition(EMPTY, segment, account.now())
        ok(environment.ruleBasedSegments.add(definition).rendered(environment))
    }
    put("rule-based-segments/ws/{ws}/{name}/environments/{env}") {
        val environment = account.environment(this)
        val definition = environment.ruleBasedSegments.require(this["name"])
        account.requireNoApprovals(environment)
        val body = jsonObject()
        environment.workspace.requireTitleAndComment(body)
        definition.json = environment.acceptedRules(definition.name, body)
        definition.lastUpdateTime = account.now()
        ok(definition.rendered(environment))
    }
    delete("rule-based-segments/{env}/{name}") {
        val environment = account.environment(this["env"])
        val definition = environment.ruleBasedSegments.require(this["name"])
        if (definition.json["rules"] != EMPTY["rules"]) account.requireNoApprovals(environment)
        environment.ruleBasedSegments.remove(definition)
        ok(true)
    }
}

/** What is kept of [body] as the rules of the segment [name], or 400 with everything that is wrong with it. */
internal fun Environment.acceptedRules(name: String, body: JsonObject): JsonObject {
    val given = JsonObject(DOCUMENTED.associateWith { body[it].orAbsent() ?: EMPTY.getValue(it) })
    val problems = Problems()
    val conditions = ConditionRules(this, problems)
    problems.inObjects("rules", given["rules"]) { path, rule -> conditions.condition("$path.condition", rule["condition"]) }
    problems.inStrings("excludedKeys", given["excludedKeys"]) { problems.expect(it.isNotBlank(), "excludedKeys", "must not be blank") }
    problems.inObjects("excludedSegments", given["excludedSegments"]) { path, segment -> excluded(problems, path, segment, name) }
    problems.refuseIfAny()
    return given + body.without(NOT_KEPT)
}

private fun Environment.excluded(problems: Problems, path: String, segment: JsonObject, owner: String) {
    val kinds = mapOf("standard_segment" to segments, "rule_based_segment" to ruleBasedSegments, "large_segment" to largeSegments)
    val kind = kinds[segment.text("type")]
        ?: return problems.add("$path.type", "must be one of ${kinds.keys}, is ${segment["type"]}")
    val name = segment.text("name") ?: return problems.add("$path.name", "is required")
    problems.expect(kind.find(name) != null, "$path.name", "there is no ${segment.text("type")} '$name' in environment ${this.name}")
    problems.expect(kind !== ruleBasedSegments || name != owner, "$path.name", "a segment cannot exclude itself")
}

private fun RuleBasedSegmentDefinition.rendered(environment: Environment): JsonObject = json(
    "id" to id,
    "name" to name,
    "description" to segment.json["description"],
    "environment" to environment.reference,
    "trafficType" to segment.trafficType,
    "createdAt" to Instant.ofEpochMilli(creationTime).toString(),
    "updatedAt" to Instant.ofEpochMilli(lastUpdateTime).toString(),
) + json
