package dev.tricolor.optimizely.config

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonObject

private val NOTHING = Json.parseToJsonElement(
    """{"version":"4","revision":"9","accountId":"1","projectId":"2","experiments":[],"groups":[],"attributes":[],"events":[],
        "audiences":[],"typedAudiences":[],"featureFlags":[],"rollouts":[],"anonymizeIP":false}""",
).jsonObject

/** A datafile of version 4 in which there is nothing but [members], JSON of which the braces are left out. */
internal fun datafile(members: String): String = JsonObject(NOTHING + Json.parseToJsonElement("{$members}").jsonObject).toString()

/** The same without what is named. */
internal fun datafileWithout(vararg names: String): String = JsonObject(NOTHING - names.toSet()).toString()

internal fun config(members: String): OptimizelyConfig = OptimizelyConfig.from(datafile(members))
