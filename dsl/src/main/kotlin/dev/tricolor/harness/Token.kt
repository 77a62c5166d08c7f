package dev.tricolor.harness

import dev.tricolor.Block
import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.Problems
import dev.tricolor.booleanOrNull
import dev.tricolor.configuredBy
import dev.tricolor.longOrNull
import dev.tricolor.string
import dev.tricolor.stringOrNull
import dev.tricolor.strings
import dev.tricolor.without
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * A token of an API key, without its secret: that is shown once, when the token is created or rotated.
 *
 * @property identifier unique in its API key, never to be changed
 * @property name what people call it
 * @property validFrom when it begins to admit, in epoch milliseconds
 * @property validTo when it ceases to, in epoch milliseconds
 * @property scheduledExpireTime when it ceases to because it was rotated, in epoch milliseconds; holds before [validTo]
 * @property valid whether it admits at this moment; null when Harness does not say
 * @property apiKeyIdentifier the API key that it belongs to
 * @property parentIdentifier identifier of the service account, or UUID of the user, that the API key belongs to
 * @property apiKeyType whose the API key is
 * @property accountIdentifier the account that all of it lives in
 * @property orgIdentifier the organization; null for what belongs to the account
 * @property projectIdentifier the project; null for what belongs to the account or the organization
 * @property description what it is for
 * @property tags its tags, with their values
 * @property email of whom it belongs to
 * @property username of whom it belongs to
 * @property sshKeyContent the public key, of a token that is an SSH key
 * @property sshKeyUsage what such a key is for
 * @see <a href="https://apidocs.harness.io/">Harness Platform API</a>
 */
@Serializable(with = Token.Companion::class)
public class Token internal constructor(json: JsonObject) : Document(json) {
    public val identifier: String = json.string("identifier")
    public val name: String? = json.stringOrNull("name")
    public val validFrom: Long? = json.longOrNull("validFrom")
    public val validTo: Long? = json.longOrNull("validTo")
    public val scheduledExpireTime: Long? = json.longOrNull("scheduledExpireTime")
    public val valid: Boolean? = json.booleanOrNull("valid")
    public val apiKeyIdentifier: String? = json.stringOrNull("apiKeyIdentifier")
    public val parentIdentifier: String? = json.stringOrNull("parentIdentifier")
    public val apiKeyType: ApiKeyType? = json.stringOrNull("apiKeyType")?.let(ApiKeyType::of)
    public val accountIdentifier: String? = json.stringOrNull("accountIdentifier")
    public val orgIdentifier: String? = json.stringOrNull("orgIdentifier")
    public val projectIdentifier: String? = json.stringOrNull("projectIdentifier")
    public val description: String? = json.stringOrNull("description")
    public val tags: Map<String, String> = json.textMap("tags")
    public val email: String? = json.stringOrNull("email")
    public val username: String? = json.stringOrNull("username")
    public val sshKeyContent: String? = json.stringOrNull("sshKeyContent")
    public val sshKeyUsage: List<String> = json.strings("sshKeyUsage")

    /**
     * This token with changes; what is not mentioned stays as it was read, known to Tricolor or not.
     *
     * @throws dev.tricolor.InvalidPayloadException if the changes make it one that cannot work
     */
    public fun edit(block: Block<TokenBuilder>): Token = Token(TokenBuilder(this).configuredBy(block).build())

    /** Without the `encodedPassword` that Harness may send along, which has no property for that reason. */
    override fun toString(): String = without("encodedPassword")

    public companion object : DocumentType<Token>(::Token)
}

/**
 * A token, and what is known of it.
 *
 * @property token the token
 * @property expiryAt when it ceases to admit, all things considered, in epoch milliseconds
 * @property createdAt in epoch milliseconds
 * @property lastModifiedAt in epoch milliseconds
 */
@Serializable(with = TokenAggregate.Companion::class)
public class TokenAggregate internal constructor(json: JsonObject) : Document(json) {
    public val token: Token = json.wrapped("token", ::Token)
    public val expiryAt: Long? = json.longOrNull("expiryAt")
    public val createdAt: Long? = json.longOrNull("createdAt")
    public val lastModifiedAt: Long? = json.longOrNull("lastModifiedAt")

    /** Without the `encodedPassword` that Harness may send along. */
    override fun toString(): String = without("encodedPassword")

    public companion object : DocumentType<TokenAggregate>(::TokenAggregate)
}

/** Builds a token, new, in the place of an old one, or from one that was read. All times are in epoch milliseconds. */
public class TokenBuilder : HarnessEntityBuilder<TokenBuilder> {
    @Suppress("LongParameterList") // It is in an API key, of somebody, somewhere.
    public constructor(
        scope: HarnessScope,
        apiKeyType: ApiKeyType,
        parentIdentifier: String,
        apiKeyIdentifier: String,
        identifier: String,
        name: String,
    ) : super("token", scope, identifier, name) {
        fields["apiKeyType"] = JsonPrimitive(apiKeyType.value)
        fields["parentIdentifier"] = JsonPrimitive(parentIdentifier)
        fields["apiKeyIdentifier"] = JsonPrimitive(apiKeyIdentifier)
    }
    internal constructor(before: Token) : super("token", before.json)

    /** When it begins to admit; now unless set. */
    public var validFrom: Long by long("validFrom")

    /** When it ceases to, which is after [validFrom]; as its API key says unless set. */
    public var validTo: Long by long("validTo")

    /** When it ceases to before its time. */
    public var scheduledExpireTime: Long by long("scheduledExpireTime")

    /** Sets [TokenBuilder.validFrom]. */
    public fun validFrom(epochMillis: Long): TokenBuilder = apply { validFrom = epochMillis }

    /** Sets [TokenBuilder.validTo]. */
    public fun validTo(epochMillis: Long): TokenBuilder = apply { validTo = epochMillis }

    /** Sets [TokenBuilder.scheduledExpireTime]. */
    public fun scheduledExpireTime(epochMillis: Long): TokenBuilder = apply { scheduledExpireTime = epochMillis }

    override fun check(json: JsonObject, problems: Problems) {
        super.check(json, problems)
        PARENTS.forEach { problems.requireText(json, it) }
        val times = TIMES.associateWith { json.longOrNull(it) }
        times.forEach { (key, time) ->
            problems.require(time == null || time >= 0, key) { "is $time, must be in epoch milliseconds, at least 0" }
        }
        val from = times["validFrom"]
        val to = times["validTo"]
        problems.require(from == null || to == null || from < to, "validTo") { "is $to, must be after validFrom, which is $from" }
    }

    private companion object {
        val PARENTS = listOf("parentIdentifier", "apiKeyIdentifier", "apiKeyType")
        val TIMES = listOf("validFrom", "validTo", "scheduledExpireTime")
    }
}
