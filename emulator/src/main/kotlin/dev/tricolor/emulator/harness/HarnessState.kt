package dev.tricolor.emulator.harness

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.Ids
import dev.tricolor.emulator.core.Resource
import dev.tricolor.emulator.core.Store
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.text
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import java.time.Clock

/** Everything that Harness holds, place by place. */
internal class HarnessState(private val clock: Clock) {
    val ids = Ids()

    /** Of the tokens that were created here. */
    val secrets = Secrets(clock)
    val projects = Projects()
    val serviceAccounts = Places<ServiceAccount>("service account")
    val userKeys = HashMap<Pair<Scope, String>, Store<ApiKey>>()

    val users = Places<User>("user") { scope -> admin(scope) }
    val invites = Places<Invite>("invite")
    val userGroups = Places<Entity>("user group") { scope -> managedUserGroups(scope) }
    val roles = Places<Entity>("role") { scope -> managedRoles(scope) }
    val resourceGroups = Places<Entity>("resource group") { scope -> managedResourceGroups(scope) }
    val roleAssignments = Places<Entity>("role assignment") { scope -> managedRoleAssignments(scope) }

    fun now(): Long = clock.millis()

    /** Nothing is left of what belonged to a place that is no more. */
    fun forget(scope: Scope) {
        listOf(invites, userGroups, roles, resourceGroups, roleAssignments).forEach { it.forget(scope) }
        serviceAccounts.forget(scope).forEach { revoke(it.apiKeys) }
    }
}

/** Where a request goes: an account, an organization of it, a project of that. One that nobody has created is taken as it is named. */
internal data class Scope(val account: String, val org: String?, val project: String?) {
    val identifiers: Map<String, JsonElement> =
        json("accountIdentifier" to account, "orgIdentifier" to org, "projectIdentifier" to project)

    val level: String get() = if (project != null) "project" else if (org != null) "organization" else "account"

    /** From the account down to this place itself. */
    val path: List<Scope> get() = listOf(Scope(account, null, null), Scope(account, org, null), this).distinct()
}

internal fun Call.scope(): Scope {
    val scope = Scope(requiredQuery("accountIdentifier"), query("orgIdentifier"), query("projectIdentifier"))
    if (scope.project != null && scope.org == null) refuse(400, "projectIdentifier is given without orgIdentifier")
    return scope
}

/** Resources of one kind, each place its own; [seed] gives those that a place has from the start. */
internal class Places<T : Resource>(private val kind: String, private val seed: (Scope) -> List<T> = { emptyList() }) {
    private val stores = LinkedHashMap<Scope, Store<T>>()

    /** Empties a place that is no more, and gives what was there. */
    fun forget(scope: Scope): List<T> = stores.remove(scope).orEmpty()

    /** Where somebody has looked or put something so far. */
    val known: List<Scope> get() = stores.keys.toList()

    operator fun get(scope: Scope): Store<T> = stores.getOrPut(scope) { Store<T>(kind).apply { seed(scope).forEach { add(it) } } }
}

/** What Harness addresses by the identifier that its creator chose. */
internal open class Identified(json: JsonObject) : Resource(json) {
    override val id: String get() = checkNotNull(json.text("identifier"))
    override val name: String get() = id
}
