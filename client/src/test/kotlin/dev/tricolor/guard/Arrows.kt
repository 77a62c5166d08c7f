package dev.tricolor.guard

/**
 * Who may know whom: samples → client → dsl ← emulator, client's tests → emulator, and no vendor knows another one.
 *
 * Modules are held apart by their poms, since dsl and client share packages; everything else by the qualified names in the
 * code, imported or written out. Names in comments and in text count for nothing.
 */
internal fun arrowsBroken(sources: List<Source>): List<String> = sources.flatMap { source ->
    val code = if (source.path.endsWith("pom.xml")) source.text else source.text.replace(commentOrText) { it.value.replace(visible, "") }
    (arrows.filter { it.where.containsMatchIn(source.path) } + listOfNotNull(vendorArrow(source.path))).flatMap { arrow ->
        arrow.never.findAll(code).map { found ->
            "${source.path}:${code.lineOf(found)} names ${found.value.lines().first()}: ${arrow.because}"
        }
    }
}

/** In files whose path matches [where], nothing may match [never]. */
private class Arrow(where: String, never: String, val because: String) {
    val where = Regex(where)
    val never = Regex(never)
}

private const val VENDORS = "split|harness|launchdarkly|optimizely"

private val arrows = listOf(
    Arrow("^dsl/pom.xml", ">tricolor-(client|emulator|samples)<", "dsl stands on nothing of ours"),
    Arrow("^client/pom.xml", ">tricolor-samples<", "client stands on dsl"),
    Arrow("^client/pom.xml", ">tricolor-emulator<(?!/artifactId>\\s*<scope>test<)", "only client's tests know the emulator"),
    Arrow("^emulator/pom.xml", ">tricolor-(client|samples)<", "emulator stands on dsl"),
    Arrow("^dsl/src/main/", "\\b(io\\.ktor|kotlinx\\.coroutines|java\\.io|java\\.net)\\.[\\w*]+", "dsl holds values and does nothing"),
    Arrow("^(dsl|client)/src/main/", "\\bdev\\.tricolor\\.emulator\\b", "only client's tests know the emulator"),
    Arrow("^(dsl|client)/src/main/(kotlin|java)/dev/tricolor/[^/]+$", "\\bdev\\.tricolor\\.($VENDORS)\\b", "the root knows no vendor"),
    Arrow("^(dsl|client|emulator)/src/", "\\bdev\\.tricolor\\.samples\\b", "nobody knows the samples"),
)

private val vendorPath = Regex("^(dsl|client|emulator)/src/.*/dev/tricolor/(emulator/)?($VENDORS)/")

private fun vendorArrow(path: String): Arrow? = vendorPath.find(path)?.groupValues?.last()?.let { vendor ->
    Arrow("", "\\bdev\\.tricolor\\.(emulator\\.)?(?!$vendor\\b)($VENDORS)\\b[\\w.*]*", "$vendor knows no other vendor")
}

private val commentOrText = Regex(
    listOf(
        "\"\"\"[\\s\\S]*?\"\"\"",
        "\"[^\"\\\\\n]*+(?:\\\\.[^\"\\\\\n]*+)*+\"",
        "'(?:\\\\.|[^'\\\\\n])'",
        "//.*",
        "/\\*[\\s\\S]*?\\*/",
    ).joinToString("|"),
)

private val visible = Regex(".")

private fun String.lineOf(found: MatchResult): Int = substring(0, found.range.first).count { it == '\n' } + 1
