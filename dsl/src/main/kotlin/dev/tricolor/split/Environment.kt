package dev.tricolor.split

import dev.tricolor.Block
import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.JsonPatchBuilder
import dev.tricolor.PayloadBuilder
import dev.tricolor.Problems
import dev.tricolor.booleanOrNull
import dev.tricolor.configuredBy
import dev.tricolor.document
import dev.tricolor.documents
import dev.tricolor.longOrNull
import dev.tricolor.string
import dev.tricolor.stringOrNull
import dev.tricolor.without
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * An environment of a workspace. A list gives only [id], [name] and [production]; the answer to a create or an update gives the rest.
 *
 * @property id its id
 * @property name unique in the workspace
 * @property production whether it is a production environment
 * @property changePermissions who may change and who must approve; only what is switched on is there
 * @property dataExportPermissions who may export its data
 * @property apiTokens the two SDK keys that were created with it; only in the answer to a create
 * @property creationTime in epoch milliseconds
 * @property status `ACTIVE`
 * @property workspaceIds the workspaces it belongs to
 * @see <a href="https://docs.split.io/reference/environments-overview">Environments</a>
 */
@Serializable(with = Environment.Companion::class)
public class Environment internal constructor(json: JsonObject) : Document(json) {
    public val id: String = json.string("id")
    public val name: String = json.string("name")
    @get:JvmName("isProduction")
    public val production: Boolean = json.booleanOrNull("production") ?: false
    public val changePermissions: ChangePermissions? = json.document("changePermissions", ::ChangePermissions)
    public val dataExportPermissions: DataExportPermissions? = json.document("dataExportPermissions", ::DataExportPermissions)
    public val apiTokens: List<EnvironmentKey> = json.documents("apiTokens", ::EnvironmentKey)
    public val creationTime: Long? = json.longOrNull("creationTime")
    public val status: String? = json.stringOrNull("status")

    /** Without the secrets of [apiTokens], should Split send them along. */
    override fun toString(): String = without("key")

    public companion object : DocumentType<Environment>(::Environment)
}

/**
 * Who may change what is in an environment. A missing flag is off.
 *
 * @property areApprovalsRequired whether definitions and segments change only through approved change requests
 * @property allowKills whether a kill needs no approval all the same
 * @property areApproversRestricted whether only [approvers] may approve
 * @property areEditorsRestricted whether only [editors] may change
 * @property approvers users and groups
 * @property editors users, groups and API keys
 * @property approvalSkippableBy who needs no approval; only the group Administrators can be here
 */
@Serializable(with = ChangePermissions.Companion::class)
public class ChangePermissions internal constructor(json: JsonObject) : Document(json) {
    @get:JvmName("areApprovalsRequired")
    public val areApprovalsRequired: Boolean = json.booleanOrNull("areApprovalsRequired") ?: false
    @get:JvmName("allowKills")
    public val allowKills: Boolean = json.booleanOrNull("allowKills") ?: false
    @get:JvmName("areApproversRestricted")
    public val areApproversRestricted: Boolean = json.booleanOrNull("areApproversRestricted") ?: false
    @get:JvmName("areEditorsRestricted")
    public val areEditorsRestricted: Boolean = json.booleanOrNull("areEditorsRestricted") ?: false
    public val approvers: List<Reference> = json.documents("approvers", ::Reference)
    public val editors: List<Reference> = json.documents("editors", ::Reference)
    public val approvalSkippableBy: List<Reference> = json.documents("approvalSkippableBy", ::Reference)

    public companion object : DocumentType<ChangePermissions>(::ChangePermissions)
}

/**
 * Who may export the data of an environment.
 *
 * @property areExportersRestricted whether only [exporters] may
 * @property exporters users, groups and API keys
 */
@Serializable(with = DataExportPermissions.Companion::class)
public class DataExportPermissions internal constructor(json: JsonObject) : Document(json) {
    @get:JvmName("areExportersRestricted")
    public val areExportersRestricted: Boolean = json.booleanOrNull("areExportersRestricted") ?: false
    public val exporters: List<Reference> = json.documents("exporters", ::Reference)

