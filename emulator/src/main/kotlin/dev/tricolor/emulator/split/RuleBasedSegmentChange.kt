package dev.tricolor.emulator.split

import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.requiredText
import kotlinx.serialization.json.JsonObject

/** Changes what a rule-based segment holds in an environment, or whether it is enabled there. */
internal class RuleBasedSegmentChange(
    private val account: Account,
    private val environment: Environment,
    private val operation: String,
    private val body: JsonObject,
) : ProposedChange {
    private val segments = environment.workspace.ruleBasedSegments
    override val subject = "ruleBasedSegment"
    override val target: RuleBasedSegment = segments.require(body.requiredText("name"))

    override val rendered: JsonObject
        get() = json("id" to target.id, "name" to target.name, "trafficType" to target.trafficType) +
            if (operation == "ARCHIVE") emptyMap() else environment.acceptedRules(target.name, body)

    override fun check() {
        if (operation !in OPERATIONS) refuse(400, "operationType must be one of $OPERATIONS for a rule-based segment, is '$operation'")
        segments.requireId(target.id)
        if (operation == "CREATE" && environment.ruleBasedSegments.withId(target.id) != null) {
            refuse(409, "Rule-based segment ${target.name} is already in ${environment.name}")
        }
        if (operation != "CREATE") environment.ruleBasedSegments.requireId(target.id)
        if (operation != "ARCHIVE") environment.acceptedRules(target.name, body)
    }

    override fun publish() {
        val definitions = environment.ruleBasedSegments
        when (operation) {
            "ARCHIVE" -> definitions.remove(definitions.requireId(target.id))
            "CREATE" -> definitions.add(RuleBasedSegmentDefinition(environment.acceptedRules(target.name, body), target, account.now()))
            else -> definitions.requireId(target.id).let {
                it.json = environment.acceptedRules(target.name, body)
                it.lastUpdateTime = account.now()
            }
        }
    }

    private companion object {
        val OPERATIONS = setOf("CREATE", "UPDATE", "ARCHIVE")
    }
}
