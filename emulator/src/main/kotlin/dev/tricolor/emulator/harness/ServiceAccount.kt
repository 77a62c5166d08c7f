package dev.tricolor.emulator.harness

import dev.tricolor.emulator.core.Store
import dev.tricolor.emulator.core.integer
import kotlinx.serialization.json.JsonObject

internal class ServiceAccount(json: JsonObject, createdAt: Long) : Dated(json, createdAt) {
    val apiKeys = Store<ApiKey>("API key")
}

internal class ApiKey(json: JsonObject, createdAt: Long) : Dated(json, createdAt) {
    val tokens = Store<Token>("token")
}

/** A token, whose [secrets] leave the emulator once each; the last one is the one that holds. */
internal class Token(json: JsonObject, createdAt: Long) : Dated(json, createdAt) {
    val secrets = ArrayList<String>()

    val validFrom: Long get() = checkNotNull(json["validFrom"].integer())

    val expiryAt: Long get() = listOfNotNull(json["validTo"].integer(), json["scheduledExpireTime"].integer()).min()
}
