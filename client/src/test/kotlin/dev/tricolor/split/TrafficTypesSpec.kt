package dev.tricolor.split

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.string.shouldContain

internal class TrafficTypesSpec : FunSpec({
    test("traffic types") {
        onEmulator {
            split.trafficTypes.find(workspaceId, "user").shouldNotBeNull()
            val made = split.trafficTypes.create(workspaceId, "account") { displayAttributeId = "name" }
            split.trafficTypes.list(workspaceId).items shouldContain made
            split.trafficTypes.delete(made.id)
            split.trafficTypes.find(workspaceId, "account").shouldBeNull()
        }
    }
})
