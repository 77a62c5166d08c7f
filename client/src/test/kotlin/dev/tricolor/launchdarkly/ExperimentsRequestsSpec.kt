@file:Suppress("DEPRECATION") // What LaunchDarkly has given up must work for as long as it answers.

package dev.tricolor.launchdarkly

import dev.tricolor.ApiException
import dev.tricolor.BadRequestException
import dev.tricolor.ConflictException
import dev.tricolor.InvalidPayloadException
import dev.tricolor.NotFoundException
import dev.tricolor.UnexpectedReplyException
import dev.tricolor.inTurn
import dev.tricolor.status
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.test.runTest
import kotlinx.serialization.json.JsonPrimitive

private const val IN_PRODUCTION = "projects/web/environments/production/experiments"
private const val FUTURE = """{"key":"e","fromTheFuture":{"n":1.50},"methodology":"tarot","archivedDate":null,
    "currentIteration":{"_id":"i","status":"paused","reallocationFrequencyMillis":2592000000}}"""

private fun page(vararg keys: String, more: Boolean = false) = status(
    200,
    """{"items":[${keys.joinToString { """{"key":"$it"}""" }}],"total_count":3,
        "_links":{"self":{"href":"/"}${if (more) ""","next":{"href":"/n"}""" else ""}}}""",
)

private fun ExperimentBuilder.small() {
    hypothesis = "h"
    metric("m", primary = true)
    onFallthrough(of = "f", version = 1)
    treatment("A", allocation = 100, baseline = true) { serves("f", "v") }
}

private const val SMALL = """"hypothesis":"h","primarySingleMetricKey":"m","metrics":[{"key":"m"}],"treatments":[{"name":"A",""" +
    """"baseline":true,"allocationPercent":"100","parameters":[{"flagKey":"f","variationId":"v"}]}],""" +
    """"flags":{"f":{"ruleId":"fallthrough","flagConfigVersion":1}}"""

