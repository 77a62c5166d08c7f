package dev.tricolor.split

import dev.tricolor.InvalidPayloadException
import dev.tricolor.shouldMatchGolden
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.shouldBe
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

private fun problemsOf(block: () -> Unit) = shouldThrow<InvalidPayloadException>(block).problems.map { it.toString() }

private fun SplitDefinitionBuilder.onOff() {
    treatment("on")
    treatment("off")
    defaultTreatment("off")
    defaultRule { bucket("off", 100) }
}

internal class SplitDefinitionSpec : FunSpec({
    test("the card that started the project means what it says") {
        val card = splitDefinition {
            treatment("on"); treatment("off")
            defaultTreatment("off"); baselineTreatment("off")
            rule { matcher(attribute("group") inList listOf("employees")); bucket("on", 50); bucket("off", 50) }
            defaultRule { bucket("off", 100) }
        }
        shouldMatchGolden("split/card.json", card.toPrettyJson())
        Json.parseToJsonElement(card.toJson()) shouldBe card.json
        Json.parseToJsonElement(card.toPrettyJson()) shouldBe card.json
    }

    test("a definition with everything in it") {
        val definition = splitDefinition {
            treatment("on") {
                description = "the new one"
                configurations = buildJsonObject { put("color", "green") }
                keys("ann", "bob")
            }
            treatment("off") {
                configurations("""{"color":"grey"}""")
                segments("qa")
            }
            treatment("red") { description = null }
            defaultTreatment("off")
            baselineTreatment("red")
            trafficAllocation = 80
            impressionsDisabled = true
            title = "Launch"
            comment = "as planned"
            flagSet("fs-1")
            rule {
                matcher(key inSegment "beta")
                matcher(not(attribute("age") between 0..17))
                bucket("on", 100)
            }
            rule {
                matcher("EQUAL_TO_SEMVER") {
                    attribute = "version"
                    string = "1.2.3"
                }
                bucket("on", 1)
                bucket("red", 99)
            }
            defaultRule {
                bucket("on", 50)
                bucket("off", 50)
            }
        }
        shouldMatchGolden("split/everything.json", definition.toPrettyJson())
        definition.treatments.map { it.name } shouldContainExactly listOf("on", "off", "red")
        definition.treatments[0].configurations shouldBe """{"color":"green"}"""
        definition.rules[0].condition?.matchers?.get(1)?.negate shouldBe true
        definition.rules[1].condition?.matchers?.get(0)?.type shouldBe MatcherType.of("EQUAL_TO_SEMVER")
    }

    test("all problems are told at once, each with its path, the value and what is allowed") {
        val refused = shouldThrow<InvalidPayloadException> {
            splitDefinition {
                treatment("on")
                treatment("off")
                treatment("control")
                defaultTreatment("off")
                rule { matcher(key inList listOf("a")); bucket("on", 50); bucket("off", 40) }
                rule { matcher(key inList listOf("a")); bucket("onn", 100) }
                defaultRule { bucket("off", 100) }
            }
        }
        refused.message shouldBe """
            split definition has 3 problems
              treatments[2].name: "control" is reserved
              rules[0].buckets: sizes sum to 90, must be 100
              rules[1].buckets[0].treatment: "onn" is not a treatment; treatments are "on", "off", "control"
        """.trimIndent()
    }

    test("an empty definition lacks what every definition needs") {
        problemsOf { splitDefinition {} } shouldContainExactly listOf(
            "treatments: there are none, must be at least one",
            "defaultTreatment: is missing",
            "defaultRule: there are none, must be at least one",
        )
    }

    test("treatments: too many, twice the same name, blank and reserved ones") {
        problemsOf {
            splitDefinition {
                onOff()
                repeat(19) { treatment("t$it") }
                treatment("on")
                treatment(" ")
            }
        } shouldContainExactlyInAnyOrder listOf(
            "treatments: are 23, must be at most 20",
            "treatments[21].name: \"on\" is already the name of treatments[0]",
            "treatments[22].name: is blank",
        )
    }

    test("every reserved word is refused, and nothing else") {
        listOf("all", "control", "with", "treatment").forEach { word ->
            problemsOf { splitDefinition { onOff(); treatment(word) } } shouldContainExactly
                listOf("treatments[2].name: \"$word\" is reserved")
        }
        splitDefinition { onOff(); treatment("Control"); treatment("v1") }.treatments.size shouldBe 4
    }

    test("twenty treatments are not too many") {
        splitDefinition {
            onOff()
            repeat(18) { treatment("t$it") }
        }.treatments.size shouldBe 20
    }

    test("traffic allocation, sizes, unknown default and baseline") {
        problemsOf {
            splitDefinition {
                onOff()
                defaultTreatment("of")
                baselineTreatment("onn")
                trafficAllocation = 101
                rule { bucket("on", -1); bucket("off", 101) }
                rule { matcher(key inList listOf("a")); bucket("on", 50); bucket("on", 50) }
                flagSet("")
            }
        } shouldContainExactly listOf(
            "defaultTreatment: \"of\" is not a treatment; treatments are \"on\", \"off\"",
            "baselineTreatment: \"onn\" is not a treatment; treatments are \"on\", \"off\"",
            "trafficAllocation: is 101, must be 0 to 100",
            "rules[0].buckets[0].size: is -1, must be 0 to 100",
            "rules[0].buckets[1].size: is 101, must be 0 to 100",
            "rules[0].condition.matchers: there are none, must be at least one",
            "rules[1].buckets[1].treatment: \"on\" has a bucket already, [0]",
            "flagSets[0].id: is blank",
        )
    }

    test("sizes that overflow an Int do not sum to 100") {
        problemsOf {
            splitDefinition {
                onOff()
                rule { matcher(key inList listOf("a")); bucket("on", Int.MAX_VALUE); bucket("off", Int.MAX_VALUE) }
            }
        }.last() shouldBe "rules[0].buckets: sizes sum to 4294967294, must be 100"
    }

    context("edit") {
        val read = SplitDefinition.fromJson(
            """{"id":"fl-1","name":"checkout","environment":{"id":"e","name":"Production","future":1},"killed":false,
               "treatments":[{"name":"on","keys":null,"color":"#fff"},{"name":"off","configurations":""}],
               "defaultTreatment":"off","baselineTreatment":null,"trafficAllocation":80,
               "rules":[{"buckets":[{"treatment":"on","size":100,"sticky":true}],"label":"L",
                         "condition":{"combiner":"AND","matchers":[{"type":"IN_MOON_PHASE","phase":[1.50,2e3]}]}}],
               "defaultRule":[{"treatment":"off","size":100}],"tags":null,"lastUpdateTime":1645220815555}""",
        )

        test("that says nothing changes nothing") {
            read.edit {} shouldBe read
        }

        test("changes what it names and keeps the rest, known or not") {
            val edited = read.edit {
                trafficAllocation += 20
                comment = "ramp"
                editTreatment("on") { description = "On" }
                editRule(0) { clearBuckets(); bucket("on", 40); bucket("off", 60) }
                rule { matcher(attribute("age") atLeast 18); bucket("on", 100) }
            }
            shouldMatchGolden("split/edited.json", edited.toPrettyJson())
        }

        test("removes what it is told to") {
            val edited = read.edit {
                clearRules()
                removeTreatment("on")
                baselineTreatment("off")
            }
            edited.rules shouldBe emptyList()
            edited.treatments.map { it.name } shouldContainExactly listOf("off")
            edited.json["tags"] shouldBe JsonNull
        }

        test("says when what is to be changed is not there") {
            problemsOf {
                read.edit {
                    editTreatment("onn") {}
                    editRule(1) {}
                    removeRule(7)
                }
            } shouldContainExactly listOf(
                "treatments: \"onn\" is not a treatment, so it cannot be changed",
                "rules[1]: does not exist, there are 1 rules",
                "rules[7]: does not exist, there are 1 rules",
            )
        }

        test("does not refuse what the service itself holds") {
            val odd = SplitDefinition.fromJson(
                """{"treatments":[{"name":"on"},{"name":"all"}],"defaultTreatment":"on","defaultRule":[{"treatment":"on","size":99}]}""",
            )
            odd.edit { trafficAllocation = 10 }.trafficAllocation shouldBe 10
            problemsOf { odd.edit { trafficAllocation = 1000 } } shouldContainExactly listOf("trafficAllocation: is 1000, must be 0 to 100")
            val over = SplitDefinition.fromJson(odd.toJson().dropLast(1) + ""","trafficAllocation":101}""")
            over.edit { comment = "c" }.trafficAllocation shouldBe 101
            problemsOf { over.edit { trafficAllocation = -7 } } shouldContainExactly listOf("trafficAllocation: is -7, must be 0 to 100")
            val sloppy = """{"rules":[{"condition":{"matchers":[{"type":"NEW"}]},"buckets":[{"treatment":"on","size":90}]}],"""
            val before = SplitDefinition.fromJson(sloppy + """"treatments":[{"name":"on"}],"defaultTreatment":"on","defaultRule":null}""")
            problemsOf {
                before.edit { rule { matcher(key inList listOf("a")); bucket("on", 10) } }
            } shouldContainExactly listOf("rules[1].buckets: sizes sum to 10, must be 100")
        }

        test("takes a null of the service's for unset, and unset for the default where there is one") {
            SplitDefinition.fromJson(read.toJson().replace("\"trafficAllocation\":80", "\"trafficAllocation\":null"))
                .edit { trafficAllocation -= 20 }.trafficAllocation shouldBe 80
            splitDefinition { onOff(); trafficAllocation -= 20 }.trafficAllocation shouldBe 80
            val nulled = SplitDefinition.fromJson(read.toJson().dropLast(1) + ""","impressionsDisabled":null}""")
            shouldThrow<NoSuchElementException> { nulled.edit { impressionsDisabled = !impressionsDisabled } }
        }

        test("reads configurations, whatever they are") {
            val configured = read.edit { editTreatment("on") { configurations = buildJsonObject { put("a", 1) } } }
            configured.edit { editTreatment("on") { configurations = buildJsonObject { put("was", configurations) } } }
                .treatments[0].configurations shouldBe """{"was":{"a":1}}"""
            read.edit { editTreatment("off") { configurations = buildJsonObject { put("was", configurations) } } }
                .treatments[1].configurations shouldBe """{"was":""}"""
        }

        test("reads what a property is before it is changed, and says when it was never set") {
            read.edit { trafficAllocation /= 2 }.trafficAllocation shouldBe 40
            shouldThrow<NoSuchElementException> { read.edit { impressionsDisabled = !impressionsDisabled } }.message shouldBe
                "impressionsDisabled was not set"
        }
    }

    test("a field of another kind is one of the problems") {
        problemsOf { splitDefinition { onOff(); field("trafficAllocation", JsonPrimitive("50")) } } shouldContainExactly
            listOf("trafficAllocation: is \"50\", must be a whole number")
    }

    test("nothing that is said is dropped in silence") {
        problemsOf { splitDefinition { onOff(); defaultRule { bucket("on", 100); field("x", JsonNull) } } } shouldContainExactly
            listOf("defaultRule: is a list of buckets, which has no fields of its own")
    }

    test("what is said anew takes the place of a mistake") {
        splitDefinition {
            onOff()
            rule { matcher("EQUAL_NUMBER") { attribute("a").number(Double.NaN).number(1) }; bucket("on", 100) }
        }.rules.single().condition?.matchers?.single()?.number shouldBe 1.0
    }

    test("null, absence and a value are three things") {
        fun titled(block: SplitDefinitionBuilder.() -> Unit) = splitDefinition { onOff(); block() }.json["title"]
        titled {} shouldBe null
        titled { title = null } shouldBe JsonNull
        titled { title = "x" } shouldBe JsonPrimitive("x")
    }

    test("a reply of null lists and without rules is read") {
        val sparse = SplitDefinition.fromJson("""{"treatments":null,"rules":null,"defaultRule":null,"killed":null}""")
        sparse.rules shouldBe emptyList()
        sparse.killed shouldBe false
    }
})
