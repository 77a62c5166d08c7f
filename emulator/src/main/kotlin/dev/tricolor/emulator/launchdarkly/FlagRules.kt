package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.core.Problems
import dev.tricolor.emulator.core.boolean
import dev.tricolor.emulator.core.integer
import dev.tricolor.emulator.core.objects
import dev.tricolor.emulator.core.orAbsent
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.text
import dev.tricolor.launchdarkly.LaunchDarklyLimits
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

private val CONFIG_MEMBERS = setOf(
    "on", "archived", "salt", "sel", "lastModified", "version", "targets", "contextTargets", "rules", "fallthrough", "offVariation",
    "prerequisites", "trackEvents", "trackEventsFallthrough", "migrationSettings",
)
private val READ_ONLY = setOf("archived", "sel", "lastModified", "version")

/** What must hold of a flag in [project], which was [before], whatever kind of change has made it what it is; null when it is new. */
internal class FlagRules(private val project: Project, private val before: JsonObject?, private val flag: JsonObject) {
    private val problems = Problems()
    private val variations = flag.objects("variations")

    fun check() {
        problems.expect(flag.text("name")?.isNotBlank() == true, "name", "must be text")
        problems.expect(flag["description"].let { it == null || it.text() != null }, "description", "must be text")
        listOf("temporary", "archived", "deprecated").forEach { problems.expect(flag[it].boolean() != null, it, "must be a boolean") }
        checkTags()
        checkVariations()
        checkCustomProperties()
        checkMaintainer()
        checkAvailability()
        checkConfigs()
        problems.refuseIfAny()
    }

    private fun checkTags() {
        problems.expect(flag["tags"] is JsonArray, "tags", "must be an array")
        problems.inStrings("tags", flag["tags"]) { problems.expect(LaunchDarklyLimits.isTag(it), "tags", "'$it' is no tag") }
    }

    private fun checkVariations() {
        problems.inObjects("variations", flag["variations"]) { path, variation ->
            problems.expect("value" in variation, path, "has no value")
            problems.expect(variations.count { it["value"] == variation["value"] } == 1, path, "has the value of another variation")
            problems.expect(variations.count { it["_id"] == variation["_id"] } == 1, path, "has the id of another variation")
        }
        problems.expect(variations.isNotEmpty(), "variations", "must not be empty")
        val defaults = flag["defaults"] as? JsonObject
        listOf("onVariation", "offVariation").forEach { checkIndex("defaults.$it", defaults?.get(it)) }
    }

    private fun checkCustomProperties() {
        val properties = flag["customProperties"] as? JsonObject ?: return problems.add("customProperties", "must be an object")
        properties.forEach { (key, property) ->
            problems.expect((property as? JsonObject)?.text("name") != null, "customProperties.$key.name", "is required")
            problems.expect((property as? JsonObject)?.get("value") is JsonArray, "customProperties.$key.value", "must be an array")
            problems.inStrings("customProperties.$key.value", (property as? JsonObject)?.get("value"))
        }
    }

    private fun checkMaintainer() {
        val team = flag["maintainerTeamKey"]
        problems.expect(team == null || team.text() != null, "maintainerTeamKey", "must be text")
        val member = flag["maintainerId"] ?: return
        problems.expect(member.text()?.let(LaunchDarklyLimits::isMemberId) == true, "maintainerId", "$member is no id of a member")
    }

    private fun checkAvailability() {
        val availability = flag["clientSideAvailability"] as? JsonObject
        listOf("usingMobileKey", "usingEnvironmentId").forEach {
            problems.expect(availability?.get(it).boolean() != null, "clientSideAvailability.$it", "must be a boolean")
        }
    }

    private fun checkConfigs() {
        val configs = flag["environments"] as? JsonObject ?: return problems.add("environments", "must be an object")
        val former = before?.configs()
        if (former != null && configs.keys != former.keys) refuse(400, "environments: ${configs.keys} are not those of the project")
        configs.forEach { (key, config) ->
            val old = former?.get(key)
            problems.expect(config is JsonObject, "environments.$key", "must be an object")
            if (config is JsonObject) checkConfig("environments.$key", config, old)
        }
    }

