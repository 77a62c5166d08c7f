@file:Suppress("DEPRECATION")

package dev.tricolor.launchdarkly

import dev.tricolor.BadRequestException
import dev.tricolor.InvalidPayloadException
import dev.tricolor.NotFoundException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe

private const val P = "default"
private const val E = "test"
private const val YEAR_2100 = 4_102_444_800_000
private const val SEMANTIC = "application/json; domain-model=launchdarkly.semanticpatch"

private val LaunchDarklyOnEmulator.users get() = launchDarkly.userTargets

internal class UserTargetsSpec : FunSpec({
    test("users stop being targets of a flag, and what has failed is told") {
        onLaunchDarkly {
            val flag = launchDarkly.flags.create(P, "f") { environment(E) { target("true", "ann", "bob") } }
            val on = flag.variationId("true")
            val result = users.updateExpiringOfFlag(P, "f", E) { add("ann", on, YEAR_2100).add("nobody", on, YEAR_2100) }
            asked shouldBe "PATCH flags/default/f/expiring-user-targets/test"
            emulator.requests.last.header("Content-Type") shouldBe SEMANTIC
            emulator.requests.last.body shouldBe """{"instructions":[{"kind":"addExpireUserTargetDate","value":$YEAR_2100,""" +
                """"userKey":"ann","variationId":"$on"},{"kind":"addExpireUserTargetDate","value":$YEAR_2100,"userKey":"nobody",""" +
                """"variationId":"$on"}]}"""
            result.failedInstructions shouldBe 1
            result.errors.single().instructionIndex shouldBe 1
            val target = users.expiringOfFlag(P, "f", E).items.single()
            asked shouldBe "GET flags/default/f/expiring-user-targets/test"
            listOf(target.contextKind, target.contextKey, target.variationId) shouldContainExactly listOf("user", "ann", on)
            users.updateExpiringOfFlag(P, "f", E) { update("ann", on, YEAR_2100 + 1, version = 1) }.items.single().version shouldBe 2
            launchDarkly.flags.expiringTargets(P, "f", E).items.single().expirationDate shouldBe YEAR_2100 + 1
            users.updateExpiringOfFlag(P, "f", E) { remove("ann", on) }
            users.expiringOfFlag(P, "f", E).items.shouldBeEmpty()
        }
    }

    test("users stop being targets of a segment; other contexts are not among them") {
        onLaunchDarkly {
            launchDarkly.segments.create(P, E, "beta", "Beta") { include("user", "ann"); include("org", "acme") }
            launchDarkly.segments.updateExpiringTargets(P, E, "beta") { add("acme", TargetType.INCLUDED, YEAR_2100, "org") }
            val result = users.updateExpiringOfSegment(P, E, "beta") { add("ann", TargetType.INCLUDED, YEAR_2100); comment = "trial" }
            asked shouldBe "PATCH segments/default/beta/expiring-user-targets/test"
            emulator.requests.last.header("Content-Type") shouldBe SEMANTIC
            result.successfulInstructions shouldBe 1
            users.expiringOfSegment(P, E, "beta").items.map { it.contextKey } shouldContainExactly listOf("ann")
            asked shouldBe "GET segments/default/beta/expiring-user-targets/test"
            launchDarkly.segments.expiringTargets(P, E, "beta").items.map { it.contextKey } shouldContainExactly listOf("acme", "ann")
        }
    }

    test("users come into a big segment and go, and are asked for") {
        onLaunchDarkly {
            launchDarkly.segments.create(P, E, "big", "Big") { unbounded = true }
            users.updateOfBigSegment(P, E, "big") { include("ann", "bob").exclude("eve") }
            asked shouldBe "POST segments/default/test/big/users"
            emulator.requests.last.body shouldBe """{"included":{"add":["ann","bob"]},"excluded":{"add":["eve"]}}"""
            users.updateOfBigSegment(P, E, "big") { removeIncluded("bob") }
            users.ofBigSegment(P, E, "big", "eve").excluded shouldBe true
            asked shouldBe "GET segments/default/test/big/users/eve"
            launchDarkly.segments.bigSegmentTarget(P, E, "big", "bob").included shouldBe false
            launchDarkly.segments.create(P, E, "firms", "Firms") { unbounded(true).unboundedContextKind("org") }
            shouldThrow<BadRequestException> { users.ofBigSegment(P, E, "firms", "ann") }
            shouldThrow<NotFoundException> { users.expiringOfSegment(P, E, "none") }.endpoint shouldBe
                "GET segments/{projectKey}/{segmentKey}/expiring-user-targets/{environmentKey}"
        }
    }

    test("what cannot work is not sent") {
        onLaunchDarkly {
            shouldThrow<InvalidPayloadException> { users.updateExpiringOfFlag(P, "f", E) {} }
            shouldThrow<InvalidPayloadException> { users.updateExpiringOfSegment(P, E, "s") { add("", TargetType.INCLUDED, 1) } }
                .problems.map { it.path } shouldContainExactly listOf("instructions[0].userKey", "instructions[0].value")
            shouldThrow<InvalidPayloadException> { users.updateOfBigSegment(P, E, "s") { include("a").exclude("a") } }
            emulator.requests.all.shouldBeEmpty()
        }
    }
})
