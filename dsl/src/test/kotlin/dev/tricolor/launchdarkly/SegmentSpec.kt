package dev.tricolor.launchdarkly

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.InvalidPayloadException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.arbitrary
import io.kotest.property.arbitrary.string
import io.kotest.property.checkAll
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

private fun problemsOf(block: () -> Unit) = shouldThrow<InvalidPayloadException>(block).problems.map { it.toString() }

private fun json(text: String): JsonElement = Json.parseToJsonElement(text)

private val CAPTURED: List<Pair<DocumentType<*>, String>> = listOf(
    Segment to """{"name":"Beta","description":"d","tags":["t"],"creationDate":1718956465000,"lastModifiedDate":1718956465001,"key":"beta",
        "included":["u1"],"excluded":["u2"],"includedContexts":[{"values":["o"],"contextKind":"org"}],"excludedContexts":[],
        "_links":{"self":{"href":"/api/v2/segments/web/test/beta","type":"application/json"}},
        "rules":[{"_id":"r","clauses":[{"_id":"c","attribute":"country","op":"in","values":["ES",1,true],"contextKind":"user","negate":true}],
            "weight":20000,"rolloutContextKind":"user","bucketBy":"key","description":"d"}],
        "version":9007199254740993,"deleted":false,"_access":{"denied":[],"allowed":[{"action":"updateName","reason":{"effect":"allow"}}]},
        "_flags":[{"name":"F","key":"f","_links":{},"_site":{}}],"unbounded":true,"unboundedContextKind":"org","generation":1,
        "_unboundedMetadata":{"envId":"e","segmentId":"e.beta","version":1,"includedCount":3000000000,"excludedCount":0,
            "lastModified":1718956465000,"deleted":false},
        "_external":"amplitude","_externalLink":"https://example.com/1","_importInProgress":false}""",
    SegmentMembership to """{"name":"B","key":"beta","description":"","unbounded":false,"external":"","isMember":true,
        "isIndividuallyTargeted":true,"isRuleTargeted":false,"_links":{}}""",
    BigSegmentTarget to """{"userKey":"u","included":true,"excluded":false}""",
    SegmentExport to """{"id":"1234a567","segmentKey":"beta","creationTime":1718956465000,"status":"complete","sizeBytes":18,"size":"18 B",
        "initiator":{"name":"Bob","email":"bob@acme.com"},"_links":{"self":{"href":"/x"}}}""",
    SegmentImport to """{"id":"1234a567","segmentKey":"beta","creationTime":1718956465000,"mode":"replace","status":"pending_approval",
        "files":[{"filename":"b.csv","status":"complete"}],"_links":{}}""",
    NewSegment to """{"key":"beta","name":"Beta","description":"d","tags":["t"],"unbounded":false,"unboundedContextKind":"device"}""",
)

private fun <T : Document> DocumentType<T>.roundTrip(element: JsonElement) =
    Json.encodeToJsonElement(this, Json.decodeFromJsonElement(this, element))

