package dev.tricolor.optimizely.config

import java.util.AbstractMap.SimpleImmutableEntry

/** A read-only map in the order of the list; of several with one key the last wins. Maps keep [keyOf], so it must not hold anything. */
internal fun <T : Any> List<T>.keyed(keyOf: (T) -> String): Map<String, T> = when {
    isEmpty() -> emptyMap()
    size > FEW -> hashed(keyOf)
    else -> FewByKey(if (hasTwins(keyOf)) hashed(keyOf).values.toList() else this, keyOf)
}

private fun <T> List<T>.hasTwins(keyOf: (T) -> String) = indices.any { one -> (0 until one).any { keyOf(get(it)) == keyOf(get(one)) } }

private fun <T> List<T>.hashed(keyOf: (T) -> String): Map<String, T> = buildMap(size) { this@hashed.forEach { put(keyOf(it), it) } }

/** A map of values that know their keys: so few that to look at each is as fast as hashing, and takes a fifth of the memory. */
private class FewByKey<T : Any>(private val items: List<T>, private val keyOf: (T) -> String) : AbstractMap<String, T>() {
    override val size: Int get() = items.size

    override fun containsKey(key: String): Boolean = get(key) != null

    override fun get(key: String): T? = items.find { keyOf(it) == key }

    override val entries: Set<Map.Entry<String, T>> get() = object : AbstractSet<Map.Entry<String, T>>() {
        override val size: Int get() = items.size

        override fun iterator(): Iterator<Map.Entry<String, T>> =
            items.asSequence().map { SimpleImmutableEntry(keyOf(it), it) }.iterator()
    }
}

private const val FEW = 8
