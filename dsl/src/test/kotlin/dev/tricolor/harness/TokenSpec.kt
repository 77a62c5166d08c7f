package dev.tricolor.harness

import dev.tricolor.DocumentType
import dev.tricolor.InvalidPayloadException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import io.kotest.property.Arb
import io.kotest.property.arbitrary.long
import io.kotest.property.arbitrary.string
import io.kotest.property.checkAll
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

private fun problemsOf(block: () -> Unit) = shouldThrow<InvalidPayloadException>(block).problems.map { it.toString() }

private val CAPTURED = listOf<Pair<DocumentType<*>, String>>(
    ServiceAccountAggregate to """{"serviceAccount":{"identifier":"ci","name":"CI","email":"ci@service.harness.io","description":null,
        "tags":{"k":"v"},"accountIdentifier":"acc","orgIdentifier":null,"projectIdentifier":null,"extendable":true,
        "governanceMetadata":{"status":"pass"}},"createdAt":1625470034671,"lastModifiedAt":1625470034671,"tokensCount":2,
        "roleAssignmentsMetadataDTO":[{"identifier":"ra","roleIdentifier":"_fme_manager","roleName":"FME Manager","managedRole":true,
        "resourceGroupIdentifier":"_all","resourceGroupName":"All","managedRoleAssignment":false}]}""",
    ApiKeyAggregate to """{"apiKey":{"identifier":"key","name":"Key","description":"","tags":{},"apiKeyType":"SERVICE_ACCOUNT",
        "parentIdentifier":"ci","defaultTimeToExpireToken":2592000000,"accountIdentifier":"acc"},"createdAt":1,"tokensCount":0}""",
    TokenAggregate to """{"token":{"identifier":"t","name":"T","validFrom":1700000000000,"validTo":1.8E12,"scheduledExpireTime":null,
        "valid":true,"accountIdentifier":"acc","apiKeyIdentifier":"key","parentIdentifier":"ci","apiKeyType":"FUTURE_KIND","tags":{},
        "email":"e","username":"u","encodedPassword":null,"sshKeyContent":null,"sshKeyUsage":["AUTH"]},
        "expiryAt":1800000000000,"createdAt":3,"lastModifiedAt":4}""",
)

private val SCOPE = HarnessScope("acc", "default")

private fun token() = TokenBuilder(SCOPE, ApiKeyType.SERVICE_ACCOUNT, "ci", "key", "t", "T")

