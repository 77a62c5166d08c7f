package dev.tricolor.split

import dev.tricolor.ApiException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.flow.map
import kotlinx.serialization.json.JsonPrimitive

internal class EnvironmentsSpec : FunSpec({
    test("environments: created with two keys, which block their deletion") {
        onEmulator {
            val made = split.environments.create(workspaceId, "Dev", production = false) {
                changePermissions { areApprovalsRequired = true }
            }
            made.apiTokens.map { it.apiKeyType } shouldContainExactly listOf("browser", "sdk")
            made.changePermissions?.areApprovalsRequired shouldBe true
            split.environments.list(workspaceId).items.map { it.name } shouldContainExactly listOf("Production", "Staging", "Dev")
            split.environments.update(workspaceId, "Dev") { name = "Development" }.name shouldBe "Development"
            shouldThrow<ApiException> { split.environments.delete(workspaceId, made.id) }
            made.apiTokens.forEach { split.raw("DELETE", "apiKeys/${it.id}") shouldBe JsonPrimitive(true) }
            split.environments.delete(workspaceId, made.id)
            split.environments.find(workspaceId, "Development").shouldBeNull()
        }
    }
})
