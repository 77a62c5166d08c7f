package dev.tricolor.emulator.core

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject

/** A JSON Patch (RFC 6902) with the operations that the vendors document. What does not fit is refused with 400. */
internal class JsonPatch(body: JsonElement) {
    private val operations: List<Operation> =
        (body as? JsonArray ?: refuse(400, "JSON Patch: the body must be an array of operations")).map {
            Operation(it as? JsonObject ?: refuse(400, "JSON Patch: not an operation: $it"))
        }

    /** Changes [document] under its [settable] members only; those may also be absent yet. */
    fun applyTo(document: JsonObject, settable: Set<String>): JsonObject {
        operations.filter { it.changes }.forEach {
            val member = it.tokens.firstOrNull()
            if (member !in settable) refuse(400, "JSON Patch: '/${member.orEmpty()}' cannot be changed")
        }
        val absent = settable - document.keys
        val start: JsonElement = document + absent.associateWith { JsonNull }
        val end = operations.fold(start) { patched, operation -> operation.applyTo(patched) } as JsonObject
        return JsonObject(end.filterNot { (name, value) -> name in absent && value is JsonNull })
    }
}

private class Operation(json: JsonObject) {
    private val op = json.requiredText("op")
    private val path = json.optionalText("path") ?: refuse(400, "path is required")
    private val value = json["value"]

    val tokens: List<String> = path.split('/').drop(1).map { it.replace("~1", "/").replace("~0", "~") }

    val changes: Boolean get() = op != "test"

    init {
        if (op !in setOf("add", "replace", "remove", "test")) refuse(400, "JSON Patch: unknown operation '$op'")
        if (path.isNotEmpty() && !path.startsWith("/")) refuse(400, "JSON Patch: path '$path' must start with '/'")
        if (op != "remove" && value == null) refuse(400, "JSON Patch: '$op $path' needs a value")
    }

    fun applyTo(document: JsonElement): JsonElement = edit(document, tokens) ?: JsonNull

    /** What becomes of [at] once the rest of the path is followed; null means that it is removed. */
    private fun edit(at: JsonElement?, rest: List<String>): JsonElement? = when {
        rest.isEmpty() -> place(at)
        at is JsonObject -> editMember(at, rest)
        at is JsonArray -> editItem(at, rest)
        else -> unknown()
    }

    private fun place(at: JsonElement?): JsonElement? = when (op) {
        "add" -> value
        "replace" -> if (at == null) unknown() else value
        "remove" -> if (at == null) unknown() else null
        else -> if (at == value) at else refuse(400, "JSON Patch: test failed at '$path'")
    }

    private fun editMember(at: JsonObject, rest: List<String>): JsonObject {
        val edited = edit(at[rest[0]], rest.drop(1)) ?: return at.without(setOf(rest[0]))
        return at + mapOf(rest[0] to edited)
    }

    private fun editItem(at: JsonArray, rest: List<String>): JsonArray {
        val adds = rest.size == 1 && op == "add"
        val last = if (adds) at.size else at.size - 1
        val index = if (adds && rest[0] == "-") at.size else rest[0].toIntOrNull()
        if (index == null || index !in 0..last) unknown()
        val edited = if (adds) value else edit(at[index], rest.drop(1))
        return JsonArray(at.take(index) + listOfNotNull(edited) + at.drop(if (adds) index else index + 1))
    }

    private fun unknown(): Nothing = refuse(400, "JSON Patch: no such path '$path'")
}
