package dev.tricolor.launchdarkly

import dev.tricolor.Block
import dev.tricolor.PayloadBuilder
import dev.tricolor.Problems
import dev.tricolor.TricolorDsl
import dev.tricolor.configuredBy
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * Builds a semantic patch: a list of instructions that LaunchDarkly carries out in order, all or none. An instruction whose result is there
 * already is a success that changes nothing.
 *
 * The typed subclasses have a function for each documented kind; [instruction] reaches the others.
 */
@TricolorDsl
public abstract class SemanticPatchBuilder<Self : SemanticPatchBuilder<Self>> internal constructor(payload: String) :
    PayloadBuilder(payload) {
    private val instructions = mutableListOf<JsonObject>()

    /** What the audit log says of the change. */
    public var comment: String by text("comment")

    /** Sets [SemanticPatchBuilder.comment]. */
    public fun comment(text: String): Self = self().apply { comment = text }

    /** Adds an instruction of a kind that has no function of its own, with what [block] says. */
    public fun instruction(kind: String, block: Block<InstructionBuilder> = Block {}): Self = self().apply {
        add(InstructionBuilder(kind).configuredBy(block))
    }

    /** Adds an instruction with [parameters], of which those that are null are left out. */
    internal fun instruction(kind: String, vararg parameters: Pair<String, JsonElement?>): Self = instruction(kind, parameters.toMap())

    /** Adds an instruction with [parameters], of which those that are null are left out. */
    internal fun instruction(kind: String, parameters: Map<String, JsonElement?>): Self = self().apply {
        val given = parameters.mapNotNull { (name, value) -> value?.let { name to it } }
        instructions += JsonObject(mapOf<String, JsonElement>("kind" to JsonPrimitive(kind)) + given)
    }

    /** Where what is wrong with the next instruction is told. */
    internal fun next(): Problems = problems.at("instructions[${instructions.size}]")

    internal fun instructions(): List<JsonObject> = instructions

    override fun json(): JsonObject {
        fields["instructions"] = JsonArray(instructions.toList())
        return super.json()
    }

    override fun check(json: JsonObject, problems: Problems) {
        problems.require(instructions.isNotEmpty(), "instructions") { "there are none, must be at least one" }
    }

    private fun add(builder: InstructionBuilder) {
        val json = builder.json()
        builder.checkInto(next(), json)
        instructions += json
    }

    @Suppress("UNCHECKED_CAST") // Self is the class itself, as in every subclass.
    internal fun self() = this as Self
}

/** Builds one instruction by the vendor's names: `instruction("turnFlagOn")`, with [field] for each parameter. */
public class InstructionBuilder internal constructor(kind: String) : PayloadBuilder("instruction") {
    init {
        fields["kind"] = JsonPrimitive(kind)
    }

    override fun check(json: JsonObject, problems: Problems) {
        problems.require((json["kind"] as? JsonPrimitive)?.content?.isNotBlank() == true, "kind") { "is blank" }
    }
}
