package dev.tricolor.emulator.core

internal typealias Handler = Call.() -> Reply

/** A vendor's table of paths. Templates are written as the vendor documents them; a literal wins over a hole. */
internal class Routes {
    private val paths = LinkedHashMap<List<String>, Path>()
    private val bySize by lazy { paths.values.sortedWith(Path.SPECIFIC_FIRST).groupBy { it.template.size } }

    /** Registers routes whose templates continue [root]. */
    inner class Under(private val root: String) {
        fun get(template: String, handler: Handler) = add("GET", template, handler)

        fun post(template: String, handler: Handler) = add("POST", template, handler)

        fun put(template: String, handler: Handler) = add("PUT", template, handler)

        fun patch(template: String, handler: Handler) = add("PATCH", template, handler)

        fun delete(template: String, handler: Handler) = add("DELETE", template, handler)

        private fun add(method: String, template: String, handler: Handler) {
            val path = "$root/$template".split('/').filter { it.isNotEmpty() }
            val former = paths.getOrPut(path) { Path(path) }.handlers.put(method, handler)
            check(former == null) { "two routes for $method $root/$template" }
        }
    }

    fun under(root: String, register: Under.() -> Unit) = Under(root).register()

    /** The most specific path decides alone: with another method it is 405, not the next template's turn. */
    fun find(segments: List<String>): Path? = bySize[segments.size]?.firstOrNull { it.matches(segments) }

    internal class Path(val template: List<String>) {
        val handlers = LinkedHashMap<String, Handler>()

        fun matches(segments: List<String>): Boolean =
            template.indices.all { template[it].isHole() || template[it] == segments[it] }

        fun holes(segments: List<String>): Map<String, String> =
            template.zip(segments).filter { it.first.isHole() }
                .associate { (hole, value) -> hole.removeSurrounding("{", "}") to value }

        companion object {
            val SPECIFIC_FIRST: Comparator<Path> =
                compareBy { path -> path.template.joinToString("") { if (it.isHole()) "1" else "0" } }

            private fun String.isHole() = startsWith("{")
        }
    }
}
