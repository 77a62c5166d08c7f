package dev.tricolor.emulator.split

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.Resource
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.optionalObject
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.requiredText
import kotlinx.serialization.json.JsonObject

/** What a change request does once it is approved. */
internal interface ProposedChange {
    /** The member of the request that says it. */
    val subject: String

    /** The flag or segment; it has one open change request at most in an environment. */
    val target: Resource

    /** How the request shows it. */
    val rendered: JsonObject

    /** Whether somebody has to do something before it takes effect. */
    val waits: Boolean get() = true

    /** Refuses it where it cannot take effect; again when it is about to. */
    fun check()

    fun publish()

    /** What the answer to the submission of [request] has beside the request itself. */
    fun submitted(request: ChangeRequest, call: Call): JsonObject = JsonObject(emptyMap())
}

/** What is asked for, by the member that says it. */
private val SUBJECTS = mapOf<String, Account.(Environment, String, JsonObject) -> ProposedChange>(
    "split" to ::FlagChange,
    "segment" to ::SegmentKeysChange,
    "largeSegment" to ::LargeSegmentChange,
    "ruleBasedSegment" to ::RuleBasedSegmentChange,
)

/** The change that [body] asks for, which must be one. */
internal fun Account.change(environment: Environment, body: JsonObject): ProposedChange {
    val named = SUBJECTS.keys.mapNotNull { subject -> body.optionalObject(subject)?.let { subject to it } }
    val (subject, change) = named.singleOrNull() ?: refuse(400, "Exactly one of ${SUBJECTS.keys} is required, there are ${named.size}")
    return SUBJECTS.getValue(subject)(this, environment, body.requiredText("operationType"), change)
}

private class FlagChange(
    private val account: Account,
    private val environment: Environment,
    private val operation: String,
    private val body: JsonObject,
) : ProposedChange {
    private val flags = environment.workspace.flags
    override val subject = "split"
    override val target: Flag = flags.require(body.requiredText("name"))
    private val change = DefinitionChange(account, environment.workspace, environment, target)

    override val rendered: JsonObject
        get() {
            val start = json("id" to target.id, "name" to target.name, "environment" to environment.reference)
            val whole = start + json("trafficType" to target.json["trafficType"])
            return if (operation in DEFINING) whole + change.accepted(body) else whole
        }

    override fun check() {
        if (operation !in OPERATIONS) refuse(400, "operationType must be one of $OPERATIONS for a feature flag, is '$operation'")
        // It may have been deleted, and even created anew, since this was submitted.
        flags.requireId(target.id)
        if (target.archived) refuse(400, "Feature flag ${target.name} is archived")
        if (operation != "CREATE") {
            change.existing()
        } else if (environment.definitions.withId(target.id) != null) {
            refuse(409, "Feature flag ${target.name} already has a definition in environment ${environment.name}")
        }
        if (operation in DEFINING) change.accepted(body)
    }

    override fun publish() {
        when (operation) {
            "CREATE" -> environment.definitions.add(Definition(change.accepted(body), target, account.now()))
            "UPDATE" -> change.change(change.accepted(body))
            "ARCHIVE" -> environment.definitions.remove(change.existing())
            else -> change.change(change.existing().json, killed = operation == "KILL")
        }
    }

    private companion object {
        val DEFINING = setOf("CREATE", "UPDATE")
        val OPERATIONS = DEFINING + setOf("KILL", "RESTORE", "ARCHIVE")
    }
}

private class SegmentKeysChange(
    private val account: Account,
    private val environment: Environment,
    private val operation: String,
    private val body: JsonObject,
) : ProposedChange {
    private val keys = keysIn(body)
    override val subject = "segment"
    override val target: Segment = environment.segments.require(body.requiredText("name")).segment
    override val rendered: JsonObject = json("name" to target.name, "keys" to keys)

    private val definition: SegmentDefinition get() = environment.segments.requireId(target.id)

    override fun check() {
        if (operation !in OPERATIONS) refuse(400, "operationType must be one of $OPERATIONS for a segment, is '$operation'")
        if (keys.isEmpty()) refuse(400, "keys must not be empty")
        if (definition.segment !== target) refuse(404, "Could not find segment ${target.name}: it was deleted")
        if (operation == "CREATE") requireRoom(definition.sizeWith(keys.toSet()))
    }

    override fun publish() {
        if (operation == "CREATE") definition.keys.addAll(keys) else definition.keys.removeAll(keys)
        definition.lastUpdateTime = account.now()
    }

    private companion object {
        val OPERATIONS = setOf("CREATE", "ARCHIVE")
    }
}
