package dev.tricolor.optimizely.config

import java.util.Collections.unmodifiableList

/** Puts together what a datafile says in several places. */
internal class Derivation(private val datafile: Datafile) {
    private val noted = mutableListOf<String>()
    private val texts = HashMap<String, String>()
    private val flags = datafile.flags()

    val attributes: List<OptimizelyAttribute> = datafile.attributes.mapped { OptimizelyAttribute(it.id, it.key) }
    val events: List<OptimizelyEvent> = datafile.events.mapped { OptimizelyEvent(it.id, it.key, unmodifiableList(it.experimentIds)) }
    val audiences: List<OptimizelyAudience> = mergedAudiences().mapped { OptimizelyAudience(it.id, it.name, it.conditionsText()) }

    private val names = HashMap<String, String>().apply { audiences.forEach { put(it.id, it.name) } }
    private val variables = HashMap<String, Map<String, OptimizelyVariable>>().apply {
        flags.forEach { flag -> put(flag.key, flag.variables.map(::variable).keyed(OptimizelyVariable::key)) }
    }
    private val rollouts = HashMap<String, Rollout>().apply { datafile.rollouts().forEach { put(it.id, it) } }

    /** The flags that an experiment belongs to; the first lends it its variables. */
    private val owners = HashMap<String, MutableList<FeatureFlag>>().apply {
        flags.forEach { flag -> flag.experimentIds.forEach { getOrPut(it) { ArrayList(1) }.add(flag) } }
    }
    private val byId = HashMap<String, OptimizelyExperiment>()

    val experiments: Map<String, OptimizelyExperiment> = buildMap {
        (sequenceOf(datafile.experiments) + datafile.groups.asSequence().map { it.experiments }).flatten().forEach { read ->
            val experiment = experiment(read)
            byId[read.id] = experiment
            if (put(read.key, experiment) != null) noted += "Duplicate experiment keys found in datafile: ${read.key}"
        }
    }

    val features: Map<String, OptimizelyFeature> = flags.map(::feature).keyed(OptimizelyFeature::key)

    val warnings: List<String> = noted.toList()

    private fun mergedAudiences(): List<Audience> {
        val typed = datafile.typedAudiences.mapTo(HashSet()) { it.id }
        return datafile.typedAudiences + datafile.audiences.filter { it.id !in typed && it.id != DUMMY_AUDIENCE }
    }

    private fun experiment(read: Experiment): OptimizelyExperiment {
        val owners = owners[read.id].orEmpty()
        val inherited = if (read.type == FEATURE_ROLLOUT) owners.mapNotNull(::forEveryoneElse) else emptyList()
        return rule(read, read.variations + inherited, owners.firstOrNull())
    }

    private fun rule(read: Experiment, variations: List<Variation>, owner: FeatureFlag?): OptimizelyExperiment {
        val defaults = owner?.let { variables.getValue(it.key) }.orEmpty()
        val audiences = read.audienceConditions?.let { shared(audienceExpression(it, names)) }.orEmpty()
        val served = variations.map { variation(it, defaults) }.keyed(OptimizelyVariation::key)
        return OptimizelyExperiment(read.id, read.key, audiences, served)
    }

    private fun variable(read: Variable): OptimizelyVariable {
        val type = if (read.type == "string" && read.subType == "json") "json" else read.type
        return OptimizelyVariable(read.id, shared(read.key), shared(type), shared(read.defaultValue))
    }

    private fun variation(read: Variation, defaults: Map<String, OptimizelyVariable>): OptimizelyVariation {
        val overrides = if (read.featureEnabled == true && defaults.isNotEmpty()) read.variables else emptyList()
        return OptimizelyVariation(read.id, shared(read.key), read.featureEnabled, overridden(defaults, overrides))
    }

    private fun overridden(defaults: Map<String, OptimizelyVariable>, overrides: List<VariableValue>): Map<String, OptimizelyVariable> {
        if (overrides.isEmpty()) return defaults
        val values = HashMap<String, String>().apply { overrides.forEach { put(it.id, it.value) } }
        return defaults.values.map { default ->
            values[default.id]?.let { OptimizelyVariable(default.id, default.key, default.type, shared(it)) } ?: default
        }.keyed(OptimizelyVariable::key)
    }

    /** Keys of variations and variables, types, values and audiences repeat all over a datafile; one of each is kept. */
    private fun shared(text: String): String = texts.getOrPut(text) { text }

    private fun feature(read: FeatureFlag) = OptimizelyFeature(
        read.id,
        read.key,
        variables.getValue(read.key),
        experimentRules = unmodifiableList(
            read.experimentIds.mapNotNull { id ->
                byId[id].also { if (it == null) noted += "Flag \"${read.key}\" has an experiment that is not in the datafile: $id" }
            },
        ),
        // An experiment of a rollout is not among the experiments that a flag lists, and gets its variables from the flag all the same.
        deliveryRules = rollouts[read.rolloutId]?.experiments.orEmpty().mapped { rule(it, it.variations, owner = read) },
    )

    /** What a flag gives to whom none of its rules is for. */
    private fun forEveryoneElse(flag: FeatureFlag): Variation? =
        rollouts[flag.rolloutId]?.experiments?.lastOrNull()?.variations?.firstOrNull()

    private companion object {
        /** What SDKs too old for typed audiences are given instead of them. */
        const val DUMMY_AUDIENCE = "\$opt_dummy_audience"
        const val FEATURE_ROLLOUT = "fr"
    }
}

private inline fun <T, R> List<T>.mapped(transform: (T) -> R): List<R> = unmodifiableList(map(transform))