internal class SegmentSpec : FunSpec({
    context("nothing that the vendor said is lost") {
        withData(nameFn = { it.second.take(80) }, CAPTURED) { (type, text) ->
            val captured = json(text) as JsonObject
            type.roundTrip(captured) shouldBe captured
            checkAll(20, Arb.string(0..12), arbitrary { listOf(JsonNull, JsonPrimitive(1L shl 60))[it.random.nextInt(2)] }) { key, value ->
                JsonObject(captured + ("x$key" to value)).let { type.roundTrip(it) shouldBe it }
            }
        }
    }

    test("a segment is read, with numbers of 64 bits and words from the future") {
        val segment = Segment.fromJson(CAPTURED[0].second)
        segment.version shouldBe 9007199254740993
        segment.rules.single().clauses.single().op shouldBe ClauseOperator.IN
        segment.rules.single().weight shouldBe 20_000
        segment.includedContexts.single().values shouldContainExactly listOf("o")
        segment.unboundedMetadata?.includedCount shouldBe 3_000_000_000
        segment.access?.allowed?.single()?.action shouldBe "updateName"
        segment.flags.single().key shouldBe "f"
        segment.links["self"]?.href shouldBe "/api/v2/segments/web/test/beta"
        SegmentImport.fromJson("""{"id":"i","status":"rolled_back","mode":"mix"}""").run {
            status shouldBe SegmentImportStatus.of("rolled_back")
            mode shouldBe SegmentImportMode.of("mix")
        }
        SegmentMembership.fromJson(CAPTURED[1].second).isMember shouldBe true
    }

    test("only the key is needed to read a segment, and null is as good as nothing") {
        Segment.fromJson("""{"key":"k","rules":null,"included":null,"unbounded":null,"_links":null}""").rules shouldBe emptyList()
        shouldThrow<SerializationException> { Segment.fromJson("{}") }.message shouldBe "key: is missing, must be text"
    }

    test("a new segment has rules with a part of the traffic, and targets by context kind") {
        val segment = launchDarklySegment("beta", "Beta testers") {
            description = "d"
            tags("a", "b")
            rule {
                description("Iberia")
                clause(attribute("country") oneOf listOf("ES", "PT"))
                clause(not(inSegment("staff")))
                weight = 20_000
                rolloutContextKind = "org"
                bucketBy = "name"
            }
            include("user", "u1", "u2", "u1")
            include("org", listOf("o1"))
            exclude("user", "u3")
        }
        segment.json shouldBe json(
            """{"key":"beta","name":"Beta testers","description":"d","tags":["a","b"],
                "rules":[{"description":"Iberia","weight":20000,"rolloutContextKind":"org","bucketBy":"name","clauses":[
                    {"attribute":"country","op":"in","values":["ES","PT"],"negate":false},
                    {"attribute":"segmentMatch","op":"segmentMatch","values":["staff"],"negate":true}]}],
                "included":["u1","u2"],"includedContexts":[{"contextKind":"org","values":["o1"]}],"excluded":["u3"]}""",
        )
        launchDarklySegment("k", "n") {}.toJson() shouldBe """{"key":"k","name":"n"}"""
        launchDarklySegment("k", "n") { unbounded = true; unboundedContextKind = "org"; include("org", "o") }.included shouldBe listOf("o")
    }

    test("what is wrong with a new segment is told at once, with its paths") {
        problemsOf {
            launchDarklySegment("-", " ") {
                tags("a b")
                rule { weight = 100_001; bucketBy = " " }
                rule { clause(attribute("a").oneOf()) }
                include("user", "a", " ")
                exclude("user", "a")
                include("org", emptyList())
            }
        } shouldContainExactly listOf(
            "key: is \"-\", must be 1 to 256 letters, digits, \".\", \"_\" and \"-\", beginning with a letter or digit",
            "name: is blank",
            "tags[0]: is \"a b\", must be 1 to 64 letters, digits, \".\", \"_\" and \"-\"",
            "rules[0].clauses: there are none, must be at least one",
            "rules[0].weight: is 100001, must be 0 to 100000 thousandths of a percent",
            "rules[0].bucketBy: is blank",
            "rules[1].clauses[0].values: are none, must be at least one",
            "included(user)[1]: is blank",
            "included(org): are none, must be at least one",
            "excluded(user): has \"a\", which is included too",
        )
        problemsOf {
            launchDarklySegment("k", "n") {
                unbounded = true
                rule { clause(attribute("a") eq "b") }
                include("org", "o")
                exclude("org", "p")
            }
        } shouldContainExactly listOf(
            "rules: there are 1, must be none in a big segment",
            "included(org): is of another kind than \"user\"",
        )
    }

    test("targets of a big segment") {
        BigSegmentTargetsBuilder().include("a", "b", "a").removeExcluded(listOf("c")).build() shouldBe
            json("""{"included":{"add":["a","b"]},"excluded":{"remove":["c"]}}""")
        problemsOf { BigSegmentTargetsBuilder().build() } shouldContainExactly
            listOf("included: is missing, and so is \"excluded\", must be at least one of them")
        problemsOf {
            BigSegmentTargetsBuilder().include("a", "b", " ").exclude("a").removeIncluded("b").removeExcluded().build()
        } shouldContainExactly listOf(
            "included.add[2]: is blank",
            "excluded.remove: are none, must be at least one",
            "excluded.add: has \"a\", which included.add has too",
            "included.remove: has \"b\", which included.add has too",
        )
    }

    test("a context instance is one context or several") {
        ContextInstanceBuilder().context("user", "anna") {
            attribute("country", "ES").attribute("age", 30).attribute("paid", true)
        }.build() shouldBe
            json("""{"kind":"user","key":"anna","country":"ES","age":30,"paid":true}""")
        ContextInstanceBuilder().context("user", "anna").context("org", "acme").build() shouldBe
            json("""{"kind":"multi","user":{"key":"anna"},"org":{"key":"acme"}}""")
        problemsOf { ContextInstanceBuilder().build() } shouldContainExactly
            listOf("kind: is missing: there are no contexts, must be at least one")
        problemsOf { ContextInstanceBuilder().context("multi", " ") { attribute("key", "x") }.build() } shouldContainExactly listOf(
            "multi: is no kind of context", "multi.key: cannot be the name of an attribute",
        )
    }
})
