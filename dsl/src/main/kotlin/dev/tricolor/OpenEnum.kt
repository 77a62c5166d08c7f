package dev.tricolor

/**
 * A value out of a list that the vendor may lengthen at any time.
 *
 * The documented values are constants of the subclass; a value nobody knows yet keeps its text, compares by it and is written back as it
 * came.
 *
 * @property value the vendor's own spelling
 */
public abstract class OpenEnum internal constructor(public val value: String, private val meaning: String) {
    internal constructor(value: String) : this(value, value)

    // Some vendors spell one meaning in several ways.
    final override fun equals(other: Any?): Boolean = other is OpenEnum && other.javaClass == javaClass && other.meaning == meaning

    final override fun hashCode(): Int = meaning.hashCode()

    final override fun toString(): String = value
}
