package dev.tricolor

import io.kotest.matchers.shouldBe
import java.io.File

/** Compares [actual] with the file `src/test/resources/<path>` of this module; `-Dgolden.update=true` rewrites the file instead. */
internal fun shouldMatchGolden(path: String, actual: String) {
    val file = File(System.getProperty("tricolor.root"), "dsl/src/test/resources/$path")
    if (System.getProperty("golden.update") == "true") {
        file.parentFile.mkdirs()
        file.writeText(actual + "\n")
    }
    actual + "\n" shouldBe file.readText()
}
