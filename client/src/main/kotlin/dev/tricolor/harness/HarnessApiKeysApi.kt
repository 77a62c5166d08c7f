package dev.tricolor.harness

import dev.tricolor.Block
import dev.tricolor.Call
import dev.tricolor.Page
import dev.tricolor.flowOfPages
import dev.tricolor.orNull
import kotlinx.coroutines.flow.Flow

internal object HarnessApiKeyEndpoints : HarnessEndpoints() {
    val list = get("ng/api/apikey", dataListReply(HarnessApiKey))
    val get = get("ng/api/apikey/aggregate/{identifier}", dataReply(ApiKeyAggregate))
    val create = post("ng/api/apikey", dataReply(HarnessApiKey))
    val replace = put("ng/api/apikey/{identifier}", dataReply(HarnessApiKey))
    val delete = delete("ng/api/apikey/{identifier}", doneReply)
}

/**
 * API keys of service accounts, or, by way of [ofType], of users. An API key has no secret: it holds the tokens that do ([TokensApi]).
 *
 * `parentIdentifier` is the service account, which lives where calls go to; of a user it is the UUID.
 *
 * @see <a href="https://apidocs.harness.io/">Harness Platform API</a>
 */
public class HarnessApiKeysApi internal constructor(
    private val call: ScopedExecutor,
    private val apiKeyType: ApiKeyType = ApiKeyType.SERVICE_ACCOUNT,
) {
    /**
     * The same for API keys of [apiKeyType]: `apiKeys.ofType(ApiKeyType.USER).list(uuid)`. Those of users belong to an account, and nobody
     * but the user can do anything with them.
     */
    public fun ofType(apiKeyType: ApiKeyType): HarnessApiKeysApi = HarnessApiKeysApi(call, apiKeyType)

    /**
     * Lists the API keys of a service account. Harness gives them in one piece.
     *
     * @throws dev.tricolor.NotFoundException if there is no such service account (404)
     */
    public suspend fun list(parentIdentifier: String): Page<HarnessApiKey> =
        call.onePage(HarnessApiKeyEndpoints.list().of(parentIdentifier))

    /** Lists all API keys of a service account. */
    public fun listAll(parentIdentifier: String): Flow<HarnessApiKey> = flowOfPages { list(parentIdentifier) }

    /** Finds an API key; null when there is no such one, or no such service account. */
    public suspend fun find(parentIdentifier: String, identifier: String): ApiKeyAggregate? = orNull { get(parentIdentifier, identifier) }

    /**
     * Gets an API key, with how many tokens it has.
     *
     * @throws dev.tricolor.NotFoundException if there is no such API key or service account (404)
     */
    public suspend fun get(parentIdentifier: String, identifier: String): ApiKeyAggregate =
        call(HarnessApiKeyEndpoints.get(identifier).of(parentIdentifier))

    /**
     * Creates an API key, without tokens.
     *
     * @param identifier a letter or `_`, then letters, digits, `_` and `$`, at most 128 characters; holds for good
     * @param name what people call it
     * @throws dev.tricolor.ConflictException if the service account has one of that identifier (409)
     * @throws dev.tricolor.NotFoundException if there is no such service account (404)
     */
    public suspend fun create(
        parentIdentifier: String,
        identifier: String,
        name: String,
        block: Block<HarnessApiKeyBuilder> = Block {},
    ): HarnessApiKey = call(HarnessApiKeyEndpoints.create().body(builder(parentIdentifier, identifier, name), block))

    /**
     * Replaces an API key; what is not said is removed, or goes back to what Harness chooses. To change only a part of it there is [edit].
     * Its tokens stay as they are.
     *
     * @throws dev.tricolor.NotFoundException if there is no such API key or service account (404)
     */
    public suspend fun replace(
        parentIdentifier: String,
        identifier: String,
        name: String,
        block: Block<HarnessApiKeyBuilder> = Block {},
    ): HarnessApiKey = call(HarnessApiKeyEndpoints.replace(identifier).body(builder(parentIdentifier, identifier, name), block))

    /**
     * Reads the API key, changes it, and writes the whole back, with all that the service sent and this version does not know.
     *
     * When [block] changes nothing, nothing is written and what was read is returned. Harness has no way to tell whether someone else has
     * written in between: the last one to write wins.
     *
     * @throws dev.tricolor.InvalidPayloadException if the changes make it one that cannot work; nothing is written
     * @throws dev.tricolor.NotFoundException if there is no such API key or service account (404)
     */
    public suspend fun edit(parentIdentifier: String, identifier: String, block: Block<HarnessApiKeyBuilder>): HarnessApiKey {
        val before = get(parentIdentifier, identifier).apiKey
        val after = before.edit(block)
        return if (after == before) before else call(HarnessApiKeyEndpoints.replace(identifier).body(after.json))
    }

    /**
     * Deletes an API key, and with it its tokens, which admit no more.
     *
     * @throws dev.tricolor.NotFoundException if there is no such API key or service account (404)
     */
    public suspend fun delete(parentIdentifier: String, identifier: String): Unit =
        call(HarnessApiKeyEndpoints.delete(identifier).of(parentIdentifier))

    private fun builder(parentIdentifier: String, identifier: String, name: String) =
        HarnessApiKeyBuilder(call.scope, apiKeyType, parentIdentifier, identifier, name)

    private fun <R> Call<R>.of(parentIdentifier: String) = ofParent(apiKeyType, parentIdentifier)
}

/** Whose API key is meant; without it Harness would not know where to look. */
internal fun <R> Call<R>.ofParent(apiKeyType: ApiKeyType, parentIdentifier: String): Call<R> =
    query("apiKeyType", apiKeyType).identifiedBy("parentIdentifier", parentIdentifier)
