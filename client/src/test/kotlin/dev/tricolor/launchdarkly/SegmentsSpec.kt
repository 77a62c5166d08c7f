package dev.tricolor.launchdarkly

import dev.tricolor.BadRequestException
import dev.tricolor.ConflictException
import dev.tricolor.ForbiddenException
import dev.tricolor.InvalidPayloadException
import dev.tricolor.NotFoundException
import dev.tricolor.TransportException
import dev.tricolor.UnexpectedReplyException
import dev.tricolor.inTurn
import dev.tricolor.status
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.types.shouldBeInstanceOf
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.test.runTest
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonPrimitive
import java.io.File
import java.io.FileNotFoundException

private const val P = "default"
private const val E = "test"
private const val SEGMENTS = "segments/default/test"
private const val SEMANTIC = "application/json; domain-model=launchdarkly.semanticpatch"
private const val FUTURE = """{"key":"beta","fromTheFuture":{"a":1.50},"description":null,"version":9007199254740993,
    "rules":[{"clauses":[{"attribute":"a","op":"almost","values":[1],"negate":false}],"strategy":"x"}]}"""

private val LaunchDarklyOnEmulator.segments get() = launchDarkly.segments

private fun LaunchDarklyOnEmulator.said() = Json.parseToJsonElement(emulator.requests.last.body)

private fun tempCsv(content: String): File = File.createTempFile("segment", ".csv").apply {
    deleteOnExit()
    writeText(content)
}

