package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.core.Problems
import dev.tricolor.emulator.core.boolean
import dev.tricolor.emulator.core.integer
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.orAbsent
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.text
import dev.tricolor.emulator.core.toJson
import dev.tricolor.emulator.core.without
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import java.math.BigDecimal

private val WHOLE = 100.toBigDecimal()

/** Makes iterations out of what was asked for, and refuses what LaunchDarkly would: with 400, and all that is wrong with it at once. */
internal class ExperimentDrafts(private val account: LaunchDarklyAccount, private val environment: Environment) {
    private val project = environment.project

    /** A new draft. The flags must be at the versions that the caller has read, or it is a 409. */
    fun draft(input: JsonObject): Iteration {
        check(input)
        flagsOf(input).forEach { (key, flag) ->
            val version = versionOf(key)
            val read = flag["flagConfigVersion"].integer()
            if (read != version) {
                refuse(409, "Flag '$key' is at version $version in '${environment.id}', not at $read", "optimistic_locking_error")
            }
        }
        return show(
            input,
            json("_id" to account.ids.next("iteration"), "status" to NOT_STARTED, "createdAt" to account.now(), "version" to 0),
        )
    }

    /** [before], with other contents. */
    fun change(before: Iteration, input: JsonObject): Iteration {
        check(input)
        val kept = before.json.filterKeys { it in KEPT } + ("version" to ((before.json["version"].integer() ?: 0) + 1).toJson())
        return show(input, JsonObject(kept)).let { Iteration(it.input, it.json, before.undo) }
    }

    /** A draft with the contents of another iteration, at whatever version its flags are now. */
    fun copy(input: JsonObject): Iteration {
        val flags = flagsOf(input).mapValues { (key, flag) ->
            JsonObject(flag + ("flagConfigVersion" to versionOf(key).toJson()))
        }
        return draft(JsonObject(input + ("flags" to JsonObject(flags))))
    }

    private fun check(input: JsonObject) {
        val problems = Problems()
        problems.expect(!input["hypothesis"].text().isNullOrBlank(), "iteration.hypothesis", "is required")
        problems.expect(input.isOf("randomizationUnit") { it.text() }, "iteration.randomizationUnit", "must be a string")
        problems.expect(input.isOf("canReshuffleTraffic") { it.boolean() }, "iteration.canReshuffleTraffic", "must be a boolean")
        problems.expect(
            input.isOf("reallocationFrequencyMillis") { it.integer()?.takeIf { millis -> millis > 0 } },
            "iteration.reallocationFrequencyMillis", "must be a positive number",
        )
        problems.inStrings("iteration.attributes", input["attributes"].orAbsent())
        checkFlags(input, problems)
        problems.refuseIfAny()
        checkMetrics(input, problems)
        checkTreatments(input, problems)
        problems.refuseIfAny()
    }

    private fun checkFlags(input: JsonObject, problems: Problems) {
        val flags = input["flags"] as? JsonObject
        if (flags.isNullOrEmpty()) return problems.add("iteration.flags", "is required")
        flags.forEach { (key, told) ->
            val path = "iteration.flags.$key"
            val flag = project.flags.find(key) ?: return@forEach problems.add(path, "there is no such flag")
            if (told !is JsonObject) return@forEach problems.add(path, "must be an object")
            val rule = told["ruleId"].text()
            problems.expect(rule != null && flag.serving(environment, rule) != null, "$path.ruleId", "'$rule' is no rule of the flag")
            problems.expect(told["flagConfigVersion"].integer() != null, "$path.flagConfigVersion", "is required, a number")
            val outside = told["notInExperimentVariationId"].orAbsent()
            val known = outside == null || flag.indexOf(outside.text()) != null
            problems.expect(known, "$path.notInExperimentVariationId", "is no variation of the flag")
        }
    }

