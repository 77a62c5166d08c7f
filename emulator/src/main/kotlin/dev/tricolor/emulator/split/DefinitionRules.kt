package dev.tricolor.emulator.split

import dev.tricolor.emulator.core.Problems
import dev.tricolor.emulator.core.boolean
import dev.tricolor.emulator.core.integer
import dev.tricolor.emulator.core.orAbsent
import dev.tricolor.emulator.core.text
import dev.tricolor.split.SplitLimits
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

private val PERCENT = 0L..100L

/** What must hold of a definition before it takes effect in one [environment]. */
internal class DefinitionRules(private val workspace: Workspace, environment: Environment) {
    private val problems = Problems()
    private val conditions = ConditionRules(environment, problems)
    private val treatments = LinkedHashSet<String>()

    /** Refuses [definition] with everything that is wrong with it. */
    fun check(definition: JsonObject) {
        treatments(definition["treatments"])
        knownTreatment("defaultTreatment", definition["defaultTreatment"])
        definition["baselineTreatment"]?.let { knownTreatment("baselineTreatment", it) }
        percent("trafficAllocation", definition["trafficAllocation"])
        problems.inObjects("rules", definition["rules"]) { path, rule ->
            conditions.condition("$path.condition", rule["condition"])
            buckets("$path.buckets", rule["buckets"])
        }
        buckets("defaultRule", definition["defaultRule"])
        definition["flagSets"]?.let { problems.inObjects("flagSets", it, ::flagSet) }
        definition["impressionsDisabled"]?.let {
            problems.expect(it.boolean() != null, "impressionsDisabled", "must be a boolean, is $it")
        }
        problems.refuseIfAny()
    }

    private fun treatments(value: JsonElement?) {
        problems.inObjects("treatments", value) { path, treatment ->
            treatmentName("$path.name", treatment["name"])
            listOf("configurations", "description").forEach { member ->
                val given = treatment[member].orAbsent()
                problems.expect(given == null || given.text() != null, "$path.$member", "must be a string, is $given")
            }
            problems.inStrings("$path.keys", treatment["keys"].orAbsent())
            problems.inStrings("$path.segments", treatment["segments"].orAbsent()) { conditions.segment("$path.segments", it) }
        }
        val count = (value as? JsonArray)?.size ?: return
        problems.expect(count in 1..SplitLimits.TREATMENTS, "treatments", "must be 1 to ${SplitLimits.TREATMENTS}, are $count")
    }

    private fun treatmentName(path: String, value: JsonElement?) {
        val name = value.text()
        when {
            name.isNullOrBlank() -> problems.add(path, "is required")
            SplitLimits.isReservedTreatment(name) -> problems.add(path, "'$name' is reserved")
            name in treatments -> problems.add(path, "'$name' is there twice")
        }
        treatments += name.orEmpty()
    }

    private fun knownTreatment(path: String, value: JsonElement?) {
        val name = value.text() ?: return problems.add(path, "is required")
        val known = treatments.joinToString { "'$it'" }
        problems.expect(name in treatments, path, "'$name' is not a treatment; treatments are $known")
    }

    private fun percent(path: String, value: JsonElement?) =
        problems.expect(value.integer() in PERCENT, path, "must be a whole number from 0 to 100, is $value")

    private fun buckets(path: String, value: JsonElement?) {
        var sum = 0L
        problems.inObjects(path, value) { at, bucket ->
            knownTreatment("$at.treatment", bucket["treatment"])
            percent("$at.size", bucket["size"])
            sum += bucket["size"].integer() ?: 0
        }
        if (value is JsonArray) problems.expect(sum == 100L, path, "sizes sum to $sum, must be 100")
    }

    private fun flagSet(path: String, set: JsonObject) {
        val id = set["id"].text()
        problems.expect(id != null && workspace.flagSets.withId(id) != null, "$path.id", "there is no flag set ${set["id"]}")
    }
}
