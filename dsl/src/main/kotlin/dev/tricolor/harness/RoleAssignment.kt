package dev.tricolor.harness

import dev.tricolor.Block
import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.OpenEnum
import dev.tricolor.PayloadBuilder
import dev.tricolor.Problems
import dev.tricolor.booleanOrNull
import dev.tricolor.configuredBy
import dev.tricolor.document
import dev.tricolor.longOrNull
import dev.tricolor.string
import dev.tricolor.stringOrNull
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject

/**
 * A role assignment, and what Harness says of it.
 *
 * @property roleAssignment the assignment itself
 * @property scope where it holds
 * @property harnessManaged whether it is Harness's own, which nobody can delete
 * @property createdAt in epoch milliseconds
 * @property lastModifiedAt in epoch milliseconds
 * @see <a href="https://apidocs.harness.io/">Harness Platform API</a>
 */
@Serializable(with = RoleAssignmentResponse.Companion::class)
public class RoleAssignmentResponse internal constructor(json: JsonObject) : Document(json) {
    public val roleAssignment: RoleAssignment = json.wrapped("roleAssignment", ::RoleAssignment)
    public val scope: HarnessScope? = json.document("scope", ::HarnessScope)
    @get:JvmName("isHarnessManaged")
    public val harnessManaged: Boolean = json.booleanOrNull("harnessManaged") ?: false
    public val createdAt: Long? = json.longOrNull("createdAt")
    public val lastModifiedAt: Long? = json.longOrNull("lastModifiedAt")

    public companion object : DocumentType<RoleAssignmentResponse>(::RoleAssignmentResponse)
}

/**
 * Gives somebody a role on a resource group.
 *
 * @property identifier its identifier
 * @property roleIdentifier the role
 * @property resourceGroupIdentifier what the role is given on
 * @property roleReference the role, with where it belongs; null where the service says only [roleIdentifier]
 * @property principal whom it is given to
 * @property disabled whether it is switched off
 * @property managed whether it is Harness's own
 * @property internal whether it is hidden from people
 */
@Serializable(with = RoleAssignment.Companion::class)
public class RoleAssignment internal constructor(json: JsonObject) : Document(json) {
    public val identifier: String = json.string("identifier")
    public val roleIdentifier: String? = json.stringOrNull("roleIdentifier")
    public val resourceGroupIdentifier: String? = json.stringOrNull("resourceGroupIdentifier")
    public val roleReference: RoleReference? = json.document("roleReference", ::RoleReference)
    public val principal: Principal? = json.document("principal", ::Principal)
    @get:JvmName("isDisabled")
    public val disabled: Boolean = json.booleanOrNull("disabled") ?: false
    @get:JvmName("isManaged")
    public val managed: Boolean = json.booleanOrNull("managed") ?: false
    @get:JvmName("isInternal")
    public val internal: Boolean = json.booleanOrNull("internal") ?: false

    public companion object : DocumentType<RoleAssignment>(::RoleAssignment)
}

/**
 * A role, with where it belongs.
 *
 * @property identifier the role's identifier
 * @property scopeLevel the level at which the role belongs; null where the service does not say
 */
@Serializable(with = RoleReference.Companion::class)
public class RoleReference internal constructor(json: JsonObject) : Document(json) {
    public val identifier: String = json.string("identifier")
    public val scopeLevel: ScopeLevel? = json.stringOrNull("scopeLevel")?.let(ScopeLevel::of)

    public companion object : DocumentType<RoleReference>(::RoleReference)
}

/**
 * Somebody whom a role can be given to.
 *
 * @property identifier a user's uuid, or the identifier of a user group or a service account
 * @property type which of them it is
 * @property scopeLevel the level at which it belongs, where that is not the one of the assignment; null where nobody says
 * @property uniqueId another id that Harness gives it; null where the service does not say
 */
@Serializable(with = Principal.Companion::class)
public class Principal internal constructor(json: JsonObject) : Document(json) {
    public val identifier: String = json.string("identifier")
    public val type: PrincipalType = PrincipalType.of(json.string("type"))
    public val scopeLevel: ScopeLevel? = json.stringOrNull("scopeLevel")?.let(ScopeLevel::of)
    public val uniqueId: String? = json.stringOrNull("uniqueId")

