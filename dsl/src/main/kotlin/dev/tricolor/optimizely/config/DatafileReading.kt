@file:OptIn(ExperimentalSerializationApi::class)

package dev.tricolor.optimizely.config

import dev.tricolor.Problem
import dev.tricolor.Problems
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.SerializationException
import kotlinx.serialization.descriptors.PrimitiveKind
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.descriptors.StructureKind
import kotlinx.serialization.descriptors.nonNullOriginal
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.booleanOrNull

private val FORMAT by lazy(LazyThreadSafetyMode.PUBLICATION) {
    Json {
        ignoreUnknownKeys = true
        // A null is as good as nothing, where nothing is allowed.
        coerceInputValues = true
    }
}

/** Reads [text] in one pass. Only when that fails is it read again, to find everything that is wrong with it. */
internal fun readDatafile(text: String): Datafile = try {
    FORMAT.decodeFromString(Datafile.serializer(), text)
} catch (unreadable: SerializationException) {
    throw InvalidDatafileException(problemsOf(text).ifEmpty { listOf(Problem(WHOLE, excerpt(unreadable.message.orEmpty()))) })
}

/** What there is to say when reading a datafile takes more stack than there is. */
internal fun nestedTooDeeply() = InvalidDatafileException(listOf(Problem(WHOLE, "is nested too deeply")))

private fun problemsOf(text: String): List<Problem> {
    val root = try {
        Json.parseToJsonElement(text)
    } catch (noJson: SerializationException) {
        return listOf(Problem(WHOLE, "is not JSON: ${excerpt(noJson.message.orEmpty())}"))
    }
    if (root !is JsonObject) return listOf(Problem(WHOLE, "is ${excerpt(root.toString())}, must be an object"))
    return Problems().also { compare(root, Datafile.serializer().descriptor, it) }.all
}

/** Holds [value] against the [type] that it was to be read as. */
private fun compare(value: JsonElement, type: SerialDescriptor, problems: Problems) {
    when (value) {
        is JsonObject if type.kind == StructureKind.CLASS ->
            repeat(type.elementsCount) { compareMember(value, type, it, problems) }
        is JsonArray if type.kind == StructureKind.LIST ->
            value.forEachIndexed { index, item -> compare(item, type.getElementDescriptor(0), problems.at("[$index]")) }
        else -> problems.require(isOf(value, type), "") { "is ${excerpt(value.toString())}, must be ${nameOf(type)}" }
    }
}

private fun compareMember(value: JsonObject, type: SerialDescriptor, index: Int, problems: Problems) {
    val name = type.getElementName(index)
    val member = value[name]
    val memberType = type.getElementDescriptor(index)
    when {
        member != null && member !is JsonNull -> compare(member, memberType, problems.at(name))
        type.isElementOptional(index) -> Unit
        else -> problems.add(name, "is ${member ?: "missing"}, must be ${nameOf(memberType)}")
    }
}

private fun isOf(value: JsonElement, type: SerialDescriptor): Boolean {
    shapeOf(type)?.let { return it.valueOf(value) != null }
    return value is JsonPrimitive && when (type.kind) {
        PrimitiveKind.STRING -> value.isString
        PrimitiveKind.BOOLEAN -> !value.isString && value.booleanOrNull != null
        else -> false
    }
}

private fun nameOf(type: SerialDescriptor): String = shapeOf(type)?.called ?: when (type.kind) {
    StructureKind.CLASS -> "an object"
    StructureKind.LIST -> "a list"
    PrimitiveKind.BOOLEAN -> "true or false"
    else -> "text"
}

private fun shapeOf(type: SerialDescriptor): Shape<*>? = Shape.ALL.find { it.descriptor.serialName == type.nonNullOriginal.serialName }

private fun excerpt(text: String) = if (text.length > EXCERPT) text.take(EXCERPT) + "…" else text

private const val WHOLE = "datafile"
private const val EXCERPT = 200
