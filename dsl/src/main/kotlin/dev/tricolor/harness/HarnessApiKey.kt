package dev.tricolor.harness

import dev.tricolor.Block
import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.OpenEnum
import dev.tricolor.Problems
import dev.tricolor.configuredBy
import dev.tricolor.document
import dev.tricolor.intOrNull
import dev.tricolor.longOrNull
import dev.tricolor.string
import dev.tricolor.stringOrNull
import dev.tricolor.without
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** Whose an API key is. */
public class ApiKeyType private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** A service account's. */
        @JvmField public val SERVICE_ACCOUNT: ApiKeyType = ApiKeyType("SERVICE_ACCOUNT")

        /** A person's own, with which nobody else can do anything. */
        @JvmField public val USER: ApiKeyType = ApiKeyType("USER")

        /** The type spelled [value], known or not. */
        @JvmStatic
        public fun of(value: String): ApiKeyType = ApiKeyType(value)
    }
}

/**
 * An API key of a service account or a person. It admits to nothing: it holds the tokens that do.
 *
 * @property identifier unique with its parent, never to be changed
 * @property name what people call it
 * @property description what it is for
 * @property tags its tags, with their values
 * @property apiKeyType whose it is
 * @property parentIdentifier identifier of the service account, or UUID of the user, that it belongs to
 * @property defaultTimeToExpireToken how long tokens live for which nothing else is said, in milliseconds
 * @property accountIdentifier the account that its parent lives in
 * @property orgIdentifier the organization that its parent lives in; null when that belongs to the account
 * @property projectIdentifier the project that its parent lives in; null when that belongs to the account or the organization
 * @property governanceMetadata what the account's policies said of the last change; only in the answer to it
 * @see <a href="https://apidocs.harness.io/">Harness Platform API</a>
 */
@Serializable(with = HarnessApiKey.Companion::class)
public class HarnessApiKey internal constructor(json: JsonObject) : Document(json) {
    public val identifier: String = json.string("identifier")
    public val name: String? = json.stringOrNull("name")
    public val description: String? = json.stringOrNull("description")
    public val tags: Map<String, String> = json.textMap("tags")
    public val apiKeyType: ApiKeyType? = json.stringOrNull("apiKeyType")?.let(ApiKeyType::of)
    public val parentIdentifier: String? = json.stringOrNull("parentIdentifier")
    public val defaultTimeToExpireToken: Long? = json.longOrNull("defaultTimeToExpireToken")
    public val accountIdentifier: String? = json.stringOrNull("accountIdentifier")
    public val orgIdentifier: String? = json.stringOrNull("orgIdentifier")
    public val projectIdentifier: String? = json.stringOrNull("projectIdentifier")
    public val governanceMetadata: JsonObject? = json.document("governanceMetadata") { it }

    /**
     * This API key with changes; what is not mentioned stays as it was read, known to Tricolor or not.
     *
     * @throws dev.tricolor.InvalidPayloadException if the changes make it one that cannot work
     */
    public fun edit(block: Block<HarnessApiKeyBuilder>): HarnessApiKey =
        HarnessApiKey(HarnessApiKeyBuilder(this).configuredBy(block).build())

    /** Without the `value` that an old API key may have, which admits whoever has it. */
    override fun toString(): String = without("value")

    public companion object : DocumentType<HarnessApiKey>(::HarnessApiKey)
}

/**
 * An API key, and what is known of it.
 *
 * @property apiKey the API key
 * @property createdAt in epoch milliseconds
 * @property lastModifiedAt in epoch milliseconds
 * @property tokensCount how many tokens it has
 */
@Serializable(with = ApiKeyAggregate.Companion::class)
public class ApiKeyAggregate internal constructor(json: JsonObject) : Document(json) {
    public val apiKey: HarnessApiKey = json.wrapped("apiKey", ::HarnessApiKey)
    public val createdAt: Long? = json.longOrNull("createdAt")
    public val lastModifiedAt: Long? = json.longOrNull("lastModifiedAt")
    public val tokensCount: Int? = json.intOrNull("tokensCount")

    /** Without the `value` that an old API key may have, which admits whoever has it. */
    override fun toString(): String = without("value")

    public companion object : DocumentType<ApiKeyAggregate>(::ApiKeyAggregate)
}

/** Builds an API key, new, in the place of an old one, or from one that was read. */
public class HarnessApiKeyBuilder : HarnessEntityBuilder<HarnessApiKeyBuilder> {
    public constructor(scope: HarnessScope, apiKeyType: ApiKeyType, parentIdentifier: String, identifier: String, name: String) :
        super("API key", scope, identifier, name) {
        fields["apiKeyType"] = JsonPrimitive(apiKeyType.value)
        fields["parentIdentifier"] = JsonPrimitive(parentIdentifier)
    }
    internal constructor(before: HarnessApiKey) : super("API key", before.json)

    /** How long tokens live for which nothing else is said, in milliseconds, more than 0; Harness chooses unless set. */
    public var defaultTimeToExpireToken: Long by long("defaultTimeToExpireToken")

    /** Sets [HarnessApiKeyBuilder.defaultTimeToExpireToken]. */
    public fun defaultTimeToExpireToken(millis: Long): HarnessApiKeyBuilder = apply { defaultTimeToExpireToken = millis }

    override fun check(json: JsonObject, problems: Problems) {
        super.check(json, problems)
        problems.requireText(json, "parentIdentifier")
        problems.requireText(json, "apiKeyType")
        json.longOrNull("defaultTimeToExpireToken")?.let { millis ->
            problems.require(millis > 0, "defaultTimeToExpireToken") { "is $millis, must be more than 0 ms" }
        }
    }
}
