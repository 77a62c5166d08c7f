package dev.tricolor

import dev.tricolor.emulator.Emulator
import io.kotest.assertions.withClue
import io.kotest.matchers.shouldBe
import java.net.URI

/** Where it is refused: the operations that the vendor describes, below [prefix], at [emulator]; [recording] writes everything down. */
internal class Refused(
    val recording: Recording,
    val emulator: Emulator,
    val prefix: String,
    val described: Map<Endpoint<*>, Operation>,
)

/**
 * Everything that the emulator is known to refuse, as a client of ours would not ask for it.
 *
 * @param headers of everything that is asked unless it says otherwise
 */
internal abstract class Refusals(private val refused: Refused, private val headers: Map<String, String>) {
    protected val emulator: Emulator get() = refused.emulator
    protected val described: Map<Endpoint<*>, Operation> get() = refused.described

    /** What is there, by the names of the holes of templates. */
    protected abstract val there: Map<String, String>

    abstract suspend fun provoke()

    /** What the emulator has no way to, a fault says in its stead, in the same shape as all that it refuses. */
    fun script(endpoint: Endpoint<*>, status: Int) {
        emulator.faults.next(status)
        ask(endpoint) shouldBe status
    }

    /** Does [provoke] to every operation that is described to answer with [status]. */
    protected fun documented(status: Int, provoke: (Endpoint<*>) -> Unit) = described.filterValues { status in it.statuses }.keys
        .forEach { withClue("${it.label} $status") { provoke(it) } }

    /** Asks with the holes of the template filled by [everywhere], or by what is there; the status of the reply. */
    protected fun ask(
        endpoint: Endpoint<*>,
        everywhere: String? = null,
        without: String? = null,
        with: Map<String, String> = emptyMap(),
        body: String = "{}",
        query: String = "",
    ): Int {
        val path = endpoint.template.split('/').joinToString("/") {
            if (it.startsWith('{')) everywhere ?: there.getValue(it.trim('{', '}')) else it
        }
        val bodied = endpoint.method.name !in setOf("GET", "DELETE")
        val type = if (bodied) mapOf("Content-Type" to "application/json") else emptyMap()
        val uri = URI(emulator.url + refused.prefix + path + query)
        val content = if (bodied) body.encodeToByteArray() else ByteArray(0)
        val said = (headers + type + with - setOfNotNull(without)).mapValues { listOf(it.value) }
        return refused.recording.exchange(endpoint.method.name, uri, said, content).statusCode()
    }
}
