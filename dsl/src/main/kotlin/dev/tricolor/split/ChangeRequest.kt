package dev.tricolor.split

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.OpenEnum
import dev.tricolor.PayloadBuilder
import dev.tricolor.document
import dev.tricolor.documents
import dev.tricolor.longOrNull
import dev.tricolor.string
import dev.tricolor.stringOrNull
import dev.tricolor.strings
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * A change of one flag or segment in one environment that waits for somebody's approval, or did.
 *
 * Exactly one of [split], [segment], [largeSegment] and [ruleBasedSegment] is what it would change.
 *
 * @property id its id
 * @property status how far it has come
 * @property operationType what it does to its subject
 * @property title what the change is called
 * @property comment null: Split moves the text that was submitted to [comments]
 * @property split the whole definition that a flag gets; for a kill, a restore or an archive perhaps no more than its name
 * @property segment the keys that a segment gains or loses
 * @property largeSegment the large segment whose keys are replaced or removed
 * @property ruleBasedSegment the rule-based segment and, in its JSON, the rules that it gets
 * @property workspace where its subject belongs
 * @property environment where it takes effect; null when the service does not say
 * @property approvers who may approve, mostly by e-mail address; empty means everyone whom the environment lets approve
 * @property comments what was said about it, oldest first
 * @property rolloutStatus the rollout status that the flag comes to with it
 * @property rolloutStatusTimestamp when it came to it, in epoch milliseconds
 * @property scheduledFor when it takes effect once it is approved, in epoch milliseconds; null means at once
 * @property scheduledForTimezone the time zone in which [scheduledFor] is shown to people, an IANA name; changes nothing else
 * @property transactionMetadata where the keys of a large segment are to be uploaded; only in the answer to a submitted upload
 * @property decided whether nobody's decision is waited for any more: anything but `REQUESTED` and `SCHEDULE_REQUESTED`, and so also a
 *   status that this version does not know
 * @see <a href="https://docs.split.io/reference/change-request-overview">Change requests</a>
 */
@Serializable(with = ChangeRequest.Companion::class)
public class ChangeRequest internal constructor(json: JsonObject) : Document(json) {
    public val id: String = json.string("id")
    public val status: ChangeRequestStatus = ChangeRequestStatus.of(json.string("status"))
    public val operationType: ChangeRequestOperation? = json.stringOrNull("operationType")?.let(ChangeRequestOperation::of)
    public val title: String? = json.stringOrNull("title")
    public val comment: String? = json.stringOrNull("comment")
    public val split: SplitDefinition? = json.document("split", ::SplitDefinition)
    public val segment: ChangeRequestSegment? = json.document("segment", ::ChangeRequestSegment)
    public val largeSegment: ChangeRequestSubject? = json.document("largeSegment", ::ChangeRequestSubject)
    public val ruleBasedSegment: ChangeRequestSubject? = json.document("ruleBasedSegment", ::ChangeRequestSubject)
    public val workspace: Reference? = json.document("workspace", ::Reference)
    public val environment: Reference? = json.document("environment", ::Reference)
    public val approvers: List<String> = json.strings("approvers")
    public val comments: List<ChangeRequestComment> = json.documents("comments", ::ChangeRequestComment)
    public val rolloutStatus: Reference? = json.document("rolloutStatus", ::Reference)
    public val rolloutStatusTimestamp: Long? = json.longOrNull("rolloutStatusTimestamp")
    public val scheduledFor: Long? = json.longOrNull("scheduledFor")
    public val scheduledForTimezone: String? = json.stringOrNull("scheduledForTimezone")
    public val transactionMetadata: TransactionMetadata? = json.document("transactionMetadata", ::TransactionMetadata)

    @get:JvmName("isDecided")
    public val decided: Boolean
        get() = status != ChangeRequestStatus.REQUESTED && status != ChangeRequestStatus.SCHEDULE_REQUESTED

    /** Without the URL of an upload, which admits whoever has it. */
    override fun toString(): String {
        val shown = transactionMetadata?.let { mapOf("transactionMetadata" to JsonPrimitive(it.toString())) }.orEmpty()
        return "ChangeRequest${JsonObject(json + shown)}"
    }

    public companion object : DocumentType<ChangeRequest>(::ChangeRequest)
}

/**
 * The keys that a change request adds to a segment or removes from it.
 *
 * @property name the segment's name
 * @property keys the keys; empty when the service does not repeat them
 */
@Serializable(with = ChangeRequestSegment.Companion::class)
public class ChangeRequestSegment internal constructor(json: JsonObject) : Document(json) {
    public val name: String? = json.stringOrNull("name")
    public val keys: List<String> = json.strings("keys")

    public companion object : DocumentType<ChangeRequestSegment>(::ChangeRequestSegment)
}

/**
 * A large or a rule-based segment as a change request shows it; what it gets is in [json].
 *
 * @property id its id; null when the service does not say
 * @property name its name
 * @property environment where it changes; null when the service does not say
 * @property trafficType the kind of traffic its keys are of; null when the service does not say
 * @property creationTime in epoch milliseconds
 */
