package dev.tricolor

import dev.tricolor.emulator.Emulator
import dev.tricolor.guard.House
import io.kotest.core.spec.style.FunSpec
import io.kotest.core.test.Enabled
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.collections.shouldNotBeEmpty
import io.kotest.matchers.shouldBe
import io.ktor.client.engine.HttpClientEngine
import kotlinx.coroutines.runBlocking

/**
 * Every request of a client and every reply of the emulator, held to the vendor's own description of both.
 *
 * @param vendor the package of the client
 * @param fileName what the description is called; it is kept beside the project, not in it
 * @param prefix the path before all templates of the client
 */
internal abstract class ContractSpec<C : AutoCloseable>(vendor: String, fileName: String, private val prefix: String) : FunSpec() {
    private val file = House.root.resolve("../shared/contracts/$fileName").canonicalFile
    private val present = if (file.isFile) Enabled.enabled else Enabled.disabled("$file is not there")
    private val endpoints = declaredEndpoints(vendor)

    /**
     * What of the file the client has no method for, each with the reason: an operation, or the first segment of the paths of all of a
     * resource's.
     */
    protected open val leftOut: Map<String, String> = emptyMap()

    /** What of the client the file, where it is an excerpt, does not have: the beginnings of paths. */
    protected open val notDescribed: List<String> = emptyList()

    /** Parameters of the file that the client has no way to say, each with the reason. */
    protected open val unsaid: Map<String, String> = emptyMap()

    /** Members of the file's schemas, or whole ones, that the emulator never answers with, each with the reason; null where all is well. */
    protected open val unanswered: Map<String, String>? = null

    /** Where the file is wrong about what may be asked and answered, or speaks of less than the vendor does. */
    protected open val deviations: Map<Regex, String> = emptyMap()

    /** Where the file is wrong about what may be refused. */
    protected open val deviationsOfRefusals: Map<Regex, String> = emptyMap()

    protected abstract fun client(emulator: Emulator, engine: HttpClientEngine): C

    /** Carries out every operation of the client at least once. */
    protected abstract suspend fun tell(emulator: Emulator, client: C)

    protected abstract fun refusals(refused: Refused, client: C): Refusals

    private val told by lazy { recorded { _, emulator, client -> tell(emulator, client) } }
    private val succeeded by lazy { told.filter { it.reply.status < 300 }.groupBy { it.endpoint } }

    init {
        test("every operation of the client is carried out by the emulator") {
            endpoints.shouldNotBeEmpty()
            endpoints.filter { it !in succeeded }.map { it.label }.shouldBeEmpty()
        }

        held("the client has every operation of the file, and the file every one of the client's but those that it leaves out") {
            val said = Contract(file).operations.associateBy { "${it.method} ${nameless(it.template)}" }
            val ours = endpoints.associateBy { it.nameless }
            (said - ours.keys).values.map(::leftOutAs).distinct() shouldContainExactlyInAnyOrder leftOut.keys
            (ours - said.keys).values.map { it.label }.filter { label -> notDescribed.none { "/$it" in label } }.shouldBeEmpty()
        }

        held("every operation of the client, and every reply to it, is as the vendor says") {
            val contract = Contract(file, deviations)
            told.flatMap(contract::problems).distinct().joinToString("\n") shouldBe ""
            contract.unused.shouldBeEmpty()
            described(contract).flatMap { (endpoint, operation) ->
                (operation.parameters - succeeded[endpoint].orEmpty().flatMap { it.parameters }.toSet()).map { "$operation?$it" }
            } shouldContainExactlyInAnyOrder unsaid.keys
            unanswered?.let { reasons ->
                val missing = contract.unanswered(told).map { it.substringBefore('.').takeIf(reasons::contains) ?: it }
                missing.distinct() shouldContainExactlyInAnyOrder reasons.keys
            }
        }

        held("every documented refusal of every operation is as the vendor says") {
            val contract = Contract(file, deviationsOfRefusals)
            val described = described(contract)
            val refused = refused(described).filter { it.reply.status >= 400 }
            refused.shouldNotBeEmpty()
            refused.flatMap(contract::problemsOfReply).distinct().joinToString("\n") shouldBe ""
            contract.unused.shouldBeEmpty()
            val seen = refused.groupBy({ it.endpoint }) { it.reply.status }
            described.filterNot { (endpoint, operation) -> seen[endpoint].orEmpty().containsAll(operation.refusals) }
                .keys.map { it.label }.shouldBeEmpty()
        }
    }

    /** A test that needs the file. */
    protected fun held(name: String, test: suspend () -> Unit) =
        test(name).config(enabledOrReasonIf = { present.also(::say) }) { test() }

    /** What is wrong with a request for [target], below [prefix], and the reply to it. */
    protected fun problems(method: String, target: String, headers: Map<String, String>, body: String, reply: Replied): String =
        Contract(file).problems(Exchanged(method, prefix + target, headers.mapValues { listOf(it.value) }, body, reply)).joinToString()

    private fun say(enabled: Enabled) {
        if (!enabled.isEnabled) println("${this::class.simpleName} is skipped: ${enabled.reason}")
    }

    private fun leftOutAs(operation: Operation): String =
        operation.template.removePrefix(prefix).substringBefore('/').takeIf { it in leftOut } ?: operation.toString()

    /** What is refused of its own accord, and, where the emulator has no way to it, because a fault says so. */
    private fun refused(described: Map<Endpoint<*>, Operation>): List<Exchanged> = recorded { recording, emulator, client ->
        val refusals = refusals(Refused(recording, emulator, prefix, described), client)
        refusals.provoke()
        val provoked = recording.exchanged.groupBy({ it.endpoint }) { it.reply.status }.mapValues { it.value.toSet() }
        described.forEach { (endpoint, operation) ->
            (operation.refusals - provoked[endpoint].orEmpty()).forEach { refusals.script(endpoint, it) }
        }
    }

    private fun recorded(story: suspend (Recording, Emulator, C) -> Unit): List<Exchanged> = Recording().use { recording ->
        Emulator.start(tokens = listOf(TOKEN)).use { emulator ->
            client(emulator, recording.engine).use { client -> runBlocking { story(recording, emulator, client) } }
        }
        recording.exchanged.toList()
    }

    private val Exchanged.endpoint: Endpoint<*>? get() = endpoints.of(method, path.removePrefix(prefix))

    private val Endpoint<*>.nameless: String get() = "$method ${nameless(prefix + template)}"

    /** What the file says of each endpoint that it describes. */
    private fun described(contract: Contract): Map<Endpoint<*>, Operation> = endpoints.mapNotNull { endpoint ->
        contract.operations.find { "${it.method} ${nameless(it.template)}" == endpoint.nameless }?.let { endpoint to it }
    }.toMap()

    companion object {
        /** The only token that the emulator admits. */
        const val TOKEN = "api-token"
    }
}
