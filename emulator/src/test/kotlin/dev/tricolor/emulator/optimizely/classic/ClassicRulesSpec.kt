package dev.tricolor.emulator.optimizely.classic

import dev.tricolor.emulator.Emulator
import dev.tricolor.emulator.SettableClock
import dev.tricolor.emulator.Wire
import dev.tricolor.emulator.member
import dev.tricolor.emulator.string
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.longs.shouldBeGreaterThan
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldMatch
import io.kotest.matchers.string.shouldNotContain
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import java.time.Instant

internal class ClassicRulesSpec : FunSpec({
    val classic = classic()
    val api = classic.api
    val project = classic.project

    context("who asks shows a token, in one of two ways") {
        val open = autoClose(Emulator.start())
        val closed = autoClose(Emulator.start(tokens = listOf("one:1", "two:2")))
        listOf(
            Triple(open, mapOf(), 401),
            Triple(open, mapOf("Token" to "any:1"), 200),
            Triple(open, mapOf("Authorization" to "Bearer any"), 200),
            Triple(open, mapOf("Token" to " "), 401),
            Triple(open, mapOf("Authorization" to "Basic eDp5"), 401),
            Triple(closed, mapOf("Token" to "one:1"), 200),
            Triple(closed, mapOf("Authorization" to "bearer two:2"), 200),
            Triple(closed, mapOf("Token" to "three:3"), 403),
            Triple(closed, mapOf("Authorization" to "Bearer three:3"), 403),
            Triple(closed, mapOf(), 401),
        ).forEach { (emulator, headers, status) ->
            test("${if (emulator === open) "any" else "named"} $headers -> $status") {
                Wire(emulator.optimizelyClassicUrl, headers).get("experiment/v1/projects").status shouldBe status
            }
        }

        test("a token in the body is none") {
            Wire(open.url, mapOf()).post("experiment/v1/projects", """{"project_name":"P","token":"any:1"}""").shouldRefuse(401)
        }
    }

    test("slashes at the end are nothing, and what is not there is told") {
        api.get("projects/").json shouldBe api.get("projects").json
        api.get("projects/$project/").body.string("id") shouldBe project
        api.get("projects/1").shouldRefuse(404, "Could not find project 1")
        api.get("projects/abc").shouldRefuse(404)
        api.get("nothing").shouldRefuse(404)
        api.get("projects/1/goals").shouldRefuse(404)
        listOf("projects/$project", "audiences/1").forEach { api.delete(it).shouldRefuse(405) }
        api.patch("projects/$project", "{}").header("Allow") shouldBe "GET, PUT"
    }

    test("a body that is no JSON object is refused") {
        listOf("", "project_name=P", "[]", "null", """{"project_name":P}""", """{"project_name":"P"""").forEach {
            api.post("projects", it).shouldRefuse(400)
        }
        api.put("projects/$project", "{").shouldRefuse(400)
    }

    test("a new project has the documented defaults, and an id that 32 bits do not hold") {
        val made = api.post("projects/", """{"project_name":"New"}""")
        made.status shouldBe 201
        made.body.string("id").toLong() shouldBeGreaterThan Int.MAX_VALUE.toLong()
        made.body.filterKeys { it !in setOf("id", "account_id", "created", "last_modified") }.toString() shouldBe
            """{code_revision=0, project_name="New", project_status="Active", library="jquery-1.6.4-trim", include_jquery=true, """ +
            """js_file_size=null, project_javascript=null, enable_force_variation=false, exclude_disabled_experiments=false, """ +
            """exclude_names=null, ip_anonymization=false, ip_filter=""}"""
        made.body.string("created") shouldMatch Regex("""\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z""")
    }

    test("a change changes what is said and nothing else, and names all that is wrong") {
        classic.put("projects/$project", """{"project_javascript":"f()","id":1,"code_revision":9}""").let {
            it.string("id") shouldBe project
            it.string("code_revision") shouldBe "0"
        }
        classic.put("projects/$project", """{"ip_filter":null,"exclude_names":null}""").let {
            it.string("project_javascript") shouldBe "f()"
            it.member("ip_filter").toString() shouldBe "null"
        }
        api.put("projects/$project", """{"project_name":" ","include_jquery":null,"project_status":"Dead","nme":"x"}""").let {
            it.shouldRefuse(400, "project_name: must be a string that is not blank")
            listOf("include_jquery: must be true or false", "project_status: must be one of Active, Archived", "nme: is unknown")
                .forEach { problem -> it.shouldRefuse(400, problem) }
        }
        api.get("projects/$project").body.string("project_name") shouldBe "Shop"
        api.post("projects", """{"include_jquery":true}""").shouldRefuse(400, "project_name is required")
    }

    test("a new experiment has two variations, one page, all visitors, and does not run") {
        val made = api.post("projects/$project/experiments", """{"edit_url":"https://mysite.com/products/","description":"E"}""").body
        made.string("percentage_included") shouldBe "10000"
        made.string("status") shouldBe "Not started"
        made.string("activation_mode") shouldBe "immediate"
        made.string("experiment_type") shouldBe "ab"
        made.getValue("url_conditions").jsonArray.single().jsonObject.let {
            it.string("value") shouldBe "https://mysite.com/products"
            it.string("match_type") shouldBe "simple"
            it.string("negate") shouldBe "false"
        }
        val variations = api.get("experiments/${made.string("id")}/variations").json.jsonArray
        variations.map { it.string("id") } shouldContainExactly made.list("variation_ids")
        variations.map { it.string("description") to it.string("weight") } shouldContainExactly
            listOf("Default Variation #1" to "5000", "Default Variation #2" to "5000")
        variations.map { it.string("js_component") + it.string("is_paused") } shouldContainExactly listOf("false", "false")
    }

    test("what an experiment refers to must be there, and what cannot be is refused") {
        val experiment = classic.experiment()
        val elsewhere = classic.made("projects", """{"project_name":"Other"}""")
        val foreign = classic.made("projects/$elsewhere/audiences", """{"name":"A"}""")
        listOf(
            """{"audience_ids":[$foreign]}""" to "audience_ids: there is no $foreign",
            """{"primary_goal_id":1}""" to "primary_goal_id",
            """{"display_goal_order_lst":[1]}""" to "display_goal_order_lst",
            """{"percentage_included":10001}""" to "percentage_included: must be 0 to 10000",
            """{"percentage_included":"100"}""" to "percentage_included",
            """{"experiment_type":"multivariate"}""" to "experiment_type",
            """{"status":"running"}""" to "status",
            """{"url_conditions":[{"match_type":"simple"}]}""" to "value is required",
            """{"url_conditions":[{"value":"x","match_type":"like"}]}""" to "match_type",
            """{"url_conditions":["x"]}""" to "url_conditions",
        ).forEach { (body, about) -> api.put("experiments/$experiment", body).shouldRefuse(400, about) }
        listOf(
            """{"edit_url":"x"}""" to "description is required",
            """{"description":"x"}""" to "edit_url is required",
            """{"project_id":1,"description":"x","edit_url":"x"}""" to "project_id is 1",
        ).forEach { (body, about) -> api.post("projects/$project/experiments", body).shouldRefuse(400, about) }
        api.get("experiments/$experiment").body.string("status") shouldBe "Not started"
    }

    test("an experiment runs, pauses, is put away and recovered, but was never not started again") {
        val experiment = classic.experiment()
        fun revision() = api.get("projects/$project").body.string("code_revision").toInt()
        val before = revision()
        classic.put("experiments/$experiment", """{"status":"Not started"}""")
        listOf("Running", "Running", "Paused", "Running", "Archived", "Paused").forEach {
            classic.put("experiments/$experiment", """{"status":"$it"}""").string("status") shouldBe it
        }
        api.put("experiments/$experiment", """{"status":"Not started"}""").shouldRefuse(400, "was started")
        revision() shouldBe before + 5
    }

    test("a deleted experiment takes along what is its own, and leaves goals") {
        val experiment = classic.experiment()
        val goal = classic.event(more = ""","experiment_ids":[$experiment]""")
        val schedule = classic.made("experiments/$experiment/schedules", """{"stop_time":"2035-01-01T08:00:00Z"}""")
        val variation = api.get("experiments/$experiment").body.list("variation_ids").first()
        api.delete("experiments/$experiment/").let { it.status to it.text } shouldBe (204 to "")
        listOf("experiments/$experiment", "variations/$variation", "schedules/$schedule").forEach { api.get(it).shouldRefuse(404) }
        api.get("goals/$goal").body.list("experiment_ids").shouldBeEmpty()
        api.delete("experiments/$experiment").shouldRefuse(404)
    }

    test("variations come and go, and their weights are not held against each other") {
        val experiment = classic.experiment()
        val path = "experiments/$experiment/variations"
        val third = classic.made(path, """{"experiment_id":$experiment,"description":"#3","weight":3333,"js_component":"f()"}""")
        api.get("experiments/$experiment").body.list("variation_ids").last() shouldBe third
        classic.put("variations/$third", """{"is_paused":true}""").let { it.string("weight") + it.string("is_paused") } shouldBe "3333true"
        classic.put("variations/$third", """{"weight":null}""")
        listOf("""{"weight":10001}""", """{"weight":-1}""", """{"is_paused":1}""", """{"description":""}""", """{"js_component":null}""")
            .forEach { api.put("variations/$third", it).shouldRefuse(400) }
        api.post(path, """{"weight":1}""").shouldRefuse(400, "description is required")
        api.delete("variations/$third").status shouldBe 204
        api.get(path).json.jsonArray.size shouldBe 2
        api.put("experiments/$experiment", """{"variation_ids":[]}""").body.list("variation_ids").size shouldBe 2
    }

    test("each project has its two automatic goals, and no way to more of them") {
        val fresh = classic.made("projects", """{"project_name":"Goals"}""")
        val goals = api.get("projects/$fresh/goals").json.jsonArray
        goals.map { it.string("title") to it.string("goal_type") } shouldContainExactly listOf("Engagement" to "2", "Total Revenue" to "4")
        listOf(2, 4).forEach { type ->
            api.post("projects/$fresh/goals", """{"title":"T","goal_type":$type}""").shouldRefuse(400, "made by Optimizely itself")
        }
        val engagement = goals.first().string("id")
        api.put("goals/$engagement", """{"goal_type":1}""").shouldRefuse(400)
        classic.put("goals/$engagement", """{"title":"Clicks","goal_type":2,"selector":null}""").string("title") shouldBe "Clicks"
    }

    test("a goal needs what its type needs") {
        val path = "projects/$project/goals"
        listOf(
            """{"title":"T"}""" to "goal_type is required",
            """{"goal_type":1,"event":"e"}""" to "title is required",
            """{"title":"T","goal_type":5}""" to "goal_type: must be 0 to 4",
            """{"title":"T","goal_type":"0"}""" to "goal_type",
            """{"title":"T","goal_type":0}""" to "selector: is required for a click goal; target_to_experiments: is required",
            """{"title":"T","goal_type":0,"selector":"s","target_to_experiments":false}""" to "target_urls: is required",
            """{"title":"T","goal_type":0,"selector":"s","target_to_experiments":false,"target_urls":["u"]}""" to "target_url_match_types",
            """{"title":"T","goal_type":1}""" to "event: is required",
            """{"title":"T","goal_type":3}""" to "urls: is required for a page view goal; url_match_types: is required",
            """{"title":"T","goal_type":3,"urls":["u"],"url_match_types":[5]}""" to "url_match_types: must be a list of match types",
            """{"title":"T","goal_type":1,"event":"e","experiment_ids":[1]}""" to "experiment_ids: there is no 1",
        ).forEach { (body, about) -> api.post(path, body).shouldRefuse(400, about) }
        classic.made(path, """{"title":"T","goal_type":3,"urls":[],"url_match_types":[]}""")
        val click = """{"project_id":$project,"title":"T","goal_type":0,"selector":"s","target_to_experiments":true}"""
        val goal = classic.made(path, click)
        api.put("goals/$goal", """{"selector":null}""").shouldRefuse(400, "selector")
        api.put("goals/$goal", """{"target_to_experiments":false}""").shouldRefuse(400, "target_urls")
    }

    test("the event of a goal never changes, and a deleted goal is in no experiment") {
        val experiment = classic.experiment()
        val goal = classic.event(more = ""","experiment_ids":[$experiment]""")
        classic.put("goals/$goal", """{"event":"other","title":"New"}""").let { it.string("event") + it.string("title") } shouldBe "eNew"
        classic.put("experiments/$experiment", """{"primary_goal_id":$goal,"display_goal_order_lst":[$goal]}""")
        api.delete("goals/$goal").status shouldBe 204
        api.get("experiments/$experiment").body.let {
            it.getValue("primary_goal_id").toString() shouldBe "null"
            it.list("display_goal_order_lst").shouldBeEmpty()
        }
    }

    test("an audience is nobody at first, and its conditions must be such") {
        val audience = api.post("projects/$project/audiences", """{"name":"A"}""").body
        audience.string("conditions") shouldBe "[]"
        audience.string("segmentation") shouldBe "false"
        val path = "audiences/${audience.string("id")}"
        listOf(
            """[]""" to "conditions: must be a string",
            """"not JSON"""" to "conditions",
            """"[\"and\",{\"type\":\"query\"}]"""" to "conditions",
            """"[\"not\"]"""" to "conditions",
        ).forEach { (conditions, about) -> api.put(path, """{"conditions":$conditions}""").shouldRefuse(400, about) }
        val said = """[\"and\", {\"type\":\"browser\", \"value\":\"gc\"}]"""
        classic.put(path, """{"conditions":"$said"}""").member("conditions").toString() shouldBe "\"$said\""
        api.post("projects/$project/audiences", "{}").shouldRefuse(400, "name is required")
    }

    test("ten audiences and dimensions are all that results are segmented by") {
        val fresh = classic.made("projects", """{"project_name":"Segments"}""")
        repeat(2) { classic.made("projects/$fresh/dimensions", """{"name":"D$it"}""") }
        val audiences = List(8) { classic.made("projects/$fresh/audiences", """{"name":"A$it","segmentation":true}""") }
        val body = """{"name":"A","segmentation":true}"""
        api.post("projects/$fresh/audiences", body).shouldRefuse(400, "segmentation: 10 audiences and dimensions")
        classic.put("audiences/${audiences.first()}", """{"segmentation":true}""")
        classic.put("audiences/${audiences.first()}", """{"segmentation":false}""")
        classic.made("projects/$fresh/audiences", body)
    }

    test("both names of a dimension are its own in the project") {
        val path = "projects/$project/dimensions"
        val dimension = classic.made(path, """{"name":"Plan","client_api_name":"plan"}""")
        api.post(path, """{"name":"Plan"}""").shouldRefuse(400, "name: Plan is taken")
        api.post(path, """{"name":"Other","client_api_name":"plan"}""").shouldRefuse(400, "client_api_name: plan is taken")
        val other = classic.made(path, """{"name":"Other"}""")
        classic.made(path, """{"name":"Third"}""")
        api.put("dimensions/$other", """{"name":"Plan"}""").shouldRefuse(400)
        classic.put("dimensions/$dimension", """{"name":"Plan","description":"d"}""").string("description") shouldBe "d"
        api.delete("dimensions/$dimension").status shouldBe 204
        classic.put("dimensions/$other", """{"name":"Plan"}""")
    }

    test("a list is written as a whole, and what is on it is never shown") {
        val path = "projects/$project/targeting_lists"
        fun list(name: String = "L", more: String = "") =
            """{"name":"$name","list_type":2,"key_fields":"uid","list_content":"canary","format":"csv"$more}"""
        val list = api.post(path, list())
        list.status shouldBe 201
        list.text shouldNotContain "canary"
        val id = list.body.string("id")
        api.post(path, list()).shouldRefuse(400, "name: is taken")
        api.post(path, list("a b")).shouldRefuse(400, "name")
        api.post(path, """{"name":"M"}""").shouldRefuse(400, "list_type: is required; key_fields: is required; list_content: is required")
        api.put("targeting_lists/$id", """{"description":"d"}""").shouldRefuse(400, "name: is required")
        api.put("targeting_lists/$id", list("M")).shouldRefuse(400, "name: cannot be changed")
        classic.put("targeting_lists/$id", list(more = ""","description":"d"""")).string("description") shouldBe "d"
        val tooLong = list("N").replace("canary", "x".repeat((5 shl 20) + 1))
        api.post(path, tooLong).shouldRefuse(400, "list_content: must be a string of at most 5242880 bytes")
        api.delete("targeting_lists/$id").status shouldBe 204
        api.get(path).json.jsonArray.shouldBeEmpty()
    }

    test("a limit is told without saying when it ends") {
        Emulator.start().use { emulator ->
            emulator.faults.rateLimit(requests = 0, windowMillis = 60_000)
            val refused = Wire(emulator.url, mapOf("Token" to "a:1")).get("experiment/v1/projects")
            refused.shouldRefuse(429, "60 seconds")
            refused.header("Retry-After").shouldBeNull()
            emulator.faults.clear()
            emulator.faults.matching(path = "/stats").next(status = 503)
            Wire(emulator.url, mapOf("Token" to "a:1")).get("experiment/v1/experiments/1/stats").shouldRefuse(503)
        }
    }

    context("schedules") {
        val clock = SettableClock(Instant.parse("2016-01-01T00:00:00Z").toEpochMilli())
        val scheduled = classic(clock)
        fun status(experiment: String) = scheduled.api.get("experiments/$experiment").body.string("status")

        test("the last one counts, and says what is past, to come, or wrong") {
            val experiment = scheduled.experiment()
            val path = "experiments/$experiment/schedules"
            val first = scheduled.api.post(path, """{"experiment_id":$experiment,"start_time":"2015-01-01T08:00:00Z"}""").body
            first.toString() shouldBe """{"status":"ACTIVE","start_time":"2015-01-01T08:00:00Z","stop_time":null,""" +
                """"experiment_id":$experiment,"id":${first.string("id")}}"""
            scheduled.made(path, """{"stop_time":"2017-01-01T08:00:00Z"}""")
            scheduled.api.get(path).json.jsonArray.map { it.string("status") } shouldContainExactly listOf("INACTIVE", "ACTIVE")
            status(experiment) shouldBe "Not started"
            listOf(
                "{}" to "is required", """{"start_time":null}""" to "must not be null", """{"start_time":"2015-01-01"}""" to "start_time",
                """{"start_time":"2015-02-30T08:00:00Z"}""" to "start_time", """{"start_time":1}""" to "start_time",
                """{"start_time":"2017-01-01T00:00:00Z","stop_time":"2016-06-01T00:00:00Z"}""" to "stop_time: must be after",
            ).forEach { (body, about) -> scheduled.api.post(path, body).shouldRefuse(400, about) }
            scheduled.api.put("schedules/${first.string("id")}", "{}").shouldRefuse(400)
            scheduled.api.put("schedules/${first.string("id")}", """{"start_time":null}""").shouldRefuse(400)
        }

        test("an experiment starts and stops when its time has come, once") {
            val experiment = scheduled.experiment()
            val times = """{"start_time":"2016-01-02T00:00:00Z","stop_time":"2016-01-03T00:00:00Z"}"""
            val schedule = scheduled.made("experiments/$experiment/schedules", times)
            status(experiment) shouldBe "Not started"
            clock.now = Instant.parse("2016-01-02T00:00:00Z").toEpochMilli()
            status(experiment) shouldBe "Running"
            scheduled.put("experiments/$experiment", """{"status":"Paused"}""")
            status(experiment) shouldBe "Paused"
            scheduled.put("experiments/$experiment", """{"status":"Running"}""")
            clock.now = Instant.parse("2016-01-04T00:00:00Z").toEpochMilli()
            status(experiment) shouldBe "Paused"
            scheduled.put("schedules/$schedule", """{"stop_time":null,"start_time":"2016-01-05T00:00:00Z"}""")
            scheduled.put("experiments/$experiment", """{"status":"Archived"}""")
            clock.now = Instant.parse("2016-01-06T00:00:00Z").toEpochMilli()
            status(experiment) shouldBe "Archived"
        }

        test("one that is deleted or replaced never happens") {
            val experiment = scheduled.experiment()
            val path = "experiments/$experiment/schedules"
            scheduled.made(path, """{"start_time":"2016-02-01T00:00:00Z"}""")
            val last = scheduled.made(path, """{"start_time":"2016-02-02T00:00:00Z"}""")
            scheduled.api.delete("schedules/$last").status shouldBe 204
            clock.now = Instant.parse("2016-03-01T00:00:00Z").toEpochMilli()
            status(experiment) shouldBe "Not started"
        }
    }
})
