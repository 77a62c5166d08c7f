package dev.tricolor

import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow

/**
 * One page of a list, and the way to the next one.
 *
 * @property items what is on this page
 * @property totalCount how many there are on all pages together; null when the vendor does not say
 */
public class Page<out T> internal constructor(
    public val items: List<T>,
    public val totalCount: Long?,
    private val following: (suspend () -> Page<T>)?,
) {
    /** Whether there is another page; it may turn out to be empty. */
    public val hasNext: Boolean get() = following != null

    /** Asks for the next page; null after the last one. */
    public suspend fun next(): Page<T>? = following?.invoke()
}

/** The items of all pages; only one page is held at a time, and the next is asked for when its items are wanted. */
internal fun <T> flowOfPages(first: suspend () -> Page<T>): Flow<T> = flow {
    var page: Page<T>? = first()
    while (page != null) {
        page.items.forEach { emit(it) }
        page = page.next()
    }
}

/**
 * What a walk through the pages of a list must remember to notice that it goes in circles: the page before, and one further back, a
 * landmark, in whose place a later page is put each time the walk has doubled. A circle of any length comes by its landmark at last, and
 * two pages are all that is ever held.
 *
 * @property before the items of the page before; null on the first one
 */
internal class Trail<T> private constructor(val before: List<T>?, private val landmark: List<T>?, private val passed: Long) {
    /** The beginning of a walk. */
    constructor() : this(null, null, 0)

    /** Which page it is that [items] were on already; null when nothing tells of a circle, as an empty page never does. */
    fun repeated(items: List<T>): String? = when {
        items.isEmpty() -> null
        items == before -> "the one before it again"
        items == landmark -> "one of those before it again"
        else -> null
    }

    /** The walk after one more page. */
    fun past(items: List<T>): Trail<T> = when {
        items.isEmpty() -> Trail(items, landmark, passed)
        isPowerOfTwo(passed + 2) -> Trail(items, items, passed + 1)
        else -> Trail(items, landmark, passed + 1)
    }

    private fun isPowerOfTwo(number: Long) = number and (number - 1) == 0L
}
