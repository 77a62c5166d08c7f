package dev.tricolor.optimizely.classic

import dev.tricolor.Document
import dev.tricolor.NotFoundException
import dev.tricolor.PartialResultException
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.sync.Semaphore
import kotlinx.coroutines.sync.withPermit

/**
 * Of several things that were asked for by their ids some do not exist, or the token may not see them.
 *
 * @property missing their ids, in the order in which they were asked for
 * @property found the other things, in the order in which they were asked for
 */
public class MissingIdsException internal constructor(
    kind: String,
    missing: Collection<Long>,
    found: Collection<Document>,
    cause: NotFoundException,
) : PartialResultException(
    "there are no $kind with the ids ${missing.joinToString()}, or the token may not see them; ${found.size} others were found",
    cause,
) {
    public val missing: List<Long> = missing.toList()
    public val found: List<Document> = found.toList()
}

/**
 * What [get] gives for each of [ids], in their order; a few are asked for at a time, and each only once.
 *
 * @throws MissingIdsException if there is nothing by some of them
 */
internal suspend fun <T : Document> manyById(kind: String, ids: Collection<Long>, get: suspend (Long) -> T): List<T> {
    ids.forEachIndexed { index, id -> require(id > 0) { "$kind[$index] is $id, must be positive" } }
    val few = Semaphore(AT_A_TIME)
    val answers = coroutineScope { ids.distinct().map { id -> async { few.withPermit { id to lookUp(id, get) } } }.awaitAll() }.toMap()
    val found = ids.mapNotNull { answers.getValue(it).item }
    val missing = answers.filterValues { it.item == null }
    missing.values.firstNotNullOfOrNull { it.missing }?.let { throw MissingIdsException(kind, missing.keys, found, it) }
    return found
}

private suspend fun <T : Document> lookUp(id: Long, get: suspend (Long) -> T): Answered<T> = try {
    Answered(get(id), null)
} catch (missing: NotFoundException) {
    Answered(null, missing)
}

private class Answered<T : Document>(val item: T?, val missing: NotFoundException?)

private const val AT_A_TIME = 4
