package dev.tricolor.emulator

import java.time.Clock
import java.time.Instant
import java.time.ZoneId
import java.time.ZoneOffset

/** Stands still until it is set, in epoch milliseconds. */
class SettableClock(@Volatile var now: Long = 1_700_000_000_000) : Clock() {
    override fun getZone(): ZoneId = ZoneOffset.UTC

    override fun withZone(zone: ZoneId): Clock = this

    override fun instant(): Instant = Instant.ofEpochMilli(now)
}