    private fun checkConfig(path: String, config: JsonObject, old: JsonObject?) {
        if (config == old) return
        if (old != null && old["salt"] != config["salt"]) refuse(400, "Flag salt cannot be modified")
        READ_ONLY.filter { old != null && old[it] != config[it] }.forEach { problems.add("$path.$it", "cannot be changed") }
        (config.keys - CONFIG_MEMBERS).forEach { problems.add("$path.$it", "is not known") }
        listOf("on", "trackEvents", "trackEventsFallthrough").forEach {
            problems.expect(config[it].boolean() != null, "$path.$it", "must be a boolean")
        }
        config["offVariation"].orAbsent()?.let { checkIndex("$path.offVariation", it) }
        checkServed("$path.fallthrough", config["fallthrough"] as? JsonObject ?: JsonObject(emptyMap()))
        problems.inObjects("$path.rules", config["rules"]) { place, rule ->
            checkServed(place, rule)
            checkClauses("$place.clauses", rule["clauses"])
        }
        checkTargets(path, config)
        problems.inObjects("$path.prerequisites", config["prerequisites"]) { place, one -> checkPrerequisite(place, one) }
    }

    private fun checkServed(path: String, served: JsonObject) {
        val rollout = served["rollout"].orAbsent()
        if (rollout == null) return checkIndex("$path.variation", served["variation"])
        problems.expect(served["variation"].orAbsent() == null, path, "has a variation and a rollout")
        val weighted = (rollout as? JsonObject)?.get("variations")
        problems.inObjects("$path.rollout.variations", weighted) { place, share ->
            checkIndex("$place.variation", share["variation"])
            val weight = share["weight"].integer()
            problems.expect(weight != null && weight in 0..LaunchDarklyLimits.WEIGHTS, "$place.weight", "must be 0 to 100000")
        }
        val sum = (weighted as? JsonArray).orEmpty().sumOf { (it as? JsonObject)?.get("weight").integer() ?: 0 }
        problems.expect(sum == LaunchDarklyLimits.WEIGHTS.toLong(), "$path.rollout", "weights add up to $sum, must be 100000")
    }

    private fun checkClauses(path: String, clauses: JsonElement?) = problems.inObjects(path, clauses) { place, clause ->
        problems.expect(!clause.text("attribute").isNullOrBlank(), "$place.attribute", "is required")
        problems.expect(!clause.text("op").isNullOrBlank(), "$place.op", "is required")
        problems.expect(clause["values"] is JsonArray, "$place.values", "must be an array")
        problems.expect(clause["negate"].boolean() != null, "$place.negate", "must be a boolean")
    }

    private fun checkTargets(path: String, config: JsonObject) {
        val taken = HashSet<Pair<String, String>>()
        listOf("targets", "contextTargets").forEach { name ->
            problems.inObjects("$path.$name", config[name]) { place, target ->
                checkIndex("$place.variation", target["variation"])
                problems.expect(target["values"] is JsonArray, "$place.values", "must be an array")
                val kind = target.text("contextKind") ?: USER
                problems.inStrings("$place.values", target["values"]) { key ->
                    problems.expect(taken.add(kind to key), "$place.values", "$kind '$key' is a target already")
                }
            }
        }
    }

    private fun checkPrerequisite(path: String, prerequisite: JsonObject) {
        val key = prerequisite.text("key") ?: return problems.add("$path.key", "is required")
        val other = project.flags.find(key) ?: return problems.add("$path.key", "there is no flag '$key'")
        problems.expect(key != flag.text("key") && !other.needs(flag.text("key")), "$path.key", "'$key' depends on this flag")
        problems.expect(!other.archived, "$path.key", "'$key' is archived")
        val index = prerequisite["variation"].integer()
        problems.expect(index != null && index in other.variationIds.indices, "$path.variation", "'$key' has no variation $index")
    }

    private fun Flag.needs(key: String?): Boolean =
        json.configs().values.flatMap { it.objects("prerequisites") }.map { it.text("key") }.distinct()
            .any { it == key || it?.let(project.flags::find)?.needs(key) == true }

    private fun checkIndex(path: String, index: JsonElement?) {
        val value = index.integer()
        problems.expect(value != null && value in variations.indices, path, "is $index, must be 0 to ${variations.size - 1}")
    }
}
