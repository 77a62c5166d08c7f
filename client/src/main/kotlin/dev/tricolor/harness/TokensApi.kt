package dev.tricolor.harness

import dev.tricolor.Block
import dev.tricolor.Call
import dev.tricolor.ErrorReply
import dev.tricolor.NotFoundException
import dev.tricolor.Page
import dev.tricolor.Secret
import dev.tricolor.TricolorDsl
import dev.tricolor.configuredBy
import dev.tricolor.flowOfPages
import dev.tricolor.orNull
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.firstOrNull
import kotlinx.serialization.json.JsonPrimitive

internal object TokenEndpoints : HarnessEndpoints() {
    private val secretReply = dataReply { data ->
        Secret(requireNotNull((data as? JsonPrimitive)?.takeIf { it.isString }) { "no token under \"data\"" }.content)
    }

    val list = get("ng/api/token/aggregate", pageReply(TokenAggregate))
    val create = post("ng/api/token", secretReply).confidential()
    val replace = put("ng/api/token/{identifier}", dataReply(Token))
    val rotate = post("ng/api/token/rotate/{identifier}", secretReply).confidential()
    val delete = delete("ng/api/token/{identifier}", doneReply)
}

/**
 * Tokens of the API keys of service accounts, or, by way of [ofType], of users: what programs show to get in.
 *
 * The secret of a token is shown once, in the answer to [create] and [rotate], and can never be read again: `reveal()` it into where
 * secrets are stored. When no answer comes to one of the two ([dev.tricolor.TransportException.mayHaveBeenProcessed]), the token may be
 * there with a secret that nobody knows: it is not asked for again, and [rotate] makes another.
 *
 * `parentIdentifier` is the service account, which lives where calls go to, of a user the UUID; `apiKeyIdentifier` is the API key.
 *
 * @see <a href="https://apidocs.harness.io/token/createtoken">Create a token</a>
 */
