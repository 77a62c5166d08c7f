package dev.tricolor.split;

import dev.tricolor.Block;
import dev.tricolor.Futures;
import dev.tricolor.Secret;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * API keys of the account: those of SDKs, and those of the Admin API, which is what a {@link SplitAsyncClient} shows.
 *
 * <p>Split neither lists keys nor gives one of them: whoever creates one keeps its id, to delete it, and its secret, which is not to be
 * had again. The two SDK keys that come with an environment are in the answer to its creation, {@link Environment#getApiTokens()}.
 *
 * @see <a href="https://docs.split.io/reference/api-keys-overview">API keys</a>
 */
public final class ApiKeysAsyncApi {
    private final ApiKeysApi apiKeys;
    private final Futures futures;

    ApiKeysAsyncApi(ApiKeysApi apiKeys, Futures futures) {
        this.apiKeys = apiKeys;
        this.futures = futures;
    }

    /** Creates an API key that is good for the whole account and has no roles: {@link #create(String, ApiKeyType, Block)}. */
    public CompletableFuture<CreatedApiKey> create(String name, ApiKeyType apiKeyType) {
        return create(name, apiKeyType, key -> {});
    }

    /**
     * Creates an API key. A call whose outcome is unknown may have created one: nothing tells, but the list in Split's user interface.
     *
     * @param name 1 to 100 characters; need not be unique
     * @param block workspace and environments, which an SDK key needs one of each of, and roles, which only an admin key has
     * @return fails, and nothing is sent, with {@link dev.tricolor.InvalidPayloadException} if it cannot work, and with {@link
     *     dev.tricolor.OperationReplacedException} if it is to be an admin key in Harness mode; fails with {@link
     *     dev.tricolor.BadRequestException} if the service knows no such type or role (400), with {@link
     *     dev.tricolor.ForbiddenException} if the key that asks may not create keys (403), and with {@link
     *     dev.tricolor.NotFoundException} if there is no such workspace, or no such environment in it (404)
     * @see <a href="https://docs.split.io/reference/create-an-api-key">Create an API key</a>
     */
    public CompletableFuture<CreatedApiKey> create(String name, ApiKeyType apiKeyType, Block<CreateApiKeyBuilder> block) {
        return futures.of(c -> apiKeys.create(name, apiKeyType, block, c));
    }

    /**
     * Deletes an API key by its id: who shows it is turned away from now on.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such API key (404)
     * @see <a href="https://docs.split.io/reference/delete-an-api-key">Delete an API key</a>
     */
    public CompletableFuture<@Nullable Void> delete(String apiKeyId) {
        return futures.done(c -> apiKeys.delete(apiKeyId, c));
    }

    /**
     * Deletes the API key that this is the secret of, for one whose id is lost. Split wants it in the URL, where proxies may log it; it
     * stands in no log and no exception of ours.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such API key (404)
     */
    public CompletableFuture<@Nullable Void> delete(Secret secret) {
        return futures.done(c -> apiKeys.delete(secret, c));
    }
}
