package dev.tricolor.launchdarkly

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.PayloadBuilder
import dev.tricolor.Problems
import dev.tricolor.booleanOrNull
import dev.tricolor.documents
import dev.tricolor.longOrNull
import dev.tricolor.quoted
import dev.tricolor.quotedList
import dev.tricolor.stringOrNull
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject

/**
 * Of which context kinds the experiments of a project may be randomized.
 *
 * @property projectId the project's id
 * @property projectKey the project's key
 * @property randomizationUnits the context kinds
 * @property creationDate in epoch milliseconds
 * @property links where it and what belongs to it are found
 * @see <a href="https://launchdarkly.com/docs/api/experiments">Experiments</a>
 */
@Serializable(with = ExperimentationSettings.Companion::class)
public class ExperimentationSettings internal constructor(json: JsonObject) : Document(json) {
    public val projectId: String? = json.stringOrNull("_projectId")
    public val projectKey: String? = json.stringOrNull("_projectKey")
    public val randomizationUnits: List<ExperimentRandomizationUnit> =
        json.documents("randomizationUnits", ::ExperimentRandomizationUnit)
    public val creationDate: Long? = json.longOrNull("_creationDate")
    public val links: Map<String, Link> = json.links()

    public companion object : DocumentType<ExperimentationSettings>(::ExperimentationSettings) {
        @JvmStatic
        override fun fromJson(text: String): ExperimentationSettings = super.fromJson(text)
    }
}

/**
 * A context kind of which experiments may be randomized.
 *
 * @property randomizationUnit the key of the context kind
 * @property default whether new experiments take it unless told otherwise
 * @property hidden whether the user interface leaves it out
 * @property displayName what the user interface calls it
 * @property standardRandomizationUnit what it was likened to; no longer answered
 */
@Serializable(with = ExperimentRandomizationUnit.Companion::class)
public class ExperimentRandomizationUnit internal constructor(json: JsonObject) : Document(json) {
    public val randomizationUnit: String? = json.stringOrNull("randomizationUnit")
    @get:JvmName("isDefault")
    public val default: Boolean = json.booleanOrNull("default") ?: false
    @get:JvmName("isHidden")
    public val hidden: Boolean = json.booleanOrNull("_hidden") ?: false
    public val displayName: String? = json.stringOrNull("_displayName")
    public val standardRandomizationUnit: String? = json.stringOrNull("standardRandomizationUnit")

    public companion object : DocumentType<ExperimentRandomizationUnit>(::ExperimentRandomizationUnit)
}

/** Says of which context kinds the experiments of a project may be randomized; takes the place of the ones that were said before. */
public class ExperimentationSettingsBuilder : PayloadBuilder("experimentation settings") {
    private val units = mutableListOf<JsonObject>()

    /** Allows the context kind [contextKind], which must exist. */
    public fun randomizationUnit(contextKind: String): ExperimentationSettingsBuilder = randomizationUnit(contextKind, default = false)

    /** Allows the context kind [contextKind], which must exist; one at most is the [default]. */
    public fun randomizationUnit(contextKind: String, default: Boolean): ExperimentationSettingsBuilder = apply {
        units += buildJsonObject {
            put("randomizationUnit", JsonPrimitive(contextKind))
            put("default", JsonPrimitive(default))
        }
    }

    override fun json(): JsonObject {
        put("randomizationUnits", units)
        return super.json()
    }

    override fun check(json: JsonObject, problems: Problems) {
        val units = ExperimentationSettings(json).randomizationUnits
        problems.require(units.isNotEmpty(), "randomizationUnits") { "there are none, must be at least one" }
        units.forEachIndexed { index, unit ->
            val kind = unit.randomizationUnit
            val path = "randomizationUnits[$index].randomizationUnit"
            problems.require(!kind.isNullOrBlank(), path) { "is blank" }
            val first = units.indexOfFirst { it.randomizationUnit == kind }
            problems.require(first == index, path) { "${quoted(kind)} is already randomizationUnits[$first]" }
        }
        val defaults = units.filter { it.default }.map { it.randomizationUnit }
        problems.require(defaults.size <= 1, "randomizationUnits") { "${quotedList(defaults)} are defaults, at most one may be" }
    }
}
