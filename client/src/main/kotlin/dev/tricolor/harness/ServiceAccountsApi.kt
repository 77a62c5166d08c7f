package dev.tricolor.harness

import dev.tricolor.Block
import dev.tricolor.Page
import dev.tricolor.flowOfPages
import dev.tricolor.orNull
import kotlinx.coroutines.flow.Flow

internal object ServiceAccountEndpoints : HarnessEndpoints() {
    val list = get("ng/api/serviceaccount", dataListReply(ServiceAccount))
    val get = get("ng/api/serviceaccount/aggregate/{identifier}", dataReply(ServiceAccountAggregate))
    val create = post("ng/api/serviceaccount", dataReply(ServiceAccount))
    val replace = put("ng/api/serviceaccount/{identifier}", dataReply(ServiceAccount))
    val delete = delete("ng/api/serviceaccount/{identifier}", doneReply)
}

/**
 * Service accounts: identities for programs, of the account, organization or project that calls go to. What one may do is said by role
 * assignments, and its programs get in with the tokens ([TokensApi]) of its API keys ([HarnessApiKeysApi]).
 *
 * @see <a href="https://apidocs.harness.io/">Harness Platform API</a>
 */
public class ServiceAccountsApi internal constructor(private val call: ScopedExecutor) {
    /** Lists the service accounts. Harness gives them in one piece. */
    public suspend fun list(): Page<ServiceAccount> = call.onePage(ServiceAccountEndpoints.list())

    /** Lists all service accounts. */
    public fun listAll(): Flow<ServiceAccount> = flowOfPages { list() }

    /** Finds a service account; null when there is no such one. */
    public suspend fun find(identifier: String): ServiceAccountAggregate? = orNull { get(identifier) }

    /**
     * Gets a service account, with what it may do.
     *
     * @throws dev.tricolor.NotFoundException if there is no such service account (404)
     */
    public suspend fun get(identifier: String): ServiceAccountAggregate = call(ServiceAccountEndpoints.get(identifier))

    /**
     * Creates a service account. It may do nothing until roles are assigned to it.
     *
     * @param identifier a letter or `_`, then letters, digits, `_` and `$`, at most 128 characters; holds for good
     * @param name what people call it
     * @param email an address, which need not exist: `name@service.harness.io`
     * @throws dev.tricolor.ConflictException if there is one of that identifier (409)
     */
    public suspend fun create(
        identifier: String,
        name: String,
        email: String,
        block: Block<ServiceAccountBuilder> = Block {},
    ): ServiceAccount =
        call(ServiceAccountEndpoints.create().body(ServiceAccountBuilder(call.scope, identifier, name, email), block))

    /**
     * Replaces a service account; what is not said is removed. To change only a part of it there is [edit]. Its API keys and roles stay.
     *
     * @throws dev.tricolor.NotFoundException if there is no such service account (404)
     */
    public suspend fun replace(
        identifier: String,
        name: String,
        email: String,
        block: Block<ServiceAccountBuilder> = Block {},
    ): ServiceAccount =
        call(ServiceAccountEndpoints.replace(identifier).body(ServiceAccountBuilder(call.scope, identifier, name, email), block))

    /**
     * Reads the service account, changes it, and writes the whole back, with all that the service sent and this version does not know.
     *
     * When [block] changes nothing, nothing is written and what was read is returned. Harness has no way to tell whether someone else has
     * written in between: the last one to write wins.
     *
     * @throws dev.tricolor.InvalidPayloadException if the changes make it one that cannot work; nothing is written
     * @throws dev.tricolor.NotFoundException if there is no such service account (404)
     */
    public suspend fun edit(identifier: String, block: Block<ServiceAccountBuilder>): ServiceAccount {
        val before = get(identifier).serviceAccount
        val after = before.edit(block)
        return if (after == before) before else call(ServiceAccountEndpoints.replace(identifier).body(after.json))
    }

    /**
     * Deletes a service account, and with it its API keys and their tokens, which admit no more.
     *
     * @throws dev.tricolor.NotFoundException if there is no such service account (404)
     */
    public suspend fun delete(identifier: String): Unit = call(ServiceAccountEndpoints.delete(identifier))
}
