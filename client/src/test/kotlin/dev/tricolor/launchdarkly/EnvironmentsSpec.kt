package dev.tricolor.launchdarkly

import dev.tricolor.ApiException
import dev.tricolor.BadRequestException
import dev.tricolor.ConflictException
import dev.tricolor.InvalidPayloadException
import dev.tricolor.NotFoundException
import dev.tricolor.UnexpectedReplyException
import dev.tricolor.status
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.test.runTest

private const val WITH_KEYS = """{"_id":"64","key":"e","name":"E","apiKey":"sdk-canary","mobileKey":"mob-canary","defaultTtl":5}"""

internal class EnvironmentsSpec : FunSpec({
    test("an environment is created, read, changed and deleted") {
        onLaunchDarkly {
            val made = launchDarkly.environments.create("default", "staging", "Staging", "F5A623") {
                defaultTtl = 5
                requireComments = true
                tags("a", "b")
                source("production")
            }
            asked shouldBe "POST projects/default/environments"
            emulator.requests.last.body shouldBe
                """{"name":"Staging","key":"staging","color":"F5A623","defaultTtl":5,"requireComments":true,"tags":["a","b"],""" +
                """"source":{"key":"production"}}"""
            made.defaultTtl shouldBe 5
            made.requireComments shouldBe true
            made.secureMode shouldBe false
            launchDarkly.environments.get("default", "staging") shouldBe made

            val changed = launchDarkly.environments.update("default", "staging") {
                name = "Stage"
                critical = true
                tags("c")
                approvalSettings { requiredApprovalTags("c").minNumApprovals(2) }
            }
            emulator.requests.last.body shouldBe
                """[{"op":"replace","path":"/name","value":"Stage"},{"op":"replace","path":"/critical","value":true},""" +
                """{"op":"replace","path":"/tags","value":["c"]},""" +
                """{"op":"replace","path":"/approvalSettings/requiredApprovalTags","value":["c"]},""" +
                """{"op":"replace","path":"/approvalSettings/minNumApprovals","value":2}]"""
            changed.name shouldBe "Stage"
            changed.critical shouldBe true
            changed.approvalSettings?.minNumApprovals shouldBe 2
            changed.approvalSettings?.requiredApprovalTags shouldBe listOf("c")

            launchDarkly.environments.delete("default", "staging")
            launchDarkly.environments.find("default", "staging").shouldBeNull()
        }
    }

    test("a new key takes the place of the old one") {
        onLaunchDarkly {
            val before = launchDarkly.environments.get("default", "test")
            val sdk = launchDarkly.environments.resetSdkKey("default", "test", expiry = 1_893_456_000_000)
            asked shouldBe "POST projects/default/environments/test/apiKey?expiry=1893456000000"
            sdk.apiKey shouldNotBe before.apiKey
            sdk.mobileKey shouldBe before.mobileKey
            launchDarkly.environments.resetSdkKey("default", "test").apiKey shouldNotBe sdk.apiKey
            asked shouldBe "POST projects/default/environments/test/apiKey"
            launchDarkly.environments.resetMobileKey("default", "test").mobileKey shouldNotBe before.mobileKey
            asked shouldBe "POST projects/default/environments/test/mobileKey"
            shouldThrow<NotFoundException> { launchDarkly.environments.resetMobileKey("default", "none") }
        }
    }

    test("environments are listed as asked: filters, order, pages") {
        onLaunchDarkly {
            launchDarkly.environments.create("default", "stage", "A stage", "417505") { tags("x").critical(true) }
            suspend fun keys(query: EnvironmentQuery.() -> Unit) =
                launchDarkly.environments.listAll("default") { query() }.map { it.key }.toList()
            keys {} shouldContainExactly listOf("production", "test", "stage")
            keys { query("STAG") } shouldContainExactly listOf("stage")
            keys { tags("X") } shouldContainExactly listOf("stage")
            keys { sort(EnvironmentSort.CRITICAL, descending = true).sort(EnvironmentSort.NAME) } shouldContainExactly
                listOf("stage", "production", "test")
            keys { sort(EnvironmentSort.CREATED_ON).limit(2).offset(1) } shouldContainExactly listOf("test", "stage")
            asked shouldBe "GET projects/default/environments?sort=createdOn&limit=2&offset=1"
            launchDarkly.environments.list("default").totalCount shouldBe 3
        }
    }

    test("the server's refusals are exceptions") {
        onLaunchDarkly {
            val environments = launchDarkly.environments
            shouldThrow<ConflictException> { environments.create("default", "test", "T", "000") }.code shouldBe "key_exists"
            shouldThrow<NotFoundException> { environments.create("none", "test", "T", "000") }
            shouldThrow<NotFoundException> { environments.create("default", "c", "C", "000") { source("none") } }
            shouldThrow<ConflictException> { environments.create("default", "c", "C", "000") { source("test", 7) } }
                .code shouldBe "optimistic_locking_error"
            shouldThrow<BadRequestException> { environments.update("default", "test") { remove("/nothing") } }.code shouldBe "invalid_patch"
            environments.delete("default", "test")
            shouldThrow<ApiException> { environments.delete("default", "production") }.serverMessage shouldContain "last environment"
            environments.list("default").items.map { it.key } shouldContainExactly listOf("production")
        }
    }

    test("what cannot work is refused before anything is sent, all of it at once") {
        onLaunchDarkly {
            val environments = launchDarkly.environments
            shouldThrow<InvalidPayloadException> {
                environments.create("default", "a b", "", "red") { defaultTtl(-1).tags("a/b") }
            }.problems.map { it.toString() } shouldContainExactly listOf(
                "key: is \"a b\", must be 1 to 100 letters, digits, \".\", \"_\" and \"-\", beginning with a letter or digit",
                "name: is blank",
                "color: is \"red\", must be 3 or 6 hexadecimal digits without \"#\"",
                "defaultTtl: is -1, must be 0 to 60 minutes",
                "tags[0]: is \"a/b\", must be 1 to 64 letters, digits, \".\", \"_\" and \"-\"",
            )
            shouldThrow<InvalidPayloadException> {
                environments.update("default", "test") {
                    color = "#fff"
                    defaultTtl = 100
                    approvalSettings { required(true).requiredApprovalTags("a", " ").minNumApprovals(0) }
                }
            }.problems.map { it.path } shouldContainExactly listOf(
                "color", "defaultTtl", "approvalSettings.requiredApprovalTags[1]", "approvalSettings.minNumApprovals",
                "approvalSettings.requiredApprovalTags",
            )
            shouldThrow<InvalidPayloadException> { environments.update("default", "test") {} }
            shouldThrow<IllegalArgumentException> { environments.resetSdkKey("default", "test", expiry = 0) }
            shouldThrow<IllegalArgumentException> { environments.list("default") { limit(0) } }
            shouldThrow<IllegalArgumentException> { environments.list(" ") }
            emulator.requests.all.shouldBeEmpty()
        }
    }

    test("keys are read, and never printed, whatever the server breaks") {
        val environment = Environment.fromJson(WITH_KEYS)
        environment.apiKey shouldBe "sdk-canary"
        "$environment" shouldNotContain "canary"
        "$environment" shouldContain """"name":"E""""
        listOf(WITH_KEYS.dropLast(1), WITH_KEYS.replace("5}", "\"5\"}")).forEach { broken ->
            runTest {
                val environments = ScriptedLaunchDarkly(this, handler = status(200, broken)).launchDarkly.environments
                listOf<suspend () -> Any?>(
                    { environments.get("p", "e") },
                    { environments.create("p", "e", "E", "000") },
                    { environments.update("p", "e") { name = "n" } },
                    { environments.list("p") },
                    { environments.resetSdkKey("p", "e") },
                    { environments.resetMobileKey("p", "e") },
                ).forEach { call ->
                    val failure = shouldThrow<UnexpectedReplyException> { call() }
                    "$failure ${failure.rawBody} ${failure.cause}" shouldNotContain "canary"
                }
            }
        }
    }
})
