package dev.tricolor.optimizely

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.MalformedDocumentException
import dev.tricolor.TricolorDsl
import dev.tricolor.longOrNull
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * The visitor is in an audience: a leaf of the `audience_conditions` of an experiment or a rollout rule.
 *
 * @property audienceId the audience's id
 */
@Serializable(with = AudienceReference.Companion::class)
public class AudienceReference internal constructor(json: JsonObject) : Document(json), Conditions<AudienceReference> {
    public val audienceId: Long =
        json.longOrNull("audience_id") ?: throw MalformedDocumentException("audience_id", "is missing, must be a whole number")

    override fun readable(): String = if (json.size == 1) "audience $audienceId" else json.toString()

    override fun toDatafile(): JsonElement = JsonPrimitive(audienceId.toString())

    override fun leaves(): List<AudienceReference> = listOf(this)

    override fun toString(): String = readable()

    public companion object : DocumentType<AudienceReference>(::AudienceReference)
}

/** Nobody is left out; it stands alone. Optimizely's word for it is the bare text `everyone`. */
public object Everyone : Conditions<AudienceReference> {
    override val json: JsonElement get() = JsonPrimitive(WORD)

    override fun toJson(): String = WORD

    override fun readable(): String = WORD

    /** In a datafile everyone is who no condition keeps out. */
    override fun toDatafile(): JsonElement = JsonArray(emptyList())

    override fun leaves(): List<AudienceReference> = emptyList()

    override fun toString(): String = WORD

    internal const val WORD = "everyone"
}

/**
 * What can be said in the `audience_conditions` of an experiment or a rollout rule:
 * `audienceConditions { audience(7000) and not(audience(7001)) }`. Java imports the functions statically, and [Conditions.not].
 */
@TricolorDsl
public object OptimizelyAudiences : ConditionsScope<AudienceReference>() {
    /** Is in the audience with the id [audienceId]. */
    @JvmStatic
    public fun audience(audienceId: Long): Conditions<AudienceReference> =
        AudienceReference(JsonObject(mapOf("audience_id" to JsonPrimitive(audienceId))))

    /** Is anybody. */
    @JvmStatic
    public fun everyone(): Conditions<AudienceReference> = Everyone
}
