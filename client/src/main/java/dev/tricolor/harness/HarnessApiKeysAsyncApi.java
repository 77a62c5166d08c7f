package dev.tricolor.harness;

import dev.tricolor.AsyncPage;
import dev.tricolor.Block;
import dev.tricolor.Futures;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * API keys of service accounts, or, by way of {@link #ofType}, of users. An API key has no secret: it holds the tokens that do
 * ({@link TokensAsyncApi}).
 *
 * <p>{@code parentIdentifier} is the service account, which lives where calls go to; of a user it is the UUID.
 *
 * @see <a href="https://apidocs.harness.io/">Harness Platform API</a>
 */
public final class HarnessApiKeysAsyncApi {
    private final HarnessApiKeysApi apiKeys;
    private final Futures futures;

    HarnessApiKeysAsyncApi(HarnessApiKeysApi apiKeys, Futures futures) {
        this.apiKeys = apiKeys;
        this.futures = futures;
    }

    /**
     * The same for API keys of {@code apiKeyType}: {@code apiKeys().ofType(ApiKeyType.USER).list(uuid)}. Those of users belong to an
     * account, and nobody but the user can do anything with them.
     */
    public HarnessApiKeysAsyncApi ofType(ApiKeyType apiKeyType) {
        return new HarnessApiKeysAsyncApi(apiKeys.ofType(apiKeyType), futures);
    }

    /**
     * Lists the API keys of a service account. Harness gives them in one piece.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such service account (404)
     */
    public CompletableFuture<AsyncPage<HarnessApiKey>> list(String parentIdentifier) {
        return futures.page(c -> apiKeys.list(parentIdentifier, c));
    }

    /** Hands all API keys of a service account to {@code each}, one after the other. */
    public CompletableFuture<@Nullable Void> listAll(String parentIdentifier, Consumer<? super HarnessApiKey> each) {
        return futures.each(apiKeys.listAll(parentIdentifier), each);
    }

    /** Finds an API key; null when there is no such one, or no such service account. */
    public CompletableFuture<@Nullable ApiKeyAggregate> find(String parentIdentifier, String identifier) {
        return futures.of(c -> apiKeys.find(parentIdentifier, identifier, c));
    }

    /**
     * Gets an API key, with how many tokens it has.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such API key or service account (404)
     */
    public CompletableFuture<ApiKeyAggregate> get(String parentIdentifier, String identifier) {
        return futures.of(c -> apiKeys.get(parentIdentifier, identifier, c));
    }

    /** Creates an API key whose tokens live as long as Harness chooses: {@link #create(String, String, String, Block)}. */
    public CompletableFuture<HarnessApiKey> create(String parentIdentifier, String identifier, String name) {
        return create(parentIdentifier, identifier, name, apiKey -> {});
    }

    /**
     * Creates an API key, without tokens.
     *
     * @param identifier a letter or {@code _}, then letters, digits, {@code _} and {@code $}, at most 128 characters; holds for good
     * @param name what people call it
     * @return fails with {@link dev.tricolor.ConflictException} if the service account has one of that identifier (409); with
     *     {@link dev.tricolor.NotFoundException} if there is no such service account (404)
     */
    public CompletableFuture<HarnessApiKey> create(
        String parentIdentifier, String identifier, String name, Block<HarnessApiKeyBuilder> block) {
        return futures.of(c -> apiKeys.create(parentIdentifier, identifier, name, block, c));
    }

    /** Replaces an API key by one with nothing but a name: {@link #replace(String, String, String, Block)}. */
    public CompletableFuture<HarnessApiKey> replace(String parentIdentifier, String identifier, String name) {
        return replace(parentIdentifier, identifier, name, apiKey -> {});
    }

    /**
     * Replaces an API key; what is not said is removed, or goes back to what Harness chooses. To change only a part of it there is
     * {@link #edit}. Its tokens stay as they are.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such API key or service account (404)
     */
    public CompletableFuture<HarnessApiKey> replace(
        String parentIdentifier, String identifier, String name, Block<HarnessApiKeyBuilder> block) {
        return futures.of(c -> apiKeys.replace(parentIdentifier, identifier, name, block, c));
    }

    /**
     * Reads the API key, changes it, and writes the whole back, with all that the service sent and this version does not know.
     *
     * <p>When {@code block} changes nothing, nothing is written and what was read is returned. Harness has no way to tell whether someone
     * else has written in between: the last one to write wins.
     *
     * @return fails with {@link dev.tricolor.InvalidPayloadException} if the changes make it one that cannot work, and nothing is written;
     *     with {@link dev.tricolor.NotFoundException} if there is no such API key or service account (404)
     */
    public CompletableFuture<HarnessApiKey> edit(String parentIdentifier, String identifier, Block<HarnessApiKeyBuilder> block) {
        return futures.of(c -> apiKeys.edit(parentIdentifier, identifier, block, c));
    }

    /**
     * Deletes an API key, and with it its tokens, which admit no more.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such API key or service account (404)
     */
    public CompletableFuture<@Nullable Void> delete(String parentIdentifier, String identifier) {
        return futures.done(c -> apiKeys.delete(parentIdentifier, identifier, c));
    }
}
