package dev.tricolor.split

import dev.tricolor.Block
import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.InvalidPayloadException
import dev.tricolor.MalformedDocumentException
import dev.tricolor.PayloadBuilder
import dev.tricolor.Problems
import dev.tricolor.TricolorDsl
import dev.tricolor.configuredBy
import dev.tricolor.document
import dev.tricolor.documents
import dev.tricolor.intOrNull
import dev.tricolor.quoted
import dev.tricolor.string
import dev.tricolor.stringOrNull
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.contentOrNull

/**
 * What is known of one key of a traffic type in an environment. It is for people to see; flags are not decided by it.
 *
 * @property key the key, as it is asked for in the SDKs
 * @property trafficTypeId the kind of traffic that the key is of
 * @property environmentId where the values hold
 * @property organizationId the account
 * @property values the values of its attributes by their ids. Split keeps each as text, whatever it was sent as: `350` comes back as
 *   `"350"`
 * @see <a href="https://docs.split.io/reference/save-identity">Identities</a>
 */
@Serializable(with = Identity.Companion::class)
public class Identity internal constructor(json: JsonObject) : Document(json) {
    public val key: String = json.string("key")
    public val trafficTypeId: String? = json.stringOrNull("trafficTypeId")
    public val environmentId: String? = json.stringOrNull("environmentId")
    public val organizationId: String? = json.stringOrNull("organizationId")
    public val values: Map<String, String> = json.document("values") { it.texts() }.orEmpty()

    public companion object : DocumentType<Identity>(::Identity) {
        private fun JsonObject.texts(): Map<String, String> = filterValues { it !is JsonNull }.mapValues { (id, value) ->
            (value as? JsonPrimitive)?.contentOrNull ?: throw MalformedDocumentException(id, "is $value, must be text")
        }
    }
}

/**
 * What has become of a batch of identities. They are taken or refused one by one: what is not in [failed] is saved.
 *
 * @property saved the identities that were saved, as they are now; Split calls them `objects`
 * @property failed the ones that were refused, each with the reason
 * @see <a href="https://docs.split.io/reference/save-identities">Save identities</a>
 */
@Serializable(with = IdentityResults.Companion::class)
public class IdentityResults internal constructor(json: JsonObject) : Document(json) {
    public val saved: List<Identity> = json.documents("objects", ::Identity)
    public val failed: List<FailedIdentity> = json.documents("failed", ::FailedIdentity)

    public companion object : DocumentType<IdentityResults>(::IdentityResults)
}

/**
 * An identity of a batch that was refused.
 *
 * @property identity as it was sent, Split calls it `object`; null when what is wrong with it is that it is no identity
 * @property status why, as an HTTP status
 * @property message why, in Split's words
 */
@Serializable(with = FailedIdentity.Companion::class)
public class FailedIdentity internal constructor(json: JsonObject) : Document(json) {
    public val identity: Identity? = json.document("object") {
        try {
            Identity(it)
        } catch (_: MalformedDocumentException) {
            null
        }
    }
    public val status: Int? = json.intOrNull("status")
    public val message: String? = json.stringOrNull("message")

    public companion object : DocumentType<FailedIdentity>(::FailedIdentity)
}

/**
 * Builds an identity, or the values to change of one. Setting a value again replaces it.
 *
 * An attribute that the traffic type does not have yet is added to it. Its id is a letter, then letters, digits, `-` and `_`.
 */
public class IdentityBuilder(trafficTypeId: String, environmentId: String, key: String) : PayloadBuilder("identity") {
    init {
        fields["key"] = JsonPrimitive(key)
        fields["trafficTypeId"] = JsonPrimitive(trafficTypeId)
        fields["environmentId"] = JsonPrimitive(environmentId)
        fields[VALUES] = JsonObject(emptyMap())
    }

    /** Sets the value of an attribute. */
    public fun value(attributeId: String, value: String): IdentityBuilder = apply { putInto(VALUES, attributeId, JsonPrimitive(value)) }

    /** Sets the value of an attribute; Split keeps it as text. */
    public fun value(attributeId: String, value: Number): IdentityBuilder = apply { putInto(VALUES, attributeId, JsonPrimitive(value)) }

    /** Sets the value of an attribute; Split keeps it as text. */
    public fun value(attributeId: String, value: Boolean): IdentityBuilder = apply { putInto(VALUES, attributeId, JsonPrimitive(value)) }

    /** Sets the values of several attributes, such as the ones of an identity that was read. */
    public fun values(values: Map<String, String>): IdentityBuilder = apply { values.forEach { (id, text) -> value(id, text) } }

    override fun check(json: JsonObject, problems: Problems) {
        problems.requireText(json, "key")
        problems.requireScalars(json, VALUES)
        (json[VALUES] as? JsonObject)?.keys?.forEach { id ->
            problems.require(SplitLimits.isName(id), "$VALUES.$id") {
                "is of attribute ${quoted(id)}, whose id must be a letter, then letters, digits, \"-\" and \"_\""
            }
        }
    }

    private companion object {
        const val VALUES = "values"
    }
}

/** Builds a batch of identities of one traffic type in one environment. Each key comes once. */
@TricolorDsl
public class IdentitiesBuilder(private val trafficTypeId: String, private val environmentId: String) {
    private val identities = mutableListOf<JsonObject>()
    private val places = HashMap<String, Int>()
    private val problems = Problems()

    /** Adds the identity of [key], of which [block] says the values. */
    public fun identity(key: String, block: Block<IdentityBuilder>): IdentitiesBuilder = apply {
        val identity = IdentityBuilder(trafficTypeId, environmentId, key).configuredBy(block)
        val json = identity.json()
        identity.checkInto(problems.at(place()), json)
        add(key, json)
    }

    /** Adds an identity that was read; where it says a traffic type and an environment, they must be the ones of the batch. */
    public fun identity(identity: Identity): IdentitiesBuilder = apply {
        val here = problems.at(place())
        here.require(identity.key.isNotBlank(), "key") { "is blank" }
        here.requireSame("trafficTypeId", identity.trafficTypeId, trafficTypeId)
        here.requireSame("environmentId", identity.environmentId, environmentId)
        val home = mapOf("trafficTypeId" to JsonPrimitive(trafficTypeId), "environmentId" to JsonPrimitive(environmentId))
        add(identity.key, JsonObject(identity.json + home))
    }

    /** Adds identities that were read: [identity] of each. */
    public fun identities(identities: Iterable<Identity>): IdentitiesBuilder = apply { identities.forEach(::identity) }

    /**
     * The batch.
     *
     * @throws InvalidPayloadException with everything that is wrong with it, or when nothing is in it
     */
    public fun build(): JsonArray {
        problems.require(identities.isNotEmpty(), "identities") { "are 0, must be at least 1" }
        problems.throwIfAny("identities")
        return JsonArray(identities)
    }

    private fun place() = "[${identities.size}]"

    private fun add(key: String, json: JsonObject) {
        val before = places.putIfAbsent(key, identities.size)
        problems.require(before == null, "${place()}.key") { "is ${quoted(key)}, as the one of [$before] is" }
        identities += json
    }

    private fun Problems.requireSame(field: String, found: String?, wanted: String) =
        require(found == null || found == wanted, field) { "is ${quoted(found)}, must be ${quoted(wanted)} as in the rest of the batch" }
}
