package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.integer
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.objects
import dev.tricolor.emulator.core.ok
import dev.tricolor.emulator.core.text
import kotlinx.serialization.json.JsonObject

private const val FULL_WEIGHT = 100_000.0

internal fun Routes.Under.segmentMemberships(account: LaunchDarklyAccount) {
    post("projects/{project}/environments/{environment}/segments/evaluate") {
        val environment = account.environment(this)
        val memberships = Memberships(environment, ContextInstance(jsonObject()))
        ok(json("items" to environment.segments.map(memberships::rendered), "_links" to json("self" to link(request.rawPath))))
    }
}

/** Who is in which segment, as the vendor's SDKs have it: included, or not excluded and matched by a rule. */
internal class Memberships(private val environment: Environment, private val contexts: ContextInstance) {
    fun rendered(segment: Segment): JsonObject {
        val included = contexts.among(segment, "included")
        val ruled = !included && !contexts.among(segment, "excluded") && segment.matches(emptySet())
        return json(
            "name" to segment.json.text("name"),
            "key" to segment.id,
            "description" to segment.json.text("description").orEmpty(),
            "unbounded" to segment.big,
            "external" to "",
            "isMember" to (included || ruled),
            "isIndividuallyTargeted" to included,
            "isRuleTargeted" to ruled,
            "_links" to json("self" to link(segment.path)),
        )
    }

    fun isMember(key: String): Boolean = isMember(key, emptySet())

    private fun isMember(key: String, asked: Set<String>): Boolean {
        // A segment that leads back to itself leads nowhere.
        val segment = environment.segments.find(key)?.takeIf { key !in asked } ?: return false
        return contexts.among(segment, "included") || !contexts.among(segment, "excluded") && segment.matches(asked)
    }

    private fun ContextInstance.among(segment: Segment, type: String): Boolean {
        val kinds = if (segment.big) setOf(segment.json.text("unboundedContextKind").orEmpty()) else segment.json.targets(type).keys
        return kinds.any { kind -> key(kind)?.let { segment.draft.targets(type, kind, it) } == true }
    }

    private fun Segment.matches(asked: Set<String>): Boolean = json.objects("rules").any { rule ->
        rule.objects("clauses").all { clause -> contexts.matches(clause) { isMember(it, asked + id) } } && draws(rule)
    }

    private fun Segment.draws(rule: JsonObject): Boolean {
        val weight = rule["weight"].integer() ?: return true
        return contexts.bucket(rule.text("rolloutContextKind") ?: USER, rule.text("bucketBy") ?: "key", id) < weight / FULL_WEIGHT
    }
}
