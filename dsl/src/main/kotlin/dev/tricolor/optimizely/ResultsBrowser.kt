package dev.tricolor.optimizely

import dev.tricolor.OpenEnum

/** A browser that results are to be had of. */
public class ResultsBrowser private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** Firefox. */
        @JvmField public val FIREFOX: ResultsBrowser = ResultsBrowser("firefox")

        /** Chrome. */
        @JvmField public val CHROME: ResultsBrowser = ResultsBrowser("chrome")

        /** Internet Explorer. */
        @JvmField public val INTERNET_EXPLORER: ResultsBrowser = ResultsBrowser("internet_explorer")

        /** Opera. */
        @JvmField public val OPERA: ResultsBrowser = ResultsBrowser("opera")

        /** Safari. */
        @JvmField public val SAFARI: ResultsBrowser = ResultsBrowser("safari")

        /** The browser that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): ResultsBrowser = ResultsBrowser(value)
    }
}