internal class ExperimentsRequestsSpec : FunSpec({
    test("a list is asked for by flag, metric, status and state, and shows what is asked for") {
        runTest {
            val scripted = ScriptedLaunchDarkly(this, handler = page("a"))
            val experiments = scripted.launchDarkly.experiments
            experiments.list("web", "production").totalCount shouldBe 3
            experiments.list("web", "production") {
                flag("checkout")
                metric("done")
                status(IterationStatus.RUNNING)
                lifecycleState(LifecycleState.ACTIVE, LifecycleState.ARCHIVED)
                expand(ExperimentField.TREATMENTS, ExperimentField.DRAFT_ITERATION)
                expand(ExperimentField.of("fromTheFuture"))
                limit = 100
                offset = 1
            }
            experiments.listAnyEnvironment("web") { status(IterationStatus.of("new")).limit(5) }
            scripted.lines shouldContainExactly listOf(
                "GET $IN_PRODUCTION?limit=20&offset=0",
                "GET $IN_PRODUCTION?filter=flagKey%3Acheckout%2CmetricKey%3Adone%2Cstatus%3Arunning" +
                    "&expand=treatments%2CdraftIteration%2CfromTheFuture&lifecycleState=active%2Carchived&limit=100&offset=1",
                "GET projects/web/experiments?filter=status%3Anew&limit=5&offset=0",
            )
            scripted.requests[0].headers["LD-API-Version"] shouldBe "20240415"
        }
    }

    test("all pages are read, by link or by count") {
        runTest {
            val scripted = ScriptedLaunchDarkly(this, handler = inTurn(page("a", "b", more = true), page("c")))
            scripted.launchDarkly.experiments.listAll("web", "production") { limit = 2 }.map { it.key }.toList() shouldContainExactly
                listOf("a", "b", "c")
            scripted.lines shouldContainExactly listOf("GET $IN_PRODUCTION?limit=2&offset=0", "GET $IN_PRODUCTION?limit=2&offset=2")
        }
        runTest {
            val scripted = ScriptedLaunchDarkly(this, handler = inTurn(page("a", "b"), page("c")))
            scripted.launchDarkly.experiments.listAllAnyEnvironment("web").map { it.key }.toList() shouldHaveSize 3
            scripted.lines.last() shouldBe "GET projects/web/experiments?limit=20&offset=2"
        }
    }

    test("an account that lags behind is asked for betas") {
        runTest {
            val scripted = ScriptedLaunchDarkly(this, handler = status(200, FUTURE))
            scripted.launchDarkly.with { header("LD-API-Version", "beta") }.experiments.get("web", "production", "e")
            scripted.requests.single().headers.getAll("LD-API-Version") shouldBe listOf("beta")
        }
    }

    test("one experiment is read with everything in it, known or not") {
        runTest {
            val scripted = ScriptedLaunchDarkly(this, handler = status(200, FUTURE))
            val experiment = scripted.launchDarkly.experiments.get("web", "production", "a/b") {
                expand(ExperimentField.MUTABLE_FIELDS_BY_STATUS, ExperimentField.ANALYSIS_CONFIG)
            }
            experiment shouldBe Experiment.fromJson(FUTURE)
            experiment.currentIteration?.reallocationFrequencyMillis shouldBe 2_592_000_000
            scripted.launchDarkly.experiments.get("web", "production", "e")
            scripted.launchDarkly.experiments.find("web", "production", "e") shouldBe experiment
            scripted.lines shouldContainExactly listOf(
                "GET $IN_PRODUCTION/a%2Fb?expand=mutableFieldsByStatus%2CanalysisConfig", "GET $IN_PRODUCTION/e", "GET $IN_PRODUCTION/e",
            )
        }
    }

    test("an experiment is created as it is said, or as it was built") {
        runTest {
            val scripted = ScriptedLaunchDarkly(this, handler = status(201, FUTURE))
            scripted.launchDarkly.experiments.create("web", "production", "e", name = "E") { small() }.key shouldBe "e"
            scripted.launchDarkly.experiments.create("web", "test", experiment("e", "E") { small() })
            scripted.lines shouldContainExactly listOf("production", "test").map {
                """POST projects/web/environments/$it/experiments {"key":"e","name":"E","iteration":{$SMALL}}"""
            }
            scripted.requests[0].body.contentType.toString() shouldBe "application/json"
        }
    }

    test("an update is a semantic patch, and says so") {
        runTest {
            val scripted = ScriptedLaunchDarkly(this, handler = status(200, FUTURE))
            scripted.launchDarkly.experiments.update("web", "production", "e") {
                comment = "done"
                stopIteration("t-1", reason = "95 %")
                archive()
            }.json["fromTheFuture"].toString() shouldBe """{"n":1.50}"""
            scripted.lines.single() shouldBe """PATCH $IN_PRODUCTION/e {"comment":"done","instructions":[""" +
                """{"kind":"stopIteration","winningTreatmentId":"t-1","winningReason":"95 %"},{"kind":"archiveExperiment"}]}"""
            scripted.requests.single().body.contentType.toString() shouldBe
                "application/json; domain-model=launchdarkly.semanticpatch"
        }
    }

    test("an update that somebody else got in the way of is repeated, one that cannot work is not") {
        val locked = status(409, """{"code":"optimistic_locking_error","message":"changed meanwhile"}""")
        runTest {
            val scripted = ScriptedLaunchDarkly(this, handler = inTurn(locked, locked, status(200, FUTURE)))
            scripted.launchDarkly.experiments.update("web", "production", "e") { startIteration() }.key shouldBe "e"
            scripted.requests shouldHaveSize 3
        }
        runTest {
            val scripted = ScriptedLaunchDarkly(this, handler = locked)
            shouldThrow<ConflictException> {
                scripted.launchDarkly.experiments.create("web", "production", "e", "E") { small() }
            }.code shouldBe "optimistic_locking_error"
            scripted.requests shouldHaveSize 1
        }
        runTest {
            val scripted = ScriptedLaunchDarkly(
                this, handler = status(400, """{"code":"invalid_request","message":"flag is off","id":"r-1","errors":[]}"""),
            )
            shouldThrow<BadRequestException> {
                scripted.launchDarkly.experiments.update("web", "production", "e") { startIteration() }
            }.message shouldContain "answered 400 invalid_request: flag is off (request r-1)"
            scripted.requests shouldHaveSize 1
        }
    }

    test("what cannot work is refused before anything is sent") {
        runTest {
            val scripted = ScriptedLaunchDarkly(this, handler = status(200, FUTURE))
            val experiments = scripted.launchDarkly.experiments
            shouldThrow<InvalidPayloadException> { experiments.create("web", "production", "e", "E") {} }.problems shouldHaveSize 5
            shouldThrow<InvalidPayloadException> { experiments.createIteration("web", "production", "e") {} }.problems shouldHaveSize 5
            shouldThrow<InvalidPayloadException> { experiments.update("web", "production", "e") {} }
            shouldThrow<InvalidPayloadException> { scripted.launchDarkly.experimentationSettings.replace("web") {} }
            shouldThrow<IllegalArgumentException> { experiments.list("web", "production") { limit = 0 } }
            shouldThrow<IllegalArgumentException> { experiments.list("web", "production") { offset(-1) } }
            shouldThrow<IllegalArgumentException> { experiments.list("web", "production") { flag("a,b") } }
            shouldThrow<IllegalArgumentException> { experiments.list("web", "production") { metric(" ") } }
            shouldThrow<IllegalArgumentException> { experiments.get("web", " ", "e") }
            shouldThrow<IllegalArgumentException> { experiments.legacyResults("web", "f", "test", "m") { from = 2; to = 1 } }
            scripted.requests.shouldBeEmpty()
        }
    }

    test("an iteration is drafted in the old way") {
        runTest {
            val scripted = ScriptedLaunchDarkly(this, handler = status(200, """{"_id":"i-2","status":"not_started"}"""))
            scripted.launchDarkly.experiments.createIteration("web", "production", "e") {
                hypothesis("h")
                metric("m", true)
                onFallthrough("f", 1)
                treatment("A", 100, true) { serves("f", "v") }
            }.status shouldBe IterationStatus.NOT_STARTED
            scripted.lines.single() shouldBe """POST $IN_PRODUCTION/e/iterations {$SMALL}"""
        }
    }

    test("results are asked for by metric, by group, and in the oldest way") {
        runTest {
            val scripted = ScriptedLaunchDarkly(
                this,
                handler = inTurn(
                    status(200, """{"results":[{"treatmentResults":[{"units":3000000000,"model":"new"}]}]}"""), status(200, "{}"),
                    status(200, """{"_links":{},"metrics":[{"metric":{"key":"m"},"results":{"treatmentResults":null}}]}"""),
                    status(200, """{"metrics":[]}"""), status(200, """{"series":[{"Time":1}]}"""), status(200, "{}"),
                ),
            )
            val experiments = scripted.launchDarkly.experiments
            experiments.results("web", "production", "e", "m").results.single().treatmentResults.single().units shouldBe 3_000_000_000
            experiments.results("web", "production", "e", "m") {
                iterationId = "i-1"
                traffic = true
            }.treatmentResults.shouldBeEmpty()
            experiments.metricGroupResults("web", "production", "e", "g").metrics.single().metric?.key shouldBe "m"
            experiments.metricGroupResults("web", "production", "e", "g") { iterationId = "i-1" }.metrics.shouldBeEmpty()
            experiments.legacyResults("web", "f", "test", "m").series.single().time shouldBe 1
            experiments.legacyResults("web", "f", "test", "m") {
                from = 1_718_956_465_000
                to = 1_718_956_465_001
            }.series.shouldBeEmpty()
            scripted.lines shouldContainExactly listOf(
                "GET $IN_PRODUCTION/e/metrics/m/results",
                "GET $IN_PRODUCTION/e/metrics/m/results?iterationId=i-1&expand=traffic",
                "GET $IN_PRODUCTION/e/metric-groups/g/results",
                "GET $IN_PRODUCTION/e/metric-groups/g/results?iterationId=i-1",
                "GET flags/web/f/experiments/test/m",
                "GET flags/web/f/experiments/test/m?from=1718956465000&to=1718956465001",
            )
        }
    }

    context("an error that may come of a removed operation says so, and what to do") {
        withData(404, 405, 410) { gone ->
            runTest {
                val scripted = ScriptedLaunchDarkly(this, handler = status(gone, """{"code":"not_found","message":"no such thing"}"""))
                val failure = shouldThrow<ApiException> { scripted.launchDarkly.experiments.results("web", "production", "e", "m") }
                failure.status shouldBe gone
                failure.message shouldContain "answered $gone not_found: no such thing; LaunchDarkly has removed this operation"
                failure.message shouldContain "Data Export"
                shouldThrow<ApiException> {
                    scripted.launchDarkly.experiments.createIteration("web", "production", "e") {
                        hypothesis("h").metric("m", true).onFallthrough("f", 1).treatment("A", 100, true) { serves("f", "v") }
                    }
                }.message shouldContain "saveAndStartNewIteration"
            }
        }
    }

    test("other errors do not speak of removal") {
        runTest {
            val scripted = ScriptedLaunchDarkly(this, handler = inTurn(status(403, "<html>"), status(404), status(404)))
            shouldThrow<ApiException> { scripted.launchDarkly.experiments.results("web", "production", "e", "m") }.message shouldNotContain
                "removed"
            shouldThrow<NotFoundException> { scripted.launchDarkly.experiments.get("web", "production", "e") }.message shouldBe
                "GET projects/{projectKey}/environments/{environmentKey}/experiments/{experimentKey} answered 404"
            scripted.launchDarkly.experiments.find("web", "production", "e").shouldBeNull()
        }
    }

    test("replies that are none are told apart from refusals") {
        runTest {
            val scripted = ScriptedLaunchDarkly(
                this, handler = inTurn(status(200, """{"name":"no key"}"""), status(200, "<html>"), status(200, """{"total_count":1}""")),
            )
            shouldThrow<UnexpectedReplyException> { scripted.launchDarkly.experiments.get("web", "production", "e") }.message shouldContain
                "key: is missing, must be text"
            shouldThrow<UnexpectedReplyException> { scripted.launchDarkly.experiments.get("web", "production", "e") }
            shouldThrow<UnexpectedReplyException> { scripted.launchDarkly.experiments.list("web", "production") }
        }
    }

    test("settings are read and replaced") {
        runTest {
            val scripted = ScriptedLaunchDarkly(
                this, handler = status(200, """{"_projectKey":"web","randomizationUnits":[{"randomizationUnit":"user","default":true}]}"""),
            )
            scripted.launchDarkly.experimentationSettings.get("web").randomizationUnits.single().default shouldBe true
            scripted.launchDarkly.experimentationSettings.replace("web") {
                randomizationUnit("user", default = true)
                randomizationUnit("device")
                field("fromTheFuture", JsonPrimitive(1))
            }.projectKey shouldBe "web"
            scripted.lines shouldContainExactly listOf(
                "GET projects/web/experimentation-settings",
                """PUT projects/web/experimentation-settings {"fromTheFuture":1,"randomizationUnits":[""" +
                    """{"randomizationUnit":"user","default":true},{"randomizationUnit":"device","default":false}]}""",
            )
        }
    }
})
