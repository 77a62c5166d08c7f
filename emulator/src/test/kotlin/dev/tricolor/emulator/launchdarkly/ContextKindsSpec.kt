package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.string
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainAll
import io.kotest.matchers.shouldBe
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject

internal class ContextKindsSpec : FunSpec({
    val api = project().api

    test("context kinds are made and replaced by one call") {
        val path = "projects/default/context-kinds"
        api.get(path)["items"]!!.jsonArray.single().jsonObject.keys shouldContainAll
            setOf("createdFrom", "creationDate", "description", "key", "lastModified", "name", "version")
        api.put("$path/device", """{"name":"Device"}""").let { it.status to it.body.string("status") } shouldBe (200 to "created")
        api.put("$path/device", """{"name":"Phone","version":1}""").body.string("status") shouldBe "updated"
        api.put("$path/device", """{"name":"Phone","version":1}""").shouldRefuse(409, "optimistic_locking_error")
        api.put("$path/device", """{"name":""}""").shouldRefuse(400, "invalid_request")
        api.put("$path/device", """{"name":"x","archived":"yes"}""").shouldRefuse(400, "invalid_request")
        api.put("$path/-", """{"name":"x"}""").shouldRefuse(400, "invalid_request")
        api.get(path)["items"]!!.jsonArray.last().let { it.string("name") to it.string("version") } shouldBe ("Phone" to "2")
    }
})
