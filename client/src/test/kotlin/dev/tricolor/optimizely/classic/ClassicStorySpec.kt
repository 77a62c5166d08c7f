package dev.tricolor.optimizely.classic

import dev.tricolor.ApiException
import dev.tricolor.BadRequestException
import dev.tricolor.NotFoundException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch

internal class ClassicStorySpec : FunSpec({
    test("an experiment is made, run, and read") {
        onClassic {
            val experiments = optimizely.experiments
            val experiment = experiments.create(projectId, "Home page", editUrl = "https://example.com/") { percentageIncluded = 5_000 }
            experiment.status shouldBe ExperimentStatus.NOT_STARTED
            experiment.urlConditions.single().run { matchType to value } shouldBe (UrlMatchType.SIMPLE to "https://example.com")
            optimizely.variations.split(experiment.id, "Original" to 5_000, "Big button" to 5_000)
            val goal = optimizely.goals.create(projectId) { click("Add to cart", selector = "div.cart > button") }
            experiments.addGoal(experiment.id, goal.id).experimentIds shouldContainExactly listOf(experiment.id)
            experiments.stats(experiment.id).shouldBeEmpty()
            experiments.start(experiment.id).status shouldBe ExperimentStatus.RUNNING

            emulator.optimizelyClassicResults.of(experiment.id, goal.id)
                .conversions("Original", visitors = 1_000, conversions = 100)
                .conversions("Big button", visitors = 1_000, conversions = 170)
            val (original, big) = experiments.stats(experiment.id)
            original.status shouldBe OutcomeStatus.BASELINE
            original.variationId shouldBe "${experiment.variationIds.first()}"
            big.run { variationName to goalName } shouldBe ("Big button" to "Add to cart")
            big.conversionRate shouldBe 0.17
            big.status shouldBe OutcomeStatus.WINNER
            (big.statisticalSignificance ?: 0.0) shouldBeGreaterThan 0.9
            (big.differenceConfidenceIntervalMin ?: 0.0) shouldBeGreaterThan 0.0
            (big.differenceConfidenceIntervalMax ?: 0.0) shouldBeLessThan 0.17
            big.visitorsUntilSignificance shouldBe 0
            experiments.results(experiment.id).map { it.status } shouldContainExactly listOf(OutcomeStatus.BASELINE, OutcomeStatus.WINNER)

            experiments.pause(experiment.id).status shouldBe ExperimentStatus.PAUSED
            experiments.archive(experiment.id).status shouldBe ExperimentStatus.ARCHIVED
            experiments.delete(experiment.id)
            experiments.find(experiment.id).shouldBeNull()
            optimizely.goals.get(goal.id).experimentIds.shouldBeEmpty()
        }
    }

    test("goals are added and taken away once, however often it is said") {
        onClassic {
            val one = experiment("One").id
            val two = experiment("Two").id
            val goal = optimizely.goals.create(projectId) { customEvent("Sign up", "signup").experimentIds(one) }.id
            optimizely.experiments.addGoal(two, goal).experimentIds shouldContainExactly listOf(one, two)
            val before = emulator.requests.count
            optimizely.experiments.addGoal(two, goal).experimentIds shouldContainExactly listOf(one, two)
            askedSince(before) shouldContainExactly listOf("GET goals/#")
            optimizely.experiments.removeGoal(one, goal).experimentIds shouldContainExactly listOf(two)
            emulator.requests.last.body shouldBe """{"experiment_ids":[$two]}"""
            optimizely.experiments.removeGoal(one, goal).experimentIds shouldContainExactly listOf(two)
            asked shouldBe "GET goals/$goal"
            optimizely.goals.get(goal).event shouldBe "signup"
            shouldThrow<NotFoundException> { optimizely.experiments.addGoal(one, 1) }
            shouldThrow<BadRequestException> { optimizely.experiments.addGoal(1, goal) }.serverMessage shouldContain "experiment_ids"
        }
    }

    test("goals that are added at the same time are all there") {
        onClassic {
            val goal = optimizely.goals.create(projectId) { customEvent("Sign up", "signup") }.id
            val experiments = List(8) { experiment("$it").id }
            coroutineScope { experiments.forEach { launch { optimizely.experiments.addGoal(it, goal) } } }
            optimizely.goals.get(goal).experimentIds shouldContainExactlyInAnyOrder experiments
            coroutineScope { experiments.drop(1).forEach { launch { optimizely.experiments.removeGoal(it, goal) } } }
            optimizely.goals.get(goal).experimentIds shouldContainExactly experiments.take(1)
        }
    }

    test("results can be about some visitors only") {
        onClassic {
            val experiment = experiment().id
            val goal = optimizely.goals.create(projectId) { pageviews("Thanks") { url("https://example.com/thanks") } }.id
            optimizely.experiments.addGoal(experiment, goal)
            optimizely.experiments.start(experiment)
            val audience = optimizely.audiences.create(projectId, "Canadians") { segmentation = true }.id
            val dimension = optimizely.dimensions.create(projectId, "Plan").id
            val planted = emulator.optimizelyClassicResults.of(experiment, goal)
            planted.conversions("Default Variation #1", 10, 1)
            planted.audience(audience).conversions("Default Variation #1", 5, 2)
            planted.dimension(dimension, "gold").conversions("Default Variation #1", 7, 3)
            suspend fun visitors(query: ResultsQuery.() -> Unit) =
                optimizely.experiments.results(experiment) { query() }.map { it.visitors }
            visitors {} shouldContainExactly listOf(10, 0)
            visitors { audienceId = audience } shouldContainExactly listOf(5, 0)
            visitors { dimension(dimension, "gold") } shouldContainExactly listOf(7, 0)
            visitors { dimension(dimension, "silver") } shouldContainExactly listOf(0, 0)
            shouldThrow<BadRequestException> { optimizely.experiments.stats(experiment) { audienceId = 1 } }
        }
    }

    test("projects are archived, and nothing but what is said of them is changed") {
        onClassic {
            optimizely.projects.update(projectId) { projectJavascript = "f()" }
            optimizely.projects.update(projectId) { projectStatus = ProjectStatus.ARCHIVED }.projectJavascript shouldBe "f()"
            optimizely.projects.update(projectId) { projectJavascript = null }.projectJavascript.shouldBeNull()
            optimizely.projects.listAll().map { it.projectName }.toList() shouldContainExactly listOf("Shop")
            optimizely.projects.find(1).shouldBeNull()
            shouldThrow<ApiException> { optimizely.raw("DELETE", "projects/$projectId") }.status shouldBe 405
        }
    }

    test("the last schedule counts") {
        onClassic {
            val experiment = experiment().id
            val first = optimizely.schedules.create(experiment) { startTime = "2035-01-01T08:00:00Z" }
            val second = optimizely.schedules.create(experiment) { stopTime = "2035-01-02T08:00:00Z" }
            optimizely.schedules.list(experiment).items.map { it.id to it.status } shouldContainExactly
                listOf(first.id to ScheduleStatus.INACTIVE, second.id to ScheduleStatus.ACTIVE)
            optimizely.schedules.update(second.id) { startTime = "2035-01-01T09:00:00Z" }.run { startTime to stopTime } shouldBe
                ("2035-01-01T09:00:00Z" to "2035-01-02T08:00:00Z")
            optimizely.schedules.delete(second.id)
            optimizely.schedules.find(second.id).shouldBeNull()
            optimizely.schedules.listAll(experiment).toList() shouldHaveSize 1
        }
    }

    test("audiences come back as the tree that they were said in") {
        onClassic {
            val said = dev.tricolor.optimizely.conditions { browser("gc") and query("utm_campaign", "true") }
            val audience = optimizely.audiences.create(projectId, "Canadians") { conditions = said }
            audience.conditions shouldBe said
            optimizely.audiences.update(audience.id) { description = "d" }.conditions shouldBe said
            optimizely.audiences.create(projectId, "Nobody").conditionsJson shouldBe "[]"
            optimizely.audiences.listAll(projectId).toList() shouldHaveSize 2
        }
    }

    test("dimensions have names of their own") {
        onClassic {
            val plan = optimizely.dimensions.create(projectId, "Plan") { clientApiName = "plan" }
            shouldThrow<BadRequestException> { optimizely.dimensions.create(projectId, "Plan") }.serverMessage shouldContain "name"
            shouldThrow<BadRequestException> { optimizely.dimensions.create(projectId, "Other") { clientApiName = "plan" } }
            optimizely.dimensions.update(plan.id) { clientApiName = null }.clientApiName.shouldBeNull()
            optimizely.dimensions.delete(plan.id)
            optimizely.dimensions.find(plan.id).shouldBeNull()
        }
    }

    test("lists are written as a whole, and never read") {
        onClassic {
            val lists = optimizely.uploadedLists
            val list = lists.create(projectId, "Friends", UploadedListType.COOKIE, "uid", "a,b") { description = "d" }
            list.run { listType to keyFields } shouldBe (UploadedListType.COOKIE to "uid")
            list.json.keys.contains("list_content") shouldBe false
            lists.replace(list.id, "Friends", UploadedListType.QUERY_PARAMETER, "u", "c").listType shouldBe
                UploadedListType.QUERY_PARAMETER
            shouldThrow<BadRequestException> { lists.replace(list.id, "Foes", UploadedListType.COOKIE, "uid", "a") }
            lists.delete(list.id)
            lists.list(projectId).items.shouldBeEmpty()
        }
    }
})
