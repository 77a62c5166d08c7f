package dev.tricolor.launchdarkly

import dev.tricolor.BadRequestException
import dev.tricolor.ConflictException
import dev.tricolor.InvalidPayloadException
import dev.tricolor.NotFoundException
import dev.tricolor.UnexpectedReplyException
import dev.tricolor.status
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.test.runTest
import kotlinx.serialization.json.JsonPrimitive

private suspend fun LaunchDarklyOnEmulator.made(key: String, block: MetricBuilder.() -> Unit) =
    launchDarkly.metrics.create("default", key) { block() }

internal class MetricsSpec : FunSpec({
    test("a metric is created, read, changed and deleted, and keeps its versions") {
        onLaunchDarkly {
            val made = made("checkout-time") {
                custom(eventKey = "checkout.done")
                numeric("ms")
                lowerIsBetter()
                name = "Time to check out"
                unitAggregationType = UnitAggregationType.SUM
                percentile(95)
                winsorize(lower = null, upper = 99.5)
                winsorIncludeImputed = true
                window(startOffset = 0, endOffset = 2_592_000_000)
                noEventDefault()
                analysisUnits("user", "device")
                tags("speed")
            }
            asked shouldBe "POST metrics/default"
            emulator.requests.last.body shouldBe
                """{"key":"checkout-time","kind":"custom","eventKey":"checkout.done","isNumeric":true,"unit":"ms",""" +
                """"successCriteria":"LowerThanBaseline","name":"Time to check out","unitAggregationType":"sum",""" +
                """"analysisType":"percentile","percentileValue":95,"winsorUpperPercentile":99.5,"winsorIncludeImputed":true,""" +
                """"windowStartOffset":0,"windowEndOffset":2592000000,"eventDefault":{"disabled":true},""" +
                """"analysisUnits":["user","device"],"tags":["speed"]}"""
            made.key shouldBe "checkout-time"
            made.eventKey shouldBe "checkout.done"
            made.windowEndOffset shouldBe 2_592_000_000
            made.randomizationUnits shouldContainExactly listOf("user", "device")
            made.successCriteria shouldBe SuccessCriteria.LOWER_THAN_BASELINE
            made.eventDefault?.disabled shouldBe true
            launchDarkly.metrics.get("default", "checkout-time") shouldBe made

            val changed = launchDarkly.metrics.update("default", "checkout-time") {
                name = "Seconds to check out"
                unit = null
                description = "how long it takes"
                percentile(90)
                addTag("ux")
            }
            emulator.requests.last.body shouldBe
                """[{"op":"replace","path":"/name","value":"Seconds to check out"},{"op":"replace","path":"/unit","value":null},""" +
                """{"op":"replace","path":"/description","value":"how long it takes"},""" +
                """{"op":"replace","path":"/analysisType","value":"percentile"},{"op":"replace","path":"/percentileValue","value":90},""" +
                """{"op":"add","path":"/tags/-","value":"ux"}]"""
            changed.version shouldBe 2
            changed.versionId shouldNotBe made.versionId
            changed.unit.shouldBeNull()
            changed.percentileValue shouldBe 90
            launchDarkly.metrics.get("default", "checkout-time") { versionId = made.versionId }.name shouldBe "Time to check out"
            asked shouldBe "GET metrics/default/checkout-time?versionId=${made.versionId}"

            launchDarkly.metrics.delete("default", "checkout-time")
            launchDarkly.metrics.find("default", "checkout-time").shouldBeNull()
        }
    }

    test("each kind of metric says what its events are") {
        onLaunchDarkly {
            made("clicks") {
                click("#buy") {
                    exact("https://shop.example/")
                    substring("/cart")
                }
            }
            emulator.requests.last.body shouldBe
                """{"key":"clicks","kind":"click","selector":"#buy","urls":[{"kind":"exact","url":"https://shop.example/"},""" +
                """{"kind":"substring","substring":"/cart"}]}"""
            val views = made("views") { pageview { regex("^https://.*$").canonical("https://shop.example/") } }
            views.urls.map { it.kind } shouldContainExactly listOf("regex", "canonical")
            made("slow") { trace("duration > 1s", valueLocation = "duration").lowerIsBetter() }.let {
                it.kind shouldBe MetricKind.TRACE
                it.isNumeric shouldBe true
                it.traceValueLocation shouldBe "duration"
            }
            made("done") { custom("done") }.isNumeric shouldBe false
            made("big") {
                custom("bought")
                filters(
                    filterGroup(
                        "and",
                        contextAttribute((attribute("country") eq "ES").contextKind("user")),
                        eventProperty(not(attribute("price") atLeast 10)),
                    ),
                )
            }.filters?.members?.map { it.type } shouldBe listOf(EventFilterType.CONTEXT_ATTRIBUTE, EventFilterType.EVENT_PROPERTY)
            emulator.requests.last.body shouldContain """"filters":{"type":"group","op":"and","values":[""" +
                """{"type":"contextAttribute","attribute":"country","op":"in","values":["ES"],"negate":false,"contextKind":"user"},""" +
                """{"type":"eventProperty","attribute":"price","op":"greaterThanOrEqual","values":[10],"negate":true}],"negate":false}"""
            made("ratio") {
                custom("revenue").numeric().higherIsBetter().dataSource("snowflake", "production").countDistinct("ORDER")
                denominator("VISITS") { numeric().unitAggregationType(UnitAggregationType.SUM).winsorize(1, 99) }
            }
            emulator.requests.last.body shouldBe
                """{"key":"ratio","kind":"custom","eventKey":"revenue","isNumeric":true,"successCriteria":"HigherThanBaseline",""" +
                """"dataSource":{"key":"snowflake","environmentKey":"production"},"unitAggregationType":"count_distinct",""" +
                """"unitAggregationField":"ORDER","denominator":{"eventName":"VISITS","isNumeric":true,"unitAggregationType":"sum",""" +
                """"winsorLowerPercentile":1,"winsorUpperPercentile":99}}"""
        }
    }

    test("metrics are listed as asked: filters, order, pages, fields") {
        onLaunchDarkly {
            made("b") { custom("one").name("Zed").tags("x", "y") }
            made("a") { custom("two").name("Yak").numeric().higherIsBetter().tags("x") }
            made("c") { pageview { exact("u") }.name("Xen") }
            suspend fun keys(query: MetricQuery.() -> Unit) = launchDarkly.metrics.listAll("default") { query() }.map { it.key }.toList()
            keys {} shouldContainExactly listOf("b", "a", "c")
            keys { query("YA") } shouldContainExactly listOf("a")
            keys { tags("x", "y") } shouldContainExactly listOf("b")
            keys { eventKind(MetricKind.PAGEVIEW) } shouldContainExactly listOf("c")
            keys { eventKeys("one", "two").isNumeric(true) } shouldContainExactly listOf("a")
            keys { sort(MetricSort.NAME).limit(2) } shouldContainExactly listOf("c", "a", "b")
            keys { filter("(query equals \"zed\"|query equals \"xen\"),isNumeric equals false") } shouldContainExactly listOf("b", "c")
            keys { tags("x").eventKind(MetricKind.CUSTOM).expand(MetricField.EXPERIMENT_COUNT).sort(MetricSort.CREATED_AT, true) } shouldBe
                listOf("a", "b")
            asked shouldBe "GET metrics/default?filter=tags%20contains%20%5B%22x%22%5D%2CeventKind%20equals%20%22custom%22" +
                "&sort=-createdAt&expand=experimentCount&limit=50&offset=0"
            launchDarkly.metrics.list("default").totalCount shouldBe 3
            shouldThrow<BadRequestException> { keys { filter("size equals 1") } }
        }
    }

    test("the server's refusals are exceptions") {
        onLaunchDarkly {
            made("m") { custom("e") }
            shouldThrow<ConflictException> { made("m") { custom("e") } }.code shouldBe "key_exists"
            shouldThrow<NotFoundException> { launchDarkly.metrics.list("none") }
            shouldThrow<NotFoundException> { launchDarkly.metrics.get("default", "m") { versionId("none") } }
            shouldThrow<BadRequestException> { launchDarkly.metrics.update("default", "m") { remove("/selector") } }
                .code shouldBe "invalid_patch"
            shouldThrow<BadRequestException> {
                launchDarkly.metrics.update("default", "m") { replace("/isNumeric", JsonPrimitive(true)) }
            }.serverMessage shouldContain "successCriteria"
            launchDarkly.metrics.get("default", "m").version shouldBe 1
        }
    }

    test("what cannot work is refused before anything is sent, all of it at once") {
        onLaunchDarkly {
            suspend fun problems(block: MetricBuilder.() -> Unit) =
                shouldThrow<InvalidPayloadException> { made("m") { block() } }.problems.map { it.toString() }
            problems {} shouldContainExactly listOf("kind: is missing, must be custom, click, pageview or trace")
            problems {
                custom(" ")
                numeric()
                name = ""
                tags("a b")
                percentile(101)
                winsorize(90, 10)
                window(5, 5)
                analysisUnits("user", "")
            } shouldContainExactly listOf(
                "name: is blank",
                "tags[0]: is \"a b\", must be 1 to 64 letters, digits, \".\", \"_\" and \"-\"",
                "analysisUnits[1]: is blank",
                "eventKey: is missing or blank, a custom metric needs it",
                "successCriteria: is missing, a numeric metric needs to know which way is better",
                "percentileValue: is 101, must be 0 to 100",
                "windowEndOffset: is 5, must be after the start, 5",
                "winsorUpperPercentile: is 10.0, must be more than the lower one, 90.0",
            )
            problems { click("") {}.numeric() } shouldContainExactly listOf(
                "selector: is missing or blank, a click metric needs it",
                "urls: are none, a click metric needs at least one",
                "isNumeric: is true, which a click metric cannot be",
            )
            problems { pageview { exact(" ") }.unit("ms") } shouldContainExactly
                listOf("urls[0].url: is blank", "unit: is said, but the metric is not numeric")
            problems { trace("q").numeric().higherIsBetter() } shouldContainExactly
                listOf("traceValueLocation: is missing or blank, a numeric trace metric needs it")
            problems { custom("e").pageview { exact("u") } } shouldContainExactly
                listOf("kind: is \"custom\" and \"pageview\", must be one of them")
            problems {
                custom("e").countDistinct("").winsorize(null, null).winsorize(0, Double.NaN).dataSource("")
                filters(filterGroup(" ", eventProperty(attribute("").oneOf())))
                denominator("") { unitAggregationType(UnitAggregationType.COUNT_DISTINCT) }
            }.map { it.substringBefore(':') } shouldContainExactly listOf(
                "winsorLowerPercentile", "dataSource.key", "filters.values[0].attribute", "filters.values[0].values", "filters.op",
                "denominator.eventName", "denominator.unitAggregationField", "unitAggregationField", "winsorLowerPercentile",
                "winsorUpperPercentile",
            )
            shouldThrow<InvalidPayloadException> { launchDarkly.metrics.create("default", "no good") { custom("e") } }
            shouldThrow<InvalidPayloadException> { launchDarkly.metrics.update("default", "m") {} }
            shouldThrow<InvalidPayloadException> {
                launchDarkly.metrics.update("default", "m") {
                    name(" ").urls {}.percentile(-1).window(2, 1).winsorize(0, 50).analysisUnits()
                }
            }.problems.map { it.path } shouldContainExactly
                listOf("name", "urls", "percentileValue", "windowEndOffset", "winsorLowerPercentile", "analysisUnits")
            listOf<MetricQuery.() -> Unit>({ limit = 51 }, { query(" ") }, { tags() }, { eventKeys("") }, { filter(" ") })
                .forEach { shouldThrow<IllegalArgumentException> { launchDarkly.metrics.list("default") { it() } } }
            shouldThrow<IllegalArgumentException> { launchDarkly.metrics.get("default", "m") { versionId = "" } }
            emulator.requests.all.shouldBeEmpty()
        }
    }

    test("a broken answer says so, an unknown one is read") {
        runTest {
            val broken = status(200, """{"key":"m","percentileValue":"95"}""")
            val metrics = ScriptedLaunchDarkly(this, handler = broken).launchDarkly.metrics
            shouldThrow<UnexpectedReplyException> { metrics.get("p", "m") }.message shouldContain "percentileValue"
        }
        runTest {
            val body = """{"key":"m","kind":"dream","unitAggregationType":"mode","experiments":[{"key":"e"}],"lastUsedInExperiment":null,
                "filters":{"type":"new","values":[1]},"lastModified":{"date":"2026-01-01T00:00:00Z"},"what":{}}"""
            val metric = ScriptedLaunchDarkly(this, handler = status(200, body)).launchDarkly.metrics.get("p", "m") {
                expand(MetricField.EXPERIMENTS, MetricField.EXPERIMENT_COUNT, MetricField.EXPERIMENTS)
            }
            metric.kind shouldBe MetricKind.of("dream")
            metric.experiments.single().key shouldBe "e"
            metric.filters?.members shouldBe emptyList()
            metric.lastModified shouldBe "2026-01-01T00:00:00Z"
        }
    }
})
