package dev.tricolor.launchdarkly

import dev.tricolor.Contract
import dev.tricolor.Endpoint
import dev.tricolor.Exchanged
import dev.tricolor.Operation
import dev.tricolor.Recording
import dev.tricolor.Replied
import dev.tricolor.declaredEndpoints
import dev.tricolor.emulator.Emulator
import dev.tricolor.guard.House
import dev.tricolor.nameless
import dev.tricolor.of
import io.kotest.core.spec.style.FunSpec
import io.kotest.core.test.Enabled
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.runBlocking

private val FILE = House.root.resolve("../shared/contracts/launchdarkly-openapi.json").canonicalFile

/** The file is kept beside the project, not in it. */
private val PRESENT: Enabled = if (FILE.isFile) Enabled.enabled else Enabled.disabled("$FILE is not there")

private const val BASE = "/api/v2/"

private val ENDPOINTS = declaredEndpoints("launchdarkly")

/** Operations of the file that the client has no method for, each with the reason. */
private val LEFT_OUT = emptyMap<String, String>()

/** Operations of the client that the file, an excerpt, does not have. */
private val NOT_DESCRIBED = listOf("context-kinds", "flags/evaluate", "holdouts", "layers")

/** Parameters of the file that the client has no way to say, each with the reason. */
private val UNSAID = mapOf(
    "GET /api/v2/projects/{projectKey}/metric-groups?expand" to "reserved by the vendor, who does not support it yet",
)

/** Where the file is wrong about what may be asked, or speaks of less than the vendor does. */
private val REQUESTS = mapOf(
    Regex("/(${NOT_DESCRIBED.joinToString("|")}).*path.missing") to "the file is an excerpt, which leaves these resources out",
    Regex("""^PATCH .*body\.schema\.anyOf.* in \{(?!.*"(instructions|patch|merge)":)""") to
        "the vendor's own example of a merge patch is the bare object; the file has only the form with a comment",
    Regex("""[?&]env=\w+&env=.*collection\.invalid.*'env'""") to "the vendor's prose has env several times; the file has one text",
    Regex("""[?&]summary=0&.*schema\.type.*integer.*boolean""") to "the vendor's prose says summary=0; the file says that it is a boolean",
)

/** Where the file is wrong about what may be refused. */
private val REFUSALS = mapOf(
    Regex("""^POST .*/(metric-groups|segments/\w+/\w+|experiments) answered 409: .*status\.unknown""") to
        "a key that is taken is 409 (key_exists) everywhere; the file does not list it for these three",
)

/** Every request of the client and every reply of the emulator, held to the vendor's own description of both. */
internal class LaunchDarklyContractSpec : FunSpec({
    val told by lazy { recorded { _, _, launchDarkly -> ContractStory(launchDarkly).tell() } }
    val succeeded by lazy { told.filter { it.reply.status < 300 }.groupBy { it.endpoint } }

    test("every operation of the client is carried out by the emulator") {
        ENDPOINTS.map { it.label } shouldContain "GET projects/{projectKey}"
        ENDPOINTS.filter { it !in succeeded }.map { it.label }.shouldBeEmpty()
    }

    test("the client has every operation of the file, and the file every one of the client's but those that it leaves out").config(
        enabledOrReasonIf = { PRESENT.also(::tell) },
    ) {
        val said = Contract(FILE).operations.associateBy { "${it.method} ${nameless(it.template)}" }
        val ours = ENDPOINTS.associateBy { it.nameless }
        (said - ours.keys).values.map { it.toString() } shouldContainExactlyInAnyOrder LEFT_OUT.keys
        (ours - said.keys).values.filter { endpoint -> NOT_DESCRIBED.none { "/$it" in endpoint.template } }.map { it.label }.shouldBeEmpty()
    }

    test("every operation of the client, and every reply to it, is as the vendor says").config(enabledOrReasonIf = { PRESENT }) {
        val contract = Contract(FILE, REQUESTS)
        told.flatMap(contract::problems).distinct().joinToString("\n") shouldBe ""
        contract.unused.shouldBeEmpty()
        described(contract).flatMap { (endpoint, operation) ->
            (operation.parameters - succeeded[endpoint].orEmpty().flatMap { it.parameters }.toSet()).map { "$operation?$it" }
        } shouldContainExactlyInAnyOrder UNSAID.keys
    }

    test("every documented refusal of every operation is as the vendor says").config(enabledOrReasonIf = { PRESENT }) {
        val contract = Contract(FILE, REFUSALS)
        val described = described(contract)
        val exchanged = recorded { recording, emulator, launchDarkly ->
            val refusals = ContractRefusals(recording, emulator, launchDarkly, described)
            refusals.provoke()
            val provoked = recording.exchanged.groupBy({ it.endpoint }) { it.reply.status }.mapValues { it.value.toSet() }
            described.forEach { (endpoint, operation) ->
                (operation.refusals - provoked[endpoint].orEmpty()).forEach { refusals.script(endpoint, it) }
            }
        }
        val refused = exchanged.filter { it.reply.status >= 400 }
        refused.flatMap(contract::problemsOfReply).distinct().joinToString("\n") shouldBe ""
        contract.unused.shouldBeEmpty()
        val seen = refused.groupBy({ it.endpoint }) { it.reply.status }
        described.filterNot { (endpoint, operation) -> seen[endpoint].orEmpty().containsAll(operation.refusals) }
            .keys.map { it.label }.shouldBeEmpty()
    }

    test("what does not keep to it is found").config(enabledOrReasonIf = { PRESENT }) {
        val contract = Contract(FILE)
        fun problems(method: String, target: String, body: String, reply: Replied) =
            contract.problems(Exchanged(method, BASE + target, mapOf("Authorization" to listOf("t"), JSON), body, reply))
        val empty = Replied(200, "application/json", "{}")
        problems("GET", "projects/web", "", empty).joinToString() shouldContain "missing required properties"
        problems("GET", "nowhere", "", empty).joinToString() shouldContain "No API path found"
        val created = Replied(418, "application/json", "{}")
        problems("POST", "projects", """{"key":1}""", created).joinToString().let {
            it shouldContain "name"
            it shouldContain "418"
        }
    }
})

private val JSON = "Content-Type" to listOf("application/json")

private fun tell(enabled: Enabled) {
    if (!enabled.isEnabled) println("LaunchDarklyContractSpec is skipped: ${enabled.reason}")
}

private fun recorded(story: suspend (Recording, Emulator, LaunchDarklyClient) -> Unit): List<Exchanged> = Recording().use { recording ->
    Emulator.start().use { emulator ->
        LaunchDarklyClient("api-token") {
            baseUrl = emulator.launchDarklyUrl
            engine = recording.engine
            retry { maxAttempts = 1 }
        }.use { launchDarkly -> runBlocking { story(recording, emulator, launchDarkly) } }
    }
    recording.exchanged.toList()
}

private val Exchanged.endpoint: Endpoint<*>? get() = ENDPOINTS.of(method, path.removePrefix(BASE))

private val Endpoint<*>.nameless: String get() = "$method ${nameless(BASE + template)}"

/** What the file says of each endpoint that it describes. */
private fun described(contract: Contract): Map<Endpoint<*>, Operation> = ENDPOINTS.mapNotNull { endpoint ->
    contract.operations.find { "${it.method} ${nameless(it.template)}" == endpoint.nameless }?.let { endpoint to it }
}.toMap()
