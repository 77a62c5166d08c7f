package dev.tricolor.emulator

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import java.net.URI
import java.net.URLEncoder
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse
import java.net.http.HttpResponse.BodyHandlers

/** What came back. */
class Exchange(private val response: HttpResponse<String>) {
    val status: Int get() = response.statusCode()
    val text: String get() = response.body()
    val json: JsonElement get() = Json.parseToJsonElement(text)
    val body: JsonObject get() = json.jsonObject
    val message: String get() = body.string("message")

    operator fun get(member: String): JsonElement? = body[member]

    fun header(name: String): String? = response.headers().firstValue(name).orElse(null)
}

/** Speaks to an emulator as a stranger would: over HTTP, with paths as they stand in the vendor's pages. */
class Wire(
    private val root: String,
    private val headers: Map<String, String> = mapOf("Authorization" to "Bearer token"),
) {
    fun get(path: String): Exchange = send("GET", path)

    fun post(path: String, body: String? = null): Exchange = send("POST", path, body)

    fun put(path: String, body: String? = null): Exchange = send("PUT", path, body)

    fun patch(path: String, body: String): Exchange = send("PATCH", path, body)

    fun delete(path: String): Exchange = send("DELETE", path)

    fun send(method: String, path: String, body: String? = null): Exchange {
        val publisher = if (body == null) BodyPublishers.noBody() else BodyPublishers.ofString(body)
        val request = HttpRequest.newBuilder(URI("$root/$path")).version(HttpClient.Version.HTTP_1_1).method(method, publisher)
        headers.forEach { (name, value) -> request.header(name, value) }
        return Exchange(CLIENT.send(request.build(), BodyHandlers.ofString()))
    }

    private companion object {
        val CLIENT: HttpClient = HttpClient.newHttpClient()
    }
}

fun JsonElement?.string(member: String): String = (this as JsonObject).getValue(member).jsonPrimitive.content

fun JsonElement?.member(name: String): JsonElement? = (this as JsonObject)[name]

fun JsonElement?.names(): List<String> = (this as JsonArray).map { it.string("name") }

fun JsonElement?.texts(): List<String> = this!!.jsonArray.map { it.jsonPrimitive.content }

fun json(text: String): JsonElement = Json.parseToJsonElement(text)

/** Waits, without sleeping, until [condition] holds; fails after ten seconds. */
fun await(condition: () -> Boolean) {
    val deadline = System.nanoTime() + 10_000_000_000
    while (!condition()) {
        check(System.nanoTime() < deadline) { "waited in vain" }
        Thread.onSpinWait()
    }
}

/** Percent-encodes one path segment or query value. */
fun encoded(text: String): String = URLEncoder.encode(text, Charsets.UTF_8).replace("+", "%20")
