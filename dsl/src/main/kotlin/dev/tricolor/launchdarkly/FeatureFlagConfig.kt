package dev.tricolor.launchdarkly

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.booleanOrNull
import dev.tricolor.document
import dev.tricolor.documents
import dev.tricolor.documentsByName
import dev.tricolor.intOrNull
import dev.tricolor.longOrNull
import dev.tricolor.string
import dev.tricolor.stringOrNull
import dev.tricolor.strings
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject

/**
 * What a flag does in one environment. Variations are told by their index among the flag's.
 *
 * When the flag is on, prerequisites come first, then targets, then rules in their order, then the fallthrough.
 *
 * @property on whether it is on; when off, everyone gets [offVariation]
 * @property archived whether the flag is in the archive
 * @property salt what the server mixes into its rollouts; no patch may change it
 * @property sel of the server's own
 * @property lastModified in epoch milliseconds
 * @property version how often the flag has been changed in this environment
 * @property targets users that always get a certain variation
 * @property contextTargets contexts of other kinds that always get a certain variation
 * @property rules tried in order, the first one that matches decides
 * @property fallthrough what those get whom no rule matches
 * @property offVariation index of what is served when the flag is off; null when nothing is set, and SDKs serve their own default
 * @property prerequisites flags that must serve a certain variation before this one is looked at
 * @property site where to see it in the web application
 * @property access what the token may do with it
 * @property environmentName what people call the environment
 * @property trackEvents whether all evaluations are recorded
 * @property trackEventsFallthrough whether evaluations that come to the fallthrough are recorded
 * @property debugEventsUntilDate until when events are shown in the debugger, in epoch milliseconds
 * @property summary counts, given in the place of rules and targets unless the list was asked not to summarize
 * @property evaluation which kinds of context have been evaluated; given only where `expand` asks for it
 * @property migrationSettings of a migration flag; given only where `expand` asks for it
 */
@Serializable(with = FeatureFlagConfig.Companion::class)
public class FeatureFlagConfig internal constructor(json: JsonObject) : Document(json) {
    @get:JvmName("isOn")
    public val on: Boolean = json.booleanOrNull("on") ?: false
    @get:JvmName("isArchived")
    public val archived: Boolean = json.booleanOrNull("archived") ?: false
    public val salt: String? = json.stringOrNull("salt")
    public val sel: String? = json.stringOrNull("sel")
    public val lastModified: Long? = json.longOrNull("lastModified")
    public val version: Long? = json.longOrNull("version")
    public val targets: List<Target> = json.documents("targets", ::Target)
    public val contextTargets: List<Target> = json.documents("contextTargets", ::Target)
    public val rules: List<Rule> = json.documents("rules", ::Rule)
    public val fallthrough: VariationOrRollout? = json.document("fallthrough", ::VariationOrRollout)
    public val offVariation: Int? = json.intOrNull("offVariation")
    public val prerequisites: List<Prerequisite> = json.documents("prerequisites", ::Prerequisite)
    public val site: Link? = json.document("_site", ::Link)
    public val access: Access? = json.document("_access", ::Access)
    public val environmentName: String? = json.stringOrNull("_environmentName")
    public val trackEvents: Boolean? = json.booleanOrNull("trackEvents")
    public val trackEventsFallthrough: Boolean? = json.booleanOrNull("trackEventsFallthrough")
    public val debugEventsUntilDate: Long? = json.longOrNull("_debugEventsUntilDate")
    public val summary: FlagSummary? = json.document("_summary", ::FlagSummary)
    public val evaluation: FlagConfigEvaluation? = json.document("evaluation", ::FlagConfigEvaluation)
    public val migrationSettings: FlagConfigMigrationSettings? = json.document("migrationSettings", ::FlagConfigMigrationSettings)

    public companion object : DocumentType<FeatureFlagConfig>(::FeatureFlagConfig)
}

/**
 * Contexts that always get a certain variation.
 *
 * @property values their keys
 * @property variation index of what they get
 * @property contextKind their kind; null means `user`
 */
@Serializable(with = Target.Companion::class)
public class Target internal constructor(json: JsonObject) : Document(json) {
    public val values: List<String> = json.strings("values")
    public val variation: Int? = json.intOrNull("variation")
    public val contextKind: String? = json.stringOrNull("contextKind")

    public companion object : DocumentType<Target>(::Target)
}

/**
 * Who gets what: contexts for which all [clauses] hold get a [variation], or one by [rollout].
 *
 * @property id a UUID; null in one that was built
 * @property disabled whether it is passed over
 * @property variation index of what is served; null when there is a rollout
 * @property rollout how contexts are spread over several variations; null when there is one variation
 * @property clauses all of them must hold
 * @property trackEvents whether evaluations that come to this rule are recorded
 * @property description what it is for
 * @property ref an id of the caller's own
 */
@Serializable(with = Rule.Companion::class)
public class Rule internal constructor(json: JsonObject) : Document(json) {
    public val id: String? = json.stringOrNull("_id")
    public val disabled: Boolean? = json.booleanOrNull("disabled")
    public val variation: Int? = json.intOrNull("variation")
    public val rollout: Rollout? = json.document("rollout", ::Rollout)
    public val clauses: List<Clause> = json.documents("clauses", ::Clause)
    public val trackEvents: Boolean? = json.booleanOrNull("trackEvents")
    public val description: String? = json.stringOrNull("description")
    public val ref: String? = json.stringOrNull("ref")

    public companion object : DocumentType<Rule>(::Rule)
}

/**
 * What is served to those whom no rule matches: a [variation], or one by [rollout].
 *
 * @property variation index of what is served; null when there is a rollout
 * @property rollout how contexts are spread over several variations; null when there is one variation
 */
