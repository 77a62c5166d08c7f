package dev.tricolor.launchdarkly

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.OpenEnum
import dev.tricolor.booleanOrNull
import dev.tricolor.document
import dev.tricolor.documents
import dev.tricolor.longOrNull
import dev.tricolor.string
import dev.tricolor.stringOrNull
import dev.tricolor.strings
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject

/**
 * A group of contexts in one environment, which rules of flags and of other segments refer to.
 *
 * Who is included is in it, who is excluded is not, and for everyone else the rules decide. A big segment ([unbounded]) is a list of more
 * than 15,000 keys of one kind, or is kept in step with a list elsewhere; its keys are not shown, and have operations of their own.
 *
 * @property key what it is addressed by; never changes
 * @property name what people call it
 * @property description what it is for
 * @property tags its tags
 * @property creationDate in epoch milliseconds
 * @property lastModifiedDate in epoch milliseconds
 * @property included the keys of users that are in it; empty for a big segment
 * @property excluded the keys of users that are not; empty for a big segment
 * @property includedContexts the keys of contexts of other kinds that are in it
 * @property excludedContexts the keys of contexts of other kinds that are not
 * @property rules who else is in it: whom at least one of them matches
 * @property version goes up with each change
 * @property deleted whether it is deleted
 * @property access what the token may do with it
 * @property flags the flags that refer to it; only when a single segment is got
 * @property unbounded whether it is a big segment
 * @property unboundedContextKind the kind of context that the keys of a big segment are of
 * @property generation how often a big segment of this key was created
 * @property unboundedMetadata how many keys a big segment has
 * @property external where the list is kept that a synced segment follows: `amplitude`
 * @property externalLink its address there
 * @property importInProgress whether keys are being imported into a big segment
 * @property links where it and what belongs to it are found
 * @see <a href="https://launchdarkly.com/docs/api/segments">Segments</a>
 */
@Serializable(with = Segment.Companion::class)
public class Segment internal constructor(json: JsonObject) : Document(json) {
    public val key: String = json.string("key")
    public val name: String? = json.stringOrNull("name")
    public val description: String? = json.stringOrNull("description")
    public val tags: List<String> = json.strings("tags")
    public val creationDate: Long? = json.longOrNull("creationDate")
    public val lastModifiedDate: Long? = json.longOrNull("lastModifiedDate")
    public val included: List<String> = json.strings("included")
    public val excluded: List<String> = json.strings("excluded")
    public val includedContexts: List<SegmentTarget> = json.documents("includedContexts", ::SegmentTarget)
    public val excludedContexts: List<SegmentTarget> = json.documents("excludedContexts", ::SegmentTarget)
    public val rules: List<SegmentRule> = json.documents("rules", ::SegmentRule)
    public val version: Long? = json.longOrNull("version")
    public val deleted: Boolean? = json.booleanOrNull("deleted")
    public val access: Access? = json.document("_access", ::Access)
    public val flags: List<SegmentFlag> = json.documents("_flags", ::SegmentFlag)
    public val unbounded: Boolean? = json.booleanOrNull("unbounded")
    public val unboundedContextKind: String? = json.stringOrNull("unboundedContextKind")
    public val generation: Long? = json.longOrNull("generation")
    public val unboundedMetadata: SegmentMetadata? = json.document("_unboundedMetadata", ::SegmentMetadata)
    public val external: String? = json.stringOrNull("_external")
    public val externalLink: String? = json.stringOrNull("_externalLink")
    public val importInProgress: Boolean? = json.booleanOrNull("_importInProgress")
    public val links: Map<String, Link> = json.links()

    public companion object : DocumentType<Segment>(::Segment)
}

/**
 * A rule of a segment: who matches all of its clauses is in the segment, unless the rule takes only a part of them.
 *
 * @property id its id; null in one that was built
 * @property clauses what must hold, all of it
 * @property weight which part of those who match is in, in thousandths of a percent, 0 to 100,000; null means all
 * @property rolloutContextKind the kind of context of which [weight] takes a part; null means `user`
 * @property bucketBy the attribute by which the part is drawn; null means the key
 * @property description what it is for
 */
