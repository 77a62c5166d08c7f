package dev.tricolor.split

import dev.tricolor.Block
import dev.tricolor.Executor
import dev.tricolor.Page
import dev.tricolor.configuredBy
import dev.tricolor.flowOfPages
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.firstOrNull

internal object UserEndpoints : SplitEndpoints(replacement = "HarnessClient.users") {
    val list = get("users", markerReply(User))
    val get = get("users/{userId}", User)
    val invite = post("users", User)
    val replace = put("users/{userId}", User)
    val update = patch("users/{userId}", User)
    val delete = delete("users/{userId}")
}

/**
 * Users of the account. An account that was migrated to Harness has its users there. In Harness
 * mode every call here is refused with an [dev.tricolor.OperationReplacedException], and nothing is sent.
 *
 * ```kotlin
 * val ann = split.users.invite("ann@example.com") { group(developers.id) }
 * split.users.removeFromGroup(bob.id, developers.id)
 * split.users.edit(bob.id) { status = UserStatus.DEACTIVATED }
 * ```
 *
 * @see <a href="https://docs.split.io/reference/list-users">Users</a>
 */
public class UsersApi internal constructor(private val call: Executor) {
    /** Lists users, in pages of at most 200; without a status in [query], the active and the deactivated ones. */
    public suspend fun list(query: Block<UserQuery> = Block {}): Page<User> =
        call.markerPage(UserEndpoints.list(), UserQuery().configuredBy(query))

    /** Lists users, page after page; without a status in [query], all active and deactivated ones. */
    public fun listAll(query: Block<UserQuery> = Block {}): Flow<User> = flowOfPages { list(query) }

    /**
     * Finds the user with this e-mail, whatever the case of its letters; null when there is none. Split has no filter for it, so this reads
     * the list until it comes to it, and after that the list of those who were invited and have not come yet.
     */
    public suspend fun find(email: String): User? =
        listAll().withEmail(email) ?: listAll { status(UserStatus.PENDING) }.withEmail(email)

    /**
     * Gets a user.
     *
     * @throws dev.tricolor.NotFoundException if there is no such user (404)
     */
    public suspend fun get(userId: String): User = call(UserEndpoints.get(userId))

    /**
     * Invites somebody: Split sends an e-mail, and the user is [UserStatus.PENDING] until it is answered.
     *
     * @param block the groups that the user will be in
     * @throws dev.tricolor.InvalidPayloadException if [email] is none; nothing is sent
     * @throws dev.tricolor.BadRequestException if there is no such group (400)
     * @throws dev.tricolor.ConflictException if there is a user with this e-mail (409)
     */
    public suspend fun invite(email: String, block: Block<InviteUserBuilder> = Block {}): User =
        call(UserEndpoints.invite().body(InviteUserBuilder(email), block))

    /**
     * Replaces name, e-mail, status and second factor of a user; a second factor that is not said is switched off. The groups stay. To
     * change one of them and leave the others, [edit].
     *
     * @throws dev.tricolor.InvalidPayloadException if it cannot work; nothing is sent
     * @throws dev.tricolor.BadRequestException if it would switch the second factor on, or the status cannot be had (400)
     * @throws dev.tricolor.NotFoundException if there is no such user (404)
     * @throws dev.tricolor.ConflictException if somebody else has this e-mail (409)
     * @see <a href="https://docs.split.io/reference/full-update-user">Full update user</a>
     */
    public suspend fun replace(
        userId: String,
        name: String,
        email: String,
        status: UserStatus,
        block: Block<UserBuilder> = Block {},
    ): User = call(UserEndpoints.replace(userId).body(UserBuilder(name, email, status), block))

    /**
     * Reads a user, changes what [block] names, and writes the user back; nothing is written when nothing is changed. What somebody else
     * changes in between is lost. `edit(userId) { status = UserStatus.DEACTIVATED }` is how a user is got rid of.
     *
     * @throws dev.tricolor.InvalidPayloadException if it cannot work, and if it would switch the second factor on; nothing is written
     * @throws dev.tricolor.BadRequestException if the status cannot be had (400)
     * @throws dev.tricolor.NotFoundException if there is no such user (404)
     * @throws dev.tricolor.ConflictException if somebody else has the new e-mail (409)
     */
    public suspend fun edit(userId: String, block: Block<UserBuilder>): User {
        val before = get(userId)
        val after = before.edit(block)
        return if (after == before) before else call(UserEndpoints.replace(userId).body(after.json))
    }

    /**
     * Changes the groups that a user is in; all of it, or nothing. [addToGroup] and [removeFromGroup] need not know where a group stands.
     *
     * @throws dev.tricolor.BadRequestException if there is no such group, or another one where the patch expects it (400)
     * @throws dev.tricolor.NotFoundException if there is no such user (404)
     * @see <a href="https://docs.split.io/reference/update-users-groups">Update user's groups</a>
     */
    public suspend fun update(userId: String, block: Block<UpdateUserBuilder>): User =
        call(UserEndpoints.update(userId).patch(UpdateUserBuilder(), block))

    /**
     * Adds a user to a group, by its id. It reads the user first, and changes nothing when the user is in it.
     *
     * @throws dev.tricolor.BadRequestException if there is no such group (400)
     * @throws dev.tricolor.NotFoundException if there is no such user (404)
     */
    public suspend fun addToGroup(userId: String, groupId: String): User =
        get(userId).let { user -> if (user.indexOf(groupId) >= 0) user else update(userId) { addGroup(groupId) } }

    /**
     * Removes a user from a group, by its id. It reads the user first, and changes nothing when the user is not in it.
     *
     * @throws dev.tricolor.BadRequestException if the groups of the user were changed since they were read, so that the group stands
     *   elsewhere (400); nothing was changed, and it can be tried again
     * @throws dev.tricolor.NotFoundException if there is no such user (404)
     */
    public suspend fun removeFromGroup(userId: String, groupId: String): User = get(userId).let { user ->
        val index = user.indexOf(groupId)
        if (index < 0) user else update(userId) { removeGroup(index, groupId) }
    }

    /**
     * Deletes a user who was invited and has not come yet. Everybody else can only be deactivated: [edit].
     *
     * @throws dev.tricolor.BadRequestException if the user is active or deactivated (400)
     * @throws dev.tricolor.NotFoundException if there is no such user (404)
     */
    public suspend fun delete(userId: String): Unit = call(UserEndpoints.delete(userId))

    private fun User.indexOf(groupId: String) = groups.indexOfFirst { it.id == groupId }

    private suspend fun Flow<User>.withEmail(email: String) = firstOrNull { it.email.equals(email, ignoreCase = true) }
}

/** Says which users to list. */
public class UserQuery internal constructor() : MarkerQuery<UserQuery>(maxLimit = 200) {
    private val filters = LinkedHashMap<String, String>()

    /** Only those of this status; without it, the active and the deactivated ones. */
    public fun status(status: UserStatus): UserQuery = apply { filters["status"] = status.value }

    /** Only those in the group with this id. */
    public fun groupId(id: String): UserQuery = apply {
        // It would find those of all groups.
        require(id.isNotBlank()) { "groupId is blank" }
        filters["group_id"] = id
    }

    override fun parameters(): List<Pair<String, String>> = filters.toList()
}
