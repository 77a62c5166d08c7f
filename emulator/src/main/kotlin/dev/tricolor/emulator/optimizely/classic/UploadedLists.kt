package dev.tricolor.emulator.optimizely.classic

import dev.tricolor.emulator.core.Problems
import dev.tricolor.emulator.core.Reply
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.ok
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.text
import dev.tricolor.emulator.core.without
import dev.tricolor.optimizely.classic.ClassicLimits
import kotlinx.serialization.json.JsonObject

private const val CONTENT = "list_content"
private const val ZIP_CODE = 3L
private val FIELDS = Fields(
    mapOf(
        "name" to Kind("letters, digits, hyphens and underscores") { value -> value.text()?.let(ClassicLimits::isListName) == true },
        "description" to TEXT,
        "list_type" to within(1..ZIP_CODE),
        "key_fields" to TEXT,
        CONTENT to Kind("a string of at most ${ClassicLimits.LIST_CONTENT} bytes") { value ->
            value.text()?.let { it.isNotBlank() && it.encodeToByteArray().size <= ClassicLimits.LIST_CONTENT } == true
        },
        "format" to oneOf("csv"),
    ),
    readOnly = setOf("id", "project_id", "account_id"),
)

internal fun Routes.Under.uploadedLists(account: ClassicAccount) {
    get("projects/{project}/targeting_lists") { ok(account.uploadedLists.of(account.project(this)).map { it.json }) }
    post("projects/{project}/targeting_lists") {
        val project = account.project(this)
        val given = wholeList(jsonObject())
        val problems = Problems()
        val taken = (account.audiences.of(project) + account.uploadedLists.of(project)).map { it.json.text("name") }
        problems.expect(given.text("name") !in taken, "name", "is taken by another audience or list")
        problems.refuseIfAny()
        val ids = json("id" to account.newId(), "project_id" to project.number, "account_id" to ACCOUNT_ID)
        Reply(201, account.uploadedLists.add(Entity(json("description" to "") + given + ids)).json)
    }
    get("targeting_lists/{list}") { ok(account.uploadedLists.require(this["list"]).json) }
    put("targeting_lists/{list}") {
        val list = account.uploadedLists.require(this["list"])
        val given = wholeList(jsonObject())
        val problems = Problems()
        problems.expect(given["name"] == list.json["name"], "name", "cannot be changed")
        problems.refuseIfAny()
        list.json = list.json + json("description" to "") + given
        Reply(202, list.json)
    }
    delete("targeting_lists/{list}") {
        account.uploadedLists.remove(account.uploadedLists.require(this["list"]))
        Reply(204)
    }
}

/** A list is written as a whole; what is on it is never shown. */
private fun wholeList(body: JsonObject): JsonObject {
    val given = FIELDS.taken(body)
    val problems = Problems()
    listOf("name", "list_type", "key_fields", CONTENT, "format").forEach { problems.expect(it in given, it, "is required") }
    problems.refuseIfAny()
    return given.without(setOf(CONTENT))
}
