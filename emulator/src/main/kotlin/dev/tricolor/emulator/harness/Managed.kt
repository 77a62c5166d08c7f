package dev.tricolor.emulator.harness

import dev.tricolor.emulator.core.json

private val LEVELS = listOf("account", "organization", "project")

private val FME_MANAGER = listOf(
    "fme_fmeenvironment_view", "fme_fmefeatureflag_view", "fme_fmefeatureflag_create", "fme_fmefeatureflag_edit",
)
private val FME_ADMINISTRATOR = FME_MANAGER + listOf("fme_fmefeatureflag_delete", "fme_fmeenvironment_edit", "fme_fmeenvironment_delete")

/** What Harness itself puts everywhere. Nobody knows when it did. */
private fun managed(vararg members: Pair<String, Any?>) = Entity(json(*members), createdAt = 0, managed = true)

/** Every account has one user, as every account of Split's has. */
internal fun HarnessState.admin(scope: Scope): List<User> =
    if (scope.level == "account") listOf(newUser("admin", "admin@example.com")) else emptyList()

internal fun managedRoles(scope: Scope): List<Entity> {
    fun role(identifier: String, name: String, permissions: List<String>, levels: List<String>) = managed(
        "identifier" to identifier, "name" to name, "permissions" to permissions, "allowedScopeLevels" to levels, "description" to null,
        "tags" to null,
    ).takeIf { scope.level in levels }
    return listOfNotNull(
        role("_account_viewer", "Account Viewer", listOf("core_account_view"), listOf("account")),
        role("_organization_viewer", "Organization Viewer", listOf("core_organization_view"), listOf("organization")),
        role("_project_viewer", "Project Viewer", listOf("core_project_view"), listOf("project")),
        role("_fme_manager", "FME Manager", FME_MANAGER, LEVELS),
        role("_fme_administrator", "FME Administrator", FME_ADMINISTRATOR, LEVELS),
    )
}

internal fun managedResourceGroups(scope: Scope): List<Entity> {
    fun group(identifier: String, name: String, filter: String, vararg levels: String) = managed(
        "identifier" to identifier,
        "name" to name,
        "tags" to null,
        "allowedScopeLevels" to levels.asList(),
        "includedScopes" to listOf(json("filter" to filter)),
        "resourceFilter" to json("includeAllResources" to true, "resources" to null),
    ).takeIf { scope.level in levels }
    val here = "EXCLUDING_CHILD_SCOPES"
    return listOfNotNull(
        group("_all_account_level_resources", "All Account Level Resources", here, "account"),
        group("_all_organization_level_resources", "All Organization Level Resources", here, "organization"),
        group("_all_project_level_resources", "All Project Level Resources", here, "project"),
        group(
            "_all_resources_including_child_scopes", "All Resources Including Child Scopes", "INCLUDING_CHILD_SCOPES",
            "account", "organization",
        ),
    )
}

internal fun HarnessState.managedUserGroups(scope: Scope): List<Entity> {
    fun group(identifier: String, name: String, users: List<String> = emptyList()) = Entity(
        userGroup(json("identifier" to identifier, "name" to name, "users" to users), scope, managed = true), createdAt = 0, managed = true,
    )
    val everyone = users[scope.path.first()].map { it.id }
    return when (scope.level) {
        "account" -> listOf(
            group("_account_all_users", "All Account Users", everyone),
            group("_all_account_admins_", "All Account Admins", everyone.take(1)),
            group("_all_account_fme_editors_", "All Account FME Editors"),
            group("_all_account_fme_viewers_", "All Account FME Viewers"),
        )
        else -> listOf(group("_${scope.level}_all_users", "All ${scope.level.replaceFirstChar(Char::uppercase)} Users", everyone))
    }
}

/** All users of a place may look at it. */
internal fun managedRoleAssignments(scope: Scope): List<Entity> = listOf(
    managed(
        "identifier" to "_${scope.level}_viewer_of_all_users",
        "resourceGroupIdentifier" to "_all_${scope.level}_level_resources",
        "roleIdentifier" to "_${scope.level}_viewer",
        "roleReference" to reference("_${scope.level}_viewer", scope),
        "principal" to principal(json("identifier" to "_${scope.level}_all_users", "type" to "USER_GROUP"), scope),
        "disabled" to false,
        "managed" to true,
        "internal" to false,
    ),
)
