package dev.tricolor.harness;

import dev.tricolor.AsyncPage;
import dev.tricolor.Block;
import dev.tricolor.Futures;
import dev.tricolor.Secret;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of the API keys of service accounts, or, by way of {@link #ofType}, of users: what programs show to get in.
 *
 * <p>The secret of a token is shown once, in the answer to {@code create} and {@code rotate}, and can never be read again:
 * {@code reveal()} it into where secrets are stored. When no answer comes to one of the two
 * ({@link dev.tricolor.TransportException#mayHaveBeenProcessed()}), the token may be there with a secret that nobody knows: it is not
 * asked for again, and {@code rotate} makes another.
 *
 * <p>{@code parentIdentifier} is the service account, which lives where calls go to, of a user the UUID; {@code apiKeyIdentifier} is the
 * API key.
 *
 * @see <a href="https://apidocs.harness.io/token/createtoken">Create a token</a>
 */
public final class TokensAsyncApi {
    private final TokensApi tokens;
    private final Futures futures;

    TokensAsyncApi(TokensApi tokens, Futures futures) {
        this.tokens = tokens;
        this.futures = futures;
    }

    /**
     * The same for tokens of API keys of {@code apiKeyType}: {@code tokens().ofType(ApiKeyType.USER).list(uuid, "key")}. Those of users
     * belong to an account, and nobody but the user can do anything with them.
     */
    public TokensAsyncApi ofType(ApiKeyType apiKeyType) {
        return new TokensAsyncApi(tokens.ofType(apiKeyType), futures);
    }

    /** Lists the tokens of an API key, in pages of at most 100: {@link #list(String, String, Block)}. */
    public CompletableFuture<AsyncPage<TokenAggregate>> list(String parentIdentifier, String apiKeyIdentifier) {
        return list(parentIdentifier, apiKeyIdentifier, query -> {});
    }

    /**
     * Lists the tokens of an API key, without their secrets, in pages of at most 100.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such API key or service account (404)
     */
    public CompletableFuture<AsyncPage<TokenAggregate>> list(String parentIdentifier, String apiKeyIdentifier, Block<TokenQuery> query) {
        return futures.page(c -> tokens.list(parentIdentifier, apiKeyIdentifier, query, c));
    }

    /** Hands all tokens of an API key to {@code each}, without their secrets, one after the other; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAll(
        String parentIdentifier, String apiKeyIdentifier, Consumer<? super TokenAggregate> each) {
        return listAll(parentIdentifier, apiKeyIdentifier, query -> {}, each);
    }

    /** Hands the tokens that {@code query} names to {@code each}, one after the other; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAll(
        String parentIdentifier, String apiKeyIdentifier, Block<TokenQuery> query, Consumer<? super TokenAggregate> each) {
        return futures.each(tokens.listAll(parentIdentifier, apiKeyIdentifier, query), each);
    }

    /**
     * Finds a token, without its secret; null when there is no such one, or no such API key or service account. Harness has no way to read
     * a single one, so this reads the list, of which it asks for no other.
     */
    public CompletableFuture<@Nullable TokenAggregate> find(String parentIdentifier, String apiKeyIdentifier, String identifier) {
        return futures.of(c -> tokens.find(parentIdentifier, apiKeyIdentifier, identifier, c));
    }

    /**
     * Gets a token, without its secret. Harness has no way to read a single one, so this reads the list, of which it asks for no other.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such API key or service account (404), or the list comes
     *     without the token
     */
    public CompletableFuture<TokenAggregate> get(String parentIdentifier, String apiKeyIdentifier, String identifier) {
        return futures.of(c -> tokens.get(parentIdentifier, apiKeyIdentifier, identifier, c));
    }

    /** Creates a token that is valid from now on, as long as its API key says: {@link #create(String, String, String, String, Block)}. */
    public CompletableFuture<Secret> create(String parentIdentifier, String apiKeyIdentifier, String identifier, String name) {
        return create(parentIdentifier, apiKeyIdentifier, identifier, name, token -> {});
    }

    /**
     * Creates a token.
     *
     * @param identifier a letter or {@code _}, then letters, digits, {@code _} and {@code $}, at most 128 characters; holds for good
     * @param name what people call it
     * @return its secret, for this once; fails with {@link dev.tricolor.ConflictException} if the API key has a token of that identifier
     *     (409); with {@link dev.tricolor.NotFoundException} if there is no such API key or service account (404)
     */
    public CompletableFuture<Secret> create(
        String parentIdentifier, String apiKeyIdentifier, String identifier, String name, Block<TokenBuilder> block) {
        return futures.of(c -> tokens.create(parentIdentifier, apiKeyIdentifier, identifier, name, block, c));
    }

    /** Replaces what is said of a token by nothing but a name: {@link #replace(String, String, String, String, Block)}. */
    public CompletableFuture<Token> replace(String parentIdentifier, String apiKeyIdentifier, String identifier, String name) {
        return replace(parentIdentifier, apiKeyIdentifier, identifier, name, token -> {});
    }

    /**
     * Replaces what is said of a token, and when it is valid; what is not said is removed, or goes back to what Harness chooses. To change
     * only a part of it there is {@link #edit}. The secret stays.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such token, API key or service account (404)
     */
    public CompletableFuture<Token> replace(
        String parentIdentifier, String apiKeyIdentifier, String identifier, String name, Block<TokenBuilder> block) {
        return futures.of(c -> tokens.replace(parentIdentifier, apiKeyIdentifier, identifier, name, block, c));
    }

    /**
     * Reads the token, changes it, and writes the whole back, with all that the service sent and this version does not know:
     * {@code edit("ci", "key", "t", t -> t.validTo(nextYear))}. The secret stays.
     *
     * <p>When {@code block} changes nothing, nothing is written and what was read is returned. Harness has no way to tell whether someone
     * else has written in between: the last one to write wins.
     *
     * @return fails with {@link dev.tricolor.InvalidPayloadException} if the changes make it one that cannot work, and nothing is written;
     *     with {@link dev.tricolor.NotFoundException} if there is no such token, API key or service account (404)
     */
    public CompletableFuture<Token> edit(
        String parentIdentifier, String apiKeyIdentifier, String identifier, Block<TokenBuilder> block) {
        return futures.of(c -> tokens.edit(parentIdentifier, apiKeyIdentifier, identifier, block, c));
    }

    /** Gives a token another secret; the one so far admits no more at once: {@link #rotate(String, String, String, Block)}. */
    public CompletableFuture<Secret> rotate(String parentIdentifier, String apiKeyIdentifier, String identifier) {
        return rotate(parentIdentifier, apiKeyIdentifier, identifier, rotation -> {});
    }

    /**
     * Gives a token another secret. The one so far admits no more at once, or until when {@code block} says:
     * {@code rotate("ci", "key", "t", r -> r.rotateTimestamp(inAnHour))}.
     *
     * @return the new secret, for this once; fails with {@link dev.tricolor.NotFoundException} if there is no such token, API key or
     *     service account (404)
     */
    public CompletableFuture<Secret> rotate(
        String parentIdentifier, String apiKeyIdentifier, String identifier, Block<TokenRotation> block) {
        return futures.of(c -> tokens.rotate(parentIdentifier, apiKeyIdentifier, identifier, block, c));
    }

    /**
     * Deletes a token, which admits no more.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such token, API key or service account (404)
     */
    public CompletableFuture<@Nullable Void> delete(String parentIdentifier, String apiKeyIdentifier, String identifier) {
        return futures.done(c -> tokens.delete(parentIdentifier, apiKeyIdentifier, identifier, c));
    }
}
