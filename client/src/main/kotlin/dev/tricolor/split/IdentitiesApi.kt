package dev.tricolor.split

import dev.tricolor.Block
import dev.tricolor.Executor
import dev.tricolor.configuredBy
import kotlinx.serialization.json.JsonObject

internal object IdentityEndpoints : SplitEndpoints() {
    private const val ROOT = "trafficTypes/{trafficTypeId}/environments/{environmentId}/identities"

    val save = put("$ROOT/{key}", Identity)
    val saveAll = post(ROOT, IdentityResults)
    val update = post("$ROOT/{key}/patch", Identity)
    val patch = patch("$ROOT/{key}", Identity)
    val delete = delete("$ROOT/{key}")
}

/**
 * What is known of the keys of a traffic type in an environment: values of attributes, which Split shows beside the keys. Flags are not
 * decided by them.
 *
 * Split keeps every value as text, and has no call that reads an identity back: what is saved is seen in the answer, and in Split's user
 * interface. An attribute that the traffic type does not have yet is added to it.
 *
 * @see <a href="https://docs.split.io/reference/save-identity">Identities</a>
 */
public class IdentitiesApi internal constructor(private val call: Executor) {
    /**
     * Saves what is known of a key. Values that are there already and not said are removed.
     *
     * @return the identity as it is now
     * @throws dev.tricolor.InvalidPayloadException if the id of an attribute cannot be one, or a number is not finite
     * @throws dev.tricolor.NotFoundException if there is no such traffic type or environment (404)
     * @see <a href="https://docs.split.io/reference/save-identity">Save identity</a>
     */
    public suspend fun save(
        trafficTypeId: String,
        environmentId: String,
        key: String,
        block: Block<IdentityBuilder> = Block {},
    ): Identity =
        call(IdentityEndpoints.save(trafficTypeId, environmentId, key).body(IdentityBuilder(trafficTypeId, environmentId, key), block))

    /**
     * Saves an identity that was read, here or of another traffic type or environment. Everything that was read is sent, known to Tricolor
     * or not; values that are there already and not in it are removed.
     *
     * @return the identity as it is now
     * @throws dev.tricolor.NotFoundException if there is no such traffic type or environment (404)
     * @see <a href="https://docs.split.io/reference/save-identity">Save identity</a>
     */
    public suspend fun save(trafficTypeId: String, environmentId: String, identity: Identity): Identity {
        val home = mapOf("trafficTypeId" to text(trafficTypeId), "environmentId" to text(environmentId))
        return call(IdentityEndpoints.save(trafficTypeId, environmentId, identity.key).body(JsonObject(identity.json + home)))
    }

    /**
     * Saves what is known of several keys, as [save] does, in one request.
     *
     * Split takes or refuses each of them for itself: look at [IdentityResults.failed]. When this throws, nothing was saved, or, after a
     * [dev.tricolor.TransportException], perhaps everything; saying it again is harmless.
     *
     * Split documents no bound for a batch. The batch and its answer, which repeats it, are held in memory as a whole, and an answer of
     * more than the client's `maxReplyBytes` is not read: a few thousand at a time is a good measure.
     *
     * @param block adds the identities, new ones or ones that were read, all of this traffic type and environment, each key once
     * @return what was saved and what was refused
     * @throws dev.tricolor.InvalidPayloadException if nothing was added, a key is blank or comes twice, or an identity that was read is of
     *   another traffic type or environment
     * @throws dev.tricolor.NotFoundException if there is no such traffic type or environment (404)
     * @see <a href="https://docs.split.io/reference/save-identities">Save identities</a>
     */
    public suspend fun saveAll(trafficTypeId: String, environmentId: String, block: Block<IdentitiesBuilder>): IdentityResults {
        val batch = IdentitiesBuilder(trafficTypeId, environmentId).configuredBy(block).build()
        return call(IdentityEndpoints.saveAll(trafficTypeId, environmentId).body(batch))
    }

    /**
     * Sets the values that [block] says, and leaves the others. This is [patch] for where PATCH does not come through: it goes by POST.
     *
     * @return the identity as it is now
     * @throws dev.tricolor.InvalidPayloadException if the id of an attribute cannot be one, or a number is not finite
     * @throws dev.tricolor.NotFoundException if there is no such traffic type, environment or identity (404)
     */
    public suspend fun update(trafficTypeId: String, environmentId: String, key: String, block: Block<IdentityBuilder>): Identity =
        call(IdentityEndpoints.update(trafficTypeId, environmentId, key).body(IdentityBuilder(trafficTypeId, environmentId, key), block))

    /**
     * Sets the values that [block] says, and leaves the others.
     *
     * @return the identity as it is now
     * @throws dev.tricolor.InvalidPayloadException if the id of an attribute cannot be one, or a number is not finite
     * @throws dev.tricolor.NotFoundException if there is no such traffic type, environment or identity (404)
     * @see <a href="https://docs.split.io/reference/update-identity">Update identity</a>
     */
    public suspend fun patch(trafficTypeId: String, environmentId: String, key: String, block: Block<IdentityBuilder>): Identity =
        call(IdentityEndpoints.patch(trafficTypeId, environmentId, key).body(IdentityBuilder(trafficTypeId, environmentId, key), block))

    /**
     * Forgets what is known of a key.
     *
     * @throws dev.tricolor.NotFoundException if there is no such traffic type, environment or identity (404)
     */
    public suspend fun delete(trafficTypeId: String, environmentId: String, key: String): Unit =
        call(IdentityEndpoints.delete(trafficTypeId, environmentId, key))
}
