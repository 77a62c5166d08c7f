package dev.tricolor.emulator.split

import dev.tricolor.emulator.core.Call
import dev.tricolor.emulator.core.Refusal
import dev.tricolor.emulator.core.Reply
import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.refuse
import dev.tricolor.emulator.core.requiredText
import kotlinx.serialization.json.JsonObject
import java.util.UUID

/** Where files go. An object store of its own at the real Split, here a corner of the same host. */
internal const val UPLOADS = "/large-segment-uploads"
private const val OPEN_MILLIS = 5 * 60 * 1000L

/** Replaces the keys of a large segment by those of a file, or removes them. */
internal class LargeSegmentChange(
    private val account: Account,
    private val environment: Environment,
    private val operation: String,
    body: JsonObject,
) : ProposedChange {
    private val definition = environment.largeSegments.require(body.requiredText("name"))
    private val upload = if (operation == "UPLOAD") UploadPlace(account.now() + OPEN_MILLIS) else null
    override val subject = "largeSegment"
    override val target: LargeSegment = definition.segment
    override val rendered: JsonObject = definition.rendered(environment)

    /** Keys come and go without anybody's approval where the environment asks for none. */
    override val waits: Boolean get() = environment.needsApprovals() || upload != null && upload.file == null

    override fun check() {
        if (operation !in OPERATIONS) refuse(400, "operationType must be one of $OPERATIONS for a large segment, is '$operation'")
        environment.largeSegments.requireId(target.id)
    }

    override fun publish() {
        if (upload != null && upload.file == null) refuse(400, "The file with the keys of large segment ${target.name} was not uploaded")
        environment.largeSegments.requireId(target.id).file = upload?.file ?: ByteArray(0)
    }

    override fun submitted(request: ChangeRequest, call: Call): JsonObject {
        if (upload == null) return JsonObject(emptyMap())
        account.uploads[upload.ticket] = request to upload
        val host = call.request.header("Host").orEmpty()
        val url = "http://$host$UPLOADS/${upload.ticket}?X-Amz-Expires=${OPEN_MILLIS / 1000}"
        return json("transactionMetadata" to json("method" to "PUT", "url" to url, "headers" to json("Host" to listOf(host))))
    }

    private companion object {
        val OPERATIONS = setOf("UPLOAD", "ARCHIVE")
    }
}

/** Where one file goes; it takes it until [openUntil]. */
internal class UploadPlace(private val openUntil: Long) {
    /** What admits to it. */
    val ticket: String = UUID.randomUUID().toString()
    var file: ByteArray? = null
        private set

    /** Takes the file, or says what an object store says to whoever comes late or twice. */
    fun take(bytes: ByteArray, now: Long) {
        if (file != null) refuse(403, "The file was uploaded already")
        if (now >= openUntil) refuse(403, "Request has expired")
        file = bytes
    }
}

internal fun Routes.Under.largeSegmentUploads(account: Account) {
    put("{ticket}") {
        try {
            val (request, place) = account.uploads[this["ticket"]] ?: refuse(403, "Access Denied")
            if (place.file == null && !request.isIn(null)) refuse(403, "Access Denied")
            place.take(this.request.body, account.now())
            account.settle(request)
            Reply(200)
        } catch (refusal: Refusal) {
            denied(refusal.message.orEmpty())
        }
    }
}

/** An object store is no Split: it says so in XML. */
private fun denied(message: String) = Reply(
    403,
    text = "<Error><Code>AccessDenied</Code><Message>$message</Message></Error>",
    headers = mapOf("Content-Type" to "application/xml"),
)
