package dev.tricolor.optimizely.classic

import dev.tricolor.Field
import dev.tricolor.NullableField
import dev.tricolor.OpenEnum
import dev.tricolor.PayloadBuilder
import dev.tricolor.Problems
import dev.tricolor.intOrNull
import dev.tricolor.longs
import dev.tricolor.quoted
import dev.tricolor.stringOrNull
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.long

/**
 * Builds what is created, or a change: only what is said is sent, and the server leaves everything else as it is. Null is a value that is
 * sent, where a property takes it.
 */
public abstract class ClassicBuilder internal constructor(payload: String) : PayloadBuilder(payload) {
    override fun check(json: JsonObject, problems: Problems) {
        problems.require(json.isNotEmpty(), "fields") { "are none, must be what is to be changed" }
    }

    internal fun points(name: String): Field<Int> = Field(name, { JsonPrimitive(it) }) { (it as JsonPrimitive).content.toInt() }

    internal fun <T : OpenEnum> choice(name: String, of: (String) -> T): Field<T> =
        Field(name, { JsonPrimitive(it.value) }) { of((it as JsonPrimitive).content) }

    internal fun nullableLong(name: String): NullableField<Long> = nullable(name, { JsonPrimitive(it) }, { (it as JsonPrimitive).long })

    internal fun nullableFlag(name: String): NullableField<Boolean> =
        nullable(name, { JsonPrimitive(it) }, { (it as JsonPrimitive).content.toBoolean() })

    internal fun ids(name: String, ids: Collection<Long>) {
        fields[name] = JsonArray(ids.map { JsonPrimitive(it) })
    }
}

/** [name] may be left out, but not be blank. */
internal fun Problems.requireText(json: JsonObject, name: String) {
    require(json.stringOrNull(name)?.isBlank() != true, name) { "is blank" }
    require(name !in json || json.stringOrNull(name) != null, name) { "is null, must be text" }
}

internal fun Problems.requireIds(json: JsonObject, name: String): Unit = json.longs(name).forEachIndexed { index, id ->
    require(id > 0, "$name[$index]") { "is $id, must be an id" }
}

internal fun Problems.requireBasisPoints(json: JsonObject, name: String) {
    val points = json.intOrNull(name) ?: return
    require(points in 0..ClassicLimits.BASIS_POINTS, name) { "is $points, must be 0 to ${ClassicLimits.BASIS_POINTS}" }
}

internal fun Problems.requireScheduleTime(json: JsonObject, name: String) {
    val time = json.stringOrNull(name) ?: return
    require(ClassicLimits.isScheduleTime(time), name) { "is ${quoted(time)}, must be UTC such as \"2015-01-01T08:00:00Z\"" }
}
