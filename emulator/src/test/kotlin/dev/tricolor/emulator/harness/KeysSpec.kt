package dev.tricolor.emulator.harness

import dev.tricolor.emulator.json
import dev.tricolor.emulator.member
import dev.tricolor.emulator.string
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldNotContain
import io.kotest.matchers.string.shouldStartWith
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.jsonArray

private const val HOUR = 3_600_000L
private const val THIRTY_DAYS = 30 * 24 * HOUR

private fun JsonElement.identifiers() = jsonArray.map { it.string("identifier") }

private fun keysAccount(test: KeysAccount.() -> Unit) = KeysAccount().use(test)

/** Service accounts, their API keys and the tokens of those. */
internal class KeysSpec : FunSpec({
    test("service accounts: a bare list, an aggregate, replaced whole; each place has its own") {
        keysAccount {
            val made = harness.post("ng/api/serviceaccount?$PROJECT_SCOPE", CI.replace("\"ci\"", "\"other\"").replace("CI", "ci"))
            made.said shouldBe json(
                """{"identifier":"other","name":"ci","email":"ci@service.harness.io","description":null,"tags":{},"accountIdentifier":"acc",
                "orgIdentifier":"default","projectIdentifier":"shop","extendable":false,"governanceMetadata":null}""",
            )
            harness.get("ng/api/serviceaccount?$PROJECT_SCOPE").said.identifiers() shouldContainExactly listOf("ci", "other")
            harness.get("ng/api/serviceaccount?$PROJECT_SCOPE&identifiers=other").said.identifiers() shouldContainExactly listOf("other")
            harness.get("ng/api/serviceaccount?accountIdentifier=acc").said.toString() shouldBe "[]"
            clock.now += 5
            val path = "ng/api/serviceaccount/other?$PROJECT_SCOPE"
            // Its display name is the identifier of another, which is nobody's business.
            harness.put(path, """{"identifier":"other","name":"ci","email":"b@c","tags":{"k":"v"}}""").said.string("email") shouldBe "b@c"
            val aggregate = harness.get("ng/api/serviceaccount/aggregate/other?$PROJECT_SCOPE").said
            aggregate.member("lastModifiedAt").number() - aggregate.member("createdAt").number() shouldBe 5
            harness.delete(path).said.toString() shouldBe "true"
            harness.delete(path).status shouldBe 404
        }
    }

    test("a service account is shown with its roles, and takes them with it") {
        keysAccount {
            val body = """{"resourceGroupIdentifier":"_all_project_level_resources","roleIdentifier":"_fme_manager",
                "principal":{"identifier":"ci","type":"SERVICE_ACCOUNT"}}"""
            val assigned = harness.post("authz/api/roleassignments?$PROJECT_SCOPE", body).said.at("roleAssignment").string("identifier")
            val shown = harness.get("ng/api/serviceaccount/aggregate/ci?$PROJECT_SCOPE").said.member("roleAssignmentsMetadataDTO")!!
            shown.jsonArray.single().let { it.string("identifier") to it.string("roleName") } shouldBe (assigned to "FME Manager")
            harness.delete("ng/api/serviceaccount/ci?$PROJECT_SCOPE").status shouldBe 200
            harness.get("authz/api/roleassignments/$assigned?$PROJECT_SCOPE").status shouldBe 404
        }
    }

    test("API keys: of a service account or a user, with a default life of their tokens") {
        keysAccount {
            harness.get("ng/api/apikey/aggregate/key?$OF_KEY").said.at("apiKey", "defaultTimeToExpireToken").number() shouldBe THIRTY_DAYS
            harness.put("ng/api/apikey/key?$PROJECT_SCOPE", KEY.dropLast(1) + ""","defaultTimeToExpireToken":1000}""").status shouldBe 200
            newToken()
            val aggregate = harness.get("ng/api/apikey/aggregate/key?$OF_KEY").said
            aggregate.member("tokensCount").number() shouldBe 1
            aggregate.at("apiKey", "defaultTimeToExpireToken").number() shouldBe 1000
            harness.get("ng/api/serviceaccount/aggregate/ci?$PROJECT_SCOPE").said.member("tokensCount").number() shouldBe 1
            val mine = "accountIdentifier=acc&apiKeyType=USER&parentIdentifier=u-1"
            harness.get("ng/api/apikey?$mine").said.toString() shouldBe "[]"
            val body = """{"identifier":"key","name":"Mine","apiKeyType":"USER","parentIdentifier":"u-1"}"""
            harness.post("ng/api/apikey?accountIdentifier=acc", body).status shouldBe 200
            harness.get("ng/api/apikey?$mine").said.identifiers() shouldContainExactly listOf("key")
            harness.post(
                "ng/api/token?accountIdentifier=acc",
                """{"identifier":"t","name":"T","apiKeyType":"USER","parentIdentifier":"u-1","apiKeyIdentifier":"key"}""",
            ).said.toString() shouldStartWith "\"pat.acc."
            harness.delete("ng/api/apikey/key?$mine").said.toString() shouldBe "true"
            harness.get("ng/api/apikey?$OF_KEY").said.identifiers() shouldContainExactly listOf("key")
        }
    }

    test("a token admits from when it is made until its time is over, and its secret is shown once") {
        keysAccount {
            val secret = newToken(TOKEN.dropLast(1) + ""","validTo":${clock.now + HOUR}}""")
            secret shouldStartWith "sat.acc."
            statusWith(secret) shouldBe 200
            val page = harness.get("ng/api/token/aggregate?$OF_TOKEN")
            page.text shouldNotContain secret
            page.text shouldNotContain secret.substringAfterLast('.')
            val listed = page.said.member("content")!!.jsonArray.single()
            listed.member("expiryAt").number() shouldBe clock.now + HOUR
            listed.at("token", "valid").toString() shouldBe "true"
            clock.now += HOUR
            statusWith(secret) shouldBe 401
            val later = harness.get("ng/api/token/aggregate?$OF_TOKEN").said.member("content")!!.jsonArray.single()
            later.at("token", "valid").toString() shouldBe "false"
        }
    }

    test("a token that is not valid yet does not admit, and a replacement moves its time") {
        keysAccount {
            val secret = newToken(TOKEN.dropLast(1) + ""","validFrom":${clock.now + HOUR}}""")
            statusWith(secret) shouldBe 401
            harness.put("ng/api/token/t?$PROJECT_SCOPE", TOKEN).said.member("validTo").number() shouldBe clock.now + THIRTY_DAYS
            statusWith(secret) shouldBe 200
            val scheduled = TOKEN.dropLast(1) + ""","scheduledExpireTime":${clock.now + 5}}"""
            harness.put("ng/api/token/t?$PROJECT_SCOPE", scheduled).text shouldNotContain secret
            clock.now += 5
            statusWith(secret) shouldBe 401
        }
    }

    test("a rotation ends the secret so far, at once or when it says") {
        keysAccount {
            val first = newToken()
            val second = harness.post("ng/api/token/rotate/t?$OF_TOKEN").said.toString().trim('"')
            listOf(first, second).map { statusWith(it) } shouldContainExactly listOf(401, 200)
            val third = harness.post("ng/api/token/rotate/t?$OF_TOKEN&rotateTimestamp=${clock.now + HOUR}").said.toString().trim('"')
            listOf(first, second, third).map { statusWith(it) } shouldContainExactly listOf(401, 200, 200)
            clock.now += HOUR
            listOf(first, second, third).map { statusWith(it) } shouldContainExactly listOf(401, 401, 200)
            harness.post("ng/api/token/rotate/t?$OF_TOKEN&rotateTimestamp=soon").status shouldBe 400
        }
    }

    context("who loses what holds a token loses the token") {
        listOf("token/t?$OF_TOKEN", "apikey/key?$OF_KEY", "serviceaccount/ci?$PROJECT_SCOPE").forEach { path ->
            test(path) {
                keysAccount {
                    val old = newToken()
                    val new = harness.post("ng/api/token/rotate/t?$OF_TOKEN&rotateTimestamp=${clock.now + HOUR}").said.toString().trim('"')
                    harness.delete("ng/api/$path").said.toString() shouldBe "true"
                    listOf(old, new).map { statusWith(it) } shouldContainExactly listOf(401, 401)
                    harness.delete("ng/api/$path").status shouldBe 404
                }
            }
        }
    }

    test("tokens are paged, searched and chosen") {
        keysAccount {
            repeat(3) { newToken(TOKEN.replace("\"t\"", "\"t$it\"")) }
            fun listed(more: String) = harness.get("ng/api/token/aggregate?$OF_TOKEN&$more").said.member("content")!!.jsonArray
                .map { it.member("token").string("identifier") }
            listed("pageSize=2&pageIndex=1") shouldContainExactly listOf("t2")
            listed("searchTerm=T1") shouldContainExactly listOf("t1")
            listed("identifiers=t0&identifiers=t2") shouldContainExactly listOf("t0", "t2")
        }
    }

    test("tokens are listed of an API key, of all API keys of a parent, or of all parents in a place") {
        keysAccount {
            harness.post("ng/api/serviceaccount?$PROJECT_SCOPE", CI.replace("ci", "cd"))
            listOf("key2" to "ci", "key" to "cd").forEach { (key, parent) ->
                harness.post("ng/api/apikey?$PROJECT_SCOPE", KEY.replace("\"key\"", "\"$key\"").replace("\"ci\"", "\"$parent\""))
            }
            newToken()
            newToken(TOKEN.replace("\"t\"", "\"t2\"").replace("\"key\"", "\"key2\""))
            newToken(TOKEN.replace("\"t\"", "\"t3\"").replace("\"ci\"", "\"cd\""))
            harness.post("ng/api/apikey?$PROJECT_SCOPE", KEY.replace("SERVICE_ACCOUNT", "USER"))
            newToken(TOKEN.replace("\"t\"", "\"mine\"").replace("SERVICE_ACCOUNT", "USER"))
            fun listed(of: String) = harness.get("ng/api/token/aggregate?$of").said.member("content")!!.jsonArray
                .map { it.member("token").string("identifier") }
            listed(OF_TOKEN) shouldContainExactly listOf("t")
            listed(OF_KEY) shouldContainExactly listOf("t", "t2")
            // All that Split's Python client says.
            listed("$PROJECT_SCOPE&apiKeyType=SERVICE_ACCOUNT") shouldContainExactly listOf("t", "t2", "t3")
            listed("$PROJECT_SCOPE&apiKeyType=USER") shouldContainExactly listOf("mine")
            listed("accountIdentifier=acc&apiKeyType=USER") shouldContainExactly emptyList()
        }
    }

    context("refused") {
        val account = autoClose(KeysAccount())
        listOf(
            "serviceaccount?$PROJECT_SCOPE" to CI to 409,
            "serviceaccount?$PROJECT_SCOPE" to CI.replace("ci@", "ci-") to 400,
            "serviceaccount?$PROJECT_SCOPE" to CI.dropLast(1) + ""","projectIdentifier":"other"}""" to 400,
            "serviceaccount?accountIdentifier=acc&projectIdentifier=shop" to CI to 400,
            "apikey?$PROJECT_SCOPE" to KEY to 409,
            "apikey?$PROJECT_SCOPE" to KEY.replace("\"ci\"", "\"none\"") to 404,
            "apikey?$PROJECT_SCOPE" to KEY.replace("SERVICE_ACCOUNT", "OTHER") to 400,
            "apikey?$PROJECT_SCOPE" to KEY.replace(""","parentIdentifier":"ci"""", "") to 400,
            "apikey?$PROJECT_SCOPE" to KEY.dropLast(1) + ""","defaultTimeToExpireToken":0}""" to 400,
            "token?$PROJECT_SCOPE" to TOKEN.replace("\"key\"", "\"none\"") to 404,
            "token?$PROJECT_SCOPE" to TOKEN.dropLast(1) + ""","validFrom":9,"validTo":9}""" to 400,
            "token?$PROJECT_SCOPE" to TOKEN.dropLast(1) + ""","validTo":"tomorrow"}""" to 400,
            "token?orgIdentifier=o" to TOKEN to 400,
        ).forEach { (said, status) ->
            val (path, body) = said
            test("POST $path $body -> $status") { account.harness.post("ng/api/$path", body).status shouldBe status }
        }
        listOf(
            "token/aggregate?$PROJECT_SCOPE" to 400,
            "token/aggregate?$PROJECT_SCOPE&apiKeyType=X" to 400,
            "token/aggregate?${OF_KEY.replace("=ci", "=none")}" to 404,
            "token/aggregate?${OF_TOKEN.replace("parentIdentifier=ci", "parentIdentifier=")}" to 400,
            "token/aggregate?${OF_TOKEN.replace("SERVICE_ACCOUNT", "X")}" to 400,
            "token/aggregate?${OF_TOKEN.replace("=key", "=none")}" to 404,
            "apikey?$PROJECT_SCOPE&parentIdentifier=ci" to 400,
            "apikey/aggregate/none?$OF_KEY" to 404,
            "serviceaccount/aggregate/none?$PROJECT_SCOPE" to 404,
            "token/t?$OF_TOKEN" to 405,
        ).forEach { (path, status) -> test("GET $path -> $status") { account.harness.get("ng/api/$path").status shouldBe status } }
        test("another in the path than in the body, and no token at all") {
            account.harness.put("ng/api/token/other?$PROJECT_SCOPE", TOKEN).status shouldBe 400
            account.harness.put("ng/api/token/t?$PROJECT_SCOPE", TOKEN).status shouldBe 404
            account.harness.delete("ng/api/token/t?$OF_TOKEN").status shouldBe 404
            account.newToken()
            account.harness.post("ng/api/token?$PROJECT_SCOPE", TOKEN).status shouldBe 409
        }
    }
})
