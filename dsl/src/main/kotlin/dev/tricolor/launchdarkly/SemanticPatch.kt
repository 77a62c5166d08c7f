package dev.tricolor.launchdarkly

import dev.tricolor.Block
import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.PayloadBuilder
import dev.tricolor.Problems
import dev.tricolor.TricolorDsl
import dev.tricolor.configuredBy
import dev.tricolor.documents
import dev.tricolor.string
import dev.tricolor.stringOrNull
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * A semantic patch as it is sent: of a flag, a segment, an experiment, a holdout, a layer, or of expiring targets.
 *
 * The subclasses of [SemanticPatchBuilder] build one, and take one over that was kept or read elsewhere: [SemanticPatchBuilder.from].
 *
 * @property comment what the audit log says of the change
 * @property environmentKey the environment that is changed; null where the path says it, or none is
 * @property instructions what is done, in order
 */
@Serializable(with = SemanticPatch.Companion::class)
public class SemanticPatch internal constructor(json: JsonObject) : Document(json) {
    public val comment: String? = json.stringOrNull("comment")
    public val environmentKey: String? = json.stringOrNull("environmentKey")
    public val instructions: List<Instruction> = json.documents("instructions", ::Instruction)

    public companion object : DocumentType<SemanticPatch>(::SemanticPatch) {
        @JvmStatic
        override fun fromJson(text: String): SemanticPatch = super.fromJson(text)
    }
}

/**
 * One instruction of a semantic patch; what it takes is in its JSON, under the names that LaunchDarkly has for it.
 *
 * @property kind what is done: `turnFlagOn`
 */
@Serializable(with = Instruction.Companion::class)
public class Instruction internal constructor(json: JsonObject) : Document(json) {
    public val kind: String = json.string("kind")

    public companion object : DocumentType<Instruction>(::Instruction)
}

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

    /** Takes over what [patch], which was kept or read elsewhere, says: all of it, behind what is said already. */
    public fun from(patch: SemanticPatch): Self = self().apply {
        val before = fields[ENVIRONMENT]
        fields += patch.json - INSTRUCTIONS
        problems.require(before == null || before == fields[ENVIRONMENT], ENVIRONMENT) {
            "is $before and ${fields[ENVIRONMENT]}; one patch changes one environment"
        }
        patch.instructions.forEach { instructions += it.json }
    }

    /**
     * The patch, to be kept, or looked at.
     *
     * @throws dev.tricolor.InvalidPayloadException with everything that is wrong with it
     */
    public fun patch(): SemanticPatch = SemanticPatch(build())

    /** Adds an instruction with [parameters], of which those that are null are left out. */
    internal fun instruction(kind: String, vararg parameters: Pair<String, JsonElement?>): Self = instruction(kind, parameters.toMap())

    /** Adds an instruction with [parameters], of which those that are null are left out. */
    internal fun instruction(kind: String, parameters: Map<String, JsonElement?>): Self = self().apply {
        val given = parameters.mapNotNull { (name, value) -> value?.let { name to it } }
        instructions += JsonObject(mapOf<String, JsonElement>("kind" to JsonPrimitive(kind)) + given)
    }

    /** Where what is wrong with the next instruction is told. */
    internal fun next(): Problems = problems.at("$INSTRUCTIONS[${instructions.size}]")

    internal fun instructions(): List<JsonObject> = instructions

    override fun json(): JsonObject {
        fields[INSTRUCTIONS] = JsonArray(instructions.toList())
        return super.json()
    }

    override fun check(json: JsonObject, problems: Problems) {
        problems.require(instructions.isNotEmpty(), INSTRUCTIONS) { "there are none, must be at least one" }
    }

    private fun add(builder: InstructionBuilder) {
        val json = builder.json()
        builder.checkInto(next(), json)
        instructions += json
    }

    @Suppress("UNCHECKED_CAST") // Self is the class itself, as in every subclass.
    internal fun self() = this as Self

    private companion object {
        const val INSTRUCTIONS = "instructions"
        const val ENVIRONMENT = "environmentKey"
    }
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
