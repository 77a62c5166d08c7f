package dev.tricolor.harness

import dev.tricolor.Block
import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.Problems
import dev.tricolor.booleanOrNull
import dev.tricolor.configuredBy
import dev.tricolor.document
import dev.tricolor.longOrNull
import dev.tricolor.string
import dev.tricolor.stringOrNull
import dev.tricolor.strings
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * A role, and what Harness says of it.
 *
 * @property role the role itself
 * @property scope where it belongs; a role of Harness's own belongs nowhere
 * @property harnessManaged whether it is Harness's own, such as `_fme_manager`, which nobody can change or delete
 * @property createdAt in epoch milliseconds
 * @property lastModifiedAt in epoch milliseconds
 * @see <a href="https://apidocs.harness.io/">Harness Platform API</a>
 */
@Serializable(with = RoleResponse.Companion::class)
public class RoleResponse internal constructor(json: JsonObject) : Document(json) {
    public val role: Role = json.wrapped("role", ::Role)
    public val scope: HarnessScope? = json.document("scope", ::HarnessScope)
    @get:JvmName("isHarnessManaged")
    public val harnessManaged: Boolean = json.booleanOrNull("harnessManaged") ?: false
    public val createdAt: Long? = json.longOrNull("createdAt")
    public val lastModifiedAt: Long? = json.longOrNull("lastModifiedAt")

    public companion object : DocumentType<RoleResponse>(::RoleResponse)
}

/**
 * A set of permissions that can be assigned.
 *
 * @property identifier unique where it belongs
 * @property name what people call it
 * @property permissions what it permits: `fme_fmefeatureflag_edit`
 * @property allowedScopeLevels the levels at which it can be assigned
 * @property description what it is for
 * @property tags tags, by key
 */
@Serializable(with = Role.Companion::class)
public class Role internal constructor(json: JsonObject) : Document(json) {
    public val identifier: String = json.string("identifier")
    public val name: String? = json.stringOrNull("name")
    public val permissions: List<String> = json.strings("permissions")
    public val allowedScopeLevels: List<ScopeLevel> = json.strings("allowedScopeLevels").map(ScopeLevel::of)
    public val description: String? = json.stringOrNull("description")
    public val tags: Map<String, String> = json.textMap("tags")

    /**
     * This role with changes; what is not mentioned stays as it was read, known to Tricolor or not.
     *
     * @throws dev.tricolor.InvalidPayloadException if the changes make it one that cannot work; what the service itself holds is not held
     * against it
     */
    public fun edit(block: Block<RoleBuilder>): Role = Role(RoleBuilder(this).configuredBy(block).build())

    public companion object : DocumentType<Role>(::Role)
}

/** Builds a role, from nothing or from one that was read. */
public class RoleBuilder : HarnessEntityBuilder<RoleBuilder> {
    public constructor(identifier: String, name: String) : super("role", null, identifier, name)
    internal constructor(before: Role) : super("role", before.json)

    /** Permits [permission], such as `fme_fmeenvironment_view`. */
    public fun permission(permission: String): RoleBuilder = apply { addOnce("permissions", JsonPrimitive(permission)) }

    /** Permits [permissions] and nothing else. */
    public fun permissions(permissions: Collection<String>): RoleBuilder = apply { replaceAll("permissions", permissions) }

    /** No longer permits [permission]; one that is not permitted is no error. */
    public fun removePermission(permission: String): RoleBuilder = apply { removeAll("permissions") { it == JsonPrimitive(permission) } }

    /** Lets it be assigned at [level]; a new role that names none can be where it is created. */
    public fun allowedScopeLevel(level: ScopeLevel): RoleBuilder = apply { addOnce("allowedScopeLevels", JsonPrimitive(level.value)) }

    override fun check(json: JsonObject, problems: Problems) {
        super.check(json, problems)
        problems.requireTexts(json.strings("permissions"), "permissions")
        problems.requireTexts(json.strings("allowedScopeLevels"), "allowedScopeLevels")
    }
}
