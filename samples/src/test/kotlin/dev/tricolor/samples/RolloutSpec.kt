package dev.tricolor.samples

import dev.tricolor.emulator.Emulator
import dev.tricolor.split.SplitClient
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainInOrder
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldBeEmpty
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldHaveLineCount
import io.kotest.matchers.string.shouldNotContain
import io.kotest.matchers.string.shouldStartWith

private const val KEY = "SPLIT_ADMIN_API_KEY"
private const val CANARY = "canary-5b1d9f0c"
private const val ESCAPE = "\u001b"

class RolloutSpec : FunSpec({
    fun rollout(vararg words: String, variables: Map<String, String> = emptyMap()) =
        launch("samples/rollout", *words, variables = variables)

    fun live(vendors: Emulator, vararg words: String, key: String = CANARY) =
        rollout("--live", "--url", vendors.splitUrl, *words, variables = mapOf(KEY to key))

    test("the main job tells the whole story, for a person, and plainly in a pipe") {
        val ended = rollout()

        withClue(ended.said) { ended.status shouldBe 0 }
        ended.err.shouldBeEmpty()
        ended.out shouldNotContain ESCAPE
        ended.out shouldNotContain "WARN"
        ended.out.lines().filter { it.length > 80 }.shouldBeEmpty()
        // Without what differs from run to run, and without the layout.
        ended.out.split(Regex("\\s+")).joinToString(" ").let { told ->
            told shouldContain "\"matchers\": [{ \"type\": \"IN_LIST_STRING\", \"attribute\": \"group\", \"strings\": [\"employees\"] }]"
            told shouldContain "{\"treatment\": \"on\", \"size\": 50}, {\"treatment\": \"off\", \"size\": 50}"
            told shouldContain "\"defaultRule\": [{\"treatment\": \"off\", \"size\": 100}]"
            told shouldContain "state live rule group is employees: on 80 %, off 20 % rule everyone else: off 100 %"
        }
        ended.out.lines().map { it.trim().replace(Regex(" {2,}"), " ") }.shouldContainInOrder(
            "created new-checkout, for traffic of type user, owned by Administrators",
            "state live",
            "state killed: everyone gets off",
            "state live",
            "batch 1 [########............] 10,000 of 25,000",
            "batch 2 [################....] 20,000 of 25,000",
            "batch 3 [####################] 25,000 of 25,000",
            "counted 25,000 keys",
            "treatments[2].name",
            "\"control\" is reserved",
            "trafficAllocation",
            "is 120, must be 0 to 100",
            "rules[0].buckets",
            "sizes sum to 90, must be 100",
            "defaultRule[0].treatment",
            "\"onn\" is not a treatment; treatments are \"on\", \"off\", \"control\"",
            "sent 0 requests; the emulator has seen 20 before, and 20 after",
            "deleted flag new-checkout",
        )
        ended.out.trimEnd().lines().last() shouldContain "27 requests in"
    }

    test("a key in the environment is not used without --live, and said nowhere") {
        val ended = rollout(variables = mapOf(KEY to CANARY))

        ended.status shouldBe 0
        ended.out shouldContain "on an emulator"
        ended.out shouldContain "$KEY is set, but not used"
        ended.said shouldNotContain CANARY
    }

    test("colour is for terminals, and for those who ask for it") {
        rollout(variables = mapOf("CLICOLOR_FORCE" to "1")).out shouldContain "$ESCAPE[32m"
        rollout(variables = mapOf("CLICOLOR_FORCE" to "1", "NO_COLOR" to "1")).out shouldNotContain ESCAPE
    }

    test("--live without a key, or with one that cannot be sent, ends before anything is done") {
        val without = rollout("--live")
        without.status shouldBe 2
        without.out.shouldBeEmpty()
        without.err shouldBe "rollout: cannot go live: SPLIT_ADMIN_API_KEY is not set\n"

        val broken = rollout("--live", variables = mapOf(KEY to "$CANARY\nX-Evil: 1"))
        broken.status shouldBe 2
        broken.err shouldContain "the token holds a line break"
        broken.said shouldNotContain CANARY
    }

    test("what cannot be understood is answered with the usage") {
        for (words in listOf(listOf("--alive"), listOf("--live", "--url"), listOf("--url", "https://example.com"))) {
            val ended = rollout(*words.toTypedArray())
            withClue(words) { ended.status shouldBe 2 }
            ended.out.shouldBeEmpty()
            ended.err shouldContain "usage: samples/rollout"
        }
        val help = rollout("--help")
        help.status shouldBe 0
        help.out shouldStartWith "usage: samples/rollout"
    }

    test("a workspace that is not there is one line, and status 1") {
        val ended = rollout("--workspace", "Nowhere")
        ended.status shouldBe 1
        ended.err shouldBe "rollout: there is no workspace named Nowhere\n"
    }

    test("live, it uses the key, tells it nobody, and leaves nothing behind") {
        Emulator.start(tokens = listOf(CANARY)).use { vendors ->
            val ended = live(vendors, "--environment", "Staging")

            withClue(ended.said) { ended.status shouldBe 0 }
            ended.out shouldContain "on the real service"
            ended.out shouldContain "Define it in Staging"
            ended.out shouldContain "sent         0 requests; this program has sent 20 before, and 20 after"
            ended.said shouldNotContain CANARY
            vendors.requests.count shouldBe 27
            vendors.shouldHoldNothingOfOurs()
        }
    }

    test("live, it leaves alone what is not its own") {
        Emulator.start().use { vendors ->
            SplitClient(CANARY) { baseUrl = vendors.splitUrl }.use { split ->
                val workspace = checkNotNull(split.workspaces.find("Default"))
                split.flags.create(workspace.id, "user", "new-checkout") { description = "somebody's" }
                vendors.requests.clear()

                val ended = live(vendors)

                ended.status shouldBe 1
                ended.err shouldBe "rollout: there is a flag new-checkout already in Default; it is left alone\n"
                vendors.requests.all.filter { it.method != "GET" }.shouldBeEmpty()
                split.flags.get(workspace.id, "new-checkout").description shouldBe "somebody's"
            }
        }
    }

    test("live, it cleans up when the service refuses something in the middle") {
        Emulator.start().use { vendors ->
            vendors.faults.matching("PUT", "/kill").next(403)

            val ended = live(vendors)

            ended.status shouldBe 1
            ended.err shouldStartWith "rollout: PUT splits/ws/{workspaceId}/{flagName}/environments/{environmentId}/kill answered 403"
            ended.err.trimEnd() shouldHaveLineCount 1
            ended.out shouldContain "deleted      flag new-checkout"
            vendors.shouldHoldNothingOfOurs()
        }
    }

    test("a key that the service does not know is one line, without the key") {
        Emulator.start(tokens = listOf("another")).use { vendors ->
            val ended = live(vendors)
            ended.status shouldBe 1
            ended.err.trimEnd() shouldHaveLineCount 1
            ended.err shouldContain "answered 401"
            ended.said shouldNotContain CANARY
        }
    }
})

private suspend fun Emulator.shouldHoldNothingOfOurs() = SplitClient(CANARY) { baseUrl = splitUrl }.use { split ->
    val workspace = checkNotNull(split.workspaces.find("Default"))
    split.flags.find(workspace.id, "new-checkout").shouldBeNull()
    split.segments.find(workspace.id, "new-checkout-testers").shouldBeNull()
}
