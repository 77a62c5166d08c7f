package dev.tricolor.emulator.core

import java.util.UUID
import java.util.concurrent.atomic.AtomicLong

/** Ids that look like the vendors' and are the same in every run: the third flag of an emulator always has the same id. */
internal class Ids {
    private val counters = HashMap<String, Int>()
    private val transactions = AtomicLong(FIRST_TRANSACTION)

    fun next(kind: String): String {
        val number = counters.merge(kind, 1, Int::plus)
        return UUID.nameUUIDFromBytes("$kind $number".toByteArray()).toString()
    }

    /** The next of the vendors' numbers, which are larger than an int and no two of which are alike. */
    fun number(): Long = FIRST_NUMBER + counters.merge("number", 1, Int::plus)!!

    /** Unlike [next] safe outside the lock around the state. */
    fun transaction(): String = transactions.getAndIncrement().toString(radix = 36)

    private companion object {
        const val FIRST_NUMBER = 10_839_870_000
        const val FIRST_TRANSACTION = 7_831_542_169_023_488
    }
}
