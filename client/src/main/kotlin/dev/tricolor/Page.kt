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