internal class TokenSpec : FunSpec({
    context("nothing that Harness said is lost") {
        withData(nameFn = { it.second.take(20) }, CAPTURED) { (type, text) ->
            val captured = Json.parseToJsonElement(text) as JsonObject
            checkAll(50, Arb.string(0..12), Arb.long()) { key, number ->
                val said = JsonObject(captured + ("x$key" to JsonPrimitive(number)))
                type.fromJson(said.toString()).toJson() shouldBe said.toString()
            }
        }
    }

    test("a service account, an API key and a token are read as what they are") {
        val account = ServiceAccountAggregate.fromJson(CAPTURED[0].second)
        account.serviceAccount.extendable shouldBe true
        account.serviceAccount.governanceMetadata.toString() shouldBe """{"status":"pass"}"""
        account.tokensCount shouldBe 2
        account.roleAssignmentsMetadataDTO.single().let { it.roleIdentifier to it.managedRole } shouldBe ("_fme_manager" to true)
        val key = ApiKeyAggregate.fromJson(CAPTURED[1].second).apiKey
        key.apiKeyType shouldBe ApiKeyType.SERVICE_ACCOUNT
        key.defaultTimeToExpireToken shouldBe 2_592_000_000
        val token = TokenAggregate.fromJson(CAPTURED[2].second)
        token.token.apiKeyType shouldBe ApiKeyType.of("FUTURE_KIND")
        token.token.validTo shouldBe 1_800_000_000_000
        token.token.scheduledExpireTime shouldBe null
        token.expiryAt shouldBe 1_800_000_000_000
        Token.fromJson("""{"identifier":"t"}""").valid shouldBe null
    }

    test("payloads say what is required, and of the rest what was said") {
        ServiceAccountBuilder(SCOPE, "ci", "CI", "ci@service.harness.io").description(null).tag("k", "v").build().toString() shouldBe
            """{"accountIdentifier":"acc","orgIdentifier":"default","identifier":"ci","name":"CI",""" +
            """"email":"ci@service.harness.io","description":null,"tags":{"k":"v"}}"""
        HarnessApiKeyBuilder(SCOPE, ApiKeyType.USER, "ci", "key", "Key").defaultTimeToExpireToken(1000).build().toString() shouldBe
            """{"accountIdentifier":"acc","orgIdentifier":"default","identifier":"key","name":"Key","apiKeyType":"USER",""" +
            """"parentIdentifier":"ci","defaultTimeToExpireToken":1000}"""
        token().validFrom(1).validTo(2).scheduledExpireTime(3).build().toString() shouldBe
            """{"accountIdentifier":"acc","orgIdentifier":"default","identifier":"t","name":"T","apiKeyType":"SERVICE_ACCOUNT",""" +
            """"parentIdentifier":"ci","apiKeyIdentifier":"key","validFrom":1,"validTo":2,"scheduledExpireTime":3}"""
    }

    test("all problems are told at once") {
        problemsOf { ServiceAccountBuilder(SCOPE, "a-b", "", "nowhere").build() }.drop(1) shouldContainExactly
            listOf("name: is blank", "email: is \"nowhere\", must be an email address")
        val keyOfNobody = HarnessApiKeyBuilder(SCOPE, ApiKeyType.of(""), " ", "k", "K")
        problemsOf { keyOfNobody.defaultTimeToExpireToken(0).build() } shouldContainExactly
            listOf("parentIdentifier: is blank", "apiKeyType: is blank", "defaultTimeToExpireToken: is 0, must be more than 0 ms")
        val orphan = TokenBuilder(SCOPE, ApiKeyType.USER, "", "", "t", "T")
        problemsOf { orphan.validFrom(5).validTo(5).scheduledExpireTime(-1).build() } shouldContainExactly
            listOf(
                "parentIdentifier: is blank",
                "apiKeyIdentifier: is blank",
                "scheduledExpireTime: is -1, must be in epoch milliseconds, at least 0",
                "validTo: is 5, must be after validFrom, which is 5",
            )
    }

    test("an edit keeps what it does not name, and is held to what it brings") {
        val read = TokenAggregate.fromJson(CAPTURED[2].second).token
        read.edit {} shouldBe read
        read.edit { name("New").tag("k", "") }.json - setOf("name", "tags") shouldBe read.json - setOf("name", "tags")
        problemsOf { read.edit { validTo(1) } } shouldContainExactly
            listOf("validTo: is 1, must be after validFrom, which is 1700000000000")
        val account = ServiceAccountAggregate.fromJson(CAPTURED[0].second).serviceAccount
        account.edit { email("x@y") }.json - "email" shouldBe account.json - "email"
        val key = ApiKeyAggregate.fromJson(CAPTURED[1].second).apiKey
        key.edit { defaultTimeToExpireToken(7) }.json - "defaultTimeToExpireToken" shouldBe key.json - "defaultTimeToExpireToken"
    }

    test("what admits is not printed, wherever it stands") {
        val token = """{"identifier":"t","encodedPassword":"canary","sub":[{"encodedPassword":["canary"]}]}"""
        val key = """{"identifier":"k","value":"canary"}"""
        listOf(
            Token.fromJson(token), TokenAggregate.fromJson("""{"token":$token}"""),
            HarnessApiKey.fromJson(key), ApiKeyAggregate.fromJson("""{"apiKey":$key}"""),
        ).forEach {
            it.toString() shouldNotContain "canary"
            it.toString() shouldContain "***"
            it.toJson() shouldContain "canary"
        }
    }
})
