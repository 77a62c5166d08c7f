package dev.tricolor.launchdarkly

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.OpenEnum
import dev.tricolor.PayloadBuilder
import dev.tricolor.Problems
import dev.tricolor.booleanOrNull
import dev.tricolor.document
import dev.tricolor.documents
import dev.tricolor.longOrNull
import dev.tricolor.quoted
import dev.tricolor.string
import dev.tricolor.stringOrNull
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * What a big segment says of one key.
 *
 * @property userKey the key, of whatever kind of context the segment is
 * @property included whether it is included
 * @property excluded whether it is excluded
 */
@Serializable(with = BigSegmentTarget.Companion::class)
public class BigSegmentTarget internal constructor(json: JsonObject) : Document(json) {
    public val userKey: String = json.string("userKey")
    public val included: Boolean? = json.booleanOrNull("included")
    public val excluded: Boolean? = json.booleanOrNull("excluded")

    public companion object : DocumentType<BigSegmentTarget>(::BigSegmentTarget)
}

/** Says which keys a big segment gains and loses. */
public class BigSegmentTargetsBuilder : PayloadBuilder("targets of a big segment") {
    private val changes = linkedMapOf<Pair<String, String>, LinkedHashSet<String>>()

    /** Includes [keys]. */
    public fun include(vararg keys: String): BigSegmentTargetsBuilder = include(keys.asList())

    /** Includes [keys]. */
    public fun include(keys: Collection<String>): BigSegmentTargetsBuilder = say(INCLUDED, ADD, keys)

    /** Excludes [keys]. */
    public fun exclude(vararg keys: String): BigSegmentTargetsBuilder = exclude(keys.asList())

    /** Excludes [keys]. */
    public fun exclude(keys: Collection<String>): BigSegmentTargetsBuilder = say(EXCLUDED, ADD, keys)

    /** Includes [keys] no longer. */
    public fun removeIncluded(vararg keys: String): BigSegmentTargetsBuilder = removeIncluded(keys.asList())

    /** Includes [keys] no longer. */
    public fun removeIncluded(keys: Collection<String>): BigSegmentTargetsBuilder = say(INCLUDED, REMOVE, keys)

    /** Excludes [keys] no longer. */
    public fun removeExcluded(vararg keys: String): BigSegmentTargetsBuilder = removeExcluded(keys.asList())

    /** Excludes [keys] no longer. */
    public fun removeExcluded(keys: Collection<String>): BigSegmentTargetsBuilder = say(EXCLUDED, REMOVE, keys)

    override fun json(): JsonObject {
        changes.entries.groupBy({ it.key.first }) { it.key.second to JsonArray(it.value.map(::JsonPrimitive)) }
            .forEach { (list, said) -> fields[list] = JsonObject(said.toMap()) }
        return super.json()
    }

    override fun check(json: JsonObject, problems: Problems) {
        problems.require(json.isNotEmpty(), "included") { "is missing, and so is \"excluded\", must be at least one of them" }
        changes.forEach { (place, keys) -> problems.requireTexts(keys, "${place.first}.${place.second}") }
        contradict(problems, INCLUDED to ADD, EXCLUDED to ADD)
        contradict(problems, INCLUDED to ADD, INCLUDED to REMOVE)
        contradict(problems, EXCLUDED to ADD, EXCLUDED to REMOVE)
    }

    private fun say(list: String, change: String, keys: Collection<String>) = apply {
        changes.getOrPut(list to change) { LinkedHashSet() } += keys
    }

    private fun contradict(problems: Problems, one: Pair<String, String>, other: Pair<String, String>) {
        val both = changes[one].orEmpty() intersect changes[other].orEmpty()
        problems.require(both.isEmpty(), "${other.first}.${other.second}") {
            "has ${quoted(both.first())}, which ${one.first}.${one.second} has too"
        }
    }

    private companion object {
        const val INCLUDED = "included"
        const val EXCLUDED = "excluded"
        const val ADD = "add"
        const val REMOVE = "remove"
    }
}

/** Tells of an empty list, and of blanks in it. */
internal fun Problems.requireTexts(values: Collection<String>, path: String) {
    require(values.isNotEmpty(), path) { "are none, must be at least one" }
    requireNoBlank(values, path)
}

/** Tells of blanks in a list. */
internal fun Problems.requireNoBlank(values: Collection<String>, path: String): Unit =
    values.forEachIndexed { index, value -> require(value.isNotBlank(), "$path[$index]") { "is blank" } }

