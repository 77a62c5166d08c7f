package dev.tricolor.guard

import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import org.jetbrains.kotlin.abi.tools.AbiFilters
import org.jetbrains.kotlin.abi.tools.AbiTools
import java.io.File

/** The public ABI of each published module is held in a file, so that every change of it is seen and meant. */
class AbiSpec : FunSpec({

    val update = System.getProperty("abi.update").toBoolean()

    listOf("dsl", "emulator", "client").forEach { module ->
        test("the public ABI of $module is the one held in $module/api") {
            val change = abiChange(House.classes(module), House.root.resolve("$module/api/tricolor-$module.api"), update)
            check(change == null) { "$change\n\nIf this is meant, hold it: ./mvnw clean test -Dabi.update=true" }
        }
    }

    test("a change is shown line by line until it is accepted") {
        val classes = File(checkNotNull(AbiSpec::class.java.getResource("fixture")).toURI())
        val held = tempdir().resolve("api/fixture.api")

        abiChange(classes, held).shouldNotBeNull() shouldContain "nothing is held"
        abiChange(classes, held, update = true).shouldBeNull()
        abiChange(classes, held).shouldBeNull()

        val dump = held.readText()
        dump shouldContain "FlagsAsyncApi"
        dump shouldNotContain "\$\$serializer"
        held.writeText(dump.replace("getFlag", "findFlag"))
        val change = abiChange(classes, held).shouldNotBeNull()
        change shouldContain Regex("""(?m)^-.* findFlag \(""")
        change shouldContain Regex("""(?m)^\+.* getFlag \(""")
    }
})

/** What the serialization plugin adds: public in the bytecode, of no use to a caller. The filter wants dots for `$`. */
private val generated = AbiFilters(emptySet(), setOf("**.\$serializer"), emptySet(), emptySet())

/** Null when the ABI of [classes] is the one [held], else what differs; [update] rewrites what is held. */
private fun abiChange(classes: File, held: File, update: Boolean = false): String? {
    val classFiles = classes.walk().filter { it.extension == "class" }.sorted()
    val dump = buildString { AbiTools.getInstance().printJvmDump(this, classFiles.asIterable(), generated) }.trim() + "\n"
    if (update && dump.isNotBlank()) held.apply { parentFile.mkdirs() }.writeText(dump)
    if (!held.exists()) return "$held: nothing is held yet".takeIf { dump.isNotBlank() }
    val found = File.createTempFile(held.name, null).apply { writeText(dump) }
    return try {
        AbiTools.getInstance().filesDiff(held, found)?.lines()?.drop(2)?.joinToString("\n")
    } finally {
        found.delete()
    }
}
