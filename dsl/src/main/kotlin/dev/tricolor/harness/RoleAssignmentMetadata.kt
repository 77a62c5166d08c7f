package dev.tricolor.harness

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.booleanOrNull
import dev.tricolor.stringOrNull
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject

/**
 * A role that is given to somebody, as it is shown with them.
 *
 * @property identifier the role assignment's identifier
 * @property roleIdentifier the role
 * @property roleName what people call the role
 * @property resourceGroupIdentifier what it is given on
 * @property resourceGroupName what people call that
 * @property managedRole whether the role is Harness's own
 * @property managedRoleAssignment whether the assignment is Harness's own
 */
@Serializable(with = RoleAssignmentMetadata.Companion::class)
public class RoleAssignmentMetadata internal constructor(json: JsonObject) : Document(json) {
    public val identifier: String? = json.stringOrNull("identifier")
    public val roleIdentifier: String? = json.stringOrNull("roleIdentifier")
    public val roleName: String? = json.stringOrNull("roleName")
    public val resourceGroupIdentifier: String? = json.stringOrNull("resourceGroupIdentifier")
    public val resourceGroupName: String? = json.stringOrNull("resourceGroupName")
    @get:JvmName("isManagedRole")
    public val managedRole: Boolean = json.booleanOrNull("managedRole") ?: false
    @get:JvmName("isManagedRoleAssignment")
    public val managedRoleAssignment: Boolean = json.booleanOrNull("managedRoleAssignment") ?: false

    public companion object : DocumentType<RoleAssignmentMetadata>(::RoleAssignmentMetadata)
}
