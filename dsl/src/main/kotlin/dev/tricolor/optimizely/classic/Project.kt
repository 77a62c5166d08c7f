package dev.tricolor.optimizely.classic

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.OpenEnum
import dev.tricolor.Problems
import dev.tricolor.booleanOrNull
import dev.tricolor.long
import dev.tricolor.longOrNull
import dev.tricolor.stringOrNull
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * A project: experiments, goals and audiences that go by one JavaScript file on a site.
 *
 * @property id its id
 * @property accountId the account it belongs to
 * @property codeRevision counts the versions of its JavaScript file; 0 at first
 * @property projectName what people call it
 * @property projectStatus whether it is in use
 * @property created when it was created, as Optimizely writes it
 * @property lastModified when it was changed last, as Optimizely writes it
 * @property library which jQuery its file brings along
 * @property includeJquery whether its file brings jQuery along
 * @property jsFileSize the size of its file in bytes; null before there is one
 * @property projectJavascript what runs on each page before its experiments do
 * @property enableForceVariation whether a parameter in the address can choose the variation
 * @property excludeDisabledExperiments whether the file leaves out what is paused or a draft
 * @property excludeNames whether the file leaves out the names of experiments and variations
 * @property ipAnonymization whether the last part of visitors' addresses is dropped
 * @property ipFilter whose visits are not counted: an address or a regular expression
 * @property socketToken the token of a mobile project
 * @property dcpServiceId the service of dynamic customer profiles that it uses
 */
@Serializable(with = Project.Companion::class)
public class Project internal constructor(json: JsonObject) : Document(json) {
    public val id: Long = json.long("id")
    public val accountId: Long? = json.longOrNull("account_id")
    public val codeRevision: Long? = json.longOrNull("code_revision")
    public val projectName: String? = json.stringOrNull("project_name")
    public val projectStatus: ProjectStatus? = json.stringOrNull("project_status")?.let(ProjectStatus::of)
    public val created: String? = json.stringOrNull("created")
    public val lastModified: String? = json.stringOrNull("last_modified")
    public val library: JavascriptLibrary? = json.stringOrNull("library")?.let(JavascriptLibrary::of)
    public val includeJquery: Boolean? = json.booleanOrNull("include_jquery")
    public val jsFileSize: Long? = json.longOrNull("js_file_size")
    public val projectJavascript: String? = json.stringOrNull("project_javascript")
    public val enableForceVariation: Boolean? = json.booleanOrNull("enable_force_variation")
    public val excludeDisabledExperiments: Boolean? = json.booleanOrNull("exclude_disabled_experiments")
    public val excludeNames: Boolean? = json.booleanOrNull("exclude_names")
    public val ipAnonymization: Boolean? = json.booleanOrNull("ip_anonymization")
    public val ipFilter: String? = json.stringOrNull("ip_filter")
    public val socketToken: String? = json.stringOrNull("socket_token")
    public val dcpServiceId: Long? = json.longOrNull("dcp_service_id")

    public companion object : DocumentType<Project>(::Project)
}

/** Whether a project is in use. */
public class ProjectStatus private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** It is in use. */
        @JvmField public val ACTIVE: ProjectStatus = ProjectStatus("Active")

        /** It is put away. */
        @JvmField public val ARCHIVED: ProjectStatus = ProjectStatus("Archived")

        /** The status that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): ProjectStatus = ProjectStatus(value)
    }
}

/** Which jQuery a project's file brings along. */
public class JavascriptLibrary private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** jQuery 1.6.4. */
        @JvmField public val JQUERY_1_6_4_FULL: JavascriptLibrary = JavascriptLibrary("jquery-1.6.4-full")

        /** What experiments need of jQuery 1.6.4. */
        @JvmField public val JQUERY_1_6_4_TRIM: JavascriptLibrary = JavascriptLibrary("jquery-1.6.4-trim")

        /** jQuery 1.11.3. */
        @JvmField public val JQUERY_1_11_3_FULL: JavascriptLibrary = JavascriptLibrary("jquery-1.11.3-full")

        /** What experiments need of jQuery 1.11.3. */
        @JvmField public val JQUERY_1_11_3_TRIM: JavascriptLibrary = JavascriptLibrary("jquery-1.11.3-trim")

        /** None; the site has its own. */
        @JvmField public val NONE: JavascriptLibrary = JavascriptLibrary("none")

        /** The library that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): JavascriptLibrary = JavascriptLibrary(value)
    }
}

/** Builds a new project, or a change of one. */
public class ProjectBuilder : ClassicBuilder {
    /** A change; only what is said is changed. */
    public constructor() : super("change of a project")

