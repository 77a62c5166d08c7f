package dev.tricolor.emulator.optimizely

import dev.tricolor.emulator.Exchange
import dev.tricolor.emulator.SettableClock
import dev.tricolor.emulator.json
import dev.tricolor.emulator.member
import dev.tricolor.emulator.string
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.maps.shouldNotContainKey
import io.kotest.matchers.shouldBe
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject

private const val HALVES = """[{"key":"a","weight":5000},{"key":"b","weight":5000}]"""
private var made = 0

private fun TestShop.experiment(members: String = "", query: String = "", variations: String = HALVES): Exchange =
    api.post("experiments$query", """{"project_id":$project,"key":"e${made++}","variations":$variations$members}""")

private fun TestShop.act(id: String, action: String, body: String = "{}") = api.patch("experiments/$id?action=$action", body)

private fun JsonElement.status(environment: String): String = member("environments").member(environment).string("status")

private val ACTIONS = listOf("publish", "start", "pause", "resume", "unarchive")

internal class ExperimentsSpec : FunSpec({
    val clock = SettableClock()
    val shop = autoClose(TestShop(clock))
    val event = shop.api.post("projects/${shop.project}/custom_events", """{"key":"bought"}""").id()

    test("a draft is as the vendor makes it") {
        val made = shop.experiment(""","holdback":500,"metrics":[{"aggregator":"unique","event_id":$event}]""")
            .also { it.status shouldBe 201 }.json
        made.string("status") shouldBe "not_started"
        made.string("type") shouldBe "a/b"
        made.string("audience_conditions") shouldBe "everyone"
        made.string("traffic_allocation") shouldBe "10000"
        made.string("holdback") shouldBe "500"
        made.status("Production") shouldBe "not_started"
        made.jsonObject shouldNotContainKey "earliest"
        val variation = made.member("variations")!!.jsonArray.first()
        variation.string("status") shouldBe "active"
        (variation.string("variation_id").toLong() > 0) shouldBe true
        shop.api.get("experiments/${made.id()}").json shouldBe made
        (made.string("campaign_id") != made.id()) shouldBe true
        shop.api.get("experiments?campaign_id=${made.string("campaign_id")}").json.jsonArray.single().id() shouldBe made.id()
        shop.api.get("experiments").status shouldBe 400
        shop.api.get("experiments?campaign_id=1&project_id=${shop.project}").status shouldBe 400
    }

    test("it starts, pauses, resumes, and knows when") {
        val id = shop.experiment().id()
        clock.now = 1_700_000_000_000
        val started = shop.act(id, "start").json
        started.string("status") to started.status("Production") shouldBe ("running" to "running")
        started.status("Development") shouldBe "not_started"
        started.string("earliest") shouldBe "2023-11-14T22:13:20.000000Z"
        started.jsonObject shouldNotContainKey "latest"
        clock.now += 60_000
        shop.act(id, "pause").json.string("latest") shouldBe "2023-11-14T22:14:20.000000Z"
        clock.now += 60_000
        val resumed = shop.act(id, "resume").json
        resumed.string("earliest") shouldBe "2023-11-14T22:13:20.000000Z"
        resumed.jsonObject shouldNotContainKey "latest"
    }

    context("what an action makes of a state") {
        val reach = mapOf(
            "not_started" to emptyList(), "running" to listOf("start"), "paused" to listOf("start", "pause"),
            "archived" to listOf("start", "archive"),
        )
        val allowed = mapOf(
            "not_started" to mapOf("publish" to "not_started", "start" to "running"),
            "running" to mapOf("publish" to "running", "pause" to "paused"),
            "paused" to mapOf("publish" to "paused", "start" to "running", "resume" to "running"),
            "archived" to mapOf("unarchive" to "paused"),
        )
        withData(nameFn = { "$it" }, reach.keys.flatMap { state -> ACTIONS.map { state to it } }) { (state, action) ->
            val id = shop.experiment().id()
            reach.getValue(state).forEach { step ->
                if (step == "archive") shop.api.delete("experiments/$id").status shouldBe 204 else shop.act(id, step).status shouldBe 200
            }
            val answer = shop.act(id, action)
            val expected = allowed.getValue(state)[action]
            answer.status shouldBe if (expected == null) 400 else 200
            shop.api.get("experiments/$id").json.string("status") shouldBe (expected ?: state)
        }
    }

    test("an action goes along when it is made, and with a change") {
        shop.experiment(query = "?action=start").json.string("status") shouldBe "running"
        shop.experiment(query = "?action=pause").json.string("status") shouldBe "paused"
        shop.experiment(query = "?action=publish").json.string("status") shouldBe "not_started"
        shop.experiment(query = "?action=resume").status shouldBe 400
        val id = shop.experiment().id()
        val changed = shop.act(id, "start", """{"description":"d"}""").json
        changed.string("status") to changed.string("description") shouldBe ("running" to "d")
        shop.act(id, "start", """{"description":"lost"}""").status shouldBe 400
        shop.api.get("experiments/$id").json.string("description") shouldBe "d"
    }

    test("archived it is gone for a second time, and closed to changes until it comes back") {
        val id = shop.experiment(query = "?action=start").id()
        shop.api.delete("experiments/$id").status shouldBe 204
        val again = shop.api.delete("experiments/$id")
        again.status to again.body.string("code") shouldBe (410 to "gone")
        shop.api.patch("experiments/$id", """{"description":"d"}""").status shouldBe 400
        shop.act(id, "unarchive", """{"description":"d"}""").status shouldBe 400
        shop.act(id, "unarchive").json.status("Production") shouldBe "paused"
    }

    test("environments have states of their own, and the primary one's is the experiment's") {
        val id = shop.experiment().id()
        val set = { key: String, status: String ->
            shop.api.patch("experiments/$id", """{"environments":{"$key":{"status":"$status"}}}""")
        }
        val here = set("development", "running").json
        here.string("status") to here.status("Development") shouldBe ("not_started" to "running")
        set("Production", "running").json.string("status") shouldBe "running"
        set("Production", "paused").json.string("status") shouldBe "paused"
        set("Production", "not_started").shouldRefuse("environments.Production.status")
        set("Production", "archived").shouldRefuse("environments.Production.status")
        set("moon", "running").shouldRefuse("environments.moon")
    }

    test("what was begun in the app is not lost unless one says so") {
        val id = shop.experiment().id()
        shop.emulator.optimizelyApp.beginChange(id.toLong())
        shop.api.patch("experiments/$id", """{"description":"d"}""").run { status to body.string("code") shouldBe (409 to "conflict") }
        shop.act(id, "start").status shouldBe 409
        shop.api.patch("experiments/$id", "{}").status shouldBe 200
        shop.api.patch("experiments/$id?override_changes=true", """{"description":"d"}""").status shouldBe 200
        shop.act(id, "start").status shouldBe 200
    }

    test("variations are known by their ids: one without is new, one that is left out is gone") {
        val before = shop.experiment().json
        val first = before.member("variations")!!.jsonArray.first().string("variation_id")
        val said = """[{"variation_id":$first,"weight":4000,"key":"A"},{"key":"c","weight":6000}]"""
        val after = shop.api.patch("experiments/${before.id()}", """{"variations":$said}""").json.member("variations")!!.jsonArray
        after.map { it.string("key") } shouldContainExactly listOf("A", "c")
        after.first().string("variation_id") shouldBe first
        shop.api.patch("experiments/${before.id()}", """{"variations":[{"variation_id":1,"weight":10000}]}""")
            .shouldRefuse("variations[0].variation_id")
        val white = """{"whitelist":[{"user_id":"ann","variation_id":$first}]}"""
        shop.api.patch("experiments/${before.id()}", white).json.member("whitelist") shouldBe json(white).member("whitelist")
        shop.api.patch("experiments/${before.id()}", """{"whitelist":[{"user_id":"ann","variation_id":1}]}""")
            .shouldRefuse("whitelist[0].variation_id")
    }

    test("a variation that goes takes its visitors off the whitelist, and what was answered can be sent back") {
        val made = shop.experiment().json
        val path = "experiments/${made.id()}"
        val (first, second) = made.member("variations")!!.jsonArray.map { it.string("variation_id") }
        val white = """"whitelist":[{"user_id":"ann","variation_id":$first},{"user_id":"bob","variation_id":$second}]"""
        shop.api.patch(path, "{$white}").status shouldBe 200
        val only = """"variations":[{"variation_id":$second,"weight":10000}]"""
        val left = shop.api.patch(path, "{$only}").json
        left.member("whitelist") shouldBe json("""[{"user_id":"bob","variation_id":$second}]""")
        shop.api.patch(path, left.toString()).status shouldBe 200
        shop.api.patch(path, """{"variations":[{"key":"new","weight":10000}],$white}""")
            .shouldRefuse("whitelist[0].variation_id", "whitelist[1].variation_id")
    }

    test("a feature test knows its feature, and its variables") {
        val variable = """{"key":"steps","type":"integer","default_value":"1"}"""
        val feature = shop.api.post("features", """{"project_id":${shop.project},"key":"flow","variables":[$variable]}""").id()
        val values = { steps: String -> """[{"key":"a","weight":10000,"variable_values":{"steps":"$steps"},"feature_enabled":true}]""" }
        val made = shop.experiment(""","feature_id":$feature""", variations = values("3")).json
        made.string("type") to made.string("feature_key") shouldBe ("feature" to "flow")
        shop.experiment(""","feature_id":$feature""", variations = values("x")).shouldRefuse("variations[0].variable_values.steps")
        shop.experiment(variations = values("3")).shouldRefuse("variations[0].variable_values.steps")
        shop.experiment(""","feature_id":1""").shouldRefuse("feature_id")
    }

    context("what cannot be is refused, by its members") {
        withData(
            nameFn = { it.first },
            ""","variations":[{"key":"a","weight":9999}]""" to "variations",
            ""","variations":[]""" to "variations",
            ""","variations":[{"key":"a","weight":5000},{"key":"a","weight":5000}]""" to "variations",
            ""","variations":[{"key":"a b","weight":10000}]""" to "variations[0].key",
            ""","variations":[{"weight":10000}]""" to "variations[0].key",
            ""","holdback":10001""" to "holdback",
            ""","audience_conditions":"[\"and\",{\"audience_id\":1}]"""" to "audience_conditions",
            ""","metrics":[{"aggregator":"sum","event_id":EVENT}]""" to "metrics[0].field",
            ""","metrics":[{"aggregator":"unique"}]""" to "metrics[0].event_id",
            ""","metrics":[{"aggregator":"unique","event_id":1}]""" to "metrics[0].event_id",
            ""","metrics":[{"aggregator":"ratio","metrics":[{"aggregator":"count","event_id":EVENT}]}]""" to "metrics[0].metrics",
            ""","page_ids":[1],"url_targeting":{"edit_url":"https://e.com"}""" to "page_ids",
            ""","type":"c/d"""" to "type",
        ) { (members, member) -> shop.experiment(members.replace("EVENT", event)).shouldRefuse(member) }

        test("a key that is taken, and one that is missing") {
            val key = shop.experiment().json.string("key")
            shop.api.post("experiments", """{"project_id":${shop.project},"key":"$key","variations":$HALVES}""").shouldRefuse("key")
            shop.api.post("experiments", """{"project_id":${shop.project},"variations":$HALVES}""").shouldRefuse("key")
        }
    }

    test("a web experiment has a name and no environments") {
        val web = shop.project("web")
        val variations = """[{"name":"Original","weight":10000}]"""
        val made = shop.api.post("experiments", """{"project_id":$web,"name":"Button","variations":$variations,"page_ids":[6]}""").json
        made.jsonObject shouldNotContainKey "environments"
        shop.act(made.id(), "start").json.string("status") shouldBe "running"
    }

    test("summaries") {
        val other = shop.project("custom")
        val ids = listOf("b", "a", "c").map { key ->
            shop.api.post("experiments", """{"project_id":$other,"key":"$key","variations":$HALVES}""").id()
        }
        shop.api.delete("experiments/${ids[2]}")
        val names = { query: String ->
            shop.api.get("experiment_summaries?project_id=$other$query").json.jsonArray.map { it.string("name") }
        }
        names("") shouldContainExactly listOf("b", "a")
        names("&sort=name") shouldContainExactly listOf("a", "b")
        names("&sort=name&order=desc") shouldContainExactly listOf("b", "a")
        names("&archived=true") shouldContainExactly listOf("c")
        names("&status=running") shouldContainExactly emptyList()
        shop.api.get("experiment_summaries?project_id=$other&sort=size").status shouldBe 400
    }
})
