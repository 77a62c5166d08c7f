package dev.tricolor

/**
 * One thing that is wrong with a payload.
 *
 * @property path where, in the payload's own terms: `rules[1].buckets`; empty where it is the payload as a whole
 * @property message what is wrong, with the value and what is allowed
 */
public class Problem internal constructor(public val path: String, public val message: String) {
    override fun equals(other: Any?): Boolean = other is Problem && other.path == path && other.message == message

    override fun hashCode(): Int = 31 * path.hashCode() + message.hashCode()

    override fun toString(): String = if (path.isEmpty()) message else "$path: $message"
}

/**
 * A payload that cannot work was refused before anything was sent.
 *
 * @property payload what was being built: `split definition`
 * @property problems everything that is wrong with it, not only the first thing
 */
public class InvalidPayloadException internal constructor(public val payload: String, problems: List<Problem>) :
    IllegalArgumentException(listing(payload, problems)) {
    public val problems: List<Problem> = problems.toList()
}

/** The message of an exception that holds [problems]; of very many only some. */
internal fun listing(what: String, problems: List<Problem>, atMost: Int = Int.MAX_VALUE): String =
    problems.joinToString("\n  ", "$what has ${if (problems.size == 1) "1 problem" else "${problems.size} problems"}\n  ", limit = atMost)

/** Collects what is wrong, each with its path below [prefix], so that the user hears all of it at once. */
internal class Problems private constructor(private val prefix: String, private val found: MutableList<Problem>) {
    constructor() : this("", mutableListOf())

    val all: List<Problem> get() = found

    fun at(path: String): Problems = Problems(join(path), found)

    fun add(path: String, message: String) {
        found += Problem(join(path), message)
    }

    inline fun require(ok: Boolean, path: String, message: () -> String) {
        if (!ok) add(path, message())
    }

    fun addAll(problems: Iterable<Problem>) {
        problems.forEach { add(it.path, it.message) }
    }

    /** Forgets what was wrong with a value, and what is in it, that has been said anew. */
    fun forget(path: String) {
        val anew = join(path)
        found.removeAll { it.path == anew || it.path.startsWith("$anew.") || it.path.startsWith("$anew[") }
    }

    /** Throws what was found, but for what [tolerated] has too, as often as it has it and whatever its index. */
    fun throwIfAny(payload: String, tolerated: Collection<Problem> = emptyList()) {
        val old = tolerated.mapTo(mutableListOf()) { it.withoutIndex() }
        val news = found.filterNot { old.remove(it.withoutIndex()) }
        if (news.isNotEmpty()) throw InvalidPayloadException(payload, news)
    }

    /** Elements move, and what is allowed, which messages give after a semicolon, grows. */
    private fun Problem.withoutIndex() = path.filterNot { it in '0'..'9' } to message.substringBefore(';')

    private fun join(path: String) = when {
        prefix.isEmpty() -> path
        path.isEmpty() -> prefix
        path.startsWith("[") -> prefix + path
        else -> "$prefix.$path"
    }
}

internal fun quoted(value: Any?): String = "\"$value\""

internal fun quotedList(values: Iterable<Any?>): String = values.joinToString { quoted(it) }