    public companion object : DocumentType<Principal>(::Principal) {
        /** The user with this [uuid]. */
        @JvmStatic
        public fun user(uuid: String): Principal = of(PrincipalType.USER, uuid)

        /** The user group with this [identifier], which belongs where the assignment holds unless [scopeLevel] says otherwise. */
        @JvmStatic
        @JvmOverloads
        public fun userGroup(identifier: String, scopeLevel: ScopeLevel? = null): Principal =
            of(PrincipalType.USER_GROUP, identifier, scopeLevel)

        /** The service account with this [identifier], which belongs where the assignment holds unless [scopeLevel] says otherwise. */
        @JvmStatic
        @JvmOverloads
        public fun serviceAccount(identifier: String, scopeLevel: ScopeLevel? = null): Principal =
            of(PrincipalType.SERVICE_ACCOUNT, identifier, scopeLevel)

        /** Somebody of any [type]. */
        @JvmStatic
        @JvmOverloads
        public fun of(type: PrincipalType, identifier: String, scopeLevel: ScopeLevel? = null): Principal = Principal(
            buildJsonObject {
                put("identifier", JsonPrimitive(identifier))
                put("type", JsonPrimitive(type.value))
                scopeLevel?.let { put("scopeLevel", JsonPrimitive(it.value)) }
            },
        )
    }
}

/** The kinds of [Principal]. */
public class PrincipalType private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** A [HarnessUser]. */
        @JvmField public val USER: PrincipalType = PrincipalType("USER")

        /** A [UserGroup]. */
        @JvmField public val USER_GROUP: PrincipalType = PrincipalType("USER_GROUP")

        /** An account for programs. */
        @JvmField public val SERVICE_ACCOUNT: PrincipalType = PrincipalType("SERVICE_ACCOUNT")

        /** The type spelled [value], known or not. */
        @JvmStatic
        public fun of(value: String): PrincipalType = PrincipalType(value)
    }
}

/** Builds a new role assignment. */
public class RoleAssignmentBuilder(roleIdentifier: String, resourceGroupIdentifier: String, principal: Principal) :
    PayloadBuilder("role assignment") {
    init {
        fields["resourceGroupIdentifier"] = JsonPrimitive(resourceGroupIdentifier)
        fields["roleIdentifier"] = JsonPrimitive(roleIdentifier)
        fields["principal"] = principal.json
    }

    /** Its identifier; Harness makes one up unless it is set. */
    public var identifier: String by text("identifier")

    /** Whether it is switched off. */
    public var disabled: Boolean by flag("disabled")

    /** Sets [RoleAssignmentBuilder.identifier]. */
    public fun identifier(identifier: String): RoleAssignmentBuilder = apply { this.identifier = identifier }

    /** Sets [RoleAssignmentBuilder.disabled]. */
    public fun disabled(disabled: Boolean): RoleAssignmentBuilder = apply { this.disabled = disabled }

    /** Says that the role is the one that belongs at [level], where there are several of its identifier. */
    public fun roleScopeLevel(level: ScopeLevel): RoleAssignmentBuilder = apply {
        fields["roleReference"] = buildJsonObject {
            put("identifier", fields.getValue("roleIdentifier"))
            put("scopeLevel", JsonPrimitive(level.value))
        }
    }

    override fun check(json: JsonObject, problems: Problems) {
        problems.requireText(json, "resourceGroupIdentifier")
        problems.requireText(json, "roleIdentifier")
        json.stringOrNull("identifier")?.let { problems.requireIdentifier(it, "identifier") }
        problems.at("principal").requireText(json.wrapped("principal", ::Principal).json, "identifier")
    }
}

/** Builds many role assignments at once. */
public class RoleAssignmentsBuilder : PayloadBuilder("role assignments") {
    private val assignments = mutableListOf<RoleAssignmentBuilder>()

    /** Gives [principal] a role on a resource group. */
    public fun assignment(roleIdentifier: String, resourceGroupIdentifier: String, principal: Principal): RoleAssignmentsBuilder =
        assignment(roleIdentifier, resourceGroupIdentifier, principal) {}

    /** Gives [principal] a role on a resource group. */
    public fun assignment(
        roleIdentifier: String,
        resourceGroupIdentifier: String,
        principal: Principal,
        block: Block<RoleAssignmentBuilder>,
    ): RoleAssignmentsBuilder = apply {
        assignments += RoleAssignmentBuilder(roleIdentifier, resourceGroupIdentifier, principal).configuredBy(block)
    }

    override fun json(): JsonObject = JsonObject(super.json() + ("roleAssignments" to JsonArray(assignments.map { it.json() })))

    override fun check(json: JsonObject, problems: Problems) {
        problems.require(assignments.isNotEmpty(), "roleAssignments") { "there are none, must be at least one" }
        assignments.forEachIndexed { index, one -> one.checkInto(problems.at("roleAssignments[$index]"), one.json()) }
    }
}
