package dev.tricolor.emulator.optimizely

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.Reply
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.boolean
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.ok
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.refuse
import kotlinx.serialization.json.JsonObject

private val CHANGEABLE = setOf("archived", "category", "description", "key", "name")
private val GIVEN = CHANGEABLE + "event_properties"
private val CATEGORIES = setOf("add_to_cart", "save", "search", "share", "purchase", "convert", "sign_up", "subscribe", "other")

internal fun Routes.Under.events(account: OptimizelyAccount) {
    val events = account.events
    get("events") {
        val classicToo = flag("include_classic") == true
        linkedPage(account.asked(this, events).filter { classicToo || !it.isClassic })
    }
    get("events/{event}") {
        val event = events.numbered(this["event"])
        if (event.isClassic && flag("include_classic") != true) refuse(404, "Could not find event ${event.id}")
        ok(event.json)
    }
    post("projects/{project}/custom_events") {
        val project = account.project(this)
        val body = checked {
            required("key")
            event(it)
        }
        Reply(201, account.add(events, account.newEvent(project, body)).json)
    }
    patch("projects/{project}/custom_events/{event}") {
        val event = account.customEvent(this)
        account.change(events, event, checked { event(it) }.given(CHANGEABLE))
        ok(event.json)
    }
    delete("projects/{project}/custom_events/{event}") { account.archive(events, account.customEvent(this)) }
}

private val Item.isClassic: Boolean get() = json["is_classic"].boolean() == true

private fun OptimizelyAccount.customEvent(call: Call): Item {
    val project = project(call)
    return events.numbered(call["event"]).takeIf { it.project === project && !it.isClassic }
        ?: refuse(404, "Could not find event ${call["event"]} in project ${project.id}")
}

private fun Fields.event(body: JsonObject) {
    item(body)
    spacedKey(body)
    oneOf("category", CATEGORIES)
    oneOf("event_type", setOf("custom"))
    inObjects("event_properties") {
        required("name", "data_type")
        texts("name")
        oneOf("data_type", setOf("boolean", "number", "string"))
    }
}

private fun OptimizelyAccount.newEvent(project: Project, body: JsonObject): Item {
    val defaults = json(
        "archived" to false,
        "category" to "other",
        "description" to "",
        "event_type" to "custom",
        "is_classic" to false,
        "is_editable" to true,
        "key" to body["key"],
        "name" to body["key"],
        "project_id" to project.json["id"],
    )
    return Item(born() + defaults + body.given(GIVEN), project)
}
