package dev.tricolor.optimizely.classic

import dev.tricolor.InvalidPayloadException
import dev.tricolor.PayloadBuilder
import dev.tricolor.optimizely.Conditions
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.serialization.json.JsonPrimitive

private fun <T : PayloadBuilder> T.said(block: T.() -> Unit = {}): String = apply(block).build().toString()

private fun <T : PayloadBuilder> T.problems(block: T.() -> Unit = {}): List<String> =
    shouldThrow<InvalidPayloadException> { said(block) }.problems.map { "$it" }

internal class ClassicBuildersSpec : FunSpec({
    test("absent, null and a value are three things") {
        ProjectBuilder().said { projectJavascript = null } shouldBe """{"project_javascript":null}"""
        ProjectBuilder().said { ipFilter = "" } shouldBe """{"ip_filter":""}"""
        ProjectBuilder("P").said() shouldBe """{"project_name":"P"}"""
        ProjectBuilder().said { excludeNames = null }.also { it shouldBe """{"exclude_names":null}""" }
        shouldThrow<NoSuchElementException> { ProjectBuilder().projectJavascript }
        ProjectBuilder().apply { projectJavascript = null }.projectJavascript shouldBe null
    }

    test("all of a project can be said") {
        ProjectBuilder("P").said {
            projectStatus = ProjectStatus.ARCHIVED
            includeJquery = false
            library = JavascriptLibrary.NONE
            projectJavascript = "f();"
            enableForceVariation = true
            excludeDisabledExperiments = true
            excludeNames = true
            ipAnonymization = true
            ipFilter = "1.2.3.4"
            dcpServiceId = 9
            field("future", JsonPrimitive(1))
        } shouldBe """{"project_name":"P","project_status":"Archived","include_jquery":false,"library":"none",""" +
            """"project_javascript":"f();","enable_force_variation":true,"exclude_disabled_experiments":true,"exclude_names":true,""" +
            """"ip_anonymization":true,"ip_filter":"1.2.3.4","dcp_service_id":9,"future":1}"""
    }

    test("all of an experiment can be said") {
        ExperimentBuilder("Home", "https://example.com/").said {
            details = "why"
            status = ExperimentStatus.RUNNING
            percentageIncluded = 5_000
            activationMode = ActivationMode.CONDITIONAL
            conditionalCode = "true"
            customCss = "a{}"
            customJs = "f()"
            experimentType = ExperimentType.AB
            primaryGoalId = 3
            audienceIds(5_000_000_001, 2)
            displayGoalOrderLst(3, 4)
            urlCondition("https://example.com").exceptUrl("https://example.com/checkout", UrlMatchType.SUBSTRING)
        } shouldBe """{"description":"Home","edit_url":"https://example.com/","details":"why","status":"Running",""" +
            """"percentage_included":5000,"activation_mode":"conditional","conditional_code":"true","custom_css":"a{}",""" +
            """"custom_js":"f()","experiment_type":"ab","primary_goal_id":3,"audience_ids":[5000000001,2],""" +
            """"display_goal_order_lst":[3,4],"url_conditions":[""" +
            """{"match_type":"simple","value":"https://example.com","negate":false},""" +
            """{"match_type":"substring","value":"https://example.com/checkout","negate":true}]}"""
    }

    test("pages that were read are kept as they were, with those that are added") {
        val read = UrlCondition.fromJson("""{"index":0,"value":"https://a","future":1}""")
        ExperimentBuilder().said { urlConditions(listOf(read)).urlCondition("https://b", UrlMatchType.EXACT) } shouldBe
            """{"url_conditions":[{"index":0,"value":"https://a","future":1},""" +
            """{"match_type":"exact","value":"https://b","negate":false}]}"""
        ExperimentBuilder().said { urlConditions(emptyList()) } shouldBe """{"url_conditions":[]}"""
        ExperimentBuilder().said { audienceIds() } shouldBe """{"audience_ids":[]}"""
    }

    test("everything that is wrong with an experiment is told at once") {
        ExperimentBuilder(" ", "").problems {
            percentageIncluded = 10_001
            audienceIds(1, -1)
            experimentType = ExperimentType.MULTIVARIATE
            urlCondition("")
        } shouldContainExactly listOf(
            "description: is blank",
            "edit_url: is blank",
            "percentage_included: is 10001, must be 0 to 10000",
            "audience_ids[1]: is -1, must be an id",
            "url_conditions[0].value: is blank",
            "experiment_type: is \"multivariate\", which the API can neither create nor change",
        )
    }

    context("a change of nothing is none") {
        withData(
            nameFn = { it::class.simpleName.orEmpty() },
            ProjectBuilder(), ExperimentBuilder(), VariationBuilder(), UpdateGoalBuilder(), AudienceBuilder(), DimensionBuilder(),
        ) { it.problems() shouldContainExactly listOf("fields: are none, must be what is to be changed") }
    }

    test("a schedule says when, in UTC to the second") {
        ScheduleBuilder().said { startTime = "2015-01-01T08:00:00Z" } shouldBe """{"start_time":"2015-01-01T08:00:00Z"}"""
        ScheduleBuilder().said { startTime(null).stopTime("2015-01-02T08:00:00Z") } shouldBe
            """{"start_time":null,"stop_time":"2015-01-02T08:00:00Z"}"""
        ScheduleBuilder().said { stopTime = null } shouldBe """{"stop_time":null}"""
        ScheduleBuilder().problems().single() shouldContain "at least one of them"
        ScheduleBuilder().problems { startTime(null).stopTime(null) }.single() shouldContain "at least one of them"
        ScheduleBuilder().problems { startTime("2015-01-02T08:00:00Z").stopTime("2015-01-01T08:00:00Z") }.single() shouldBe
            "stop_time: is \"2015-01-01T08:00:00Z\", must be after the start, \"2015-01-02T08:00:00Z\""
        val elsewhen = listOf("2015-01-01", "2015-01-01T08:00:00", "2015-01-01T08:00:00+01:00", "2015-01-01 08:00:00Z")
        (elsewhen + "2015-01-01T08:00:00.1Z").forEach {
            ScheduleBuilder().problems { startTime = it }.single() shouldContain "must be UTC"
        }
    }

    test("a variation has its share in basis points") {
        VariationBuilder("V").said { weight(3_333).isPaused(true).jsComponent("f()") } shouldBe
            """{"description":"V","weight":3333,"is_paused":true,"js_component":"f()"}"""
        listOf(-1, 10_001).forEach {
            VariationBuilder().problems { weight = it } shouldContainExactly listOf("weight: is $it, must be 0 to 10000")
        }
    }

    test("a goal has what its type needs") {
        GoalBuilder().said { click("Add to cart", "div.cart > button") } shouldBe
            """{"title":"Add to cart","goal_type":0,"selector":"div.cart > button","target_to_experiments":true}"""
        GoalBuilder().said {
            click("Buy", ".buy") { url("https://a").url("https://b", GoalUrlMatchType.REGEX) }
            description = "d"
            experimentIds(15)
            archived = false
            addable = true
        } shouldBe """{"title":"Buy","goal_type":0,"selector":".buy","target_to_experiments":false,""" +
            """"target_urls":["https://a","https://b"],"target_url_match_types":[3,2],""" +
            """"description":"d","experiment_ids":[15],"archived":false,"addable":true}"""
        GoalBuilder().said { customEvent("Sign up", "signup") } shouldBe """{"title":"Sign up","goal_type":1,"event":"signup"}"""
        GoalBuilder().said { pageviews("Thanks") { url("https://a", GoalUrlMatchType.EXACT) } } shouldBe
            """{"title":"Thanks","goal_type":3,"urls":["https://a"],"url_match_types":[1]}"""
        GoalBuilder().said { click("A", "b") { url("https://a") }.customEvent("C", "d") } shouldBe
            """{"title":"C","goal_type":1,"event":"d"}"""
    }

    test("a goal that cannot be is refused") {
        GoalBuilder().problems() shouldContainExactly listOf("goal_type: is missing, must be click, customEvent or pageviews")
        GoalBuilder().problems { click(" ", "").experimentIds(0) } shouldContainExactly
            listOf("title: is blank", "selector: is blank", "experiment_ids[0]: is 0, must be an id")
        GoalBuilder().problems { customEvent("T", "") } shouldContainExactly listOf("event: is blank")
        GoalBuilder().problems { pageviews("T") {} }.single() shouldContain "no view would count"
        GoalBuilder().problems { click("T", "s") {} }.single() shouldContain "no click would count"
        listOf(2 to "engagement", 4 to "revenue").forEach { (number, name) ->
            GoalBuilder().problems { customEvent("T", "e").field("goal_type", JsonPrimitive(number)) } shouldContainExactly
                listOf("goal_type: is $number, a goal of $name: each project has one from the start")
            UpdateGoalBuilder().problems { goalType = GoalType.of(number) }.single() shouldContain "from the start"
        }
    }

    test("a change of a goal says all but the event") {
        UpdateGoalBuilder().said {
            title("T").description("d").archived(true).addable(false)
            goalType(GoalType.PAGEVIEWS).selector("s").targetToExperiments(true)
            experimentIds(1, 2)
            urls { url("https://a") }
        } shouldBe """{"title":"T","description":"d","archived":true,"addable":false,"goal_type":3,"selector":"s",""" +
            """"target_to_experiments":true,"experiment_ids":[1,2],"urls":["https://a"],"url_match_types":[3]}"""
        UpdateGoalBuilder().said { targetUrls { url("https://a") } } shouldBe
            """{"target_urls":["https://a"],"target_url_match_types":[3],"target_to_experiments":false}"""
        UpdateGoalBuilder().said { targetUrls {} } shouldBe """{"target_urls":[],"target_url_match_types":[]}"""
        UpdateGoalBuilder().apply { goalType = GoalType.CLICK }.goalType shouldBe GoalType.CLICK
        UpdateGoalBuilder().problems { field("event", JsonPrimitive("")).also { title = "" } } shouldContainExactly
            listOf("title: is blank", "event: is blank")
        UpdateGoalBuilder().problems { urls { url("") } } shouldContainExactly listOf("urls[0]: is blank")
    }

    test("an audience is said in types, and travels as text in text") {
        AudienceBuilder("Canadians").said {
            conditions { browser("gc") and query("utm_campaign", "true") }
            description("d").segmentation(true).archived(false)
        } shouldBe """{"name":"Canadians","conditions":"[\"and\",{\"type\":\"browser\",\"value\":\"gc\"},""" +
            """{\"type\":\"query\",\"name\":\"utm_campaign\",\"value\":\"true\"}]",""" +
            """"description":"d","segmentation":true,"archived":false}"""
        AudienceBuilder().said { conditions = Conditions.fromJson("[]") } shouldBe """{"conditions":"[]"}"""
        AudienceBuilder("").problems { conditions { code("") } }.first() shouldContain "conditions"
    }

    test("a dimension may have no name for code") {
        DimensionBuilder("D").said { clientApiName("d").description("x") } shouldBe
            """{"name":"D","client_api_name":"d","description":"x"}"""
        DimensionBuilder().said { clientApiName = null } shouldBe """{"client_api_name":null}"""
        DimensionBuilder(" ").problems { clientApiName = "" } shouldContainExactly listOf("name: is blank", "client_api_name: is blank")
    }

    test("a list is uploaded as a whole") {
        UploadedListBuilder("List_1", UploadedListType.QUERY_PARAMETER, "user_id", "a,b").said { description = "d" } shouldBe
            """{"name":"List_1","list_type":2,"key_fields":"user_id","list_content":"a,b","format":"csv","description":"d"}"""
        UploadedListBuilder("zips", UploadedListType.ZIP_CODE, "", "94105").said() shouldContain "94105"
        UploadedListBuilder("a b", UploadedListType.COOKIE, " ", "").problems() shouldContainExactly listOf(
            "name: is \"a b\", must be letters, digits, \"-\" and \"_\"", "key_fields: is blank", "list_content: is blank",
        )
        UploadedListBuilder("a", UploadedListType.COOKIE, "k", "é".repeat(ClassicLimits.LIST_CONTENT / 2)).said()
        UploadedListBuilder("a", UploadedListType.COOKIE, "k", "é".repeat(ClassicLimits.LIST_CONTENT / 2) + "x").problems()
            .single() shouldBe "list_content: is 5242881 bytes long, must be at most 5242880"
    }

    test("a split gives all visitors away") {
        TrafficSplitBuilder().weight("A", 3_333).weight("B", 6_667).build().toString() shouldBe """{"A":3333,"B":6667}"""
        TrafficSplitBuilder().problems() shouldContainExactly listOf("weights: sum to 0, must be 10000")
        TrafficSplitBuilder().problems { weight("A", 5_000).weight("A", -1).weight(" ", 10_001) } shouldContainExactly listOf(
            "weights: are given to \"A\" more than once",
            "weights: are given to a variation whose description is blank",
            "A: is -1, must be 0 to 10000",
            " : is 10001, must be 0 to 10000",
        )
    }

    test("what is set by its name alone may be wrong, and is told") {
        ExperimentBuilder().problems { field("percentage_included", JsonPrimitive("all")) } shouldContainExactly
            listOf("percentage_included: is \"all\", must be a whole number")
    }
})
