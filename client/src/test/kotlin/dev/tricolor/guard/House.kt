package dev.tricolor.guard

import java.io.File

/** The checkout as the guards see it: all modules, not only the one under test. */
internal object House {
    val root = File(System.getProperty("tricolor.root"))

    fun classes(module: String): File = root.resolve("$module/target/classes")

    /** Every source, sample, script and pom of the checkout. */
    fun sources(): List<Source> = root.walk()
        .onEnter { it.name != "target" && !it.name.startsWith(".") }
        .filter { it.extension in setOf("kt", "kts", "java") || it.name == "pom.xml" }
        .map { Source(it.relativeTo(root).invariantSeparatorsPath, it.readText()) }
        .toList()
}

internal data class Source(val path: String, val text: String)
