package dev.tricolor.optimizely.config

/**
 * What a datafile says about a project's flags and experiments, put together as Optimizely's SDKs do in their `OptimizelyConfig`.
 *
 * Where the SDKs differ, it is as in the one for Java, but for what that one gets wrong: `featureEnabled` keeps its absence, and the
 * conditions of an audience keep their text. Maps and lists are in the order of the datafile and cannot be changed. Maps have the SDK's
 * names in Java, `getFeaturesMap()`, and are called after their content in Kotlin, `features`.
 *
 * Two are equal when their datafiles are the same text.
 *
 * @property datafile the very text that this was read from, to be handed to other SDK instances
 * @see <a href="https://docs.developers.optimizely.com/feature-experimentation/docs/optimizelyconfig-java">OptimizelyConfig</a>
 */
public class OptimizelyConfig internal constructor(public val datafile: String, read: Datafile, derived: Derivation) {
    /** Which state of the environment the datafile holds; it grows by one with every change, and is a number unless somebody made it up. */
    public val revision: String = read.revision

    /** The key of the environment for SDKs; empty when the datafile does not say. */
    public val sdkKey: String = read.sdkKey()

    /** The key of the environment; empty when the datafile does not say. */
    public val environmentKey: String = read.environmentKey()

    /**
     * The experiments by their keys, those of groups included. Experiment keys are unique in legacy projects only: of several with one key
     * the last is here, and [warnings] tell; the rules of a feature have them all.
     */
    @get:JvmName("getExperimentsMap")
    public val experiments: Map<String, OptimizelyExperiment> = derived.experiments

    /** The feature flags by their keys; empty before version 4 of datafiles. */
    @get:JvmName("getFeaturesMap")
    public val features: Map<String, OptimizelyFeature> = derived.features

    /** What users can be told apart by. */
    public val attributes: List<OptimizelyAttribute> = derived.attributes

    /** What experiments count. */
    public val events: List<OptimizelyEvent> = derived.events

    /** The audiences: the typed ones, then those that there are in the old form only. */
    public val audiences: List<OptimizelyAudience> = derived.audiences

    /** What is odd about the datafile but can be lived with, one line each: experiment keys that are not unique, unknown experiments. */
    public val warnings: List<String> = derived.warnings

    override fun equals(other: Any?): Boolean = other is OptimizelyConfig && other.datafile == datafile

    override fun hashCode(): Int = datafile.hashCode()

    /** What it is and how much is in it, not the content. */
    override fun toString(): String = "OptimizelyConfig(revision=$revision, sdkKey=$sdkKey, environmentKey=$environmentKey, " +
        "${experiments.size} experiments, ${features.size} features, ${attributes.size} attributes, ${events.size} events, " +
        "${audiences.size} audiences, ${warnings.size} warnings)"

    public companion object {
        /**
         * Reads a datafile of version 2, 3 or 4. What it has that this does not know is left alone.
         *
         * @throws InvalidDatafileException with everything that is missing or wrong, if the text is not such a datafile
         */
        @JvmStatic
        public fun from(datafile: String): OptimizelyConfig = try {
            val read = readDatafile(datafile)
            OptimizelyConfig(datafile, read, Derivation(read))
        } catch (_: StackOverflowError) {
            throw nestedTooDeeply()
        }
    }
}