@Serializable(with = SegmentRule.Companion::class)
public class SegmentRule internal constructor(json: JsonObject) : Document(json) {
    public val id: String? = json.stringOrNull("_id")
    public val clauses: List<Clause> = json.documents("clauses", ::Clause)
    public val weight: Long? = json.longOrNull("weight")
    public val rolloutContextKind: String? = json.stringOrNull("rolloutContextKind")
    public val bucketBy: String? = json.stringOrNull("bucketBy")
    public val description: String? = json.stringOrNull("description")

    public companion object : DocumentType<SegmentRule>(::SegmentRule)
}

/**
 * Contexts of one kind that a segment includes or excludes, whatever its rules say.
 *
 * @property contextKind their kind; null means `user`
 * @property values their keys
 */
@Serializable(with = SegmentTarget.Companion::class)
public class SegmentTarget internal constructor(json: JsonObject) : Document(json) {
    public val contextKind: String? = json.stringOrNull("contextKind")
    public val values: List<String> = json.strings("values")

    public companion object : DocumentType<SegmentTarget>(::SegmentTarget)
}

/**
 * A flag that refers to a segment.
 *
 * @property key what it is addressed by
 * @property name what people call it
 * @property links where it is found
 */
@Serializable(with = SegmentFlag.Companion::class)
public class SegmentFlag internal constructor(json: JsonObject) : Document(json) {
    public val key: String = json.string("key")
    public val name: String? = json.stringOrNull("name")
    public val links: Map<String, Link> = json.links()

    public companion object : DocumentType<SegmentFlag>(::SegmentFlag)
}

/**
 * What is known of the keys of a big segment.
 *
 * @property envId the id of its environment
 * @property segmentId its id
 * @property version goes up with each change of its keys
 * @property includedCount how many keys are included
 * @property excludedCount how many keys are excluded
 * @property lastModified when its keys changed last, in epoch milliseconds
 * @property deleted whether it is deleted
 */
@Serializable(with = SegmentMetadata.Companion::class)
public class SegmentMetadata internal constructor(json: JsonObject) : Document(json) {
    public val envId: String? = json.stringOrNull("envId")
    public val segmentId: String? = json.stringOrNull("segmentId")
    public val version: Long? = json.longOrNull("version")
    public val includedCount: Long? = json.longOrNull("includedCount")
    public val excludedCount: Long? = json.longOrNull("excludedCount")
    public val lastModified: Long? = json.longOrNull("lastModified")
    public val deleted: Boolean? = json.booleanOrNull("deleted")

    public companion object : DocumentType<SegmentMetadata>(::SegmentMetadata)
}

/**
 * Whether a context is in a segment.
 *
 * @property key the segment's key
 * @property name what people call it
 * @property description what it is for
 * @property unbounded whether it is a big segment
 * @property external where the list is kept that a synced segment follows
 * @property isMember whether the context is in it
 * @property isIndividuallyTargeted whether it is because its key is included
 * @property isRuleTargeted whether it is because a rule matches; says nothing when its key is included
 * @property links where the segment is found
 */
@Serializable(with = SegmentMembership.Companion::class)
public class SegmentMembership internal constructor(json: JsonObject) : Document(json) {
    public val key: String = json.string("key")
    public val name: String? = json.stringOrNull("name")
    public val description: String? = json.stringOrNull("description")
    public val unbounded: Boolean? = json.booleanOrNull("unbounded")
    public val external: String? = json.stringOrNull("external")
    public val isMember: Boolean? = json.booleanOrNull("isMember")
    public val isIndividuallyTargeted: Boolean? = json.booleanOrNull("isIndividuallyTargeted")
    public val isRuleTargeted: Boolean? = json.booleanOrNull("isRuleTargeted")
    public val links: Map<String, Link> = json.links()

    public companion object : DocumentType<SegmentMembership>(::SegmentMembership)
}

/** By what segments are sorted. */
public class SegmentSort private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** When they were created. */
        @JvmField public val CREATION_DATE: SegmentSort = SegmentSort("creationDate")

        /** What they are called. */
        @JvmField public val NAME: SegmentSort = SegmentSort("name")

        /** When they were changed last. */
        @JvmField public val LAST_MODIFIED: SegmentSort = SegmentSort("lastModified")

        /** The field that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): SegmentSort = SegmentSort(value)
    }
}
