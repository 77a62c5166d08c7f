package dev.tricolor.optimizely

import dev.tricolor.Block
import dev.tricolor.PayloadBuilder
import dev.tricolor.Problems
import dev.tricolor.configuredBy
import dev.tricolor.doubleOrNull
import dev.tricolor.stringOrNull
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** What can be said of a project, new or not. */
public abstract class ProjectFields<Self : ProjectFields<Self>> internal constructor(payload: String) : PayloadBuilder(payload) {
    /** What it is for. */
    public var description: String by text("description")

    /** Whether it is in use. */
    public var status: ProjectStatus by openEnum("status", ProjectStatus::of)

    /** From which confidence on a variation counts as a winner or a loser: 0.5 to 1, to four decimals. */
    public var confidenceThreshold: Double by double("confidence_threshold")

    /** The service of dynamic customer profiles that it uses. */
    public var dcpServiceId: Long by long("dcp_service_id")

    /** Sets [ProjectFields.description]. */
    public fun description(description: String): Self = self().apply { this.description = description }

    /** Sets [ProjectFields.status]. */
    public fun status(status: ProjectStatus): Self = self().apply { this.status = status }

    /** Sets [ProjectFields.confidenceThreshold]. */
    public fun confidenceThreshold(confidence: Double): Self = self().apply { confidenceThreshold = confidence }

    /** Sets [ProjectFields.dcpServiceId]. */
    public fun dcpServiceId(id: Long): Self = self().apply { dcpServiceId = id }

    /** What its snippet does, on the web. */
    public fun webSnippet(block: Block<WebSnippetBuilder>): Self =
        self().apply { nested("web_snippet", WebSnippetBuilder().configuredBy(block)) }

    override fun check(json: JsonObject, problems: Problems) {
        problems.require(json.stringOrNull("name")?.isBlank() != true, "name") { "is blank" }
        json.doubleOrNull("confidence_threshold")?.let {
            problems.require(it in OptimizelyLimits.LEAST_CONFIDENCE..1.0, "confidence_threshold") {
                "is $it, must be ${OptimizelyLimits.LEAST_CONFIDENCE} to 1"
            }
        }
    }

    @Suppress("UNCHECKED_CAST") // Self is the class itself, as in every subclass.
    private fun self() = this as Self
}

/**
 * Builds a new project.
 *
 * @param name what people call it
 */
public class ProjectBuilder(name: String) : ProjectFields<ProjectBuilder>("project") {
    init {
        fields["name"] = JsonPrimitive(name)
    }

    /** What it runs on; [ProjectPlatform.WEB] unless set, [ProjectPlatform.CUSTOM] for Full Stack. Never changes. */
    public var platform: ProjectPlatform by openEnum("platform", ProjectPlatform::of)

    /** Sets [ProjectBuilder.platform]. */
    public fun platform(platform: ProjectPlatform): ProjectBuilder = apply { this.platform = platform }

    /** The languages of its SDKs, on other platforms than the web: `java`, `python`, `node`. */
    public fun sdks(vararg sdks: String): ProjectBuilder = apply { fields["sdks"] = JsonArray(sdks.map(::JsonPrimitive)) }
}

/** Builds a change of a project: what is not said stays as it is. Its platform cannot be changed. */
public class ProjectUpdateBuilder : ProjectFields<ProjectUpdateBuilder>("project update") {
    /** What people call it. */
    public var name: String by text("name")

    /** Sets [ProjectUpdateBuilder.name]. */
    public fun name(name: String): ProjectUpdateBuilder = apply { this.name = name }

    override fun check(json: JsonObject, problems: Problems) {
        super.check(json, problems)
        problems.requireChange(json)
    }
}

/** Says what the snippet of a web project does. */
public class WebSnippetBuilder internal constructor() : PayloadBuilder("web snippet") {
    /** Whether a URL may force a variation. */
    public var enableForceVariation: Boolean by flag("enable_force_variation")

    /** Whether experiments that are not running are left out. */
    public var excludeDisabledExperiments: Boolean by flag("exclude_disabled_experiments")

    /** Whether names are left out. */
    public var excludeNames: Boolean by flag("exclude_names")

    /** Whether jQuery is in it. */
    public var includeJquery: Boolean by flag("include_jquery")

    /** Whether the last part of visitors' addresses is dropped. */
    public var ipAnonymization: Boolean by flag("ip_anonymization")

    /** A regular expression of addresses that do not count, at most 1,500 characters. */
    public var ipFilter: String by text("ip_filter")

    /** Which jQuery is in it: `jquery-1.6.4-full`, `jquery-1.6.4-trim`, `jquery-1.11.3-full`, `jquery-1.11.3-trim` or `none`. */
    public var library: String by text("library")

    /** Code that runs before everything else. */
    public var projectJavascript: String by text("project_javascript")

    /** Sets [WebSnippetBuilder.enableForceVariation]. */
    public fun enableForceVariation(enable: Boolean): WebSnippetBuilder = apply { enableForceVariation = enable }

    /** Sets [WebSnippetBuilder.excludeDisabledExperiments]. */
    public fun excludeDisabledExperiments(exclude: Boolean): WebSnippetBuilder = apply { excludeDisabledExperiments = exclude }

    /** Sets [WebSnippetBuilder.excludeNames]. */
    public fun excludeNames(exclude: Boolean): WebSnippetBuilder = apply { excludeNames = exclude }

    /** Sets [WebSnippetBuilder.includeJquery]. */
    public fun includeJquery(include: Boolean): WebSnippetBuilder = apply { includeJquery = include }

    /** Sets [WebSnippetBuilder.ipAnonymization]. */
    public fun ipAnonymization(anonymize: Boolean): WebSnippetBuilder = apply { ipAnonymization = anonymize }

    /** Sets [WebSnippetBuilder.ipFilter]. */
    public fun ipFilter(regex: String): WebSnippetBuilder = apply { ipFilter = regex }

    /** Sets [WebSnippetBuilder.library]. */
    public fun library(library: String): WebSnippetBuilder = apply { this.library = library }

    /** Sets [WebSnippetBuilder.projectJavascript]. */
    public fun projectJavascript(code: String): WebSnippetBuilder = apply { projectJavascript = code }

    override fun check(json: JsonObject, problems: Problems) {
        val filter = json.stringOrNull("ip_filter").orEmpty()
        problems.require(filter.length <= OptimizelyLimits.IP_FILTER, "ip_filter") {
            "has ${filter.length} characters, must have at most ${OptimizelyLimits.IP_FILTER}"
        }
    }
}
