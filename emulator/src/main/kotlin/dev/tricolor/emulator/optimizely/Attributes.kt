package dev.tricolor.emulator.optimizely

import dev.tricolor.emulator.core.Reply
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.ok
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.without
import kotlinx.serialization.json.JsonObject

private val CHANGEABLE = setOf("archived", "description", "key", "name")

internal fun Routes.Under.attributes(account: OptimizelyAccount) {
    val attributes = account.attributes
    get("attributes") { linkedPage(account.asked(this, attributes)) }
    post("attributes") {
        val body = checked {
            required("key", "project_id")
            attribute(it)
        }
        Reply(201, account.add(attributes, account.newAttribute(body)).json)
    }
    get("attributes/{attribute}") { ok(attributes.numbered(this["attribute"]).json) }
    patch("attributes/{attribute}") {
        val attribute = attributes.numbered(this["attribute"])
        account.change(attributes, attribute, checked { attribute(it) }.given(CHANGEABLE))
        ok(attribute.json)
    }
    delete("attributes/{attribute}") { account.archive(attributes, attributes.numbered(this["attribute"])) }
}

private fun Fields.attribute(body: JsonObject) {
    item(body)
    spacedKey(body)
}

private fun OptimizelyAccount.newAttribute(body: JsonObject): Item {
    val project = namedProject(body)
    val defaults = json(
        "archived" to false,
        "condition_type" to "custom_attribute",
        "description" to "",
        "key" to body["key"],
        "name" to body["key"],
        "project_id" to body["project_id"],
    )
    return Item(born().without(setOf("created")) + defaults + body.given(CHANGEABLE), project)
}