@Serializable(with = ChangeRequestSubject.Companion::class)
public class ChangeRequestSubject internal constructor(json: JsonObject) : Document(json) {
    public val id: String? = json.stringOrNull("id")
    public val name: String? = json.stringOrNull("name")
    public val environment: Reference? = json.document("environment", ::Reference)
    public val trafficType: Reference? = json.document("trafficType", ::Reference)
    public val creationTime: Long? = json.longOrNull("creationTime")

    public companion object : DocumentType<ChangeRequestSubject>(::ChangeRequestSubject)
}

/**
 * What somebody said about a change request.
 *
 * @property comment the text
 * @property user who said it: an e-mail address, or the name of an API key
 * @property role what they said it as: `SUBMITTER`, `APPROVER`
 * @property timestamp when, in epoch milliseconds
 */
@Serializable(with = ChangeRequestComment.Companion::class)
public class ChangeRequestComment internal constructor(json: JsonObject) : Document(json) {
    public val comment: String? = json.stringOrNull("comment")
    public val user: String? = json.stringOrNull("user")
    public val role: String? = json.stringOrNull("role")
    public val timestamp: Long? = json.longOrNull("timestamp")

    public companion object : DocumentType<ChangeRequestComment>(::ChangeRequestComment)
}

/**
 * Where and how the keys of a large segment are uploaded. Whoever has [url] can upload, without any key of the account: keep it out of
 * logs.
 *
 * @property method the HTTP method: `PUT`
 * @property url the address, on another host than Split's; good for some minutes
 * @property headers what must be sent along, each with its values
 */
@Serializable(with = TransactionMetadata.Companion::class)
public class TransactionMetadata internal constructor(json: JsonObject) : Document(json) {
    public val method: String? = json.stringOrNull("method")
    public val url: String? = json.stringOrNull("url")
    public val headers: Map<String, List<String>> = json.document("headers", ::headersIn).orEmpty()

    /** Without the query of the URL, which is what admits, and without the headers. */
    override fun toString(): String = "TransactionMetadata(${method.orEmpty()} ${url.orEmpty().substringBefore('?')})"

    public companion object : DocumentType<TransactionMetadata>(::TransactionMetadata)
}

/** A list of values is what is documented; a bare one says the same. */
private fun headersIn(json: JsonObject): Map<String, List<String>> =
    json.keys.associateWith { if (json[it] is JsonPrimitive) listOfNotNull(json.stringOrNull(it)) else json.strings(it) }

/** Builds what is said to a decision about a change request. */
public class DecisionBuilder(status: ChangeRequestStatus) : PayloadBuilder("decision") {
    init {
        fields["status"] = JsonPrimitive(status.value)
    }

    /** Why it was decided so. */
    public var comment: String? by nullableText("comment")

    /** Sets [DecisionBuilder.comment]. */
    public fun comment(text: String?): DecisionBuilder = apply { comment = text }
}

/** How far a [ChangeRequest] has come. */
public class ChangeRequestStatus private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** Waits for a decision. */
        @JvmField public val REQUESTED: ChangeRequestStatus = ChangeRequestStatus("REQUESTED")

        /** Approved; it takes effect at once, and is `PUBLISHED` then. */
        @JvmField public val APPROVED: ChangeRequestStatus = ChangeRequestStatus("APPROVED")

        /** Turned down; nothing was changed. */
        @JvmField public val REJECTED: ChangeRequestStatus = ChangeRequestStatus("REJECTED")

        /** Taken back; nothing was changed. */
        @JvmField public val WITHDRAWN: ChangeRequestStatus = ChangeRequestStatus("WITHDRAWN")

        /** Approved, and in effect. */
        @JvmField public val PUBLISHED: ChangeRequestStatus = ChangeRequestStatus("PUBLISHED")

        /** Waits for a decision, and is to take effect at a set time. */
        @JvmField public val SCHEDULE_REQUESTED: ChangeRequestStatus = ChangeRequestStatus("SCHEDULE_REQUESTED")

        /** Approved, and takes effect at a set time. */
        @JvmField public val SCHEDULED: ChangeRequestStatus = ChangeRequestStatus("SCHEDULED")

        /** The status that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): ChangeRequestStatus = ChangeRequestStatus(value)
    }
}

/** What a [ChangeRequest] does to its subject. Not every subject takes every operation: see [Proposal]. */
public class ChangeRequestOperation private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** Defines a flag in an environment; adds keys to a segment. */
        @JvmField public val CREATE: ChangeRequestOperation = ChangeRequestOperation("CREATE")

        /** Replaces the definition of a flag, or of a rule-based segment. */
        @JvmField public val UPDATE: ChangeRequestOperation = ChangeRequestOperation("UPDATE")

        /** Gives everyone the default treatment of a flag. */
        @JvmField public val KILL: ChangeRequestOperation = ChangeRequestOperation("KILL")

        /** Lets the rules of a killed flag decide again. */
        @JvmField public val RESTORE: ChangeRequestOperation = ChangeRequestOperation("RESTORE")

        /** Removes the definition of a flag; removes keys from a segment, or all keys of a large one. */
        @JvmField public val ARCHIVE: ChangeRequestOperation = ChangeRequestOperation("ARCHIVE")

        /** Replaces the keys of a large segment by those of a file. */
        @JvmField public val UPLOAD: ChangeRequestOperation = ChangeRequestOperation("UPLOAD")

        /** The operation that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): ChangeRequestOperation = ChangeRequestOperation(value)
    }
}