    public companion object : DocumentType<DataExportPermissions>(::DataExportPermissions)
}

/**
 * An SDK key that was created with its environment, without its secret.
 *
 * @property id its id, good for deleting it
 * @property name what people call it
 * @property apiKeyType `browser` for a client-side key, `sdk` for a server-side one
 */
@Serializable(with = EnvironmentKey.Companion::class)
public class EnvironmentKey internal constructor(json: JsonObject) : Document(json) {
    public val id: String? = json.stringOrNull("id")
    public val name: String? = json.stringOrNull("name")
    public val apiKeyType: String? = json.stringOrNull("apiKeyType")

    /** Without its secret, should Split send it along. */
    override fun toString(): String = without("key")

    public companion object : DocumentType<EnvironmentKey>(::EnvironmentKey)
}

/** Builds a new environment. */
public class CreateEnvironmentBuilder(private val name: String, production: Boolean) : PayloadBuilder("environment") {
    init {
        fields["name"] = JsonPrimitive(name)
        fields["production"] = JsonPrimitive(production)
    }

    /** Who may change what is in it; without it, everyone who may edit at all. */
    public fun changePermissions(block: Block<ChangePermissionsBuilder>): CreateEnvironmentBuilder = apply {
        nested("changePermissions", ChangePermissionsBuilder().configuredBy(block))
    }

    /** Lets only the users, groups and API keys named in [block] export its data. */
    public fun dataExportPermissions(block: Block<DataExportPermissionsBuilder>): CreateEnvironmentBuilder = apply {
        nested("dataExportPermissions", DataExportPermissionsBuilder().configuredBy(block))
    }

    override fun check(json: JsonObject, problems: Problems) {
        wrongEnvironmentName(name)?.let { problems.add("name", it) }
    }
}

/** Builds a change of an environment. */
public class UpdateEnvironmentBuilder : JsonPatchBuilder("environment patch") {
    /** Its new name, at most 20 characters. */
    public var name: String by text("/name", ::wrongEnvironmentName)

    /** Whether it is a production environment. */
    public var production: Boolean by flag("/production")

    /** Whether definitions and segments change only through approved change requests. */
    public var areApprovalsRequired: Boolean by flag("/changePermissions/areApprovalsRequired")

    /** Whether a kill needs no approval all the same. */
    public var allowKills: Boolean by flag("/changePermissions/allowKills")

    /** Replaces all change permissions. */
    public fun changePermissions(block: Block<ChangePermissionsBuilder>): UpdateEnvironmentBuilder = apply {
        replaceBuilt("/changePermissions", ChangePermissionsBuilder().configuredBy(block))
    }

    /** Replaces all data export permissions. */
    public fun dataExportPermissions(block: Block<DataExportPermissionsBuilder>): UpdateEnvironmentBuilder = apply {
        replaceBuilt("/dataExportPermissions", DataExportPermissionsBuilder().configuredBy(block))
    }

    /** Sets [UpdateEnvironmentBuilder.name]. */
    public fun name(name: String): UpdateEnvironmentBuilder = apply { this.name = name }

    /** Sets [UpdateEnvironmentBuilder.production]. */
    public fun production(production: Boolean): UpdateEnvironmentBuilder = apply { this.production = production }

    /** Sets [UpdateEnvironmentBuilder.areApprovalsRequired]. */
    public fun areApprovalsRequired(required: Boolean): UpdateEnvironmentBuilder = apply { areApprovalsRequired = required }

    /** Sets [UpdateEnvironmentBuilder.allowKills]. */
    public fun allowKills(allowed: Boolean): UpdateEnvironmentBuilder = apply { allowKills = allowed }
}

