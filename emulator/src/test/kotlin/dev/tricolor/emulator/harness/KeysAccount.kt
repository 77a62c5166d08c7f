package dev.tricolor.emulator.harness

import dev.tricolor.emulator.Emulator
import dev.tricolor.emulator.Exchange
import dev.tricolor.emulator.SettableClock
import dev.tricolor.emulator.Wire
import dev.tricolor.emulator.member
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.jsonPrimitive

internal const val PROJECT_SCOPE = "accountIdentifier=acc&orgIdentifier=default&projectIdentifier=shop"
internal const val OF_KEY = "$PROJECT_SCOPE&apiKeyType=SERVICE_ACCOUNT&parentIdentifier=ci"
internal const val OF_TOKEN = "$OF_KEY&apiKeyIdentifier=key"
internal const val CI = """{"identifier":"ci","name":"CI","email":"ci@service.harness.io"}"""
internal const val KEY = """{"identifier":"key","name":"Key","apiKeyType":"SERVICE_ACCOUNT","parentIdentifier":"ci"}"""
internal const val TOKEN =
    """{"identifier":"t","name":"T","apiKeyType":"SERVICE_ACCOUNT","parentIdentifier":"ci","apiKeyIdentifier":"key"}"""

/** An emulator that only admits `pat.admin` and tokens made in it, with a service account `ci` that has an API key `key`. */
internal class KeysAccount : AutoCloseable {
    val clock = SettableClock()
    private val emulator = Emulator.start(tokens = listOf("pat.admin"), clock = clock)
    val harness: Wire = withToken("pat.admin")

    init {
        check(harness.post("ng/api/serviceaccount?$PROJECT_SCOPE", CI).status == 200)
        check(harness.post("ng/api/apikey?$PROJECT_SCOPE", KEY).status == 200)
    }

    fun withToken(token: String): Wire = Wire(emulator.harnessUrl, mapOf("x-api-key" to token))

    /** The status of a harmless request with this token. */
    fun statusWith(token: String): Int = withToken(token).get("ng/api/projects?accountIdentifier=acc").status

    fun newToken(body: String = TOKEN): String = harness.post("ng/api/token?$PROJECT_SCOPE", body).said.jsonPrimitive.content

    override fun close() = emulator.close()
}

/** What stands in the envelope. */
internal val Exchange.said: JsonElement get() = body.getValue("data")

internal fun JsonElement?.at(vararg path: String): JsonElement? = path.fold(this) { element, name -> element.member(name) }

internal fun JsonElement?.number(): Long = (this as JsonPrimitive).content.toLong()
