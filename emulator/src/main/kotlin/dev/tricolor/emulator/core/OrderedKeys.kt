package dev.tricolor.emulator.core

/**
 * A set of strings in the order of their arrival with access by position: a page in the middle costs what the page
 * costs. Removal takes one pass for the whole batch, because batches are what the vendors' calls carry.
 */
internal class OrderedKeys : AbstractList<String>() {
    private val order = ArrayList<String>()
    private val known = HashSet<String>()

    override val size: Int get() = order.size

    override fun get(index: Int): String = order[index]

    override fun contains(element: String): Boolean = element in known

    fun addAll(keys: Collection<String>) {
        keys.filterTo(order) { known.add(it) }
    }

    /** Removes [keys] and returns how many of them were there. */
    fun removeAll(keys: Collection<String>): Int {
        val before = order.size
        if (known.removeAll(keys.toSet())) order.removeIf { it !in known }
        return before - order.size
    }

    fun clear() {
        order.clear()
        known.clear()
    }
}
