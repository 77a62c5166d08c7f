package dev.tricolor.split;

import dev.tricolor.Block;
import dev.tricolor.Futures;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the keys of a traffic type in an environment: values of attributes, which Split shows beside the keys. Flags are not
 * decided by them.
 *
 * <p>Split keeps every value as text, and has no call that reads an identity back: what is saved is seen in the answer, and in Split's user
 * interface. An attribute that the traffic type does not have yet is added to it.
 *
 * @see <a href="https://docs.split.io/reference/save-identity">Identities</a>
 */
public final class IdentitiesAsyncApi {
    private final IdentitiesApi identities;
    private final Futures futures;

    IdentitiesAsyncApi(IdentitiesApi identities, Futures futures) {
        this.identities = identities;
        this.futures = futures;
    }

    /** Saves a key of which nothing is known: {@link #save(String, String, String, Block)}. */
    public CompletableFuture<Identity> save(String trafficTypeId, String environmentId, String key) {
        return save(trafficTypeId, environmentId, key, identity -> {});
    }

    /**
     * Saves what is known of a key. Values that are there already and not said are removed.
     *
     * @return the identity as it is now; fails with {@link dev.tricolor.InvalidPayloadException} if the id of an attribute cannot be one, or
     *     a number is not finite; with {@link dev.tricolor.NotFoundException} if there is no such traffic type or environment (404)
     * @see <a href="https://docs.split.io/reference/save-identity">Save identity</a>
     */
    public CompletableFuture<Identity> save(String trafficTypeId, String environmentId, String key, Block<IdentityBuilder> block) {
        return futures.of(c -> identities.save(trafficTypeId, environmentId, key, block, c));
    }

    /**
     * Saves an identity that was read, here or of another traffic type or environment. Everything that was read is sent, known to Tricolor
     * or not; values that are there already and not in it are removed.
     *
     * @return the identity as it is now; fails with {@link dev.tricolor.NotFoundException} if there is no such traffic type or environment
     *     (404)
     * @see <a href="https://docs.split.io/reference/save-identity">Save identity</a>
     */
    public CompletableFuture<Identity> save(String trafficTypeId, String environmentId, Identity identity) {
        return futures.of(c -> identities.save(trafficTypeId, environmentId, identity, c));
    }

    /**
     * Saves what is known of several keys, as {@link #save(String, String, String, Block) save} does, in one request.
     *
     * <p>Split takes or refuses each of them for itself: look at {@link IdentityResults#getFailed()}. When the future fails, nothing was
     * saved, or, after a {@link dev.tricolor.TransportException}, perhaps everything; saying it again is harmless.
     *
     * <p>Split documents no bound for a batch. The batch and its answer, which repeats it, are held in memory as a whole, and an answer of
     * more than the client's {@code maxReplyBytes} is not read: a few thousand at a time is a good measure.
     *
     * @param block adds the identities, new ones or ones that were read, all of this traffic type and environment, each key once
     * @return what was saved and what was refused; fails with {@link dev.tricolor.InvalidPayloadException} if nothing was added, a key is
     *     blank or comes twice, or an identity that was read is of another traffic type or environment; with {@link
     *     dev.tricolor.NotFoundException} if there is no such traffic type or environment (404)
     * @see <a href="https://docs.split.io/reference/save-identities">Save identities</a>
     */
    public CompletableFuture<IdentityResults> saveAll(String trafficTypeId, String environmentId, Block<IdentitiesBuilder> block) {
        return futures.of(c -> identities.saveAll(trafficTypeId, environmentId, block, c));
    }

    /**
     * Sets the values that {@code block} says, and leaves the others. This is {@link #patch} for where PATCH does not come through: it goes
     * by POST.
     *
     * @return the identity as it is now; fails with {@link dev.tricolor.InvalidPayloadException} if the id of an attribute cannot be one, or
     *     a number is not finite; with {@link dev.tricolor.NotFoundException} if there is no such traffic type, environment or identity
     *     (404)
     */
    public CompletableFuture<Identity> update(String trafficTypeId, String environmentId, String key, Block<IdentityBuilder> block) {
        return futures.of(c -> identities.update(trafficTypeId, environmentId, key, block, c));
    }

    /**
     * Sets the values that {@code block} says, and leaves the others.
     *
     * @return the identity as it is now; fails with {@link dev.tricolor.InvalidPayloadException} if the id of an attribute cannot be one, or
     *     a number is not finite; with {@link dev.tricolor.NotFoundException} if there is no such traffic type, environment or identity
     *     (404)
     * @see <a href="https://docs.split.io/reference/update-identity">Update identity</a>
     */
    public CompletableFuture<Identity> patch(String trafficTypeId, String environmentId, String key, Block<IdentityBuilder> block) {
        return futures.of(c -> identities.patch(trafficTypeId, environmentId, key, block, c));
    }

    /**
     * Forgets what is known of a key.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such traffic type, environment or identity (404)
     */
    public CompletableFuture<@Nullable Void> delete(String trafficTypeId, String environmentId, String key) {
        return futures.done(c -> identities.delete(trafficTypeId, environmentId, key, c));
    }
}
