package dev.tricolor.split

import dev.tricolor.PayloadBuilder
import dev.tricolor.Problems
import dev.tricolor.quoted
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * A change that somebody else is to approve: [FlagProposal], [SegmentKeysProposal], [RuleBasedSegmentProposal] and [LargeSegmentProposal],
 * or, for what has no type of its own, [of].
 *
 * @property subject what it changes, by the vendor's name for it: `split`, `segment`, `largeSegment`, `ruleBasedSegment`
 * @property operationType what it does to it
 * @property body what is sent under the name of [subject]
 */
public open class Proposal internal constructor(
    public val subject: String,
    public val operationType: ChangeRequestOperation,
    public val body: JsonObject,
) {
    /** Adds what is wrong with it, at the place where it stands in the change request. */
    internal open fun check(problems: Problems) {
        val name = (body["name"] as? JsonPrimitive)?.takeIf { it.isString }?.content
        problems.require(!name.isNullOrBlank(), "$subject.name") { "is missing or blank" }
    }

    override fun toString(): String = "$operationType of $subject $body"

    public companion object {
        /** Does [operationType] to the [subject] that [body] names under `name`, as the vendor documents it. */
        @JvmStatic
        public fun of(subject: String, operationType: ChangeRequestOperation, body: JsonObject): Proposal =
            Proposal(subject, operationType, body)
    }
}

/** A change of what a flag does in an environment. */
public class FlagProposal private constructor(operationType: ChangeRequestOperation, flagName: String, definition: JsonObject) :
    Proposal("split", operationType, JsonObject(definition.named(flagName))) {
    public companion object {
        /** Defines [flagName] where it was not defined before; all of [definition] is sent, known to Tricolor or not. */
        @JvmStatic
        public fun create(flagName: String, definition: SplitDefinition): FlagProposal =
            FlagProposal(ChangeRequestOperation.CREATE, flagName, definition.json)

        /** Puts [definition] in the place of the one that is there; all of it is sent, known to Tricolor or not. */
        @JvmStatic
        public fun update(flagName: String, definition: SplitDefinition): FlagProposal =
            FlagProposal(ChangeRequestOperation.UPDATE, flagName, definition.json)

        /** Gives everyone the default treatment, whatever the rules say. */
        @JvmStatic
        public fun kill(flagName: String): FlagProposal = FlagProposal(ChangeRequestOperation.KILL, flagName, NOTHING)

        /** Lets the rules decide again after a kill. */
        @JvmStatic
        public fun restore(flagName: String): FlagProposal = FlagProposal(ChangeRequestOperation.RESTORE, flagName, NOTHING)

        /** Removes the flag's definition from the environment; the flag stays. */
        @JvmStatic
        public fun archive(flagName: String): FlagProposal = FlagProposal(ChangeRequestOperation.ARCHIVE, flagName, NOTHING)
    }
}

/** A change of what a rule-based segment holds in an environment. */
public class RuleBasedSegmentProposal private constructor(
    operationType: ChangeRequestOperation,
    segmentName: String,
    definition: JsonObject,
) : Proposal("ruleBasedSegment", operationType, JsonObject(definition.named(segmentName))) {
    public companion object {
        /** Enables [segmentName] where it was not enabled before, with [definition]; all of it is sent, known to Tricolor or not. */
        @JvmStatic
        public fun create(segmentName: String, definition: RuleBasedSegmentDefinition): RuleBasedSegmentProposal =
            RuleBasedSegmentProposal(ChangeRequestOperation.CREATE, segmentName, definition.json)

        /** Puts [definition] in the place of the one that is there; all of it is sent, known to Tricolor or not. */
        @JvmStatic
        public fun update(segmentName: String, definition: RuleBasedSegmentDefinition): RuleBasedSegmentProposal =
            RuleBasedSegmentProposal(ChangeRequestOperation.UPDATE, segmentName, definition.json)

        /** Disables the segment in the environment, rules and all; the segment stays. */
        @JvmStatic
        public fun archive(segmentName: String): RuleBasedSegmentProposal =
            RuleBasedSegmentProposal(ChangeRequestOperation.ARCHIVE, segmentName, NOTHING)
    }
}

/**
 * A change of the keys of a large segment. `LargeSegmentDefinitionsApi.upload` and `removeAllMembers` submit it, and the former brings the
 * file along, for which the answer to the request has a place: [ChangeRequest.transactionMetadata].
 */
public class LargeSegmentProposal private constructor(operationType: ChangeRequestOperation, segmentName: String) :
    Proposal("largeSegment", operationType, JsonObject(NOTHING.named(segmentName))) {
    public companion object {
        /** Replaces all keys by those of a file that follows. */
        @JvmStatic
        public fun upload(segmentName: String): LargeSegmentProposal = LargeSegmentProposal(ChangeRequestOperation.UPLOAD, segmentName)

        /** Removes all keys; the segment stays enabled. */
        @JvmStatic
        public fun removeAllMembers(segmentName: String): LargeSegmentProposal =
            LargeSegmentProposal(ChangeRequestOperation.ARCHIVE, segmentName)
    }
}

private val NOTHING by lazy(LazyThreadSafetyMode.PUBLICATION) { JsonObject(emptyMap()) }

/** A definition that was read elsewhere bears a name already: the one that was asked for holds. */
private fun JsonObject.named(name: String) = mapOf("name" to JsonPrimitive(name)) + (this - "name")

