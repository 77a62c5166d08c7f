package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.objects
import dev.tricolor.emulator.core.optionalBoolean
import dev.tricolor.emulator.core.optionalObject
import dev.tricolor.emulator.core.optionalObjects
import dev.tricolor.emulator.core.optionalText
import dev.tricolor.emulator.core.orAbsent
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.requiredText
import dev.tricolor.emulator.core.text
import dev.tricolor.emulator.core.texts
import dev.tricolor.emulator.core.without
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

internal typealias Edit = FlagEditor.(JsonObject) -> Unit

internal fun flagInstructions(): Map<String, Edit> = buildMap {
    switches()
    rules()
    targets()
    prerequisites()
    variations()
    metadata()
}

private fun MutableMap<String, Edit>.on(kind: String, edit: Edit) = put(kind, edit)

private fun MutableMap<String, Edit>.switches() {
    on("turnFlagOn") { configure("on" to true) }
    on("turnFlagOff") { configure("on" to false) }
    on("updateTrackEvents") { configure("trackEvents" to it.requiredBoolean("trackEvents")) }
    on("updateTrackEventsFallthrough") { configure("trackEventsFallthrough" to it.requiredBoolean("trackEvents")) }
    on("updateFallthroughVariationOrRollout") { configure("fallthrough" to served(it)) }
    on("updateOffVariation") { configure("offVariation" to index(it.requiredText("variationId"))) }
}

private fun MutableMap<String, Edit>.rules() {
    on("addRule") { instruction ->
        val rules = config.objects("rules")
        val before = instruction.optionalText("beforeRuleId")
        val place = if (before == null) rules.size else rules.indexOfFirst { it.text("_id") == before }
        if (place < 0) refuse(400, "Unknown rule '$before'")
        configure("rules" to rules.take(place) + rule(instruction) + rules.drop(place))
    }
    on("removeRule") { instruction ->
        val id = instruction.requiredText("ruleId")
        configure("rules" to config.objects("rules").filter { it.text("_id") != id })
    }
    on("reorderRules") { instruction ->
        val ids = instruction.required("ruleIds").texts("ruleIds")
        val rules = config.objects("rules")
        if (ids.sorted() != rules.map { it.text("_id").orEmpty() }.sorted()) refuse(400, "ruleIds must be exactly the present rules")
        configure("rules" to rules.sortedBy { ids.indexOf(it.text("_id")) })
    }
    on("replaceRules") { instruction ->
        configure("rules" to (instruction.optionalObjects("rules") ?: refuse(400, "rules is required")).map { rule(it) })
    }
    on("updateRuleVariationOrRollout") { instruction -> editRule(instruction) { it.serving(served(instruction)) } }
    on("updateRuleDescription") { instruction ->
        editRule(instruction) { it + json("description" to instruction.optionalText("description").orEmpty()) }
    }
    on("updateRuleTrackEvents") { instruction ->
        editRule(instruction) { it + json("trackEvents" to instruction.requiredBoolean("trackEvents")) }
    }
    on("addClauses") { instruction ->
        editRule(instruction) { it + json("clauses" to it.objects("clauses") + clauses(instruction, "clauses")) }
    }
    on("removeClauses") { instruction ->
        val ids = instruction.required("clauseIds").texts("clauseIds")
        editRule(instruction) { rule -> rule + json("clauses" to rule.objects("clauses").filter { it.text("_id") !in ids }) }
    }
    on("updateClause") { instruction ->
        val clause = instruction.optionalObject("clause") ?: refuse(400, "clause is required")
        editClause(instruction) { json("_id" to it["_id"]) + clause(clause) }
    }
    on("addValuesToClause") { instruction ->
        editClause(instruction) { it + json("values" to (it.getValue("values") as JsonArray + instruction.anyValues()).distinct()) }
    }
    on("removeValuesFromClause") { instruction ->
        editClause(instruction) { it + json("values" to it.getValue("values") as JsonArray - instruction.anyValues().toSet()) }
    }
}

private fun MutableMap<String, Edit>.targets() {
    on("addTargets") { addTargets(it.kindOfContext(), it) }
    on("addUserTargets") { addTargets(USER, it) }
    on("removeTargets") { removeTargets(it.kindOfContext(), it) }
    on("removeUserTargets") { removeTargets(USER, it) }
    on("clearTargets") { instruction ->
        val index = index(instruction.requiredText("variationId"))
        targets = targets.filterKeys { it.second != index }
    }
    on("clearUserTargets") { instruction ->
        val index = index(instruction.requiredText("variationId"))
        targets = targets - (USER to index)
    }
    on("replaceTargets") { instruction ->
        targets = emptyMap()
        instruction.requiredObjects("targets").forEach { addTargets(it.kindOfContext(), it) }
    }
    on("replaceUserTargets") { instruction ->
        val given = instruction.requiredObjects("targets")
        val unnamed = variationIds - given.map { it.requiredText("variationId") }.toSet()
        if (unnamed.isNotEmpty()) refuse(400, "targets must name every variation, lacks $unnamed")
        targets = targets.filterKeys { it.first != USER }
        given.forEach { addTargets(USER, it) }
    }
}

