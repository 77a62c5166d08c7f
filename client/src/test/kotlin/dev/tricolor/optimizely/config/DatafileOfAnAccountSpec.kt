package dev.tricolor.optimizely.config

import dev.tricolor.ForbiddenException
import dev.tricolor.UnexpectedReplyException
import dev.tricolor.optimizely.Environment
import dev.tricolor.optimizely.ExperimentResults
import dev.tricolor.optimizely.Feature
import dev.tricolor.optimizely.FeatureVariableType
import dev.tricolor.optimizely.OptimizelyOnEmulator
import dev.tricolor.optimizely.ResultsAnswer
import dev.tricolor.optimizely.onOptimizely
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.comparables.shouldBeGreaterThan
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeInstanceOf
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes

private class Account(val shop: OptimizelyOnEmulator, val production: Environment) {
    val projectId get() = checkNotNull(production.projectId)
    val conditions get() = shop.emulator.requests.all.filter { "/datafiles/" in it.rawPath }.map { it.header("If-Modified-Since") }

    fun source(url: String = checkNotNull(production.datafile?.url)) = DatafileSource("key") {
        this.url = url
        interval = 1.hours
        retry { maxAttempts(1) }
    }

    suspend fun feature(key: String): Feature = shop.optimizely.features.create(projectId, key) {
        variable("layout", FeatureVariableType.STRING, default = "classic")
    }

    fun cdn(status: Int, body: String, lastModified: String = "Fri, 01 Jan 2100 00:00:00 GMT") =
        shop.emulator.faults.next(status, headers = mapOf("Last-Modified" to lastModified), body = body)
}

private fun onAccount(test: suspend Account.() -> Unit) = onOptimizely {
    Account(this, checkNotNull(optimizely.environments.find(fullStack().id, "Production"))).test()
}

private val OptimizelyConfig.number get() = revision.toLong()

internal class DatafileOfAnAccountSpec : FunSpec({
    test("an experiment that is made over the API is in the next datafile, for whom it is meant, as the tour has it") {
        onAccount {
            val optimizely = shop.optimizely
            optimizely.attributes.create(projectId, "country")
            optimizely.attributes.create(projectId, "region")
            val eventId = optimizely.events.create(projectId, "bought").id
            val audience = optimizely.audiences.create(projectId, "Canadians") {
                conditions { attribute("country") eq "CA" or (attribute("region") eq "north") }
            }
            val feature = feature("checkout")
            source().use { source ->
                val before = source.first()
                before.features.getValue("checkout").experimentRules.shouldContainExactly()
                val id = optimizely.experiments.create(projectId, "checkout-test") {
                    feature(feature)
                    audienceConditions { audience(audience.id) }
                    variation("control", 5_000)
                    variation("one_page", 5_000) { featureEnabled(true).variableValue("layout", "one-page") }
                    metric(unique, eventId)
                }.id
                optimizely.experiments.start(id)
                val config = source.awaitRevision(before.number + 1, upTo = 1.minutes)

                val told = mutableListOf<String>()
                config.features["checkout"]?.experimentRules?.forEach { told += "${it.key}: ${it.audiences}" }
                told shouldContainExactly listOf("""checkout-test: "Canadians"""")
                val variations = config.experiments.getValue("checkout-test").variations
                variations.mapValues { it.value.variables.getValue("layout").value } shouldBe
                    mapOf("control" to "classic", "one_page" to "one-page")
                OptimizelyConfig.from(config.datafile).revision shouldBe config.revision
                optimizely.environments.datafile(production.id) shouldBe config.datafile
                optimizely.experiments.results(id).shouldBeInstanceOf<ResultsAnswer<ExperimentResults>>()
            }
        }
    }

    test("what was not changed is not sent again, and each change is a config of its own") {
        onAccount {
            source().use { source ->
                coroutineScope {
                    val collected = async(start = CoroutineStart.UNDISPATCHED) { source.config.take(2).toList() }
                    val first = source.first()
                    source.refresh() shouldBeSameInstanceAs first
                    conditions.last().shouldNotBeNull()
                    feature("new")
                    val second = source.refresh()
                    second.number shouldBeGreaterThan first.number
                    second.features.keys shouldContainExactly setOf("new")
                    source.refresh() shouldBeSameInstanceAs second
                    collected.await().last() shouldBeSameInstanceAs second
                }
            }
        }
    }

    test("a first body that is none is not the last, whatever date it had") {
        onAccount {
            source().use { source ->
                listOf("<html>", "", """{"version":"9"}""", "[".repeat(100_000), """{"a":""".repeat(100_000)).forEach { body ->
                    cdn(200, body)
                    shouldThrow<UnexpectedReplyException> { source.refresh() }
                    source.current.shouldBeNull()
                }
                source.refresh().sdkKey shouldBe production.datafile?.sdkKey
                conditions.toSet() shouldBe setOf(null)
                source.lastError.shouldBeNull()
            }
        }
    }

    test("a datafile that went back is followed, and what comes after it") {
        onAccount {
            source().use { source ->
                val now = source.first()
                cdn(200, now.datafile.replace(""""revision":"${now.revision}"""", """"revision":"0""""), "Sat, 01 Jan 2000 00:00:00 GMT")
                source.refresh().revision shouldBe "0"
                source.refresh().revision shouldBe now.revision
            }
        }
    }

    test("a key that nobody has is forbidden, and what there is stays when a key is taken away") {
        onAccount {
            val url = "${shop.emulator.optimizelyUrl}/datafiles/nobody.json"
            source(url).use { shouldThrow<ForbiddenException> { it.refresh() } }
            source().use { source ->
                val first = source.first()
                cdn(404, "")
                runCatching { source.refresh() }.isFailure shouldBe true
                source.current shouldBeSameInstanceAs first
            }
        }
    }

    test("closing does not wait for a body that is slow to come") {
        onAccount {
            val source = source()
            shop.emulator.faults.delay(60_000)
            coroutineScope {
                val first = async(start = CoroutineStart.UNDISPATCHED) { runCatching { source.first() } }
                source.close()
                first.await().exceptionOrNull().shouldBeInstanceOf<IllegalStateException>()
            }
        }
    }
})
