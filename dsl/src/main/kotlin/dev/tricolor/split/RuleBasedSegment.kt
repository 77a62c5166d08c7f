package dev.tricolor.split

import dev.tricolor.Block
import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.OpenEnum
import dev.tricolor.PayloadBuilder
import dev.tricolor.Problems
import dev.tricolor.configuredBy
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
 * A rule-based segment of a workspace: traffic that is chosen by rules in place of a list of keys. The rules themselves belong to its
 * [RuleBasedSegmentDefinition] in each environment.
 *
 * @property id its id
 * @property name unique in the workspace
 * @property description what it is for
 * @property trafficTypeId id of the kind of traffic that it chooses from; some answers have it in [trafficType] alone, and it is here all
 * the same
 * @property trafficType the kind of traffic that it chooses from; null in the answers that have nothing but its id
 * @property workspaceIds ids of the workspaces that it is in
 * @property orgId id of the account
 * @property status `ACTIVE`, the only one that has been seen
 * @property creator who created it
 * @property creationTime in epoch milliseconds
 * @property tags names of its tags
 * @see <a href="https://docs.split.io/reference/rule-based-segments-overview">Rule-based segments</a>
 */
@Serializable(with = RuleBasedSegment.Companion::class)
public class RuleBasedSegment internal constructor(json: JsonObject) : Document(json) {
    public val id: String? = json.stringOrNull("id")
    public val name: String = json.string("name")
    public val description: String? = json.stringOrNull("description")
    public val trafficType: Reference? = json.document("trafficType", ::Reference)
    public val trafficTypeId: String? = json.stringOrNull("trafficTypeId") ?: trafficType?.id
    public val workspaceIds: List<String> = json.strings("workspaceIds")
    public val orgId: String? = json.stringOrNull("orgId")
    public val status: String? = json.stringOrNull("status")
    public val creator: Reference? = json.document("creator", ::Reference)
    public val creationTime: Long? = json.longOrNull("creationTime")
    public val tags: List<String> = json.documents("tags") { it.string("name") }

    public companion object : DocumentType<RuleBasedSegment>(::RuleBasedSegment)
}

/**
 * What a rule-based segment holds in one environment: the traffic that one of its rules matches and that is not excluded.
 *
 * Built by [ruleBasedSegmentDefinition], or read from the service. What the service fills in is null in a definition that was only built.
 *
 * @property id its id
 * @property name the segment's name
 * @property description what the segment is for
 * @property environment where it holds
 * @property trafficType the segment's traffic type
 * @property rules traffic that one of them matches is in the segment; a segment that was only just enabled has none
 * @property excludedKeys keys that are not in it, whatever the rules say
 * @property excludedSegments segments whose keys are not in it, whatever the rules say
 * @property createdAt when it was enabled, ISO 8601
 * @property updatedAt when it was last changed, ISO 8601
 * @property title the title of the change; sent, never given back
 * @property comment why it was changed; sent, never given back
 * @see <a href="https://docs.split.io/reference/rule-based-segments-overview">Rule-based segments</a>
 */
@Serializable(with = RuleBasedSegmentDefinition.Companion::class)
public class RuleBasedSegmentDefinition internal constructor(json: JsonObject) : Document(json) {
    public val id: String? = json.stringOrNull("id")
    public val name: String? = json.stringOrNull("name")
    public val description: String? = json.stringOrNull("description")
    public val environment: Reference? = json.document("environment", ::Reference)
    public val trafficType: Reference? = json.document("trafficType", ::Reference)
    public val rules: List<RuleBasedSegmentRule> = json.documents("rules", ::RuleBasedSegmentRule)
    public val excludedKeys: List<String> = json.strings("excludedKeys")
    public val excludedSegments: List<ExcludedSegment> = json.documents("excludedSegments", ::ExcludedSegment)
    public val createdAt: String? = json.stringOrNull("createdAt")
    public val updatedAt: String? = json.stringOrNull("updatedAt")
    public val title: String? = json.stringOrNull("title")
    public val comment: String? = json.stringOrNull("comment")

    /**
     * This definition with changes; what is not mentioned stays as it was read, known to Tricolor or not.
     *
     * @throws dev.tricolor.InvalidPayloadException if the changes make it one that cannot work; what the service itself holds is not held
     * against it
     */
    public fun edit(block: Block<RuleBasedSegmentDefinitionBuilder>): RuleBasedSegmentDefinition =
        RuleBasedSegmentDefinitionBuilder(this).configuredBy(block).definition()

    public companion object : DocumentType<RuleBasedSegmentDefinition>(::RuleBasedSegmentDefinition) {
        @JvmStatic
        override fun fromJson(text: String): RuleBasedSegmentDefinition = super.fromJson(text)
    }
}

/**
 * One way into a rule-based segment.
 *
 * @property condition what the traffic must match; null only in a definition that the service did not fill in
 */
@Serializable(with = RuleBasedSegmentRule.Companion::class)
public class RuleBasedSegmentRule internal constructor(json: JsonObject) : Document(json) {
    public val condition: Condition? = json.document("condition", ::Condition)

    public companion object : DocumentType<RuleBasedSegmentRule>(::RuleBasedSegmentRule)
}

/**
 * A segment whose keys are kept out of a rule-based segment.
 *
 * @property name the segment's name
 * @property type which kind of segment it is; null where the service does not say
 */
@Serializable(with = ExcludedSegment.Companion::class)
public class ExcludedSegment internal constructor(json: JsonObject) : Document(json) {
    public val name: String = json.string("name")
    public val type: ExcludedSegmentType? = json.stringOrNull("type")?.let(ExcludedSegmentType::of)

    public companion object : DocumentType<ExcludedSegment>(::ExcludedSegment)
}

/** The kinds of [ExcludedSegment]. */
public class ExcludedSegmentType private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** A [Segment]. */
        @JvmField public val STANDARD_SEGMENT: ExcludedSegmentType = ExcludedSegmentType("standard_segment")

        /** A [RuleBasedSegment]. */
        @JvmField public val RULE_BASED_SEGMENT: ExcludedSegmentType = ExcludedSegmentType("rule_based_segment")

        /** The type spelled [value], known or not. */
        @JvmStatic
        public fun of(value: String): ExcludedSegmentType = ExcludedSegmentType(value)
    }
}

/** Builds a new rule-based segment. */
public class CreateRuleBasedSegmentBuilder(name: String) : PayloadBuilder("rule-based segment") {
    init {
        fields["name"] = JsonPrimitive(name)
    }

    /** What it is for. */
    public var description: String? by nullableText("description")

    /** Sets [CreateRuleBasedSegmentBuilder.description]. */
    public fun description(text: String?): CreateRuleBasedSegmentBuilder = apply { description = text }

    override fun check(json: JsonObject, problems: Problems): Unit = problems.requireText(json, "name")
}
