package dev.tricolor.optimizely

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.booleanOrNull
import dev.tricolor.document
import dev.tricolor.long
import dev.tricolor.longOrNull
import dev.tricolor.stringOrNull
import dev.tricolor.strings
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject

/**
 * An environment: where a project's features and experiments run, each with a status and rules of its own.
 *
 * @property id its id
 * @property projectId the project that it belongs to
 * @property key what features and experiments name it by; unique in its project
 * @property name what people call it
 * @property description what it is for
 * @property isPrimary whether it is the project's first, whose status experiments show as their own
 * @property hasRestrictedPermissions whether it takes a publisher to start experiments in it
 * @property priority its place in Optimizely's app
 * @property datafile what SDKs are told of it, and where they find it
 * @property archived whether it is put away
 * @property created when it was made
 * @property lastModified when it was last changed
 * @see <a href="https://docs.developers.optimizely.com/experimentation-api/reference/environments">Environments</a>
 */
@Serializable(with = Environment.Companion::class)
public class Environment internal constructor(json: JsonObject) : Document(json) {
    public val id: Long = json.long("id")
    public val projectId: Long? = json.longOrNull("project_id")
    public val key: String? = json.stringOrNull("key")
    public val name: String? = json.stringOrNull("name")
    public val description: String? = json.stringOrNull("description")
    public val isPrimary: Boolean? = json.booleanOrNull("is_primary")
    public val hasRestrictedPermissions: Boolean? = json.booleanOrNull("has_restricted_permissions")
    public val priority: Long? = json.longOrNull("priority")
    public val datafile: EnvironmentDatafile? = json.document("datafile", ::EnvironmentDatafile)
    public val archived: Boolean? = json.booleanOrNull("archived")
    public val created: String? = json.stringOrNull("created")
    public val lastModified: String? = json.stringOrNull("last_modified")

    public companion object : DocumentType<Environment>(::Environment)
}

/**
 * Where the datafile of an environment is found.
 *
 * @property id its id
 * @property url where SDKs read it
 * @property otherUrls where else it is
 * @property sdkKey what SDKs name the environment by
 * @property revision counts its changes
 * @property latestFileSize how large it is, in bytes
 */
@Serializable(with = EnvironmentDatafile.Companion::class)
public class EnvironmentDatafile internal constructor(json: JsonObject) : Document(json) {
    public val id: Long? = json.longOrNull("id")
    public val url: String? = json.stringOrNull("url")
    public val otherUrls: List<String> = json.strings("other_urls")
    public val sdkKey: String? = json.stringOrNull("sdk_key")
    public val revision: Long? = json.longOrNull("revision")
    public val latestFileSize: Long? = json.longOrNull("latest_file_size")

    public companion object : DocumentType<EnvironmentDatafile>(::EnvironmentDatafile)
}
