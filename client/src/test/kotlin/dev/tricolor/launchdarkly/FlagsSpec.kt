package dev.tricolor.launchdarkly

import dev.tricolor.ApiException
import dev.tricolor.BadRequestException
import dev.tricolor.ConflictException
import dev.tricolor.InvalidPayloadException
import dev.tricolor.NotFoundException
import dev.tricolor.TransportException
import dev.tricolor.UnexpectedReplyException
import dev.tricolor.inTurn
import dev.tricolor.json
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
import io.kotest.matchers.types.shouldBeInstanceOf
import io.ktor.http.ContentType
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.test.runTest
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import java.io.IOException

private const val SEMANTIC = "application/json; domain-model=launchdarkly.semanticpatch"

private const val FUTURE = """{"key":"f","kind":"quantum","fromTheFuture":{"n":1.50},"_version":5000000000,"archivedDate":null,
    "variations":[{"_id":"v0","value":true},{"_id":"v1","value":false,"glow":null}],
    "environments":{"production":{"on":true,"version":3,"rules":[{"_id":"r","clauses":[{"op":"smells"}],"trackEvents":false}]}}}"""

private fun page(vararg keys: String, total: Int) =
    status(200, """{"items":[${keys.joinToString { """{"key":"$it"}""" }}],"totalCount":$total,"_links":{}}""")

/** A flag of four variations whose answers tell their ids. */
private val COLORS = launchDarklyFlag("colors", "Colors") {
    listOf("red", "green", "blue").forEach { variation(it) }
    environment("production") {
        on()
        fallthrough("blue")
    }
    environment("test") { offVariation(0) }
}

private const val MADE =
    """{"key":"colors","variations":[{"_id":"r","value":"red"},{"_id":"g","value":"green"},{"_id":"b","value":"blue"}]}"""

