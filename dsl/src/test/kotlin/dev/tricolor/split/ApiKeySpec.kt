package dev.tricolor.split

import dev.tricolor.InvalidPayloadException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.filter
import io.kotest.property.arbitrary.string
import io.kotest.property.checkAll
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonPrimitive

private fun problemsOf(name: String, type: ApiKeyType, block: CreateApiKeyBuilder.() -> Unit = {}) =
    shouldThrow<InvalidPayloadException> { CreateApiKeyBuilder(name, type).apply(block).build() }.problems.map { it.toString() }

internal class ApiKeySpec : FunSpec({
    test("what is named decides the scope; nothing named is said as null and empty lists") {
        val global = CreateApiKeyBuilder("n", ApiKeyType.ADMIN).role(ApiKeyRole.API_ADMIN).role(ApiKeyRole.of("API_NEW")).build()
        global shouldBe Json.parseToJsonElement(
            """{"name":"n","apiKeyType":"admin","environments":[],"workspace":null,"roles":["API_ADMIN","API_NEW"]}""",
        )
        val workspace = CreateApiKeyBuilder("n", ApiKeyType.ADMIN).workspace("w").build()
        val environment = CreateApiKeyBuilder("n", ApiKeyType.SERVER_SIDE).workspace("w").environment("e").build()
        environment shouldBe Json.parseToJsonElement(
            """{"name":"n","apiKeyType":"server_side","environments":[{"id":"e","type":"environment"}],
                "workspace":{"id":"w","type":"workspace"},"roles":[]}""",
        )
        listOf(global, workspace, environment).map { ApiKey.of(it).scope } shouldContainExactly
            listOf(ApiKeyScope.GLOBAL, ApiKeyScope.WORKSPACE, ApiKeyScope.ENVIRONMENT)
        CreateApiKeyBuilder("n", ApiKeyType.ADMIN).workspace("w").environment("e").environment("f").build()
        CreateApiKeyBuilder("n", ApiKeyType.of("future")).build()
    }

    test("all that is wrong is said at once") {
        problemsOf(" ", ApiKeyType.SERVER_SIDE) { role(ApiKeyRole.of(" ")) } shouldContainExactly listOf(
            "name: is blank",
            "workspace: is not set, must be for a server_side key",
            "environments: has 0, must have exactly 1 for a server_side key",
            "roles[0]: is blank",
        )
        problemsOf("n".repeat(101), ApiKeyType.CLIENT_SIDE) {
            workspace("")
            environment("e")
            environment(" ")
        } shouldContainExactly listOf(
            "name: is 101 characters long, must be at most 100",
            "environments: has 2, must have exactly 1 for a client_side key",
            "workspace.id: is blank",
            "environments[1].id: is blank",
        )
        problemsOf("n", ApiKeyType.ADMIN) { environment("e") } shouldContainExactly
            listOf("workspace: is not set, must be the one of the environments")
        problemsOf("n", ApiKeyType.ADMIN) { field("roles", JsonPrimitive("API_ADMIN")) } shouldContainExactly
            listOf("""roles: is "API_ADMIN", must be a list""")
        problemsOf("n", ApiKeyType.ADMIN) { field("environments", JsonArray(listOf(JsonPrimitive("e")))) } shouldContainExactly
            listOf("""environments[0]: is "e", must be an object""")
    }

    test("any name of 1 to 100 characters is one, and stays as it is") {
        checkAll(Arb.string(1..100).filter { it.isNotBlank() }) { name ->
            ApiKey.of(CreateApiKeyBuilder(name, ApiKeyType.ADMIN).build()).name shouldBe name
        }
    }

    test("a key that was read with its secret keeps it, and does not print it") {
        val key = ApiKey.fromJson("""{"name":"n","key":"canary"}""")
        key.toString() shouldBe """ApiKey{"name":"n","key":"***"}"""
        key.toJson() shouldBe """{"name":"n","key":"canary"}"""
        key.id shouldBe null
        key.scope shouldBe ApiKeyScope.GLOBAL
        key.apiKeyType shouldBe null
    }
})
