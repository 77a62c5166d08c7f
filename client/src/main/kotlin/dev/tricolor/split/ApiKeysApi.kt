package dev.tricolor.split

import dev.tricolor.Block
import dev.tricolor.Executor
import dev.tricolor.Reply
import dev.tricolor.Secret
import dev.tricolor.configuredBy
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

internal object ApiKeyEndpoints : SplitEndpoints() {
    val create = post("apiKeys", Reply(CreatedApiKey::read)).confidential()
    val createAdmin = create.replacedBy("HarnessClient.serviceAccounts, apiKeys and tokens")
    val delete = delete("apiKeys/{apiKeyIdOrSecret}")
}

/**
 * API keys of the account: those of SDKs, and those of the Admin API, which is what a [SplitClient] shows.
 *
 * Split neither lists keys nor gives one of them: whoever creates one keeps its id, to delete it, and its secret, which is not to be had
 * again. The two SDK keys that come with an environment are in the answer to its creation, [Environment.apiTokens].
 *
 * ```kotlin
 * val made = split.apiKeys.create("checkout", ApiKeyType.SERVER_SIDE) {
 *     workspace(workspaceId)
 *     environment(environmentId)
 * }
 * vault.store(made.secret.reveal())
 * ```
 *
 * @see <a href="https://docs.split.io/reference/api-keys-overview">API keys</a>
 */
public class ApiKeysApi internal constructor(private val call: Executor) {
    /**
     * Creates an API key. A call whose outcome is unknown may have created one: nothing tells, but the list in Split's user interface.
     *
     * @param name 1 to 100 characters; need not be unique
     * @param block workspace and environments, which an SDK key needs one of each of, and roles, which only an admin key has
     * @throws dev.tricolor.InvalidPayloadException if it cannot work; nothing is sent
     * @throws dev.tricolor.OperationReplacedException if it is to be an admin key in Harness mode; nothing is sent
     * @throws dev.tricolor.BadRequestException if the service knows no such type or role (400)
     * @throws dev.tricolor.ForbiddenException if the key that asks may not create keys (403)
     * @throws dev.tricolor.NotFoundException if there is no such workspace, or no such environment in it (404)
     * @see <a href="https://docs.split.io/reference/create-an-api-key">Create an API key</a>
     */
    public suspend fun create(name: String, apiKeyType: ApiKeyType, block: Block<CreateApiKeyBuilder> = Block {}): CreatedApiKey {
        val body = CreateApiKeyBuilder(name, apiKeyType).configuredBy(block).build()
        val admin = body["apiKeyType"] == text(ApiKeyType.ADMIN.value)
        return call((if (admin) ApiKeyEndpoints.createAdmin else ApiKeyEndpoints.create)().body(body))
    }

    /**
     * Deletes an API key by its id: who shows it is turned away from now on.
     *
     * @throws dev.tricolor.NotFoundException if there is no such API key (404)
     * @see <a href="https://docs.split.io/reference/delete-an-api-key">Delete an API key</a>
     */
    public suspend fun delete(apiKeyId: String): Unit = call(ApiKeyEndpoints.delete(apiKeyId))

    /**
     * Deletes the API key that this is the secret of, for one whose id is lost. Split wants it in the URL, where proxies may log it; it
     * stands in no log and no exception of ours.
     *
     * @throws dev.tricolor.NotFoundException if there is no such API key (404)
     */
    public suspend fun delete(secret: Secret): Unit = call(ApiKeyEndpoints.delete(secret.reveal()).hiding(secret))
}

/**
 * A new API key and its secret, which Split shows this once.
 *
 * @property apiKey what is known of it, without the secret
 * @property secret what an SDK, or a [SplitClient], shows; it does not print
 */
public class CreatedApiKey internal constructor(public val apiKey: ApiKey, public val secret: Secret) {
    override fun toString(): String = "CreatedApiKey($apiKey, $secret)"

    internal companion object {
        fun read(body: String): CreatedApiKey {
            val json = Json.decodeFromString(JsonObject.serializer(), body)
            val key = requireNotNull((json["key"] as? JsonPrimitive)?.takeIf { it.isString }) { "an API key without \"key\"" }
            return CreatedApiKey(ApiKey.of(JsonObject(json - "key")), Secret(key.content))
        }
    }
}