internal class SegmentsSpec : FunSpec({
    test("a segment is created, read, listed and deleted") {
        onLaunchDarkly {
            val made = segments.create(P, E, "beta", "Beta") { description("d").tags("a") }
            asked shouldBe "POST $SEGMENTS"
            said() shouldBe Json.parseToJsonElement("""{"key":"beta","name":"Beta","description":"d","tags":["a"]}""")
            made.version shouldBe 1
            segments.get(P, E, "beta").json.minus("_flags") shouldBe made.json
            segments.create(P, E, "alpha", "Alpha")
            segments.list(P, E).run { items.map { it.key } to totalCount } shouldBe (listOf("beta", "alpha") to 2L)
            asked shouldBe "GET $SEGMENTS?limit=50&offset=0"
            segments.delete(P, E, "beta")
            asked shouldBe "DELETE $SEGMENTS/beta"
            shouldThrow<NotFoundException> { segments.get(P, E, "beta") }
            shouldThrow<ConflictException> { segments.create(P, E, "alpha", "Alpha") }.code shouldBe "key_exists"
        }
    }

    test("rules and targets go into a new segment by a second request, and only what there is of them") {
        onLaunchDarkly {
            val segment = segments.create(P, E, "beta", "Beta") {
                rule { clause(attribute("country") oneOf listOf("ES", "PT")); weight = 20_000 }
                include("user", "u1")
                include("org", "o1", "o2")
            }
            val requests = emulator.requests.all.takeLast(2)
            requests.map { "${it.method} ${it.rawPath.removePrefix("/api/v2/")} ${it.body}" } shouldContainExactly listOf(
                """POST $SEGMENTS {"key":"beta","name":"Beta"}""",
                "PATCH $SEGMENTS/beta " + """[{"op":"replace","path":"/rules","value":[{"weight":20000,"clauses":[""" +
                    """{"attribute":"country","op":"in","values":["ES","PT"],"negate":false}]}]},""" +
                    """{"op":"replace","path":"/included","value":["u1"]},""" +
                    """{"op":"replace","path":"/includedContexts","value":[{"contextKind":"org","values":["o1","o2"]}]}]""",
            )
            segment.rules.single().weight shouldBe 20_000
            segment.included shouldContainExactly listOf("u1")
            segment.includedContexts.single().values shouldContainExactly listOf("o1", "o2")
            segment.version shouldBe 2
        }
    }

    test("the keys of a big segment go into it the way of big segments") {
        onLaunchDarkly {
            val big = launchDarklySegment("big", "Big") {
                unbounded = true
                unboundedContextKind = "org"
                include("org", "o1")
                exclude("org", "o2")
            }
            segments.create(P, E, big).unbounded shouldBe true
            asked shouldBe "POST $SEGMENTS/big/contexts"
            said().toString() shouldBe """{"included":{"add":["o1"]},"excluded":{"add":["o2"]}}"""
            segments.bigSegmentTarget(P, E, "big", "o1").included shouldBe true
            asked shouldBe "GET $SEGMENTS/big/contexts/o1"
            segments.updateBigSegmentTargets(P, E, "big") { removeIncluded("o1").include("o 3/x") }
            segments.bigSegmentTarget(P, E, "big", "o 3/x").run { included to excluded } shouldBe (true to false)
            asked shouldBe "GET $SEGMENTS/big/contexts/o%203%2Fx"
            segments.fill(P, E, launchDarklySegment("big", "Big") { unbounded = true }).unboundedMetadata?.includedCount shouldBe 1
        }
    }

    test("a failure in the middle of a creation says what is there, and how to go on") {
        onLaunchDarkly {
            emulator.faults.matching("PATCH", "/$SEGMENTS/beta")
                .next(403, body = """{"code":"forbidden","message":"approval is required"}""")
            val beta = launchDarklySegment("beta", "Beta") { include("user", "u1") }
            val failure = shouldThrow<UnfinishedSegmentException> { segments.create(P, E, beta) }
            failure.message shouldBe "segment beta is created in default/test, but empty, then: PATCH segments/{projectKey}/" +
                "{environmentKey}/{segmentKey} answered 403 forbidden: approval is required; fill it, or delete it"
            failure.cause.shouldBeInstanceOf<ForbiddenException>()
            failure.created.version shouldBe 1
            shouldThrow<ConflictException> { segments.create(P, E, beta) }
            segments.fill(failure.projectKey, failure.environmentKey, failure.segment).included shouldContainExactly listOf("u1")

            emulator.faults.matching("PATCH", "/$SEGMENTS/lost").resetAfterCommit()
            val lost = shouldThrow<UnfinishedSegmentException> {
                segments.create(P, E, "lost", "Lost") { include("user", "u1") }
            }
            lost.cause.shouldBeInstanceOf<TransportException>().mayHaveBeenProcessed shouldBe true
            segments.fill(P, E, lost.segment).included shouldContainExactly listOf("u1")
        }
    }

    test("what cannot be a segment is refused before anything is sent") {
        onLaunchDarkly {
            shouldThrow<InvalidPayloadException> { segments.create(P, E, "a b", "") }.problems.size shouldBe 2
            shouldThrow<InvalidPayloadException> { segments.update(P, E, "beta") {} }
            shouldThrow<InvalidPayloadException> { segments.update(P, E, "beta") { addIncludedUsers("a").addExcludedUsers("a") } }
            shouldThrow<InvalidPayloadException> { segments.patchJson(P, E, "beta") {} }
            shouldThrow<InvalidPayloadException> { segments.updateBigSegmentTargets(P, E, "beta") {} }
            shouldThrow<InvalidPayloadException> { segments.updateExpiringTargets(P, E, "beta") {} }
            shouldThrow<InvalidPayloadException> { segments.evaluate(P, E) {} }
            shouldThrow<IllegalArgumentException> { segments.list(P, E) { limit = 51 } }
            shouldThrow<IllegalArgumentException> { segments.list(P, E) { tags() } }
            shouldThrow<IllegalArgumentException> { segments.get(P, " ", "beta") }
            shouldThrow<IllegalArgumentException> { segments.createImport(P, E, "beta", SegmentImportMode.MERGE, tempCsv("")) }
            shouldThrow<FileNotFoundException> { segments.createImport(P, E, "beta", SegmentImportMode.MERGE, File("/none/x.csv")) }
            emulator.requests.all.shouldBeEmpty()
        }
    }

    test("instructions go out under their own content type, and come back as the segment") {
        onLaunchDarkly {
            segments.create(P, E, "beta", "Beta")
            val dry = segments.update(P, E, "beta") { dryRun = true; rename("Dry") }
            asked shouldBe "PATCH $SEGMENTS/beta?dryRun=true"
            dry.name shouldBe "Dry"
            val changed = segments.update(P, E, "beta") {
                comment = "why"
                rename("Gamma")
                addRule { description = "d"; clause(attribute("age") atLeast 18) }
                addIncludedTargets("org", "o1")
            }
            asked shouldBe "PATCH $SEGMENTS/beta"
            emulator.requests.last.header("Content-Type") shouldBe SEMANTIC
            emulator.requests.last.header("LD-API-Version") shouldBe "20240415"
            said() shouldBe Json.parseToJsonElement(
                """{"comment":"why","instructions":[{"kind":"updateName","value":"Gamma"},
                    {"kind":"addRule","description":"d","clauses":[{"attribute":"age","op":"greaterThanOrEqual","values":[18],"negate":false}]},
                    {"kind":"addIncludedTargets","contextKind":"org","values":["o1"]}]}""",
            )
            changed.name shouldBe "Gamma"
            changed.version shouldBe 2
            val rule = changed.rules.single()
            segments.update(P, E, "beta") { updateRuleRolloutAndContextKind(rule.id!!, 50_000, "org") }
                .rules.single().rolloutContextKind shouldBe "org"
            shouldThrow<BadRequestException> { segments.update(P, E, "beta") { instruction("turnFlagOn") } }.serverMessage shouldContain
                "turnFlagOn"
        }
    }

    test("a change that somebody else's was in the way of is tried again, a taken key is not") {
        onLaunchDarkly {
            segments.create(P, E, "beta", "Beta")
            emulator.faults.next(409, body = """{"code":"optimistic_locking_error","message":"again"}""")
            segments.update(P, E, "beta") { rename("Gamma") }.name shouldBe "Gamma"
            emulator.requests.clear()
            shouldThrow<ConflictException> { segments.create(P, E, "beta", "Beta") }
            emulator.requests.count shouldBe 1
        }
    }

    test("the description is changed by a JSON Patch") {
        onLaunchDarkly {
            segments.create(P, E, "beta", "Beta")
            segments.patchJson(P, E, "beta") { comment = "why"; description = "d" }.description shouldBe "d"
            emulator.requests.last.header("Content-Type") shouldBe "application/json"
            said().toString() shouldBe """{"comment":"why","patch":[{"op":"replace","path":"/description","value":"d"}]}"""
            segments.patchJson(P, E, "beta") { description = null; dryRun = true }.description.shouldBeNull()
            asked shouldBe "PATCH $SEGMENTS/beta?dryRun=true"
            segments.patchJson(P, E, "beta") {
                addRule { clause(attribute("a") eq 1); weight = 1_000; rolloutContextKind = "org" }
                add("/tags/-", JsonPrimitive("t"))
            }.run { rules.single().weight to tags } shouldBe (1_000L to listOf("t"))
            shouldThrow<BadRequestException> { segments.patchJson(P, E, "beta") { remove("/rules/7") } }.code shouldBe "invalid_patch"
        }
    }

    test("lists are filtered and sorted in the vendor's words, and read page by page") {
        onLaunchDarkly {
            listOf("c" to "red", "a" to "blue", "b" to "red").forEach { (key, tag) ->
                segments.create(P, E, key, "The $key") { tags(tag); unbounded = key == "b" }
            }
            segments.list(P, E) {
                tags("red", "green").unbounded(false).external(false).query("the \"x").includedKeys("a", "c").excludedKeys("b").view("v")
                filter("tags anyOf [\"a\"]|unbounded equals true")
                sort(SegmentSort.NAME).sort(SegmentSort.CREATION_DATE, descending = true)
            }
            emulator.requests.last.query("filter") shouldBe """tags anyOf ["red","green"],unbounded equals false,external exists false,""" +
                """query equals "the \"x",includedKeys anyOf ["a","c"],excludedKeys anyOf ["b"],view equals "v",""" +
                """(tags anyOf ["a"]|unbounded equals true)"""
            emulator.requests.last.query("sort") shouldBe "name,-creationDate"
            segments.listAll(P, E) { tags("red"); sort(SegmentSort.NAME); limit = 1 }.map { it.key }.toList() shouldContainExactly
                listOf("b", "c")
            asked shouldBe "GET $SEGMENTS?filter=tags%20anyOf%20%5B%22red%22%5D&sort=name&limit=1&offset=1"
            segments.list(P, E) { filter("unbounded equals true|query equals \"the a\"").sort(SegmentSort.of("name")) }
                .items.map { it.key } shouldContainExactly listOf("a", "b")
            segments.list(P, E) { limit = 2; offset = 1 }.run { items.size to hasNext } shouldBe (2 to false)
        }
    }

    test("contexts are evaluated") {
        onLaunchDarkly {
            segments.create(P, E, "iberia", "Iberia") { rule { clause(attribute("country") oneOf listOf("ES", "PT")) } }
            segments.create(P, E, "staff", "Staff") { include("org", "acme") }
            val memberships = segments.evaluate(P, E) { context("user", "anna") { attribute("country", "ES") }.context("org", "acme") }
            asked shouldBe "POST projects/default/environments/test/segments/evaluate"
            said().toString() shouldBe """{"kind":"multi","user":{"key":"anna","country":"ES"},"org":{"key":"acme"}}"""
            memberships.items.map { "${it.key} ${it.isMember} ${it.isIndividuallyTargeted} ${it.isRuleTargeted}" } shouldContainExactly
                listOf("iberia true false true", "staff true true false")
        }
    }

    test("a merge patch puts fields and whole lists into the place of what is there, and null removes") {
        onLaunchDarkly {
            segments.create(P, E, "beta", "Beta") { description("d").tags("a"); include("user", "anna"); include("org", "acme") }
            val merged = segments.patchMerge(P, E, "beta") {
                comment = "why"
                description = null
                tags("b").included("bob").includedContexts("device", "d1").rule { clause(attribute("country") eq "ES") }
            }
            asked shouldBe "PATCH $SEGMENTS/beta"
            emulator.requests.last.header("Content-Type") shouldBe "application/json"
            said().toString() shouldBe """{"comment":"why","merge":{"description":null,"tags":["b"],"included":["bob"],""" +
                """"rules":[{"clauses":[{"attribute":"country","op":"in","values":["ES"],"negate":false}]}],""" +
                """"includedContexts":[{"contextKind":"device","values":["d1"]}]}}"""
            merged.description.shouldBeNull()
            listOf(merged.tags, merged.included) shouldContainExactly listOf(listOf("b"), listOf("bob"))
            merged.includedContexts.map { it.contextKind to it.values } shouldContainExactly listOf("device" to listOf("d1"))
            merged.rules.single().clauses.single().attribute shouldBe "country"
            val dry = segments.patchMerge(P, E, "beta") { name("B").dryRun(true) }
            asked shouldBe "PATCH $SEGMENTS/beta?dryRun=true"
            said().toString() shouldBe """{"name":"B"}"""
            listOf(dry.name, segments.get(P, E, "beta").name) shouldContainExactly listOf("B", "Beta")
            shouldThrow<BadRequestException> { segments.patchMerge(P, E, "beta") { field("version", JsonPrimitive(9)) } }
            shouldThrow<InvalidPayloadException> { segments.patchMerge(P, E, "beta") {} }
        }
    }

    test("targets expire, and what has failed is told") {
        onLaunchDarkly {
            segments.create(P, E, "beta", "Beta") { include("user", "anna"); include("org", "acme") }
            val result = segments.updateExpiringTargets(P, E, "beta") {
                comment = "trial"
                add("anna", TargetType.INCLUDED, 4_102_444_800_000)
                add("nobody", TargetType.EXCLUDED, 4_102_444_800_000, "org")
            }
            asked shouldBe "PATCH segments/default/beta/expiring-targets/test"
            emulator.requests.last.header("Content-Type") shouldBe SEMANTIC
            result.successfulInstructions shouldBe 1
            result.errors.map { "${it.instructionIndex}: ${it.message}" } shouldContainExactly
                listOf("1: org 'nobody' is not a target of targetType 'excluded'")
            val target = segments.expiringTargets(P, E, "beta").items.single()
            asked shouldBe "GET segments/default/beta/expiring-targets/test"
            target.targetType shouldBe TargetType.INCLUDED
            target.expirationDate shouldBe 4_102_444_800_000
            target.resource?.key shouldBe "beta"
            segments.updateExpiringTargets(P, E, "beta") { remove("anna", TargetType.INCLUDED) }.errors.shouldBeEmpty()
            segments.expiringTargets(P, E, "beta").items.shouldBeEmpty()
        }
    }

    test("keys go into a big segment as a file, and out as one") {
        onLaunchDarkly {
            segments.create(P, E, "big", "Big") { unbounded = true }
            val csv = tempCsv("a\nb\n")
            val done = segments.createImport(P, E, "big", SegmentImportMode.REPLACE, csv)
            asked shouldBe "POST $SEGMENTS/big/imports"
            emulator.requests.last.header("Content-Type")!! shouldContain "multipart/form-data; boundary="
            listOf("name=\"mode\"", "replace", "name=\"file\"; filename=\"${csv.name}\"", "text/csv", "a\nb\n").forEach {
                emulator.requests.last.body shouldContain it
            }
            segments.getImport(P, E, "big", done).run { status to files.single().filename } shouldBe
                (SegmentImportStatus.COMPLETE to csv.name)
            asked shouldBe "GET $SEGMENTS/big/imports/$done"

            val waiting = segments.createImport(P, E, "big", SegmentImportMode.MERGE, tempCsv("c\n")) { waitOnApprovals = true }
            segments.getImport(P, E, "big", waiting).status shouldBe SegmentImportStatus.READY
            shouldThrow<ConflictException> { segments.createImport(P, E, "big", SegmentImportMode.MERGE, csv) }
            segments.update(P, E, "big") { processBigSegmentImport(waiting) }.unboundedMetadata?.includedCount shouldBe 3

            val export = segments.createExport(P, E, "big")!!
            asked shouldBe "POST $SEGMENTS/big/exports"
            segments.getExport(P, E, "big", export).run { status to sizeBytes } shouldBe (SegmentExportStatus.COMPLETE to 6L)
            segments.create(P, E, "small", "Small")
            shouldThrow<BadRequestException> { segments.createExport(P, E, "small") }
        }
    }

    test("an import that is refused by the limiter is sent again, file and all") {
        onLaunchDarkly {
            segments.create(P, E, "big", "Big") { unbounded = true }
            emulator.faults.next(429, headers = mapOf("Retry-After" to "0"))
            segments.createImport(P, E, "big", SegmentImportMode.MERGE, tempCsv("a\n"))
            segments.bigSegmentTarget(P, E, "big", "a").included shouldBe true
        }
    }

    test("what the future brings is kept, and what is no segment is an error") {
        runTest {
            val answers = inTurn(status(200, FUTURE), status(200, "[]"), status(200, """{"name":"x"}"""))
            val scripted = ScriptedLaunchDarkly(this, handler = answers)
            val segment = scripted.launchDarkly.segments.get("web", "test", "beta")
            segment.json shouldBe Json.parseToJsonElement(FUTURE)
            segment.version shouldBe 9007199254740993
            segment.rules.single().clauses.single().op shouldBe ClauseOperator.of("almost")
            shouldThrow<UnexpectedReplyException> { scripted.launchDarkly.segments.get("web", "test", "beta") }
            shouldThrow<UnexpectedReplyException> { scripted.launchDarkly.segments.get("web", "test", "beta") }
        }
    }

    test("ids come from Location, whatever it looks like, or from nowhere") {
        runTest {
            val scripted = ScriptedLaunchDarkly(
                this,
                handler = inTurn(
                    status(200, "", "Location" to "https://app.launchdarkly.com/api/v2/segments/web/test/big/exports/e-1/?x=1"),
                    status(200),
                    status(204, "", "Location" to "/api/v2/segments/web/test/big/imports/i-1"),
                    status(204),
                ),
            )
            val segments = scripted.launchDarkly.segments
            segments.createExport("web", "test", "big") shouldBe "e-1"
            segments.createExport("web", "test", "big").shouldBeNull()
            segments.createImport("web", "test", "big", SegmentImportMode.MERGE, tempCsv("a")) shouldBe "i-1"
            shouldThrow<UnexpectedReplyException> { segments.createImport("web", "test", "big", SegmentImportMode.MERGE, tempCsv("a")) }
        }
    }

    test("a list without a total or links to the next page ends where it is short") {
        runTest {
            val scripted = ScriptedLaunchDarkly(
                this,
                handler = inTurn(
                    status(200, """{"items":[{"key":"a"},{"key":"b"}],"_links":{}}"""),
                    status(200, """{"items":[{"key":"c"}],"_links":{}}"""),
                ),
            )
            scripted.launchDarkly.segments.listAll("web", "test") { limit = 2 }.map { it.key }.toList() shouldContainExactly
                listOf("a", "b", "c")
            scripted.lines shouldContainExactly listOf(
                "GET segments/web/test?limit=2&offset=0", "GET segments/web/test?limit=2&offset=2",
            )
        }
    }
})
