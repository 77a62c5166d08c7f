package dev.tricolor.launchdarkly

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** The kinds of instruction that change an environment. */
internal val ENVIRONMENT_KINDS: Set<String> = setOf(
    "turnFlagOn", "turnFlagOff", "addRule", "removeRule", "reorderRules", "replaceRules", "updateRuleVariationOrRollout",
    "updateRuleDescription", "updateRuleTrackEvents", "addClauses", "removeClauses", "updateClause", "addValuesToClause",
    "removeValuesFromClause", "addTargets", "removeTargets", "replaceTargets", "clearTargets", "addUserTargets", "removeUserTargets",
    "replaceUserTargets", "clearUserTargets", "updateFallthroughVariationOrRollout", "updateOffVariation", "addPrerequisite",
    "updatePrerequisite", "removePrerequisite", "replacePrerequisites", "updateTrackEvents", "updateTrackEventsFallthrough",
)

/** What an instruction makes of a flag. */
internal fun flagClaims(instruction: JsonObject): List<Claim> =
    CLAIMS[instruction.text("kind")].orEmpty().flatMap { it(instruction) } + servedClaims(instruction)

/** What is served must not go away in the same patch. */
private fun servedClaims(instruction: JsonObject): List<Claim> {
    val kind = instruction.text("kind").orEmpty()
    if (kind.startsWith("remove") || kind.startsWith("clear") || "Prerequisite" in kind) return emptyList()
    val weights = (instruction["rolloutWeights"] as? JsonObject)?.keys.orEmpty()
    return (weights + listOfNotNull(instruction.text("variationId"))).map { Claim("variation $it", "kept") }
}

private val CLAIMS: Map<String?, List<(JsonObject) -> List<Claim>>> = buildMap<String?, MutableList<(JsonObject) -> List<Claim>>> {
    fun claim(vararg kinds: String, claims: (JsonObject) -> List<Claim>) = kinds.forEach { getOrPut(it) { mutableListOf() } += claims }

    fun pair(subject: String, one: Pair<String, String>, other: Pair<String, String>) =
        listOf(one, other).forEach { (kind, outcome) -> claim(kind) { listOf(Claim(subject, outcome)) } }

    /** Of each value of the parameter [of], one kind makes this and the other that. */
    fun each(of: String, subject: JsonObject.(String) -> String, vararg outcomes: Pair<String, String>) =
        outcomes.forEach { (kind, outcome) -> claim(kind) { json -> json.texts(of).map { Claim(json.subject(it), outcome) } } }

    fun keepsRule(vararg kinds: String) = kinds.forEach { kind -> each("ruleId", { "rule $it" }, kind to "kept") }

    pair("the flag", "turnFlagOn" to "on", "turnFlagOff" to "off")
    pair("the flag's place", "archiveFlag" to "the archive", "restoreFlag" to "outside the archive")
    pair("the flag's use", "deprecateFlag" to "deprecated", "restoreDeprecatedFlag" to "welcome")
    pair("the flag's stay", "makeFlagPermanent" to "permanent", "makeFlagTemporary" to "temporary")

    // What can be said once only, unless it is the same again.
    claim(
        "updateName", "updateDescription", "updateOffVariation", "updateFallthroughVariationOrRollout", "updateTrackEvents",
        "updateTrackEventsFallthrough", "reorderRules", "replaceRules", "replaceTargets", "replaceUserTargets", "replacePrerequisites",
    ) { listOf(Claim("the result of ${it.text("kind")}", it.rest("kind"))) }
    claim("updateRuleVariationOrRollout", "updateRuleDescription", "updateRuleTrackEvents") {
        listOf(Claim("the result of ${it.text("kind")} for rule ${it.text("ruleId")}", it.rest("kind", "ruleId")))
    }
    claim("updateClause") { listOf(Claim("clause ${it.text("clauseId")}", "kept as ${it["clause"]}")) }
    claim("updateDefaultVariation") {
        listOf("onVariationValue", "offVariationValue").mapNotNull { name -> it[name]?.let { value -> Claim(name, value.toString()) } }
    }
    claim("updateMaintainerMember") { listOf(Claim("the maintainer", "member ${it.text("value")}")) }
    claim("updateMaintainerTeam") { listOf(Claim("the maintainer", "team ${it.text("value")}")) }
    claim("removeMaintainer") { listOf(Claim("the maintainer", "nobody")) }

    each("ruleId", { "rule $it" }, "removeRule" to "removed")
    keepsRule("updateRuleVariationOrRollout", "updateRuleDescription", "updateRuleTrackEvents", "addClauses", "removeClauses")
    keepsRule("updateClause", "addValuesToClause", "removeValuesFromClause")
    each("ruleIds", { "rule $it" }, "reorderRules" to "kept")
    each("beforeRuleId", { "rule $it" }, "addRule" to "kept")
    each("clauseIds", { "clause $it" }, "removeClauses" to "removed")
    claim("addValuesToClause", "removeValuesFromClause") { json ->
        val outcome = if (json.text("kind") == "addValuesToClause") "added" else "removed"
        (json["values"] as? JsonArray).orEmpty().map { Claim("value $it of clause ${json.text("clauseId")}", outcome) }
    }

    each("values", { "tag $it" }, "addTags" to "added", "removeTags" to "removed")
    each(
        "values", { "value $it of custom property ${text("key")}" },
        "addCustomProperties" to "added", "replaceCustomProperties" to "added", "removeCustomProperties" to "removed",
    )
    each("value", { "availability $it" }, "turnOnClientSideAvailability" to "on", "turnOffClientSideAvailability" to "off")
    each("variationId", { "variation $it" }, "removeVariation" to "removed")

    each(
        "values", { "${kindOfContext()} $it as a target of ${text("variationId")}" },
        "addTargets" to "added", "addUserTargets" to "added", "removeTargets" to "removed", "removeUserTargets" to "removed",
    )
    claim("addTargets", "addUserTargets") { it.targetClaims() }
    claim("replaceTargets", "replaceUserTargets") { json ->
        (json["targets"] as? JsonArray).orEmpty().filterIsInstance<JsonObject>().flatMap { it.targetClaims() }
    }

    each("key", { "prerequisite $it" }, "removePrerequisite" to "removed")
    claim("addPrerequisite", "updatePrerequisite") {
        listOf(Claim("prerequisite ${it.text("key")}", "there, with variation ${it.text("variationId")}"))
    }
}

private fun JsonObject.targetClaims() =
    texts("values").map { Claim("${kindOfContext()} $it", "a target of ${text("variationId")}") }

private fun JsonObject.kindOfContext() = text("contextKind") ?: USER

private fun JsonObject.rest(vararg without: String) = JsonObject(this - without.toSet()).toString()

private fun JsonObject.text(name: String): String? = this[name].text()

private fun JsonObject.texts(name: String): List<String> =
    ((this[name] as? JsonArray) ?: listOfNotNull(this[name])).mapNotNull { it.text() }

private fun JsonElement?.text(): String? = (this as? JsonPrimitive)?.takeIf { it.isString }?.content