/** A change of the keys of a standard segment: 1 to 10,000 of them, which is what Split takes in one request. */
public class SegmentKeysProposal private constructor(
    operationType: ChangeRequestOperation,
    segmentName: String,
    private val keys: SegmentKeysBuilder,
) : Proposal("segment", operationType, JsonObject(mapOf("name" to JsonPrimitive(segmentName)) + keys.json())) {
    override fun check(problems: Problems) {
        super.check(problems)
        keys.checkInto(problems.at("segment"), body)
    }

    public companion object {
        /** Adds [keys] to the ones that are there. */
        @JvmStatic
        public fun add(segmentName: String, keys: Collection<String>): SegmentKeysProposal =
            of(segmentName, ChangeRequestOperation.CREATE, keys)

        /** Removes [keys]; one that is not there is no error. */
        @JvmStatic
        public fun remove(segmentName: String, keys: Collection<String>): SegmentKeysProposal =
            of(segmentName, ChangeRequestOperation.ARCHIVE, keys)

        /** Does [operationType] to the keys of [segmentName]: a `CREATE` adds [keys], an `ARCHIVE` removes them. */
        @JvmStatic
        public fun of(segmentName: String, operationType: ChangeRequestOperation, keys: Collection<String>): SegmentKeysProposal =
            SegmentKeysProposal(operationType, segmentName, SegmentKeysBuilder(0, keys))
    }
}

/** Builds the change request that submits a proposal. A title and a comment that its definition has are its own unless others are set. */
public open class ChangeRequestBuilder(private val proposal: Proposal) : PayloadBuilder("change request") {
    init {
        fields[proposal.subject] = proposal.body
        fields["operationType"] = JsonPrimitive(proposal.operationType.value)
        NOTES.forEach { name -> proposal.body[name]?.takeUnless { it is JsonNull }?.let { fields[name] = it } }
        // Where the environment says who approves, Split takes nothing but an empty list.
        fields["approvers"] = JsonArray(emptyList())
    }

    /** What the change is called; needed where the workspace requires titles and comments. */
    public var title: String? by nullableText("title")

    /** Why it is made; needed where the workspace requires titles and comments. */
    public var comment: String? by nullableText("comment")

    /** The id of the rollout status that the flag comes to with the change. A kill cannot bring one. */
    public var rolloutStatus: String
        get() = ((fields["rolloutStatus"] ?: throw NoSuchElementException("rolloutStatus was not set")) as JsonObject).id()
        set(value) {
            fields["rolloutStatus"] = JsonObject(mapOf("id" to JsonPrimitive(value)))
        }

    /** When the change takes effect once it is approved, in epoch milliseconds; at once unless set. */
    public var scheduledFor: Long by long("scheduledFor")

    /** The time zone in which [scheduledFor] is shown to people, an IANA name such as `Europe/Madrid`; UTC unless set. */
    public var scheduledForTimezone: String by text("scheduledForTimezone")

    /** Sets [ChangeRequestBuilder.title]. */
    public fun title(text: String?): ChangeRequestBuilder = apply { title = text }

    /** Sets [ChangeRequestBuilder.comment]. */
    public fun comment(text: String?): ChangeRequestBuilder = apply { comment = text }

    /**
     * Asks the user with this e-mail address to approve, beside the others that are named. An API key cannot be asked, and where the
     * environment restricts who approves, nobody may be named.
     */
    public fun approver(email: String): ChangeRequestBuilder = apply { append("approvers", listOf(JsonPrimitive(email))) }

    /** Sets [ChangeRequestBuilder.rolloutStatus]. */
    public fun rolloutStatus(id: String): ChangeRequestBuilder = apply { rolloutStatus = id }

    /** Sets [ChangeRequestBuilder.scheduledFor]. */
    public fun scheduledFor(epochMillis: Long): ChangeRequestBuilder = apply { scheduledFor = epochMillis }

    /** Sets [ChangeRequestBuilder.scheduledForTimezone]. */
    public fun scheduledForTimezone(zone: String): ChangeRequestBuilder = apply { scheduledForTimezone = zone }

    override fun check(json: JsonObject, problems: Problems) {
        proposal.check(problems)
        (json["approvers"] as? JsonArray)?.map { it.text() }?.forEachIndexed { index, email ->
            problems.require('@' in email, "approvers[$index]") { "is ${quoted(email)}, must be the e-mail address of a user" }
        }
        json["rolloutStatus"]?.let { status ->
            problems.require(proposal.operationType != ChangeRequestOperation.KILL, "rolloutStatus") { "cannot be set by a KILL" }
            problems.require((status as? JsonObject)?.id()?.isNotBlank() == true, "rolloutStatus.id") { "is blank" }
        }
        (json["scheduledFor"] as? JsonPrimitive)?.let {
            problems.require(it.content.toLongOrNull()?.let { millis -> millis > 0 } == true, "scheduledFor") {
                "is ${it.content}, must be a moment in epoch milliseconds"
            }
        }
        json["scheduledForTimezone"]?.let { zone ->
            problems.require(zone.text().isNotBlank(), "scheduledForTimezone") { "is blank, must be an IANA name" }
            problems.require("scheduledFor" in json, "scheduledForTimezone") { "is ${quoted(zone.text())}, but scheduledFor is not set" }
        }
    }

    private fun JsonElement.text() = (this as? JsonPrimitive)?.content.orEmpty()

    private fun JsonObject.id() = get("id")?.text().orEmpty()

    private companion object {
        val NOTES = listOf("title", "comment")
    }
}