    private fun checkMetrics(input: JsonObject, problems: Problems) {
        val seen = HashSet<String>()
        var decided = false
        problems.inObjects("iteration.metrics", input["metrics"].orAbsent()) { path, metric ->
            val key = metric["key"].text()
            val group = metric["isGroup"].boolean() ?: false
            val kind = if (group) "metric group" else "metric"
            problems.expect(key != null && exists(key, group), "$path.key", "'$key' is no $kind of the project")
            problems.expect(seen.add("$group $key"), "$path.key", "'$key' is measured twice")
            decided = decided || metric["primary"].boolean() == true
        }
        problems.expect(seen.isNotEmpty(), "iteration.metrics", "must not be empty")
        mapOf("primarySingleMetricKey" to false, "primaryFunnelKey" to true).forEach { (name, group) ->
            val key = input[name].orAbsent()?.text() ?: return@forEach
            decided = true
            problems.expect("$group $key" in seen, "iteration.$name", "'$key' is not measured")
        }
        problems.expect(decided, "iteration.primarySingleMetricKey", "is required unless there is a primaryFunnelKey")
        val funnel = input["primaryFunnelKey"].orAbsent()?.text()?.let { project.metricGroups.find(it) }
        problems.expect(funnel == null || funnel.json.text("kind") == "funnel", "iteration.primaryFunnelKey", "is no funnel")
    }

    private fun exists(key: String, group: Boolean) = (if (group) project.metricGroups.find(key) else project.metrics.find(key)) != null

    private fun checkTreatments(input: JsonObject, problems: Problems) {
        var baselines = 0
        var sum = BigDecimal.ZERO
        problems.inObjects("iteration.treatments", input["treatments"].orAbsent()) { path, treatment ->
            problems.expect(!treatment["name"].text().isNullOrBlank(), "$path.name", "is required")
            val baseline = treatment["baseline"].boolean()
            problems.expect(baseline != null, "$path.baseline", "is required, a boolean")
            if (baseline == true) baselines++
            val percent = treatment["allocationPercent"].text()?.toBigDecimalOrNull()
            val possible = percent != null && percent.signum() >= 0 && percent <= WHOLE
            problems.expect(possible, "$path.allocationPercent", "must be a string that holds a number from 0 to 100")
            sum += percent ?: BigDecimal.ZERO
            checkParameters(path, treatment, flagsOf(input).keys, problems)
        }
        problems.expect(baselines == 1, "iteration.treatments", "exactly one must be the baseline, $baselines are")
        problems.expect(sum <= WHOLE, "iteration.treatments", "allocations are ${sum.toPlainString()} percent together")
    }

    private fun checkParameters(path: String, treatment: JsonObject, flags: Set<String>, problems: Problems) {
        val served = ArrayList<String?>()
        problems.inObjects("$path.parameters", treatment["parameters"].orAbsent()) { at, parameter ->
            val flag = parameter["flagKey"].text()
            served += flag
            problems.expect(flag in flags, "$at.flagKey", "'$flag' is no flag of the iteration")
            val variation = parameter["variationId"].text()
            val known = flag !in flags || project.flags.require(flag.orEmpty()).indexOf(variation) != null
            problems.expect(known, "$at.variationId", "'$variation' is no variation of '$flag'")
        }
        problems.expect(served.size == flags.size && served.toSet() == flags, "$path.parameters", "must hold one for each flag")
    }

