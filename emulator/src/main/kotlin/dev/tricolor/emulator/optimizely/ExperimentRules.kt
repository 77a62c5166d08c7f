package dev.tricolor.emulator.optimizely

import dev.tricolor.emulator.core.integer
import dev.tricolor.emulator.core.objects
import dev.tricolor.emulator.core.orAbsent
import dev.tricolor.emulator.core.text
import dev.tricolor.optimizely.OptimizelyLimits
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject

private val TYPES = setOf("a/b", "feature", "multivariate", "personalization", "multiarmed_bandit")
private val SETTABLE = setOf("not_started", "running", "paused")

/** What an experiment of [project] may be; [before] is what it is, and empty of a new one. */
internal class ExperimentRules(private val account: OptimizelyAccount, private val project: Project, private val before: JsonObject) {
    private val isNew = before.isEmpty()
    private val isWeb = project.json.text("platform") == "web"

    fun check(body: JsonObject) = Fields(body).run {
        if (isNew) required(if (isWeb) "name" else "key")
        item(body)
        key(body)
        oneOf("type", TYPES)
        basisPoints("holdback", "traffic_allocation")
        integers("campaign_id", "feature_id")
        TargetedAudiences(account, project).check(this, body)
        feature(body)
        inObjects("metrics") { metric(it) }
        variations(body)
        places(body)
        inObject("schedule") { texts("start_time", "stop_time", "time_zone") }
        inObject("environments") { environments -> environments.keys.forEach { environment(it) } }
        whitelist(body)
        refuseIfAny()
    }

    private fun Fields.feature(body: JsonObject) {
        val id = body["feature_id"].integer() ?: return
        check("feature_id", featureOf(body) != null, "there is no feature $id in project ${project.id}")
    }

    private fun featureOf(body: JsonObject): Item? =
        (body["feature_id"].orAbsent() ?: before["feature_id"].orAbsent())?.let { id ->
            account.features.withId(id.toString())?.takeIf { it.project === project }
        }

    private fun Fields.metric(metric: JsonObject) {
        val aggregator = metric.text("aggregator")
        measure(metric, setOf("unique", "count", "sum", "bounce", "exit", "ratio"))
        oneOf("winning_direction", setOf("increasing", "decreasing"))
        texts("display_title", "time_window")
        val parts = metric.objects("metrics")
        inObjects("metrics") { measure(it, setOf("unique", "count", "sum")) }
        check("metrics", aggregator != "ratio" || parts.size >= 2, "are required of a ratio, at least two")
        check("metrics", aggregator == "ratio" || parts.isEmpty(), "are only of a ratio")
    }

    private fun Fields.measure(metric: JsonObject, aggregators: Set<String>) {
        required("aggregator")
        oneOf("aggregator", aggregators)
        oneOf("scope", setOf("visitor", "session", "event"))
        oneOf("field", setOf("revenue", "value"))
        integers("event_id")
        val aggregator = metric.text("aggregator")
        val field = metric["field"].orAbsent()
        check("field", aggregator != "sum" || field != null, "is required of a sum")
        check("field", aggregator == "sum" || field == null, "is only of a sum")
        if (aggregator in setOf("unique", "count", "bounce", "exit")) required("event_id")
        // What these two name is a page.
        val event = metric["event_id"].integer().takeUnless { aggregator == "bounce" || aggregator == "exit" }
        val known = event == null || account.events.withId(event.toString())?.project === project
        check("event_id", known, "there is no event $event in project ${project.id}")
    }

    private fun Fields.variations(body: JsonObject) {
        val variations = body.objects("variations")
        val said = "variations" in body
        val needed = said || isNew && body.text("type") != "multivariate"
        check("variations", !needed || (body["variations"] as? JsonArray)?.isEmpty() == false, "must be at least one")
        inObjects("variations") { variation(it, featureOf(body)) }
        val sum = variations.filterNot { it.isArchived() }.sumOf { it["weight"].integer() ?: 0 }
        val all = variations.sumOf { it["weight"].integer() ?: 0 }
        val whole = OptimizelyLimits.WHOLE.toLong()
        check("variations", variations.isEmpty() || sum == whole || all == whole, "have weights of $all, must have $whole")
        val old = before.objects("variations").associateBy { it["variation_id"].integer() }
        val keys = variations.mapNotNull { it.text("key") ?: old[it["variation_id"].integer()]?.text("key") }
        check("variations", keys.size == keys.distinct().size, "have keys that are not unique: ${keys.joinToString()}")
    }

    private fun Fields.variation(variation: JsonObject, feature: Item?) {
        val id = variation["variation_id"].orAbsent().takeUnless { isNew }
        val known = id == null || before.objects("variations").any { it["variation_id"] == id }
        item(variation)
        key(variation)
        required("weight")
        if (id == null) required(if (isWeb) "name" else "key")
        check("variation_id", known, "there is no variation $id")
        basisPoints("weight")
        booleans("feature_enabled")
        oneOf("status", setOf("active", "paused", "archived"))
        inObject("variable_values") { values -> values(values, feature) }
    }

    private fun Fields.values(values: JsonObject, feature: Item?) {
        values.keys.forEach { texts(it) }
        values.forEach { (key, value) ->
            val type = feature?.json?.objects("variables")?.find { it.text("key") == key }?.text("type")
            check(key, type != null, "is no variable of the experiment's feature")
            check(key, type == null || value.text()?.let { fits(type, it) } != false, "must be of type $type, is $value")
        }
    }

    private fun Fields.places(body: JsonObject) {
        val pages = body["page_ids"].orAbsent()
        check("page_ids", pages == null || (pages as? JsonArray)?.all { it.integer() != null } == true, "must be a list of whole numbers")
        check("page_ids", pages == null || body["url_targeting"].orAbsent() == null, "cannot be there with url_targeting")
        inObject("url_targeting") {
            required("edit_url")
            texts("edit_url", "conditions", "activation_type", "activation_code", "key")
        }
    }

    private fun Fields.environment(key: String) {
        check(key, account.environment(project, key) != null, "there is no environment '$key' in project ${project.id}")
        inObject(key) {
            required("status")
            oneOf("status", SETTABLE)
        }
    }

    private fun Fields.whitelist(body: JsonObject) {
        val known = (if ("variations" in body) body else before).objects("variations").mapNotNull { it["variation_id"].integer() }
        inObjects("whitelist") { entry ->
            required("user_id", "variation_id")
            texts("user_id")
            check("variation_id", entry["variation_id"].integer() in known, "there is no variation ${entry["variation_id"]}")
        }
        val users = body.objects("whitelist").map { it.text("user_id") }
        check("whitelist", users.size == users.distinct().size, "has a user twice")
    }
}
