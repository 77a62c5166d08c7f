package dev.tricolor.emulator.split

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.Reply
import dev.tricolor.emulator.core.Resource
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.boolean
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.optionalObject
import dev.tricolor.emulator.core.optionalText
import dev.tricolor.emulator.core.orAbsent
import dev.tricolor.emulator.core.plus
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.requiredText
import dev.tricolor.emulator.core.texts
import dev.tricolor.emulator.core.toJson
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import java.util.UUID

/** Where files go. An object store of its own at the real Split, here a corner of the same host. */
internal const val UPLOADS = "/large-segment-uploads"
private const val OPEN_MILLIS = 5 * 60 * 1000L

/** A change request for the keys of a large segment. */
internal class LargeSegmentChange(json: JsonObject, private val environment: Environment, private val definition: LargeSegmentDefinition) :
    Resource(json) {
    /** What admits to the place where the file goes. */
    val ticket: String = UUID.randomUUID().toString()
    private var openUntil = Long.MIN_VALUE
    private var file: ByteArray? = null

    /** Change requests have no names. */
    override val name: String get() = id

    fun open(now: Long) {
        openUntil = now + OPEN_MILLIS
    }

    /** Takes the file, or says what an object store says to whoever comes late or twice. */
    fun take(bytes: ByteArray, now: Long): Reply {
        if (file != null) return denied("The file was uploaded already")
        if (now >= openUntil) return denied("Request has expired")
        file = bytes
        publishUnlessGated()
        return Reply(200)
    }

    /** Without approvals there is nobody to wait for. */
    fun publishUnlessGated() {
        if (!environment.needsApprovals()) publish()
    }

    /** Puts the keys of the file, or none, in the place of the ones that were there. */
    fun publish() {
        definition.file = file ?: ByteArray(0)
        json += mapOf("status" to "PUBLISHED".toJson())
    }
}

internal fun Routes.Under.largeSegmentUploads(account: Account) {
    put("{ticket}") {
        val change = account.largeSegmentChanges.find { it.ticket == this["ticket"] } ?: return@put denied("Access Denied")
        change.take(request.body, account.now())
    }
}

/** Makes the change request that [body] asks for, with the place for the file where one is to come. */
internal fun Account.newLargeSegmentChange(call: Call, body: JsonObject): JsonObject {
    val environment = environment(call)
    val subject = body.optionalObject("largeSegment") ?: refuse(400, "largeSegment is required")
    val definition = environment.largeSegments.require(subject.requiredText("name"))
    val operation = body.requiredText("operationType")
    if (operation !in setOf("UPLOAD", "ARCHIVE")) refuse(400, "operationType must be UPLOAD or ARCHIVE, is '$operation'")
    environment.workspace.requireTitleAndComment(body.optionalText("title"), body.optionalText("comment"))
    val approvers = (body["approvers"].orAbsent() ?: JsonArray(emptyList())).texts("approvers")
    val restricted = environment.changePermissions["areApproversRestricted"].boolean() == true
    if (restricted && approvers.isNotEmpty()) refuse(400, "Something was wrong")
    val json = json(
        "split" to null,
        "segment" to null,
        "largeSegment" to definition.rendered(environment),
        "id" to ids.next("change request"),
        "status" to "REQUESTED",
        "title" to body["title"],
        "comment" to null,
        "workspace" to json("id" to environment.workspace.id, "type" to "workspace"),
        "environment" to environment.reference,
        "approvers" to approvers,
        "operationType" to operation,
        "comments" to listOfNotNull(body.optionalText("comment")).map {
            json("comment" to it, "user" to "admin-api-key", "role" to "SUBMITTER", "timestamp" to now())
        },
        "rolloutStatus" to null,
        "rolloutStatusTimestamp" to null,
    )
    val change = largeSegmentChanges.add(LargeSegmentChange(json, environment, definition))
    if (operation == "ARCHIVE") {
        change.publishUnlessGated()
        return change.json
    }
    change.open(now())
    val host = call.request.header("Host").orEmpty()
    val transaction = json(
        "method" to "PUT",
        "url" to "http://$host$UPLOADS/${change.ticket}?X-Amz-Expires=${OPEN_MILLIS / 1000}",
        "headers" to json("Host" to listOf(host)),
    )
    return change.json + mapOf("transactionMetadata" to transaction)
}

private fun denied(message: String) = Reply(
    403,
    text = "<Error><Code>AccessDenied</Code><Message>$message</Message></Error>",
    headers = mapOf("Content-Type" to "application/xml"),
)