    /** What is shown of an iteration that was asked for as [input]; [own] is what it does not have from there. */
    private fun show(input: JsonObject, own: JsonObject): Iteration {
        val treatments = treatmentsOf(input)
        val metrics = (input["metrics"] as JsonArray).map { measured(project, it as JsonObject) }
        val single = (input["primarySingleMetricKey"].orAbsent() ?: markedPrimary(input, group = false)).text()
        val funnel = (input["primaryFunnelKey"].orAbsent() ?: markedPrimary(input, group = true)).text()
        val primary = metrics.firstOrNull { it.text("key") == (single ?: funnel) }
        return Iteration(
            input,
            JsonObject(
                own + sparse(
                    "hypothesis" to input["hypothesis"],
                    "canReshuffleTraffic" to (input["canReshuffleTraffic"].orAbsent() ?: true),
                    "randomizationUnit" to (input["randomizationUnit"].orAbsent() ?: defaultRandomizationUnit(project)),
                    "reallocationFrequencyMillis" to input["reallocationFrequencyMillis"],
                    "attributes" to input["attributes"],
                    "covariateInfo" to input["covariateId"].orAbsent()?.let { covariate(it) },
                    "flags" to JsonObject(flagsOf(input).mapValues { (key, flag) -> shownFlag(key, flag, treatments) }),
                    "treatments" to treatments,
                    "primaryMetric" to primary?.without(OF_GROUPS),
                    "primarySingleMetric" to metrics.find { it.text("key") == single }?.without(OF_GROUPS + "isGroup"),
                    "primaryFunnel" to metrics.find { it.text("key") == funnel }?.without(setOf("isGroup", "_versionId")),
                    "metrics" to metrics,
                    "secondaryMetrics" to metrics.filter { it !== primary && it["isGroup"].boolean() == false }
                        .map { it.without(OF_GROUPS + "isGroup") },
                ),
            ),
        )
    }

    private fun markedPrimary(input: JsonObject, group: Boolean): JsonElement? {
        if (input["primarySingleMetricKey"].orAbsent() != null || input["primaryFunnelKey"].orAbsent() != null) return null
        return (input["metrics"] as JsonArray).map { it as JsonObject }
            .find { it["primary"].boolean() == true && (it["isGroup"].boolean() ?: false) == group }?.get("key")
    }

    /** A treatment bears the id of its variation, as LaunchDarkly documents; one of its own where two serve the same. */
    private fun treatmentsOf(input: JsonObject): List<JsonObject> {
        val taken = HashSet<String>()
        return (input["treatments"] as JsonArray).map { it as JsonObject }.map { treatment ->
            val parameters = (treatment["parameters"] as JsonArray).map { it as JsonObject }
            val variation = parameters.first().text("variationId").orEmpty()
            json(
                "_id" to if (taken.add(variation)) variation else account.ids.next("treatment"),
                "name" to treatment["name"],
                "allocationPercent" to treatment["allocationPercent"],
                "baseline" to treatment["baseline"],
                "parameters" to parameters.map { json("variationId" to it["variationId"], "flagKey" to it["flagKey"]) },
            )
        }
    }

    private fun shownFlag(key: String, flag: JsonObject, treatments: List<JsonObject>): JsonObject {
        val baseline = treatments.first { it["baseline"].boolean() == true }
        val rule = flag["ruleId"].text().orEmpty()
        val ofFlag = project.flags.require(key).rule(environment, rule)
        return sparse(
            "targetingRule" to rule,
            "targetingRuleDescription" to ofFlag?.get("description"),
            "targetingRuleClauses" to ofFlag?.get("clauses"),
            "flagConfigVersion" to flag["flagConfigVersion"],
            "notInExperimentVariationId" to (flag["notInExperimentVariationId"].orAbsent() ?: baseline.variationOf(key)),
            "_links" to json("self" to link("/api/v2/flags/${project.id}/$key")),
        )
    }

    private fun covariate(id: JsonElement) = json("id" to id, "fileName" to "covariates.csv", "createdAt" to account.now())

    private fun versionOf(flagKey: String) = project.flags.require(flagKey).configVersion(environment.id)

    private fun flagsOf(input: JsonObject): Map<String, JsonObject> =
        (input["flags"] as JsonObject).mapValues { it.value as JsonObject }

    private companion object {
        val KEPT = setOf("_id", "status", "createdAt", "startedAt")
        val OF_GROUPS = setOf("metrics")
    }
}

internal fun JsonObject.variationOf(flagKey: String): String =
    (this["parameters"] as JsonArray).map { it as JsonObject }.first { it.text("flagKey") == flagKey }.text("variationId").orEmpty()

private fun JsonObject.isOf(name: String, read: (JsonElement) -> Any?): Boolean =
    this[name].orAbsent().let { it == null || read(it) != null }