/** Builds who may change what is in an environment. What is not said is off. */
public class ChangePermissionsBuilder internal constructor() : PayloadBuilder("change permissions") {
    /** Whether definitions and segments change only through approved change requests. */
    public var areApprovalsRequired: Boolean by flag("areApprovalsRequired")

    /** Whether a kill needs no approval all the same. */
    public var allowKills: Boolean by flag("allowKills")

    /** Sets [ChangePermissionsBuilder.areApprovalsRequired]. */
    public fun areApprovalsRequired(required: Boolean): ChangePermissionsBuilder = apply { areApprovalsRequired = required }

    /** Sets [ChangePermissionsBuilder.allowKills]. */
    public fun allowKills(allowed: Boolean): ChangePermissionsBuilder = apply { allowKills = allowed }

    /** Lets only those named here, and in other calls of this, approve. Java says [approverUser] and [approverGroup]. */
    @JvmSynthetic
    public fun approver(user: String? = null, group: String? = null): ChangePermissionsBuilder = apply {
        restrict("areApproversRestricted", "approvers", user, group, null)
    }

    /** Lets only those named here, and in other calls of this, change. Java says [editorUser], [editorGroup] and [editorApiKey]. */
    @JvmSynthetic
    public fun editor(user: String? = null, group: String? = null, apiKey: String? = null): ChangePermissionsBuilder = apply {
        restrict("areEditorsRestricted", "editors", user, group, apiKey)
    }

    /** Lets only this user, by id, and the other approvers that are named approve. */
    public fun approverUser(userId: String): ChangePermissionsBuilder = approver(user = userId)

    /** Lets only this group, by id, and the other approvers that are named approve. */
    public fun approverGroup(groupId: String): ChangePermissionsBuilder = approver(group = groupId)

    /** Lets only this user, by id, and the other editors that are named change. */
    public fun editorUser(userId: String): ChangePermissionsBuilder = editor(user = userId)

    /** Lets only this group, by id, and the other editors that are named change. */
    public fun editorGroup(groupId: String): ChangePermissionsBuilder = editor(group = groupId)

    /** Lets only this API key, by id, and the other editors that are named change. */
    public fun editorApiKey(apiKeyId: String): ChangePermissionsBuilder = editor(apiKey = apiKeyId)

    /** Lets a group go without approval; Split takes only the id of Administrators. */
    public fun approvalSkippableBy(group: String): ChangePermissionsBuilder = apply {
        append("approvalSkippableBy", listOf(reference("group", group)))
    }
}

/** Builds who may export the data of an environment. */
public class DataExportPermissionsBuilder internal constructor() : PayloadBuilder("data export permissions") {
    /** Lets only those named here, and in other calls of this, export. Java says [exporterUser], [exporterGroup] and [exporterApiKey]. */
    @JvmSynthetic
    public fun exporter(user: String? = null, group: String? = null, apiKey: String? = null): DataExportPermissionsBuilder = apply {
        restrict("areExportersRestricted", "exporters", user, group, apiKey)
    }

    /** Lets only this user, by id, and the other exporters that are named export. */
    public fun exporterUser(userId: String): DataExportPermissionsBuilder = exporter(user = userId)

    /** Lets only this group, by id, and the other exporters that are named export. */
    public fun exporterGroup(groupId: String): DataExportPermissionsBuilder = exporter(group = groupId)

    /** Lets only this API key, by id, and the other exporters that are named export. */
    public fun exporterApiKey(apiKeyId: String): DataExportPermissionsBuilder = exporter(apiKey = apiKeyId)
}

private fun PayloadBuilder.restrict(switch: String, list: String, user: String?, group: String?, apiKey: String?) {
    fields[switch] = JsonPrimitive(true)
    appendSubjects(list, user, group, apiKey)
}

private fun wrongEnvironmentName(name: String): String? = when {
    name.isBlank() -> "is blank"
    name.length > SplitLimits.ENVIRONMENT_NAME -> "is ${name.length} characters long, must be at most ${SplitLimits.ENVIRONMENT_NAME}"
    else -> null
}