public class TokensApi internal constructor(
    private val call: ScopedExecutor,
    private val apiKeyType: ApiKeyType = ApiKeyType.SERVICE_ACCOUNT,
) {
    /**
     * The same for tokens of API keys of [apiKeyType]: `tokens.ofType(ApiKeyType.USER).list(uuid, "key")`. Those of users belong to an
     * account, and nobody but the user can do anything with them.
     */
    public fun ofType(apiKeyType: ApiKeyType): TokensApi = TokensApi(call, apiKeyType)

    /**
     * Lists the tokens of an API key, without their secrets, in pages of at most 100.
     *
     * @throws dev.tricolor.NotFoundException if there is no such API key or service account (404)
     */
    public suspend fun list(
        parentIdentifier: String,
        apiKeyIdentifier: String,
        query: Block<TokenQuery> = Block {},
    ): Page<TokenAggregate> =
        call.page(TokenEndpoints.list().of(parentIdentifier, apiKeyIdentifier), TokenQuery().configuredBy(query))

    /** Lists all tokens of an API key, without their secrets, page after page. */
    public fun listAll(
        parentIdentifier: String,
        apiKeyIdentifier: String,
        query: Block<TokenQuery> = Block {},
    ): Flow<TokenAggregate> = flowOfPages { list(parentIdentifier, apiKeyIdentifier, query) }

    /**
     * Finds a token, without its secret; null when there is no such one, or no such API key or service account. Harness has no way to read
     * a single one, so this reads the list, of which it asks for no other.
     */
    public suspend fun find(parentIdentifier: String, apiKeyIdentifier: String, identifier: String): TokenAggregate? =
        orNull { get(parentIdentifier, apiKeyIdentifier, identifier) }

    /**
     * Gets a token, without its secret. Harness has no way to read a single one, so this reads the list, of which it asks for no other.
     *
     * @throws dev.tricolor.NotFoundException if there is no such API key or service account (404), or the list comes without the token
     */
    public suspend fun get(parentIdentifier: String, apiKeyIdentifier: String, identifier: String): TokenAggregate =
        listAll(parentIdentifier, apiKeyIdentifier) { identifier(identifier) }.firstOrNull { it.token.identifier == identifier }
            ?: throw NotFoundException(ErrorReply(TokenEndpoints.list.label, 404, "", message = "there is no token $identifier"))

    /**
     * Creates a token.
     *
     * @param identifier a letter or `_`, then letters, digits, `_` and `$`, at most 128 characters; holds for good
     * @param name what people call it
     * @return its secret, for this once
     * @throws dev.tricolor.ConflictException if the API key has a token of that identifier (409)
     * @throws dev.tricolor.NotFoundException if there is no such API key or service account (404)
     */
    public suspend fun create(
        parentIdentifier: String,
        apiKeyIdentifier: String,
        identifier: String,
        name: String,
        block: Block<TokenBuilder> = Block {},
    ): Secret = call(TokenEndpoints.create().body(builder(parentIdentifier, apiKeyIdentifier, identifier, name), block))

    /**
     * Replaces what is said of a token, and when it is valid; what is not said is removed, or goes back to what Harness chooses. To change
     * only a part of it there is [edit]. The secret stays.
     *
     * @throws dev.tricolor.NotFoundException if there is no such token, API key or service account (404)
     */
    public suspend fun replace(
        parentIdentifier: String,
        apiKeyIdentifier: String,
        identifier: String,
        name: String,
        block: Block<TokenBuilder> = Block {},
    ): Token = call(TokenEndpoints.replace(identifier).body(builder(parentIdentifier, apiKeyIdentifier, identifier, name), block))

    /**
     * Reads the token, changes it, and writes the whole back, with all that the service sent and this version does not know:
     * `edit("ci", "key", "t") { validTo = nextYear }`. The secret stays.
     *
     * When [block] changes nothing, nothing is written and what was read is returned. Harness has no way to tell whether someone else has
     * written in between: the last one to write wins.
     *
     * @throws dev.tricolor.InvalidPayloadException if the changes make it one that cannot work; nothing is written
     * @throws dev.tricolor.NotFoundException if there is no such token, API key or service account (404)
     */
    public suspend fun edit(
        parentIdentifier: String,
        apiKeyIdentifier: String,
        identifier: String,
        block: Block<TokenBuilder>,
    ): Token {
        val before = get(parentIdentifier, apiKeyIdentifier, identifier).token
        val after = before.edit(block)
        return if (after == before) before else call(TokenEndpoints.replace(identifier).body(after.json))
    }

    /**
     * Gives a token another secret. The one so far admits no more at once, or until when [block] says:
     * `rotate("ci", "key", "t") { rotateTimestamp = inAnHour }`.
     *
     * @return the new secret, for this once
     * @throws dev.tricolor.NotFoundException if there is no such token, API key or service account (404)
     */
    public suspend fun rotate(
        parentIdentifier: String,
        apiKeyIdentifier: String,
        identifier: String,
        block: Block<TokenRotation> = Block {},
    ): Secret {
        val until = TokenRotation().configuredBy(block).checked()
        return call(TokenEndpoints.rotate(identifier).of(parentIdentifier, apiKeyIdentifier).query("rotateTimestamp", until))
    }

    /**
     * Deletes a token, which admits no more.
     *
     * @throws dev.tricolor.NotFoundException if there is no such token, API key or service account (404)
     */
    public suspend fun delete(parentIdentifier: String, apiKeyIdentifier: String, identifier: String): Unit =
        call(TokenEndpoints.delete(identifier).of(parentIdentifier, apiKeyIdentifier))

    private fun builder(parentIdentifier: String, apiKeyIdentifier: String, identifier: String, name: String) =
        TokenBuilder(call.scope, apiKeyType, parentIdentifier, apiKeyIdentifier, identifier, name)

    private fun <R> Call<R>.of(parentIdentifier: String, apiKeyIdentifier: String): Call<R> =
        ofParent(apiKeyType, parentIdentifier).identifiedBy("apiKeyIdentifier", apiKeyIdentifier)
}

/** Says which tokens to list. */
public class TokenQuery internal constructor() : HarnessSearchQuery<TokenQuery>() {
    private val identifiers = mutableListOf<Pair<String, String>>()

    /** Only the token of this identifier, and others that are named by a call of this. */
    public fun identifier(identifier: String): TokenQuery = apply {
        require(identifier.isNotBlank()) { "identifier is blank" }
        identifiers += "identifiers" to identifier
    }

    override fun parameters(): List<Pair<String, String>> = super.parameters() + identifiers
}

/** Says how a token is rotated. */
@TricolorDsl
public class TokenRotation internal constructor() {
    /** Until when the secret so far admits, in epoch milliseconds; null for no longer. */
    public var rotateTimestamp: Long? = null

    /** Sets [TokenRotation.rotateTimestamp]. */
    public fun rotateTimestamp(epochMillis: Long?): TokenRotation = apply { rotateTimestamp = epochMillis }

    internal fun checked(): Long? = rotateTimestamp?.also {
        require(it >= 0) { "rotateTimestamp is $it, must be in epoch milliseconds, at least 0" }
    }
}
