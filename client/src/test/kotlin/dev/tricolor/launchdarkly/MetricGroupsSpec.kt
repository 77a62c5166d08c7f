package dev.tricolor.launchdarkly

import dev.tricolor.BadRequestException
import dev.tricolor.ConflictException
import dev.tricolor.ForbiddenException
import dev.tricolor.InvalidPayloadException
import dev.tricolor.NotFoundException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.toList

private const val MEMBER = "569f183514f4432160000007"

private suspend fun LaunchDarklyOnEmulator.metrics(vararg keys: String) = keys.forEach { key ->
    launchDarkly.metrics.create("default", key) { custom(key) }
}

internal class MetricGroupsSpec : FunSpec({
    test("a funnel is created, read, changed and deleted, always as a beta, and its steps keep their order") {
        onLaunchDarkly {
            metrics("see", "add", "buy")
            val made = launchDarkly.metricGroups.create("default", "Check out", MetricGroupKind.FUNNEL, MEMBER) {
                key = "checkout"
                description = "d"
                metric("see", nameInGroup = "Sees the cart")
                metric("buy")
                tags("t")
            }
            asked shouldBe "POST projects/default/metric-groups"
            emulator.requests.last.body shouldBe
                """{"name":"Check out","kind":"funnel","maintainerId":"$MEMBER","tags":["t"],"key":"checkout","description":"d",""" +
                """"metrics":[{"key":"see","nameInGroup":"Sees the cart"},{"key":"buy","nameInGroup":"buy"}]}"""
            made.kind shouldBe MetricGroupKind.FUNNEL
            made.maintainer?.key shouldBe MEMBER
            made.metrics.map { it.key to it.nameInGroup } shouldContainExactly listOf("see" to "Sees the cart", "buy" to "buy")
            launchDarkly.metricGroups.get("default", "checkout") shouldBe made
            launchDarkly.metrics.get("default", "see") { expand(MetricField.METRIC_GROUPS, MetricField.METRIC_GROUP_COUNT) }.let {
                it.metricGroups.single().key shouldBe "checkout"
                it.metricGroupCount shouldBe 1
            }

            val changed = launchDarkly.metricGroups.update("default", "checkout") {
                name = "Buy"
                description = null
                metrics { metric("buy", "Buys").metric("add") }
            }
            emulator.requests.last.body shouldBe
                """[{"op":"replace","path":"/name","value":"Buy"},{"op":"replace","path":"/description","value":null},""" +
                """{"op":"replace","path":"/metrics","value":[{"key":"buy","nameInGroup":"Buys"},{"key":"add","nameInGroup":"add"}]}]"""
            changed.version shouldBe 2
            changed.description.shouldBeNull()
            changed.metrics.map { it.nameInGroup } shouldContainExactly listOf("Buys", "add")

            launchDarkly.metricGroups.delete("default", "checkout")
            launchDarkly.metricGroups.find("default", "checkout").shouldBeNull()
            emulator.requests.all.forEach {
                it.header("LD-API-Version") shouldBe if ("metric-groups" in it.rawPath) "beta" else "20240415"
            }
        }
    }

    test("groups are listed as asked, with the word and between filters") {
        onLaunchDarkly {
            metrics("m")
            val groups = launchDarkly.metricGroups
            groups.create("default", "First one", MetricGroupKind.STANDARD, MEMBER) { metric("m") }.key shouldBe "first-one"
            groups.create("default", "Another", MetricGroupKind.FUNNEL, MEMBER) { metric("m") }
            suspend fun keys(query: MetricGroupQuery.() -> Unit) = groups.listAll("default") { query() }.map { it.key }.toList()
            keys {} shouldContainExactly listOf("first-one", "another")
            keys { kind(MetricGroupKind.FUNNEL) } shouldContainExactly listOf("another")
            keys { sort(MetricGroupSort.NAME).limit(1) } shouldContainExactly listOf("another", "first-one")
            keys { query("o").maintainerIds(MEMBER).kind(MetricGroupKind.STANDARD).sort(MetricGroupSort.CREATED_AT, true) } shouldBe
                listOf("first-one")
            asked shouldBe "GET projects/default/metric-groups?filter=query%20equals%20%22o%22%20and%20maintainerIds%20anyOf%20" +
                "%5B%22$MEMBER%22%5D%20and%20kind%20equals%20%22standard%22&sort=-createdAt&limit=50&offset=0"
        }
    }

    test("the server's refusals are exceptions, and a view may leave the beta out") {
        onLaunchDarkly {
            metrics("m")
            launchDarkly.metrics.create("default", "n") { custom("n").numeric().higherIsBetter() }
            val groups = launchDarkly.metricGroups
            groups.create("default", "G", MetricGroupKind.STANDARD, MEMBER) { metric("n") }
            shouldThrow<ConflictException> { groups.create("default", "G", MetricGroupKind.STANDARD, MEMBER) { metric("m") } }
            shouldThrow<BadRequestException> { groups.create("default", "H", MetricGroupKind.STANDARD, MEMBER) { metric("none") } }
            shouldThrow<BadRequestException> { groups.create("default", "H", MetricGroupKind.FUNNEL, MEMBER) { metric("n") } }
            shouldThrow<NotFoundException> { groups.get("default", "none") { expand(MetricGroupField.EXPERIMENTS) } }
            asked shouldBe "GET projects/default/metric-groups/none?expand=experiments"
            val stable = launchDarkly.with { header("LD-API-Version", "20240415") }
            shouldThrow<ForbiddenException> { stable.metricGroups.list("default") }.code shouldBe "forbidden"
        }
    }

    test("what cannot work is refused before anything is sent, all of it at once") {
        onLaunchDarkly {
            shouldThrow<InvalidPayloadException> {
                launchDarkly.metricGroups.create("default", "", MetricGroupKind.FUNNEL, " ") {
                    key("-")
                    metric("a", " ")
                    metric("a")
                    metric("b c")
                    tags("")
                }
            }.problems.map { it.path } shouldContainExactly
                listOf("metrics[0].nameInGroup", "metrics[1].key", "metrics[2].key", "name", "key", "maintainerId", "tags[0]")
            shouldThrow<InvalidPayloadException> { launchDarkly.metricGroups.create("default", "G", MetricGroupKind.STANDARD, MEMBER) {} }
                .problems.map { it.toString() } shouldContainExactly listOf("metrics: are none, must be at least one")
            shouldThrow<InvalidPayloadException> { launchDarkly.metricGroups.update("default", "g") { metrics {} } }
            shouldThrow<IllegalArgumentException> { launchDarkly.metricGroups.list("default") { maintainerIds() } }
            emulator.requests.all.shouldBeEmpty()
        }
    }
})