@Serializable(with = VariationOrRollout.Companion::class)
public class VariationOrRollout internal constructor(json: JsonObject) : Document(json) {
    public val variation: Int? = json.intOrNull("variation")
    public val rollout: Rollout? = json.document("rollout", ::Rollout)

    public companion object : DocumentType<VariationOrRollout>(::VariationOrRollout)
}

/**
 * How contexts are spread over variations.
 *
 * @property variations shares, 100,000 together
 * @property experimentAllocation present while an experiment runs on it
 * @property seed what the server spreads by, in the place of the salt
 * @property bucketBy the attribute that decides who belongs together; null means `key`
 * @property contextKind the kind of context that is spread; null means `user`
 */
@Serializable(with = Rollout.Companion::class)
public class Rollout internal constructor(json: JsonObject) : Document(json) {
    public val variations: List<WeightedVariation> = json.documents("variations", ::WeightedVariation)
    public val experimentAllocation: ExperimentAllocation? = json.document("experimentAllocation", ::ExperimentAllocation)
    public val seed: Long? = json.longOrNull("seed")
    public val bucketBy: String? = json.stringOrNull("bucketBy")
    public val contextKind: String? = json.stringOrNull("contextKind")

    public companion object : DocumentType<Rollout>(::Rollout)
}

/**
 * A share of the contexts.
 *
 * @property variation index of what they get
 * @property weight how many they are, in thousandths of a percent: 100,000 are all
 * @property untracked whether this share is outside the experiment that runs
 */
@Serializable(with = WeightedVariation.Companion::class)
public class WeightedVariation internal constructor(json: JsonObject) : Document(json) {
    public val variation: Int? = json.intOrNull("variation")
    public val weight: Int? = json.intOrNull("weight")
    public val untracked: Boolean? = json.booleanOrNull("_untracked")

    public companion object : DocumentType<WeightedVariation>(::WeightedVariation)
}

/**
 * How the experiment that runs on a rollout has its traffic.
 *
 * @property defaultVariation index of what those get who are outside the experiment
 * @property canReshuffle whether contexts may change sides when the traffic is allocated anew
 */
@Serializable(with = ExperimentAllocation.Companion::class)
public class ExperimentAllocation internal constructor(json: JsonObject) : Document(json) {
    public val defaultVariation: Int? = json.intOrNull("defaultVariation")
    public val canReshuffle: Boolean? = json.booleanOrNull("canReshuffle")

    public companion object : DocumentType<ExperimentAllocation>(::ExperimentAllocation)
}

/**
 * A flag that must serve a certain variation before another one is looked at.
 *
 * @property key the flag's key
 * @property variation index among that flag's variations; null where the variation is told by its id
 * @property variationId its id; null where the variation is told by its index
 */
@Serializable(with = Prerequisite.Companion::class)
public class Prerequisite internal constructor(json: JsonObject) : Document(json) {
    public val key: String = json.string("key")
    public val variation: Int? = json.intOrNull("variation")
    public val variationId: String? = json.stringOrNull("variationId")

    public companion object : DocumentType<Prerequisite>(::Prerequisite)
}

/**
 * Counts of what a flag does in an environment.
 *
 * @property variations by the index of the variation
 * @property prerequisites how many there are
 */
@Serializable(with = FlagSummary.Companion::class)
public class FlagSummary internal constructor(json: JsonObject) : Document(json) {
    public val variations: Map<String, VariationSummary> = json.documentsByName("variations", ::VariationSummary)
    public val prerequisites: Long? = json.longOrNull("prerequisites")

    public companion object : DocumentType<FlagSummary>(::FlagSummary)
}

/**
 * Counts of what leads to a variation.
 *
 * @property rules rules that serve it
 * @property nullRules rules without clauses that serve it
 * @property targets users that are targeted
 * @property contextTargets contexts of other kinds that are targeted
 * @property fallthrough whether it is served to those whom no rule matches
 * @property off whether it is served when the flag is off
 * @property rollout its weight in the fallthrough's rollout, in thousandths of a percent
 * @property bucketBy the attribute by which that rollout spreads
 */
@Serializable(with = VariationSummary.Companion::class)
public class VariationSummary internal constructor(json: JsonObject) : Document(json) {
    public val rules: Long? = json.longOrNull("rules")
    public val nullRules: Long? = json.longOrNull("nullRules")
    public val targets: Long? = json.longOrNull("targets")
    public val contextTargets: Long? = json.longOrNull("contextTargets")
    @get:JvmName("isFallthrough")
    public val fallthrough: Boolean = json.booleanOrNull("isFallthrough") ?: false
    @get:JvmName("isOff")
    public val off: Boolean = json.booleanOrNull("isOff") ?: false
    public val rollout: Long? = json.longOrNull("rollout")
    public val bucketBy: String? = json.stringOrNull("bucketBy")

    public companion object : DocumentType<VariationSummary>(::VariationSummary)
}

/**
 * What is known of a flag's evaluations in an environment.
 *
 * @property contextKinds the kinds of context that it was evaluated for
 */
@Serializable(with = FlagConfigEvaluation.Companion::class)
public class FlagConfigEvaluation internal constructor(json: JsonObject) : Document(json) {
    public val contextKinds: List<String> = json.strings("contextKinds")

    public companion object : DocumentType<FlagConfigEvaluation>(::FlagConfigEvaluation)
}

/**
 * How a migration flag migrates in an environment.
 *
 * @property checkRatio one of how many comparisons between the two systems is made
 */
@Serializable(with = FlagConfigMigrationSettings.Companion::class)
public class FlagConfigMigrationSettings internal constructor(json: JsonObject) : Document(json) {
    public val checkRatio: Long? = json.longOrNull("checkRatio")

    public companion object : DocumentType<FlagConfigMigrationSettings>(::FlagConfigMigrationSettings)
}
