package dev.tricolor

/** Keeps the scopes of nested builders apart: inside a rule, the definition's functions are out of reach. */
@DslMarker
@Target(AnnotationTarget.CLASS, AnnotationTarget.TYPE)
public annotation class TricolorDsl

/**
 * What is said inside the braces of a builder.
 *
 * One type serves both languages: Kotlin passes `{ treatment("on") }`, Java passes `d -> d.treatment("on")`, to the same method.
 */
public fun interface Block<in T> {
    /** Says it to the receiver. */
    public fun T.configure()
}

/** Runs [block] on this receiver and returns the receiver. */
public fun <T> T.configuredBy(block: Block<T>): T = apply { with(block) { configure() } }