    /** A new project. */
    public constructor(projectName: String) : super("project") {
        fields["project_name"] = JsonPrimitive(projectName)
    }

    /** What people call it. */
    public var projectName: String by text("project_name")

    /** Whether it is in use; projects cannot be deleted, only archived. */
    public var projectStatus: ProjectStatus by choice("project_status", ProjectStatus::of)

    /** Whether its file brings jQuery along; true at first. */
    public var includeJquery: Boolean by flag("include_jquery")

    /** Which jQuery its file brings along. */
    public var library: JavascriptLibrary by choice("library", JavascriptLibrary::of)

    /** What runs on each page before its experiments do; null for nothing. */
    public var projectJavascript: String? by nullableText("project_javascript")

    /** Whether a parameter in the address can choose the variation. */
    public var enableForceVariation: Boolean by flag("enable_force_variation")

    /** Whether the file leaves out what is paused or a draft. */
    public var excludeDisabledExperiments: Boolean by flag("exclude_disabled_experiments")

    /** Whether the file leaves out the names of experiments and variations; null as Optimizely likes. */
    public var excludeNames: Boolean? by nullableFlag("exclude_names")

    /** Whether the last part of visitors' addresses is dropped. */
    public var ipAnonymization: Boolean by flag("ip_anonymization")

    /** Whose visits are not counted: an address or a regular expression; null or empty for nobody's. */
    public var ipFilter: String? by nullableText("ip_filter")

    /** The service of dynamic customer profiles that it uses; null for none. */
    public var dcpServiceId: Long? by nullableLong("dcp_service_id")

    /** Sets [ProjectBuilder.projectName]. */
    public fun projectName(name: String): ProjectBuilder = apply { projectName = name }

    /** Sets [ProjectBuilder.projectStatus]. */
    public fun projectStatus(status: ProjectStatus): ProjectBuilder = apply { projectStatus = status }

    /** Sets [ProjectBuilder.includeJquery]. */
    public fun includeJquery(include: Boolean): ProjectBuilder = apply { includeJquery = include }

    /** Sets [ProjectBuilder.library]. */
    public fun library(library: JavascriptLibrary): ProjectBuilder = apply { this.library = library }

    /** Sets [ProjectBuilder.projectJavascript]. */
    public fun projectJavascript(code: String?): ProjectBuilder = apply { projectJavascript = code }

    /** Sets [ProjectBuilder.enableForceVariation]. */
    public fun enableForceVariation(enable: Boolean): ProjectBuilder = apply { enableForceVariation = enable }

    /** Sets [ProjectBuilder.excludeDisabledExperiments]. */
    public fun excludeDisabledExperiments(exclude: Boolean): ProjectBuilder = apply { excludeDisabledExperiments = exclude }

    /** Sets [ProjectBuilder.excludeNames]. */
    public fun excludeNames(exclude: Boolean?): ProjectBuilder = apply { excludeNames = exclude }

    /** Sets [ProjectBuilder.ipAnonymization]. */
    public fun ipAnonymization(anonymize: Boolean): ProjectBuilder = apply { ipAnonymization = anonymize }

    /** Sets [ProjectBuilder.ipFilter]. */
    public fun ipFilter(filter: String?): ProjectBuilder = apply { ipFilter = filter }

    /** Sets [ProjectBuilder.dcpServiceId]. */
    public fun dcpServiceId(id: Long?): ProjectBuilder = apply { dcpServiceId = id }

    override fun check(json: JsonObject, problems: Problems) {
        super.check(json, problems)
        problems.requireText(json, "project_name")
    }
}
