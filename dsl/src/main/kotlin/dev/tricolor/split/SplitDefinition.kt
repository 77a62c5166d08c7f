package dev.tricolor.split

import dev.tricolor.Block
import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.booleanOrNull
import dev.tricolor.configuredBy
import dev.tricolor.document
import dev.tricolor.documents
import dev.tricolor.intOrNull
import dev.tricolor.longOrNull
import dev.tricolor.string
import dev.tricolor.stringOrNull
import dev.tricolor.strings
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject

/**
 * What a feature flag does in one environment: its treatments, who gets which, and everyone else.
 *
 * Built by [splitDefinition], or read from the service. What the service fills in is null in a definition that was only built.
 * Printed with [toJson] or [toPrettyJson], it is also what the `definition` argument of the Harness Terraform provider takes.
 *
 * @property id the flag's id
 * @property name the flag's name
 * @property environment the environment it holds for
 * @property trafficType the flag's traffic type
 * @property killed whether everyone gets the default treatment, whatever the rules say
 * @property treatments the variations, at most 20
 * @property defaultTreatment what is given when killed, and to traffic outside the allocation
 * @property baselineTreatment what the others are compared with in metrics
 * @property trafficAllocation percent of the traffic that the rules apply to, 0 to 100; null is 100
 * @property rules tried in order, the first one that matches decides
 * @property defaultRule how the traffic that no rule matches is spread
 * @property flagSets the flag sets it belongs to
 * @property impressionsDisabled whether SDKs send no impressions of it
 * @property creationTime in epoch milliseconds
 * @property lastUpdateTime in epoch milliseconds
 * @property lastTrafficReceivedAt in epoch milliseconds
 * @property openChangeRequestId the change request that waits for approval, if one does
 * @property title the title of the change; sent, never given back
 * @property comment why it was changed; sent, never given back
 * @see <a href="https://docs.split.io/reference/feature-flag-definition">Feature flag definitions</a>
 */
@Serializable(with = SplitDefinition.Companion::class)
public class SplitDefinition internal constructor(json: JsonObject) : Document(json) {
    public val id: String? = json.stringOrNull("id")
    public val name: String? = json.stringOrNull("name")
    public val environment: Reference? = json.document("environment", ::Reference)
    public val trafficType: Reference? = json.document("trafficType", ::Reference)
    @get:JvmName("isKilled")
    public val killed: Boolean = json.booleanOrNull("killed") ?: false
    public val treatments: List<Treatment> = json.documents("treatments", ::Treatment)
    public val defaultTreatment: String? = json.stringOrNull("defaultTreatment")
    public val baselineTreatment: String? = json.stringOrNull("baselineTreatment")
    public val trafficAllocation: Int? = json.intOrNull("trafficAllocation")
    public val rules: List<Rule> = json.documents("rules", ::Rule)
    public val defaultRule: List<Bucket> = json.documents("defaultRule", ::Bucket)
    public val flagSets: List<Reference> = json.documents("flagSets", ::Reference)
    public val impressionsDisabled: Boolean? = json.booleanOrNull("impressionsDisabled")
    public val creationTime: Long? = json.longOrNull("creationTime")
    public val lastUpdateTime: Long? = json.longOrNull("lastUpdateTime")
    public val lastTrafficReceivedAt: Long? = json.longOrNull("lastTrafficReceivedAt")
    public val openChangeRequestId: String? = json.stringOrNull("openChangeRequestId")
    public val title: String? = json.stringOrNull("title")
    public val comment: String? = json.stringOrNull("comment")

    /**
     * This definition with changes; what is not mentioned stays as it was read, known to Tricolor or not.
     *
     * @throws dev.tricolor.InvalidPayloadException if the changes make it one that cannot work; what the service itself holds is not held
     * against it
     */
    public fun edit(block: Block<SplitDefinitionBuilder>): SplitDefinition = SplitDefinitionBuilder(this).configuredBy(block).definition()

    public companion object : DocumentType<SplitDefinition>(::SplitDefinition) {
        @JvmStatic
        override fun fromJson(text: String): SplitDefinition = super.fromJson(text)
    }
}

/**
 * One variation of a flag.
 *
 * @property name what the SDK answers
 * @property configurations text, by custom JSON, that the SDK hands over with the treatment; null when there is none
 * @property description what it is for
 * @property keys keys that always get it
 * @property segments names of segments whose keys always get it
 */
@Serializable(with = Treatment.Companion::class)
public class Treatment internal constructor(json: JsonObject) : Document(json) {
    public val name: String = json.string("name")
    public val configurations: String? = json.stringOrNull("configurations")
    public val description: String? = json.stringOrNull("description")
    public val keys: List<String> = json.strings("keys")
    public val segments: List<String> = json.strings("segments")

    public companion object : DocumentType<Treatment>(::Treatment)
}

/**
 * Who gets what: the traffic that [condition] matches is spread over [buckets].
 *
 * @property condition what the traffic must match; null only in a definition that the service did not fill in
 * @property buckets shares of it, 100 together
 */
@Serializable(with = Rule.Companion::class)
public class Rule internal constructor(json: JsonObject) : Document(json) {
    public val condition: Condition? = json.document("condition", ::Condition)
    public val buckets: List<Bucket> = json.documents("buckets", ::Bucket)

    public companion object : DocumentType<Rule>(::Rule)
}

/**
 * The matchers of a rule; all of them must match.
 *
 * @property combiner `AND`, the only one there is; null means the same
 * @property matchers what must match
 */
@Serializable(with = Condition.Companion::class)
public class Condition internal constructor(json: JsonObject) : Document(json) {
    public val combiner: String? = json.stringOrNull("combiner")
    public val matchers: List<Matcher> = json.documents("matchers", ::Matcher)

    public companion object : DocumentType<Condition>(::Condition)
}

/**
 * A share of traffic.
 *
 * @property treatment what it gets
 * @property size percent, 0 to 100
 */
@Serializable(with = Bucket.Companion::class)
public class Bucket internal constructor(json: JsonObject) : Document(json) {
    public val treatment: String = json.string("treatment")
    public val size: Int = json.intOrNull("size") ?: 0

    public companion object : DocumentType<Bucket>(::Bucket)
}