/**
 * The keys of a big segment on their way into a file.
 *
 * @property id its id
 * @property segmentKey the segment
 * @property creationTime in epoch milliseconds
 * @property status how far it has come
 * @property sizeBytes the size of the file
 * @property size the size of the file, for people: `18 B`
 * @property initiator who asked for it
 * @property links where it and, once it is complete, the file are found
 */
@Serializable(with = SegmentExport.Companion::class)
public class SegmentExport internal constructor(json: JsonObject) : Document(json) {
    public val id: String = json.string("id")
    public val segmentKey: String? = json.stringOrNull("segmentKey")
    public val creationTime: Long? = json.longOrNull("creationTime")
    public val status: SegmentExportStatus? = json.stringOrNull("status")?.let(SegmentExportStatus::of)
    public val sizeBytes: Long? = json.longOrNull("sizeBytes")
    public val size: String? = json.stringOrNull("size")
    public val initiator: SegmentExportInitiator? = json.document("initiator", ::SegmentExportInitiator)
    public val links: Map<String, Link> = json.links()

    public companion object : DocumentType<SegmentExport>(::SegmentExport)
}

/** How far an export has come. LaunchDarkly documents only the last of its states. */
public class SegmentExportStatus private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** The file is there. */
        @JvmField public val COMPLETE: SegmentExportStatus = SegmentExportStatus("complete")

        /** The status that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): SegmentExportStatus = SegmentExportStatus(value)
    }
}

/**
 * Who asked for an export.
 *
 * @property name their name
 * @property email their address
 */
@Serializable(with = SegmentExportInitiator.Companion::class)
public class SegmentExportInitiator internal constructor(json: JsonObject) : Document(json) {
    public val name: String? = json.stringOrNull("name")
    public val email: String? = json.stringOrNull("email")

    public companion object : DocumentType<SegmentExportInitiator>(::SegmentExportInitiator)
}

/**
 * Keys on their way from a file into a big segment.
 *
 * @property id its id
 * @property segmentKey the segment
 * @property creationTime in epoch milliseconds
 * @property mode whether they take the place of the keys that are there
 * @property status how far it has come
 * @property files the files
 * @property links where it and what belongs to it are found
 */
@Serializable(with = SegmentImport.Companion::class)
public class SegmentImport internal constructor(json: JsonObject) : Document(json) {
    public val id: String = json.string("id")
    public val segmentKey: String? = json.stringOrNull("segmentKey")
    public val creationTime: Long? = json.longOrNull("creationTime")
    public val mode: SegmentImportMode? = json.stringOrNull("mode")?.let(SegmentImportMode::of)
    public val status: SegmentImportStatus? = json.stringOrNull("status")?.let(SegmentImportStatus::of)
    public val files: List<SegmentImportFile> = json.documents("files", ::SegmentImportFile)
    public val links: Map<String, Link> = json.links()

    public companion object : DocumentType<SegmentImport>(::SegmentImport)
}

/** What imported keys do to those that are there. */
public class SegmentImportMode private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** They are added to them. */
        @JvmField public val MERGE: SegmentImportMode = SegmentImportMode("merge")

        /** They take their place. */
        @JvmField public val REPLACE: SegmentImportMode = SegmentImportMode("replace")

        /** The mode that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): SegmentImportMode = SegmentImportMode(value)
    }
}

/** How far an import has come. */
public class SegmentImportStatus private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** The file is being read. */
        @JvmField public val PREPARING: SegmentImportStatus = SegmentImportStatus("preparing")

        /** Somebody must approve it. */
        @JvmField public val PENDING_APPROVAL: SegmentImportStatus = SegmentImportStatus("pending_approval")

        /** It can be carried out: [SegmentPatchBuilder.processBigSegmentImport]. */
        @JvmField public val READY: SegmentImportStatus = SegmentImportStatus("ready")

        /** It is being carried out. */
        @JvmField public val IN_PROGRESS: SegmentImportStatus = SegmentImportStatus("in_progress")

        /** The keys are in. */
        @JvmField public val COMPLETE: SegmentImportStatus = SegmentImportStatus("complete")

        /** It was stopped. */
        @JvmField public val STOPPED: SegmentImportStatus = SegmentImportStatus("stopped")

        /** The status that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): SegmentImportStatus = SegmentImportStatus(value)
    }
}

/**
 * A file of an import.
 *
 * @property filename its name
 * @property status how far it has come
 */
@Serializable(with = SegmentImportFile.Companion::class)
public class SegmentImportFile internal constructor(json: JsonObject) : Document(json) {
    public val filename: String? = json.stringOrNull("filename")
    public val status: SegmentImportStatus? = json.stringOrNull("status")?.let(SegmentImportStatus::of)

    public companion object : DocumentType<SegmentImportFile>(::SegmentImportFile)
}