private fun MutableMap<String, Edit>.prerequisites() {
    fun FlagEditor.prerequisite(said: JsonObject): JsonObject {
        val key = said.requiredText("key")
        val other = project.flags.find(key) ?: refuse(400, "Unknown prerequisite flag '$key'")
        val index = other.variationIds.indexOf(said.requiredText("variationId"))
        if (index < 0) refuse(400, "Flag '$key' has no such variation")
        return json("key" to key, "variation" to index)
    }
    on("addPrerequisite") { instruction ->
        val added = prerequisite(instruction)
        val former = config.objects("prerequisites")
        if (former.any { it["key"] == added["key"] && it != added }) refuse(400, "Flag '${added.text("key")}' is a prerequisite already")
        configure("prerequisites" to (former + added).distinct())
    }
    on("updatePrerequisite") { instruction ->
        val updated = prerequisite(instruction)
        val former = config.objects("prerequisites")
        if (former.none { it["key"] == updated["key"] }) refuse(400, "Flag '${updated.text("key")}' is not a prerequisite")
        configure("prerequisites" to former.map { if (it["key"] == updated["key"]) updated else it })
    }
    on("removePrerequisite") { instruction ->
        val key = instruction.requiredText("key")
        configure("prerequisites" to config.objects("prerequisites").filter { it.text("key") != key })
    }
    on("replacePrerequisites") { instruction ->
        configure("prerequisites" to instruction.requiredObjects("prerequisites").map { prerequisite(it) })
    }
}

private fun MutableMap<String, Edit>.variations() {
    val said = setOf("value", "name", "description")
    on("addVariation") { instruction ->
        instruction.required("value")
        set("variations" to json.objects("variations") + JsonObject(instruction.filterKeys { it in said }))
    }
    on("updateVariation") { instruction ->
        val index = index(instruction.requiredText("variationId"))
        val changes = instruction.filterKeys { it in said }
        set("variations" to json.objects("variations").mapIndexed { at, one -> if (at == index) one + changes else one })
    }
    on("removeVariation") { removeVariation(index(it.requiredText("variationId"))) }
    on("updateDefaultVariation") { instruction ->
        val values = json.objects("variations").map { it["value"] }
        val changes = listOf("onVariation", "offVariation").mapNotNull { name ->
            // The vendor's own example spells the parameters with a capital.
            val value = instruction["${name}Value"] ?: instruction["${name.replaceFirstChar { it.uppercase() }}Value"]
            value?.let { name to values.indexOf(it) }
        }
        if (changes.isEmpty()) refuse(400, "onVariationValue or offVariationValue is required")
        if (changes.any { it.second < 0 }) refuse(400, "There is no variation of that value")
        set("defaults" to (json["defaults"] as JsonObject) + changes.associate { (name, index) -> name to JsonPrimitive(index) })
    }
}

private fun MutableMap<String, Edit>.metadata() {
    on("updateName") { set("name" to it.requiredText("value")) }
    on("updateDescription") { set("description" to it.optionalText("value").orEmpty()) }
    on("addTags") { set("tags" to (tags() + it.values()).distinct()) }
    on("removeTags") { set("tags" to tags() - it.values().toSet()) }
    on("addCustomProperties") { instruction -> customProperty(instruction) { (it + instruction.values()).distinct() } }
    on("replaceCustomProperties") { instruction -> customProperty(instruction) { instruction.values() } }
    on("removeCustomProperties") { instruction ->
        val key = instruction.requiredText("key")
        val all = json["customProperties"] as JsonObject
        val gone = instruction["values"].orAbsent()?.texts("values")?.toSet()
        val left = (all[key] as? JsonObject)?.get("value")?.texts("value").orEmpty().filter { gone != null && it !in gone }
        val property = (all[key] as? JsonObject).orEmpty() + json("value" to left)
        set("customProperties" to if (left.isEmpty()) all.without(setOf(key)) else all + mapOf(key to JsonObject(property)))
    }
    on("makeFlagPermanent") { set("temporary" to false) }
    on("makeFlagTemporary") { set("temporary" to true) }
    on("turnOnClientSideAvailability") { availability(it, true) }
    on("turnOffClientSideAvailability") { availability(it, false) }
    on("updateMaintainerMember") {
        unset("maintainerTeamKey")
        set("maintainerId" to it.requiredText("value"))
    }
    on("updateMaintainerTeam") {
        unset("maintainerId")
        set("maintainerTeamKey" to it.requiredText("value"))
    }
    on("removeMaintainer") { unset("maintainerId", "maintainerTeamKey") }
    on("archiveFlag") { set("archived" to true) }
    on("restoreFlag") { set("archived" to false) }
    on("deprecateFlag") { set("deprecated" to true) }
    on("restoreDeprecatedFlag") { set("deprecated" to false) }
    on("deleteFlag") { deleted = true }
}

private fun FlagEditor.tags() = json.getValue("tags").texts("tags")

private fun FlagEditor.customProperty(instruction: JsonObject, change: (List<String>) -> List<String>) {
    val all = json["customProperties"] as JsonObject
    val key = instruction.requiredText("key")
    val former = (all[key] as? JsonObject)?.get("value")?.texts("value").orEmpty()
    val property = json("name" to instruction.requiredText("name"), "value" to change(former))
    set("customProperties" to all + mapOf(key to property))
}

private fun FlagEditor.availability(instruction: JsonObject, available: Boolean) {
    val which = instruction.requiredText("value")
    val all = json["clientSideAvailability"] as JsonObject
    if (which !in all) refuse(400, "value must be one of ${all.keys}")
    set("clientSideAvailability" to all + json(which to available))
}

private fun JsonObject.kindOfContext() = optionalText("contextKind") ?: USER

private fun JsonObject.required(name: String): JsonElement = this[name] ?: refuse(400, "$name is required")

private fun JsonObject.requiredBoolean(name: String): Boolean = optionalBoolean(name) ?: refuse(400, "$name is required")

private fun JsonObject.requiredObjects(name: String): List<JsonObject> = optionalObjects(name) ?: refuse(400, "$name is required")

internal fun JsonObject.values(): List<String> = required("values").texts("values")

private fun JsonObject.anyValues(): List<JsonElement> =
    required("values") as? JsonArray ?: refuse(400, "values must be an array")
