package dev.tricolor.optimizely

import dev.tricolor.PayloadBuilder
import dev.tricolor.Problems
import dev.tricolor.stringOrNull
import kotlinx.serialization.json.JsonObject

/** What can be said of everything that lives in a project, new or not. */
public abstract class ItemFields<Self : ItemFields<Self>> internal constructor(payload: String) : PayloadBuilder(payload) {
    /** What it is for. */
    public var description: String by text("description")

    /** Whether it is put away; false takes it back. */
    public var archived: Boolean by flag("archived")

    /** Sets [ItemFields.description]. */
    public fun description(description: String): Self = self().apply { this.description = description }

    /** Sets [ItemFields.archived]. */
    public fun archived(archived: Boolean): Self = self().apply { this.archived = archived }

    override fun check(json: JsonObject, problems: Problems) {
        problems.require(json.stringOrNull("name")?.isBlank() != true, "name") { "is blank" }
        problems.requireIds(json, "project_id")
    }

    @Suppress("UNCHECKED_CAST") // Self is the class itself, as in every subclass.
    internal fun self() = this as Self
}