internal class FlagsSpec : FunSpec({
    test("a flag with all that its environments do is one request, and one for each environment") {
        onLaunchDarkly {
            val shop = launchDarkly.flags.create("default", "shop")
            val made = launchDarkly.flags.create("default", "checkout-layout", "Layout") {
                variation("one") { name = "One page" }
                variation("classic") { name = "Classic" }
                defaults(on = "One page", off = "Classic")
                tags("checkout")
                environment("production") {
                    on()
                    prerequisite("shop", shop.variationId("true"))
                    target("One page", "ann", "bob")
                    target(1, "acme", contextKind = "organization")
                    rule {
                        clause(attribute("country") oneOf listOf("ES", "PT"))
                        rollout {
                            10.percent to "One page"
                            90.percent to "classic"
                        }
                    }
                    fallthrough("Classic")
                    offVariation(1)
                }
                environment("test") { rollout { 50.percent to 0; 50.percent to 1 } }
            }
            emulator.requests.all.map { it.toString().removePrefix("POST ").removePrefix("PATCH ") } shouldContainExactly listOf(
                "/api/v2/flags/default", "/api/v2/flags/default", "/api/v2/flags/default/checkout-layout",
                "/api/v2/flags/default/checkout-layout",
            )
            val (one, classic) = made.variations.map { it.id }
            emulator.requests.all[1].body shouldBe """{"key":"checkout-layout","name":"Layout","variations":[""" +
                """{"value":"one","name":"One page"},{"value":"classic","name":"Classic"}],""" +
                """"defaults":{"onVariation":0,"offVariation":1},"tags":["checkout"]}"""
            emulator.requests.all[2].header("Content-Type") shouldBe SEMANTIC
            emulator.requests.all[3].body shouldBe """{"environmentKey":"test","instructions":[""" +
                """{"kind":"updateFallthroughVariationOrRollout","rolloutWeights":{"$one":50000,"$classic":50000}}]}"""

            val production = made.environment("production")
            production.on shouldBe true
            production.prerequisites.single().let { "${it.key} ${it.variation}" } shouldBe "shop 0"
            production.targets.single().values shouldContainExactly listOf("ann", "bob")
            production.contextTargets.single().contextKind shouldBe "organization"
            production.rules.single().rollout?.variations?.map { it.weight } shouldBe listOf(10_000, 90_000)
            production.fallthrough?.variation shouldBe 1
            made.environment("test").fallthrough?.rollout?.variations?.map { it.weight } shouldBe listOf(50_000, 50_000)
            made.version("production") shouldBe 2
            launchDarkly.flags.get("default", "checkout-layout") shouldBe made
        }
    }

    test("a flag is found, changed, archived and deleted") {
        onLaunchDarkly {
            val made = launchDarkly.flags.create("default", "dark-mode", "Dark mode") { boolean() }
            emulator.requests.last.body shouldBe """{"key":"dark-mode","name":"Dark mode","variations":[{"value":true},{"value":false}]}"""
            launchDarkly.flags.find("default", "nope").shouldBeNull()
            launchDarkly.flags.find("default", "dark-mode") shouldBe made
            asked shouldBe "GET flags/default/dark-mode"
            val part = launchDarkly.flags.get("default", "dark-mode") { env("test").expand(FlagField.EVALUATION) }
            part.environments.keys shouldBe setOf("test")
            asked shouldBe "GET flags/default/dark-mode?env=test&expand=evaluation"

            val on = launchDarkly.flags.update("default", "dark-mode") {
                comment = "go"
                inEnvironment("production") { turnOn().addTargets(made.variationId("false"), "ann") }
            }
            asked shouldBe "PATCH flags/default/dark-mode"
            emulator.requests.last.header("Content-Type") shouldBe SEMANTIC
            emulator.requests.last.body shouldBe """{"comment":"go","environmentKey":"production","instructions":[""" +
                """{"kind":"turnFlagOn"},{"kind":"addTargets","contextKind":"user",""" +
                """"variationId":"${made.variations[1].id}","values":["ann"]}]}"""
            on.environment("production").on shouldBe true
            on.version("production") shouldBe 2

            launchDarkly.flags.patchJson("default", "dark-mode") {
                comment = "tag"
                addTag("ui").on("production", false)
            }.tags shouldContainExactly listOf("ui")
            emulator.requests.last.header("Content-Type") shouldBe "application/json"
            emulator.requests.last.body shouldBe """{"comment":"tag","patch":[{"op":"add","path":"/tags/-","value":"ui"},""" +
                """{"op":"replace","path":"/environments/production/on","value":false}]}"""
            launchDarkly.flags.patchMerge("default", "dark-mode") {
                description = "d"
                environment("test", buildJsonObject { put("on", true) })
            }.environment("test").on shouldBe true
            emulator.requests.last.body shouldBe """{"description":"d","environments":{"test":{"on":true}}}"""

            launchDarkly.flags.archive("default", "dark-mode").archived shouldBe true
            launchDarkly.flags.list("default").items.shouldBeEmpty()
            shouldThrow<ConflictException> { launchDarkly.flags.create("default", "dark-mode") }.code shouldBe "key_exists"
            launchDarkly.flags.restore("default", "dark-mode").archived shouldBe false
            launchDarkly.flags.delete("default", "dark-mode")
            asked shouldBe "DELETE flags/default/dark-mode"
            shouldThrow<NotFoundException> { launchDarkly.flags.get("default", "dark-mode") }
        }
    }

    test("a dry run changes nothing, in all three forms") {
        onLaunchDarkly {
            val made = launchDarkly.flags.create("default", "f")
            launchDarkly.flags.update("default", "f") {
                dryRun = true
                ignoreConflicts = true
                inEnvironment("production") { turnOn() }
            }.environment("production").on shouldBe true
            asked shouldBe "PATCH flags/default/f?dryRun=true&ignoreConflicts=true"
            launchDarkly.flags.patchJson("default", "f") {
                dryRun = true
                name = "N"
            }.name shouldBe "N"
            asked shouldBe "PATCH flags/default/f?dryRun=true"
            launchDarkly.flags.patchMerge("default", "f") {
                dryRun = true
                ignoreConflicts = true
                temporary = false
            }.temporary shouldBe false
            asked shouldBe "PATCH flags/default/f?dryRun=true&ignoreConflicts=true"
            launchDarkly.flags.get("default", "f") shouldBe made
        }
    }

    test("a clone does what the other flag does") {
        onLaunchDarkly {
            launchDarkly.flags.create("default", COLORS)
            val clone = launchDarkly.flags.createClone("default", "colors", "paints", "Paints") {
                listOf("ochre", "umber", "sienna").forEach { variation(it) }
                environment("test") { on() }
            }
            emulator.requests.all.takeLast(2).first().toString() shouldBe "POST /api/v2/flags/default?clone=colors"
            clone.environment("production").let { "${it.on} ${it.fallthrough?.variation}" } shouldBe "true 2"
            clone.environment("test").let { "${it.on} ${it.offVariation}" } shouldBe "true 0"
            shouldThrow<BadRequestException> { launchDarkly.flags.createClone("default", "nope", "x") }
        }
    }

    test("copies, statuses, dependents and expiring targets") {
        onLaunchDarkly {
            val base = launchDarkly.flags.create("default", "base")
            val top = launchDarkly.flags.create("default", "top") {
                environment("production") {
                    on()
                    prerequisite("base", base.variationId("true"))
                    target("true", "ann", "bob")
                }
            }
            launchDarkly.flags.copy("default", "top", "production", "test") {
                sourceVersion(top.version("production")).exclude(FlagCopyAction.UPDATE_PREREQUISITES)
                comment = "c"
            }.environment("test").let { "${it.on} ${it.targets.size} ${it.prerequisites.size}" } shouldBe "true 1 0"
            asked shouldBe "POST flags/default/top/copy"
            emulator.requests.last.body shouldBe """{"source":{"key":"production","currentVersion":2},"target":{"key":"test"},""" +
                """"excludedActions":["updatePrerequisites"],"comment":"c"}"""
            shouldThrow<ConflictException> { launchDarkly.flags.copy("default", "top", "production", "test") { targetVersion(1) } }

            launchDarkly.flags.status("default", "test", "top").name shouldBe FlagStatusName.NEW
            asked shouldBe "GET flag-statuses/default/test/top"
            launchDarkly.flags.statuses("default", "test").items.map { it.featureFlagKey } shouldContainExactly listOf("base", "top")
            launchDarkly.flags.statusAcrossEnvironments("default", "top").environments.keys shouldBe setOf("production", "test")
            launchDarkly.flags.statusAcrossEnvironments("default", "top", listOf("test", "production")).key shouldBe "top"
            asked shouldBe "GET flag-status/default/top?env=test&env=production"

            val dependent = launchDarkly.flags.dependents("default", "base").items.single()
            emulator.requests.last.header("LD-API-Version") shouldBe "beta"
            "${dependent.key} ${dependent.environments.single().key}" shouldBe "top production"
            launchDarkly.flags.dependentsInEnvironment("default", "test", "base").items.shouldBeEmpty()
            asked shouldBe "GET flags/default/test/base/dependent-flags"
            shouldThrow<BadRequestException> { launchDarkly.flags.archive("default", "base") }

            val later = System.currentTimeMillis() + 3_600_000
            val changed = launchDarkly.flags.updateExpiringTargets("default", "top", "production") {
                add("ann", top.variationId("true"), later)
                add("zoe", top.variationId("true"), later)
            }
            emulator.requests.last.header("Content-Type") shouldBe SEMANTIC
            changed.items.single().let { "${it.contextKey} ${it.expirationDate == later} ${it.resource?.key}" } shouldBe "ann true top"
            changed.errors.single().let { "${it.instructionIndex}: ${it.message}" } shouldBe
                "1: user 'zoe' is not a target of variationId '${top.variationId("true")}'"
            "${changed.totalInstructions} ${changed.successfulInstructions} ${changed.failedInstructions}" shouldBe "2 1 1"
            launchDarkly.flags.expiringTargets("default", "top", "production").items shouldHaveSize 1
        }
    }

    test("flags are evaluated for contexts, all of them or those that are asked for, page after page") {
        onLaunchDarkly {
            launchDarkly.flags.create("default", "a") { tags("t"); environment("test") { on(); target("false", "ann") } }
            launchDarkly.flags.create("default", "b") { tags("t") }
            val evaluations = launchDarkly.flags.evaluate("default", "test") { context("user", "ann") { attribute("country", "ES") } }
            asked shouldBe "POST projects/default/environments/test/flags/evaluate?limit=100&offset=0"
            emulator.requests.last.body shouldBe """{"kind":"user","key":"ann","country":"ES"}"""
            evaluations.items.map { "${it.key} ${it.valueText} ${it.reason?.kind}" } shouldContainExactly
                listOf("a false TARGET_MATCH", "b false OFF")
            evaluations.totalCount shouldBe 2
            val first = launchDarkly.flags.evaluate("default", "test", { tags("t").query("a").sort(FlagSort.KEY, true).limit(1) }) {
                context("user", "bob")
            }
            first.items.single().let { "${it.key} ${it.valueText} ${it.reason?.kind}" } shouldBe "a true FALLTHROUGH"
            asked shouldBe "POST projects/default/environments/test/flags/evaluate?filter=tags%20contains%20%5B%22t%22%5D%2C" +
                "query%20equals%20%22a%22&sort=-key&limit=1&offset=0"
            shouldThrow<InvalidPayloadException> { launchDarkly.flags.evaluate("default", "test") {} }
            shouldThrow<NotFoundException> { launchDarkly.flags.evaluate("default", "nowhere") { context("user", "bob") } }
        }
        runTest {
            val future = """{"items":[{"key":"f","_value":null,"reason":{"kind":"MOOD","ruleIndex":9007199254740993,"new":1}}]}"""
            val one = ScriptedLaunchDarkly(this, handler = status(200, future)).launchDarkly.flags
                .evaluate("p", "e") { context("user", "u") }.items.single()
            one.value shouldBe JsonNull
            one.reason?.kind shouldBe EvaluationReasonKind.of("MOOD")
            one.reason?.ruleIndex shouldBe 9_007_199_254_740_993
        }
    }

    test("a migration: no issue is an empty list, one is told") {
        onLaunchDarkly {
            launchDarkly.flags.create("default", "move") { migration(6) }
            launchDarkly.flags.migrationSafetyIssues("default", "move", "test") { turnOn() }.shouldBeEmpty()
            asked shouldBe "POST projects/default/flags/move/environments/test/migration-safety-issues"
            val move = launchDarkly.flags.list("default") { expand(FlagField.MIGRATION_SETTINGS) }.items.single()
            move.migrationSettings?.stageCount shouldBe 6
        }
        runTest {
            val scripted = ScriptedLaunchDarkly(this, handler = status(200, """[{"affectedRuleIds":["fallthrough"],"issue":"i"}]"""))
            val issue = scripted.launchDarkly.flags.migrationSafetyIssues("p", "f", "e") { turnOn() }.single()
            issue.affectedRuleIds shouldBe listOf("fallthrough")
        }
    }

    test("a list is asked for in every way that there is") {
        runTest {
            val scripted = ScriptedLaunchDarkly(this, handler = page(total = 0))
            scripted.launchDarkly.flags.list("web")
            scripted.launchDarkly.flags.list("web") {
                env("production", "test").summary(false).tag("a").archived(true).compare(true)
                query("dark").tags("a", "b").type(FlagType.TEMPORARY).state(FlagState.LIVE).maintainerId("m").maintainerTeamKey("t")
                sdkAvailability(SdkAvailability.ANY_CLIENT).hasExperiment(true).createdBefore(5_000_000_000_000).evaluatedAfter(7)
                contextKindsEvaluated("user", "device").applicationEvaluated("app").codeReferencesMin(1).codeReferencesMax(3)
                guardedRollout("any").releasePipeline("r").purpose(FlagPurpose.MIGRATION).filterEnv("test").filter("future", "x")
                sort(FlagSort.NAME, descending = true).sort(FlagSort.CREATION_DATE)
                expand(FlagField.CODE_REFERENCES, FlagField.EVALUATION)
                limit(5).offset(10)
            }
            scripted.lines shouldContainExactly listOf(
                "GET flags/web?limit=100&offset=0",
                "GET flags/web?env=production&env=test&summary=0&tag=a&archived=true&compare=true&filter=query%3Adark%2Ctags%3Aa%2Bb%2C" +
                    "type%3Atemporary%2Cstate%3Alive%2CmaintainerId%3Am%2CmaintainerTeamKey%3At%2CsdkAvailability%3AanyClient%2C" +
                    "hasExperiment%3Atrue%2CcreationDate%3A%7B%22before%22%3A5000000000000%7D%2Cevaluated%3A%7B%22after%22%3A7%7D%2C" +
                    "contextKindsEvaluated%3Auser%2Bdevice%2CapplicationEvaluated%3Aapp%2CcodeReferences.min%3A1%2C" +
                    "codeReferences.max%3A3%2CguardedRollout%3Aany%2CreleasePipeline%3Ar%2Cpurpose%3Amigration%2CfilterEnv%3Atest%2C" +
                    "future%3Ax&sort=-name%2CcreationDate&expand=codeReferences%2Cevaluation&limit=5&offset=10",
            )
            scripted.requests[0].headers["LD-API-Version"] shouldBe "20240415"
        }
    }

    test("all pages are read, and a server that does not get on is not followed") {
        runTest {
            val scripted = ScriptedLaunchDarkly(this, handler = inTurn(page("a", "b", total = 3), page("c", total = 3)))
            scripted.launchDarkly.flags.listAll("web") { limit = 2 }.map { it.key }.toList() shouldContainExactly listOf("a", "b", "c")
            scripted.lines shouldContainExactly listOf("GET flags/web?limit=2&offset=0", "GET flags/web?limit=2&offset=2")
        }
        runTest {
            val scripted = ScriptedLaunchDarkly(this, handler = page("a", total = 9))
            shouldThrow<UnexpectedReplyException> { scripted.launchDarkly.flags.listAll("web") { limit = 1 }.toList() }
        }
    }

    test("on the emulator filters, order and summaries hold") {
        onLaunchDarkly {
            launchDarkly.flags.create("default", "a") { tags("x", "y") }
            launchDarkly.flags.create("default", "b") {
                tags("x")
                temporary(false)
                environment("production") { on() }
            }
            launchDarkly.flags.listAll("default") { tags("x", "y") }.map { it.key }.toList() shouldContainExactly listOf("a")
            launchDarkly.flags.listAll("default") { sort(FlagSort.KEY, descending = true) }.map { it.key }.toList() shouldContainExactly
                listOf("b", "a")
            val permanent = launchDarkly.flags.list("default") { env("production").type(FlagType.PERMANENT) }.items.single()
            permanent.environment("production").let { "${it.on} ${it.summary?.variations?.get("0")?.fallthrough}" } shouldBe "true true"
            val whole = launchDarkly.flags.list("default") { env("production").summary(false).type(FlagType.PERMANENT) }.items.single()
            whole.environment("production").let { "${it.summary} ${it.fallthrough?.variation}" } shouldBe "null 0"
            shouldThrow<BadRequestException> { launchDarkly.flags.list("default") { filter("color", "red") } }
        }
    }

    test("what comes from the future is kept, and written back as it came") {
        runTest {
            val scripted = ScriptedLaunchDarkly(this, handler = status(200, FUTURE))
            val flag = scripted.launchDarkly.flags.get("web", "f")
            flag.toJson() shouldBe FeatureFlag.fromJson(FUTURE).toJson()
            flag.kind shouldBe FlagKind.of("quantum")
            flag.version shouldBe 5_000_000_000
            flag.environment("production").rules.single().clauses.single().op shouldBe ClauseOperator.of("smells")
        }
    }

    context("answers that are no flag") {
        withData(nameFn = { "'$it'" }, "", "[]", "<html>", """{"name":"no key"}""", """{"key":"f","environments":7}""", "null") { body ->
            runTest {
                val scripted = ScriptedLaunchDarkly(this, handler = status(200, body))
                shouldThrow<UnexpectedReplyException> { scripted.launchDarkly.flags.get("web", "f") }.rawBody shouldBe body
            }
        }
    }

    test("when an environment cannot be configured, what is in is told, and the rest can be done later") {
        runTest {
            val scripted = ScriptedLaunchDarkly(
                this,
                handler = inTurn(
                    status(201, MADE), status(200, MADE), status(400, """{"code":"invalid_request","message":"no"}"""), status(200, MADE),
                ),
            )
            val partial = shouldThrow<PartialFlagException> { scripted.launchDarkly.flags.create("web", COLORS) }
            partial.flag.key shouldBe "colors"
            partial.configured shouldContainExactly listOf("production")
            partial.missing shouldContainExactly listOf("test")
            partial.cause.shouldBeInstanceOf<BadRequestException>()
            partial.message shouldBe "flag colors exists and is configured in [production], but not in [test]: " +
                "PATCH flags/{projectKey}/{featureFlagKey} answered 400 invalid_request: no"

            scripted.launchDarkly.flags.configure("web", COLORS, partial.missing).key shouldBe "colors"
            scripted.lines shouldContainExactly listOf(
                """POST flags/web {"key":"colors","name":"Colors","variations":[{"value":"red"},{"value":"green"},{"value":"blue"}]}""",
                """PATCH flags/web/colors {"environmentKey":"production","instructions":[""" +
                    """{"kind":"updateFallthroughVariationOrRollout","variationId":"b"},{"kind":"turnFlagOn"}]}""",
                """PATCH flags/web/colors {"environmentKey":"test","instructions":[{"kind":"updateOffVariation","variationId":"r"}]}""",
                "GET flags/web/colors",
                """PATCH flags/web/colors {"environmentKey":"test","instructions":[{"kind":"updateOffVariation","variationId":"r"}]}""",
            )
        }
    }

    test("a flag that came out otherwise than it was said is partial too, and one that did not come out is not") {
        runTest {
            val other = """{"key":"colors","variations":[{"_id":"r","value":"red"}]}"""
            val scripted = ScriptedLaunchDarkly(this, handler = status(201, other))
            val partial = shouldThrow<PartialFlagException> { scripted.launchDarkly.flags.create("web", COLORS) }
            partial.missing shouldContainExactly listOf("production", "test")
            partial.message shouldContain "has the variations [red], must have [red, green, blue]"
            scripted.lines shouldHaveSize 1
        }
        runTest {
            val scripted = ScriptedLaunchDarkly(this, handler = { throw IOException("reset") })
            shouldThrow<TransportException> { scripted.launchDarkly.flags.create("web", COLORS) }.mayHaveBeenProcessed shouldBe true
        }
        onLaunchDarkly {
            val partial = shouldThrow<PartialFlagException> {
                launchDarkly.flags.create("default", "f") {
                    environment("nowhere") { on() }
                    environment("test") { on() }
                }
            }
            partial.cause.shouldBeInstanceOf<NotFoundException>()
            launchDarkly.flags.get("default", "f").environment("test").on shouldBe false
            val said = launchDarklyFlag("f") { environment("test") { on() } }
            launchDarkly.flags.configure("default", said).environment("test").on shouldBe true
            val again = launchDarkly.flags.configure("default", said)
            again.version("test") shouldBe 2
            again shouldBe launchDarkly.flags.get("default", "f")
        }
    }

    test("somebody else's change in the way is tried again, a key that is taken is not") {
        runTest {
            val locked = status(409, """{"code":"optimistic_locking_error","message":"try again"}""")
            val scripted = ScriptedLaunchDarkly(this, handler = inTurn(locked, locked, status(200, FUTURE)))
            scripted.launchDarkly.flags.update("web", "f") { addTags("a") }.key shouldBe "f"
            scripted.lines shouldHaveSize 3
            scripted.requests[2].body.contentType shouldBe ContentType.parse(SEMANTIC)
        }
        runTest {
            val scripted = ScriptedLaunchDarkly(this, handler = status(409, """{"code":"key_exists","message":"taken"}"""))
            shouldThrow<ConflictException> { scripted.launchDarkly.flags.create("web", "f") }.code shouldBe "key_exists"
            scripted.lines shouldHaveSize 1
        }
        runTest {
            val scripted = ScriptedLaunchDarkly(this, handler = { json("""{"code":"method_not_allowed"}""", 405) })
            shouldThrow<ApiException> { scripted.launchDarkly.flags.update("web", "f") { addTags("a") } }.status shouldBe 405
        }
    }

    context("bad input is refused before anything is sent") {
        withData<Pair<String, suspend FlagsApi.() -> Unit>>(
            nameFn = { it.first },
            "an empty patch" to { update("web", "f") {} },
            "two environments" to { update("web", "f") { inEnvironment("a") { turnOn() }.inEnvironment("b") { turnOn() } } },
            "contradictory instructions" to { update("web", "f") { inEnvironment("a") { turnOn().turnOff() } } },
            "an empty JSON patch" to { patchJson("web", "f") {} },
            "a path that is none" to { patchJson("web", "f") { replace("name", JsonPrimitive("x")) } },
            "an empty merge patch" to { patchMerge("web", "f") {} },
            "a key that is none" to { create("web", "a b") },
            "rollout weights off by one" to {
                create("web", "f") { environment("test") { rollout { 50_000.thousandths to 0; 49_999.thousandths to 1 } } }
            },
            "an unknown variation index" to { create("web", "f") { environment("test") { fallthrough(2) } } },
            "a copy onto itself" to { copy("web", "f", "test", "test") },
            "no expiring target" to { updateExpiringTargets("web", "f", "test") {} },
            "no change of a migration" to { migrationSafetyIssues("web", "f", "test") {} },
        ) { (_, call) ->
            runTest {
                val scripted = ScriptedLaunchDarkly(this, handler = status(200, FUTURE))
                shouldThrow<InvalidPayloadException> { scripted.launchDarkly.flags.call() }
                scripted.lines.shouldBeEmpty()
            }
        }

        withData<Pair<String, suspend FlagsApi.() -> Unit>>(
            nameFn = { it.first },
            "a blank key" to { get("web", " ") },
            "a key that leads elsewhere" to { delete("web", "..") },
            "four environments" to { list("web") { env("a", "b").env("c", "d") } },
            "a blank environment" to { get("web", "f") { env("") } },
            "a filter that cannot be said" to { list("web") { query("a,b") } },
            "no tags" to { list("web") { tags() } },
            "a page of 101" to { list("web") { limit = 101 } },
        ) { (_, call) ->
            runTest {
                val scripted = ScriptedLaunchDarkly(this, handler = status(200, FUTURE))
                shouldThrow<IllegalArgumentException> { scripted.launchDarkly.flags.call() }
                scripted.lines.shouldBeEmpty()
            }
        }
    }
})
