package dev.tricolor.launchdarkly

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.booleanOrNull
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject

/**
 * Which client-side SDKs may have a flag.
 *
 * @property usingEnvironmentId those that identify themselves by the client-side id: browsers
 * @property usingMobileKey those that identify themselves by a mobile key
 */
@Serializable(with = ClientSideAvailability.Companion::class)
public class ClientSideAvailability internal constructor(json: JsonObject) : Document(json) {
    public val usingEnvironmentId: Boolean? = json.booleanOrNull("usingEnvironmentId")
    public val usingMobileKey: Boolean? = json.booleanOrNull("usingMobileKey")

    public companion object : DocumentType<ClientSideAvailability>(::ClientSideAvailability)
}

internal fun clientSideAvailability(usingEnvironmentId: Boolean, usingMobileKey: Boolean): JsonObject = buildJsonObject {
    put("usingEnvironmentId", JsonPrimitive(usingEnvironmentId))
    put("usingMobileKey", JsonPrimitive(usingMobileKey))
}
