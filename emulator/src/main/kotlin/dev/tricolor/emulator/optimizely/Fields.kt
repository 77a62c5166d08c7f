package dev.tricolor.emulator.optimizely

import dev.tricolor.emulator.core.Refusal
import dev.tricolor.emulator.core.boolean
import dev.tricolor.emulator.core.integer
import dev.tricolor.emulator.core.orAbsent
import dev.tricolor.emulator.core.text
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.doubleOrNull

/** Refuses a body because of one member of it. */
internal fun refuse(field: String, problem: String): Nothing = throw Refusal(400, "$field: $problem", fields = mapOf(field to problem))

/**
 * Holds the members of a body to what they may be, and refuses it with all that is wrong, by the names of the members. Null counts as
 * absent.
 */
internal class Fields(private val body: JsonObject, private val at: String = "", private val problems: MutableMap<String, String>) {
    constructor(body: JsonObject) : this(body, "", LinkedHashMap())

    fun required(vararg names: String) {
        names.filter { body[it].orAbsent() == null }.forEach { add(it, "is required") }
        names.filter { body[it].text()?.isBlank() == true }.forEach { add(it, "is blank") }
    }

    fun texts(vararg names: String) = each(names, "text") { it.text() }

    fun booleans(vararg names: String) = each(names, "true or false") { it.boolean() }

    fun integers(vararg names: String) = each(names, "a whole number") { it.integer() }

    fun numbers(name: String, from: Double, to: Double) =
        each(arrayOf(name), "a number from $from to $to") { value -> value.number()?.takeIf { it in from..to } }

    fun basisPoints(vararg names: String) = each(names, "a whole number of basis points, 0 to 10000") { value ->
        value.integer()?.takeIf { it in 0..10_000 }
    }

    fun oneOf(name: String, allowed: Collection<String>) =
        each(arrayOf(name), "one of ${allowed.joinToString()}") { value -> value.text()?.takeIf { it in allowed } }

    /** A list of texts, each out of [allowed]. */
    fun listOfTexts(name: String, allowed: Collection<String>) =
        each(arrayOf(name), "a list out of ${allowed.joinToString()}") { value ->
            (value as? JsonArray)?.takeIf { list -> list.all { it.text() in allowed } }
        }

    fun check(name: String, right: Boolean, otherwise: String) {
        if (!right) add(name, otherwise)
    }

    /** Holds the object that [name] may be to something of its own. */
    fun inObject(name: String, check: Fields.(JsonObject) -> Unit) {
        val value = body[name].orAbsent() ?: return
        if (value is JsonObject) inside(value, name, check) else add(name, "must be an object")
    }

    /** Holds each object of the list that [name] may be to something of its own. */
    fun inObjects(name: String, check: Fields.(JsonObject) -> Unit) {
        val value = body[name].orAbsent() ?: return
        if (value !is JsonArray) return add(name, "must be a list of objects")
        value.forEachIndexed { index, item ->
            if (item is JsonObject) inside(item, "$name[$index]", check) else add("$name[$index]", "must be an object")
        }
    }

    fun inside(value: JsonObject, name: String, check: Fields.(JsonObject) -> Unit) = Fields(value, path(name), problems).check(value)

    fun refuseIfAny() {
        if (problems.isEmpty()) return
        throw Refusal(400, problems.entries.joinToString("; ") { (field, problem) -> "$field: $problem" }, fields = problems.toMap())
    }

    private fun each(names: Array<out String>, kind: String, read: (JsonElement) -> Any?) = names.forEach { name ->
        val value = body[name].orAbsent()
        if (value != null && read(value) == null) add(name, "must be $kind, is $value")
    }

    private fun add(name: String, problem: String) {
        problems.putIfAbsent(path(name), problem)
    }

    private fun path(name: String) = if (at.isEmpty()) name else "$at.$name"

    private fun JsonElement.number() = (this as? JsonPrimitive)?.takeIf { !it.isString }?.doubleOrNull
}

/** The members of this body that may be set, by their [names]; the rest is ignored, as Optimizely does. */
internal fun JsonObject.only(names: Set<String>): JsonObject = JsonObject(filterKeys { it in names })
