package dev.tricolor.emulator.split

import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.ok
import dev.tricolor.emulator.core.optionalText
import dev.tricolor.emulator.core.requiredText

private val PAGING = Paging(default = 20, max = 50)

internal fun Routes.Under.segments(account: Account) {
    get("segments/ws/{ws}") {
        val tags = queries("tag")
        val segments = account.workspace(this).segments
        ok(objectsPage(if (tags.isEmpty()) segments else segments.filter { it.hasAnyTag(tags) }, PAGING) { it.json })
    }
    get("segments/ws/{ws}/{name}") { ok(account.workspace(this).segments.require(this["name"]).json) }
    post("segments/ws/{ws}/trafficTypes/{tt}") {
        val body = jsonObject()
        val workspace = account.workspace(this)
        val json = json(
            "name" to body.requiredText("name"),
            "description" to body.optionalText("description"),
            "trafficType" to workspace.trafficTypeReference(this),
            "creationTime" to account.now(),
            "tags" to null,
        )
        ok(workspace.segments.add(Segment(json)).json)
    }
    delete("segments/ws/{ws}/{name}") {
        val workspace = account.workspace(this)
        val segment = workspace.segments.require(this["name"])
        workspace.environments.forEach { environment -> environment.segments.withId(segment.id)?.let(environment.segments::remove) }
        workspace.segments.remove(segment)
        ok(true)
    }
}
