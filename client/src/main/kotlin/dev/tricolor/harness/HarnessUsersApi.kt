package dev.tricolor.harness

import dev.tricolor.Block
import dev.tricolor.Call
import dev.tricolor.Page
import dev.tricolor.configuredBy
import dev.tricolor.flowOfPages
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.firstOrNull
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

internal object HarnessUserEndpoints : HarnessEndpoints() {
    val list = post("ng/api/user/aggregate", pageReply(UserAggregate)).reading()
    val get = get("ng/api/user/aggregate/{uuid}", dataReply(UserAggregate))
    val invite = post("ng/api/user/users", dataReply(AddUsersResponse))
    val replace = put("ng/api/user/{uuid}", dataReply(UserInfo))
    val addToGroups = put("ng/api/user/add-user-to-groups/{uuid}", doneReply)
    val remove = delete("ng/api/user/{uuid}", doneReply)
    val listPending = post("ng/api/invites/aggregate", pageReply(HarnessInvite)).reading()
    val deletePending = delete("ng/api/invites/{inviteId}", doneReply)
}

/**
 * Users of the account, organization or project that calls go to, and invitations that nobody has accepted yet.
 *
 * @see <a href="https://apidocs.harness.io/">Harness Platform API</a>
 */
public class HarnessUsersApi internal constructor(private val call: ScopedExecutor) {
    /** Lists the users with the roles that are given to them, in pages of at most 100. */
    public suspend fun list(query: Block<HarnessUserQuery> = Block {}): Page<UserAggregate> =
        HarnessUserQuery().configuredBy(query).let { call.page(it.filtering(HarnessUserEndpoints.list()), it) }

    /** Lists all users with the roles that are given to them, page after page. */
    public fun listAll(query: Block<HarnessUserQuery> = Block {}): Flow<UserAggregate> = flowOfPages { list(query) }

    /** Finds the user with this e-mail address, whatever its case; null when there is none. */
    public suspend fun find(email: String): UserAggregate? =
        listAll { searchTerm = searchable(email) }.firstOrNull { it.user.email.equals(email, ignoreCase = true) }

    /**
     * Gets a user with the roles that are given to them.
     *
     * @throws dev.tricolor.NotFoundException if there is no such user (404)
     */
    public suspend fun get(uuid: String): UserAggregate = call(HarnessUserEndpoints.get(uuid))

    /**
     * Invites people: who is new to the account is sent an invitation, and gets groups and roles on accepting it.
     *
     * @return what has become of each of [emails]; nobody is refused with an error
     */
    public suspend fun invite(emails: Collection<String>, block: Block<AddUsersBuilder> = Block {}): AddUsersResponse =
        call(HarnessUserEndpoints.invite().body(AddUsersBuilder(emails), block))

    /**
     * Replaces what is known of a user, in the whole account. To change only a part of it there is [edit].
     *
     * @throws dev.tricolor.BadRequestException if that cannot be changed, as of a user of an identity provider (400)
     * @throws dev.tricolor.NotFoundException if there is no such user (404)
     */
    public suspend fun replace(uuid: String, name: String, email: String, block: Block<UserInfoBuilder> = Block {}): UserInfo =
        call(HarnessUserEndpoints.replace(uuid).body(UserInfoBuilder(uuid, name, email), block))

    /**
     * Reads the user, changes what [block] names, and writes the whole back, with all that the service sent and this version does not know:
     * `edit(uuid) { name = "Ada" }`. It holds in the whole account.
     *
     * When [block] changes nothing, nothing is written and what was read is returned. Harness has no way to tell whether someone else has
     * written in between: the last one to write wins.
     *
     * @throws dev.tricolor.InvalidPayloadException if the changes make it what cannot be; nothing is written
     * @throws dev.tricolor.BadRequestException if that cannot be changed, as of a user of an identity provider (400)
     * @throws dev.tricolor.NotFoundException if there is no such user (404)
     */
    public suspend fun edit(uuid: String, block: Block<UserInfoBuilder>): UserInfo {
        val before = get(uuid).user
        val after = before.edit(block)
        return if (after.json == before.json) after else call(HarnessUserEndpoints.replace(uuid).body(after.json))
    }

    /**
     * Adds a user to user groups; to be in one of them already is no error.
     *
     * @throws dev.tricolor.NotFoundException if there is no such user or group (404)
     */
    public suspend fun addToGroups(uuid: String, userGroupIds: Collection<String>) {
        require(userGroupIds.isNotEmpty() && userGroupIds.none { it.isBlank() }) {
            "userGroupIds are $userGroupIds, must be at least one, and none blank"
        }
        val body = JsonObject(mapOf("userGroupIdsToAdd" to texts(userGroupIds)))
        call(HarnessUserEndpoints.addToGroups(uuid).body(body))
    }

    /**
     * Removes a user from the place that calls go to, with their groups and roles there.
     *
     * @throws dev.tricolor.NotFoundException if there is no such user (404)
     */
    public suspend fun remove(uuid: String): Unit = call(HarnessUserEndpoints.remove(uuid))

    /** Lists the invitations that nobody has accepted yet, in pages of at most 100. */
    public suspend fun listPending(query: Block<InviteQuery> = Block {}): Page<HarnessInvite> =
        call.page(HarnessUserEndpoints.listPending(), InviteQuery().configuredBy(query))

    /** Lists all invitations that nobody has accepted yet, page after page. */
    public fun listAllPending(query: Block<InviteQuery> = Block {}): Flow<HarnessInvite> = flowOfPages { listPending(query) }

    /**
     * Takes an invitation back.
     *
     * @throws dev.tricolor.NotFoundException if there is no such invitation, or it has been accepted (404)
     */
    public suspend fun deletePending(inviteId: String): Unit = call(HarnessUserEndpoints.deletePending(inviteId))

    private companion object {
        val SPECIAL = Regex("[^A-Za-z0-9@._-]")

        /** Harness takes what is searched for as a regular expression, so that only a part that needs no escape finds itself. */
        fun searchable(email: String) = email.split(SPECIAL).maxByOrNull { it.length }?.ifEmpty { null }
    }
}

/** Says which users to list. */
public class HarnessUserQuery internal constructor() : HarnessSearchQuery<HarnessUserQuery>() {
    private val filter = LinkedHashMap<String, List<String>>()

    /** Only those who are given one of these roles. */
    public fun roleIdentifiers(identifiers: Collection<String>): HarnessUserQuery =
        apply { filter["roleIdentifiers"] = identifiers.toList() }

    /** Only those who are given a role on one of these resource groups. */
    public fun resourceGroupIdentifiers(identifiers: Collection<String>): HarnessUserQuery =
        apply { filter["resourceGroupIdentifiers"] = identifiers.toList() }

    internal fun <R> filtering(call: Call<R>): Call<R> =
        if (filter.isEmpty()) call else call.body(JsonObject(filter.mapValues { texts(it.value) }))
}

/** Says which invitations to list. */
public class InviteQuery internal constructor() : HarnessSearchQuery<InviteQuery>()

private fun texts(values: Iterable<String>) = JsonArray(values.map(::JsonPrimitive))
