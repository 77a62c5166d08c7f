package dev.tricolor.optimizely

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.OpenEnum
import dev.tricolor.booleanOrNull
import dev.tricolor.document
import dev.tricolor.doubleOrNull
import dev.tricolor.long
import dev.tricolor.longOrNull
import dev.tricolor.stringOrNull
import dev.tricolor.strings
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject

/**
 * A project: what experiments, features, audiences, attributes and events live in.
 *
 * @property id its id
 * @property accountId the account that it belongs to
 * @property name what people call it
 * @property description what it is for
 * @property platform what it runs on; [ProjectPlatform.CUSTOM] is Full Stack
 * @property sdks the languages of its SDKs, on other platforms than the web
 * @property status whether it is archived
 * @property confidenceThreshold from which confidence on a variation counts as a winner or a loser: 0.5 to 1
 * @property isClassic whether only the classic API, v1, can change it
 * @property isFlagsEnabled whether its features are flags, which have an API of their own
 * @property dcpServiceId the service of dynamic customer profiles that it uses
 * @property socketToken what mobile apps name it by
 * @property thirdPartyPlatform the platform that it is meant for: `salesforce`
 * @property webSnippet what its snippet does, on the web
 * @property created when it was made
 * @property lastModified when it was last changed
 * @see <a href="https://docs.developers.optimizely.com/experimentation-api/reference/projects">Projects</a>
 */
@Serializable(with = Project.Companion::class)
public class Project internal constructor(json: JsonObject) : Document(json) {
    public val id: Long = json.long("id")
    public val accountId: Long? = json.longOrNull("account_id")
    public val name: String? = json.stringOrNull("name")
    public val description: String? = json.stringOrNull("description")
    public val platform: ProjectPlatform? = json.stringOrNull("platform")?.let(ProjectPlatform::of)
    public val sdks: List<String> = json.strings("sdks")
    public val status: ProjectStatus? = json.stringOrNull("status")?.let(ProjectStatus::of)
    public val confidenceThreshold: Double? = json.doubleOrNull("confidence_threshold")
    public val isClassic: Boolean? = json.booleanOrNull("is_classic")
    public val isFlagsEnabled: Boolean? = json.booleanOrNull("is_flags_enabled")
    public val dcpServiceId: Long? = json.longOrNull("dcp_service_id")
    public val socketToken: String? = json.stringOrNull("socket_token")
    public val thirdPartyPlatform: String? = json.stringOrNull("third_party_platform")
    public val webSnippet: WebSnippet? = json.document("web_snippet", ::WebSnippet)
    public val created: String? = json.stringOrNull("created")
    public val lastModified: String? = json.stringOrNull("last_modified")

    public companion object : DocumentType<Project>(::Project)
}

/**
 * What the snippet of a web project does.
 *
 * @property codeRevision how often the snippet has changed
 * @property jsFileSize how large the snippet is, in bytes
 * @property enableForceVariation whether a URL may force a variation
 * @property excludeDisabledExperiments whether experiments that are not running are left out
 * @property excludeNames whether names are left out
 * @property includeJquery whether jQuery is in it
 * @property ipAnonymization whether the last part of visitors' addresses is dropped
 * @property ipFilter a regular expression of addresses that do not count
 * @property library which jQuery is in it: `jquery-1.11.3-trim`
 * @property projectJavascript code that runs before everything else
 */
@Serializable(with = WebSnippet.Companion::class)
public class WebSnippet internal constructor(json: JsonObject) : Document(json) {
    public val codeRevision: Long? = json.longOrNull("code_revision")
    public val jsFileSize: Long? = json.longOrNull("js_file_size")
    public val enableForceVariation: Boolean? = json.booleanOrNull("enable_force_variation")
    public val excludeDisabledExperiments: Boolean? = json.booleanOrNull("exclude_disabled_experiments")
    public val excludeNames: Boolean? = json.booleanOrNull("exclude_names")
    public val includeJquery: Boolean? = json.booleanOrNull("include_jquery")
    public val ipAnonymization: Boolean? = json.booleanOrNull("ip_anonymization")
    public val ipFilter: String? = json.stringOrNull("ip_filter")
    public val library: String? = json.stringOrNull("library")
    public val projectJavascript: String? = json.stringOrNull("project_javascript")

    public companion object : DocumentType<WebSnippet>(::WebSnippet)
}

/** What a project runs on. */
public class ProjectPlatform private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** Web pages. */
        @JvmField public val WEB: ProjectPlatform = ProjectPlatform("web")

        /** Apps for iOS. */
        @JvmField public val IOS: ProjectPlatform = ProjectPlatform("ios")

        /** Apps for Android. */
        @JvmField public val ANDROID: ProjectPlatform = ProjectPlatform("android")

        /** Anything with an SDK: Full Stack. */
        @JvmField public val CUSTOM: ProjectPlatform = ProjectPlatform("custom")

        /** The platform that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): ProjectPlatform = ProjectPlatform(value)
    }
}

/** Whether a project is in use. */
public class ProjectStatus private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** In use. */
        @JvmField public val ACTIVE: ProjectStatus = ProjectStatus("active")

        /** Put away: nothing of it runs. */
        @JvmField public val ARCHIVED: ProjectStatus = ProjectStatus("archived")

        /** The status that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): ProjectStatus = ProjectStatus(value)
    }
}
