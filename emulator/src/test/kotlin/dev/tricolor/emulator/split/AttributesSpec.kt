package dev.tricolor.emulator.split

import dev.tricolor.emulator.Exchange
import dev.tricolor.emulator.Wire
import dev.tricolor.emulator.json
import dev.tricolor.emulator.member
import dev.tricolor.emulator.string
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.jsonArray

private const val HEADING = "ID, Name, Description, Type, SuggestedValues\n"

private fun JsonElement?.ids() = (this as JsonArray).map { it.id() }

class AttributesSpec : FunSpec({
    val account = account()
    val v2 = account.v2

    /** The path of a traffic type of its own. */
    fun root(name: String): String {
        val id = v2.post("trafficTypes/ws/${account.workspace}", """{"name":"$name"}""").json.id()
        return "schema/ws/${account.workspace}/trafficTypes/$id"
    }

    fun upload(root: String, csv: String, part: String = "file"): Exchange {
        val headers = mapOf("Authorization" to "Bearer token", "Content-Type" to "multipart/form-data; boundary=xyz")
        val body = "--xyz\r\nContent-Disposition: form-data; name=\"$part\"; filename=\"a.csv\"\r\n\r\n$csv\r\n--xyz--\r\n"
        return Wire("${account.emulator.splitUrl}/internal/api/v2", headers).post("$root/attribute:bulk", body)
    }

    test("saving creates, and then overwrites completely; PUT is the same") {
        val root = root("saving")
        val plan = """{"id":"plan","displayName":"Plan","dataType":"STRING","isSearchable":true,"suggestedValues":["a"]}"""
        val created = v2.post(root, plan)
        created.body.keys.toList() shouldContainExactly listOf(
            "id", "organizationId", "trafficTypeId", "displayName", "description", "dataType", "isSearchable", "suggestedValues",
        )
        created.body.string("trafficTypeId") shouldBe root.substringAfterLast('/')
        created.body.string("dataType") shouldBe "STRING"
        v2.post(root, """{"id":"age"}""").status shouldBe 200
        val overwritten = v2.put(root, """{"id":"plan","description":"d","unknown":1}""")
        overwritten.body.string("displayName") shouldBe "plan"
        overwritten["dataType"] shouldBe JsonNull
        overwritten["isSearchable"].toString() shouldBe "false"
        overwritten["suggestedValues"] shouldBe JsonNull
        v2.get(root).json.ids() shouldContainExactly listOf("plan", "age")
        v2.get(root).json.jsonArray.first() shouldBe overwritten.json
    }

    test("a patch merges, and null removes") {
        val root = root("patching")
        v2.post(root, """{"id":"plan","displayName":"Plan","description":"d","dataType":"string","suggestedValues":["a"]}""")
        val patched = v2.patch("$root/plan", """{"description":null,"isSearchable":true}""")
        patched.body.string("displayName") shouldBe "Plan"
        patched["description"] shouldBe JsonNull
        patched["isSearchable"].toString() shouldBe "true"
        patched["suggestedValues"] shouldBe json("""["a"]""")
        v2.patch("$root/plan", """{"displayName":null,"dataType":null,"suggestedValues":null,"id":"plan"}""").let {
            it.body.string("displayName") shouldBe "plan"
            it["dataType"] shouldBe JsonNull
        }
        v2.patch("$root/plan", """{"id":"other"}""").status shouldBe 400
        v2.patch("$root/plan", """{"dataType":"colour"}""").status shouldBe 400
        v2.patch("$root/none", "{}").status shouldBe 404
        v2.get(root).json.ids() shouldContainExactly listOf("plan")
    }

    test("deletion answers nothing, and once") {
        val root = root("deleting")
        v2.post(root, """{"id":"plan"}""")
        v2.delete("$root/plan").let { it.status to it.text } shouldBe (200 to "")
        v2.delete("$root/plan").message shouldBe "Could not find attribute plan"
        v2.get(root).text shouldBe "[]"
    }

    test("identities bring attributes along, and lose the values of those that are deleted") {
        val root = root("account")
        val identity = "trafficTypes/account/environments/Production/identities/acme"
        v2.post(root, """{"id":"plan","displayName":"Plan"}""")
        v2.put(identity, """{"values":{"plan":"pro","seats":7}}""").status shouldBe 200
        val (plan, seats) = v2.get(root).json.jsonArray
        plan.string("displayName") shouldBe "Plan"
        seats.string("displayName") shouldBe "seats"
        seats.member("dataType") shouldBe JsonNull
        v2.delete("$root/plan")
        v2.patch(identity, """{"values":{"seats":8}}""")["values"] shouldBe json("""{"seats":"8"}""")
    }

    test("a traffic type goes with its attributes, and nobody else knows them") {
        val root = root("going")
        v2.post(root, """{"id":"plan"}""")
        v2.get(root("other")).text shouldBe "[]"
        v2.delete("trafficTypes/${root.substringAfterLast('/')}").text shouldBe "true"
        v2.get(root).status shouldBe 404
        v2.get("schema/ws/${account.workspace}/trafficTypes/user").message shouldBe "Could not find traffic type user"
        v2.get("schema/ws/none/trafficTypes/${root.substringAfterLast('/')}").status shouldBe 404
    }

    context("what cannot be") {
        val root = root("bad")
        val long = "x".repeat(501)
        listOf(
            "{}" to "id is required",
            """{"id":"1st"}""" to "id: '1st' must start with a letter",
            """{"id":"${"a".repeat(201)}"}""" to "id: at most 200",
            """{"id":"a","displayName":"${long.take(201)}"}""" to "displayName: at most 200 characters, has 201",
            """{"id":"a","description":"$long"}""" to "description: at most 500",
            """{"id":"a","dataType":"colour"}""" to "dataType: 'colour' must be one of string, datetime, number, set, boolean",
            """{"id":"a","dataType":7}""" to "dataType must be a string",
            """{"id":"a","isSearchable":"yes"}""" to "isSearchable must be a boolean",
            """{"id":"a","suggestedValues":"x"}""" to "suggestedValues must be an array of strings",
            """{"id":"a","suggestedValues":[1]}""" to "suggestedValues must be an array of strings",
            """{"id":"a","suggestedValues":["${long.take(51)}"]}""" to "suggestedValues: at most 50 characters",
            """{"id":"a","suggestedValues":[${List(51) { "\"v\"" }.joinToString()}]}""" to "suggestedValues: at most 50, are 51",
            "[]" to "must be a JSON object",
        ).forEach { (body, message) ->
            test(message) {
                v2.post(root, body).let {
                    it.status shouldBe 400
                    it.message shouldContain message
                }
            }
        }
        listOf("String", "DATETIME", "number", "sEt").forEach { type ->
            test("$type is a data type, and stays as it was sent") {
                v2.post(root, """{"id":"a","dataType":"$type"}""").body.string("dataType") shouldBe type
            }
        }
        test("methods") { v2.get("$root/a").status shouldBe 405 }
    }

    context("pages") {
        val root = root("paged")
        val ids = (1..250).map { "a$it" }
        v2.post("$root/attribute:bulk", ids.joinToString(",", "[", "]") { """{"id":"$it"}""" }).status shouldBe 200

        test("without paginate there are none") {
            v2.get(root).json.ids() shouldBe ids
            v2.get("$root?markerLimit=1&paginate=false").json.ids() shouldBe ids
            v2.get("$root?searchPrefix=a25").json.ids() shouldContainExactly listOf("a25", "a250")
        }
        test("limits are clamped") {
            listOf("" to 50, "&markerLimit=0" to 50, "&markerLimit=-1" to 50, "&markerLimit=3" to 3, "&markerLimit=200" to 200)
                .plus("&markerLimit=201" to 200).plus("&markerLimit=99999999999" to 200).plus("&limit=3" to 50)
                .forEach { (query, size) -> v2.get("$root?paginate=True$query")["objects"]!!.jsonArray.size shouldBe size }
            v2.get("$root?paginate=true&markerLimit=ten").status shouldBe 400
        }
        test("markers lead forth and back, and reload their page") {
            val path = "$root?paginate=true&markerLimit=100"
            val first = v2.get(path)
            first.body.keys.toList() shouldContainExactly listOf("objects", "nextMarker", "previousMarker")
            first["previousMarker"] shouldBe JsonNull
            val second = v2.get("$path&afterMarker=${first.body.string("nextMarker")}")
            second["objects"].ids() shouldBe ids.subList(100, 200)
            val third = v2.get("$path&afterMarker=${second.body.string("nextMarker")}")
            third["objects"].ids() shouldBe ids.drop(200)
            third["nextMarker"] shouldBe JsonNull
            v2.get("$path&beforeMarker=${third.body.string("previousMarker")}").text shouldBe second.text
            v2.get("$path&afterMarker=${second.body.string("previousMarker")}").text shouldBe second.text
            v2.get("$path&beforeMarker=${second.body.string("nextMarker")}").text shouldBe second.text
            v2.get("$path&afterMarker=").text shouldBe first.text
            v2.get("$path&afterMarker=nonsense").status shouldBe 400
            val both = "afterMarker=${first.body.string("nextMarker")}&beforeMarker=${third.body.string("previousMarker")}"
            v2.get("$path&$both").message shouldBe "afterMarker and beforeMarker exclude each other"
        }
        test("a prefix is asked for with every page") {
            val page = v2.get("$root?paginate=true&searchPrefix=a24&markerLimit=7")
            page["objects"].ids() shouldContainExactly listOf("a24") + (240..245).map { "a$it" }
            v2.get("$root?paginate=true&searchPrefix=a24&markerLimit=7&afterMarker=${page.body.string("nextMarker")}")["objects"].ids()
                .shouldContainExactly((246..249).map { "a$it" })
        }
    }

    context("JSON in bulk") {
        val root = root("bulk")
        v2.post(root, """{"id":"old","description":"d","suggestedValues":["a"]}""")

        test("nothing is taken when anything is refused, and what is refused comes back with the reason") {
            val refused = v2.post(
                "$root/attribute:bulk",
                """[{"id":"old"},{"id":"2nd","future":1},{"id":"x","dataType":"colour"},7,{}]""",
            )
            refused.status shouldBe 400
            refused.json shouldBe json(
                """[{"id":"2nd","future":1,"error":"id: '2nd' must start with a letter and hold only letters, digits, '-' and '_'"},
                    {"id":"x","dataType":"colour","error":"dataType: 'colour' must be one of string, datetime, number, set, boolean"},
                    {"error":"must be an object, is 7"},{"error":"id is required"}]""",
            )
            v2.get(root).json.ids() shouldContainExactly listOf("old")
            v2.get(root).json.jsonArray.single().string("description") shouldBe "d"
        }
        test("those that are there are replaced") {
            v2.post("$root/attribute:bulk", """[{"id":"new"},{"id":"old","displayName":"Old"}]""").json.ids() shouldContainExactly
                listOf("new", "old")
            v2.get(root).json.jsonArray.first().let {
                it.string("displayName") shouldBe "Old"
                it.string("description") shouldBe "null"
            }
        }
        test("it must be an array") {
            v2.post("$root/attribute:bulk", """{"id":"a"}""").status shouldBe 400
            v2.post("$root/attribute:bulk", "").status shouldBe 400
            v2.post("$root/attribute:bulk", "[]").status shouldBe 400
        }
    }

    context("CSV in bulk") {
        val root = root("csv")

        test("the vendor's own example") {
            val example = HEADING + """
                plan_id,Plan type,"The subscription, plan the user is on",String,"enterprise,midmarket,smb"
                zipcode_us,US zipcode,The zipcode (US format) to use for targeting,Number,
                office_locations,Office locations,list of cities user has an office to go to,Set,
                flagged,,,Boolean,
                attribute_without_optional_values,,,String,
            """.trimIndent()
            upload(root, example).status shouldBe 200
            v2.get(root).json.ids() shouldContainExactly
                listOf("plan_id", "zipcode_us", "office_locations", "flagged", "attribute_without_optional_values")
            v2.get(root).json.jsonArray.first().let {
                it.string("displayName") shouldBe "Plan type"
                it.string("description") shouldBe "The subscription, plan the user is on"
                it.string("dataType") shouldBe "String"
                it.member("suggestedValues") shouldBe json("""["enterprise","midmarket","smb"]""")
            }
            v2.get(root).json.jsonArray.last().string("displayName") shouldBe "attribute_without_optional_values"
        }
        test("nothing is taken when a row is refused") {
            val refused = upload(root, "${HEADING}fine,,,,\n9,,,,\nplan_id,,,Colour,\n")
            refused.status shouldBe 400
            refused.json.jsonArray.map { it.id() } shouldContainExactly listOf("9", "plan_id")
            refused.json.jsonArray.last().string("error") shouldContain "dataType: 'Colour'"
            v2.get(root).json.jsonArray.first().string("displayName") shouldBe "Plan type"
        }
        listOf(
            "a,,,,\n" to "The heading must be 'ID,Name,Description,Type,SuggestedValues', is 'a,,,,'",
            "" to "The heading must be",
            "$HEADING\"a" to "CSV line 2: a quote is not closed",
            HEADING + "a,,,,\n".repeat(1001) to "The file has 1001 rows, must be at most 1000",
            HEADING + "\n".repeat(1_100_000) to "bytes, must be at most 1048576",
        ).forEach { (csv, message) ->
            test(message) {
                upload(root, csv).let {
                    it.status shouldBe 400
                    it.message shouldContain message
                }
            }
        }
        test("the part is called file") { upload(root, "${HEADING}a,,,,\n", part = "csv").message shouldBe "file is required" }
    }
})
