package dev.tricolor.split

import dev.tricolor.InvalidPayloadException
import dev.tricolor.configuredBy
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.boolean
import io.kotest.property.arbitrary.filter
import io.kotest.property.arbitrary.long
import io.kotest.property.arbitrary.string
import io.kotest.property.checkAll
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.JsonPrimitive

private fun problems(build: () -> Unit) = shouldThrow<InvalidPayloadException> { build() }.problems.map { it.toString() }

internal class IdentitySpec : FunSpec({
    val anna = """{"key":"anna","trafficTypeId":"tt","environmentId":"env","values":{"plan":"pro","seats":350,"vip":true}}"""

    test("a value goes out as it was said: text, number, true or false; said again it is replaced") {
        IdentityBuilder("tt", "env", "anna").apply { value("plan", "free"); value("seats", 350); value("vip", true); value("plan", "pro") }
            .build().toString() shouldBe anna
        IdentityBuilder("tt", "env", "anna").build().toString() shouldBe
            """{"key":"anna","trafficTypeId":"tt","environmentId":"env","values":{}}"""
    }

    test("what is built is read back, whatever the values are, and as text") {
        checkAll(Arb.string(1..12).filter { it.isNotBlank() }, Arb.string(), Arb.long(), Arb.boolean()) { key, text, number, flag ->
            val built = IdentityBuilder("tt", "env", key).apply { value("t", text); value("n", number); value("b", flag) }.build()
            val read = Identity.of(built)
            Identity.fromJson(read.toJson()) shouldBe read
            read.key shouldBe key
            read.values shouldBe mapOf("t" to text, "n" to "$number", "b" to "$flag")
        }
    }

    test("the values are text, whatever the service sends, and those that are null are none") {
        val identity = Identity.fromJson("""{"key":"a","organizationId":"o","values":{"n":350,"t":"PA","b":false,"gone":null},"new":1}""")
        identity.values shouldBe mapOf("n" to "350", "t" to "PA", "b" to "false")
        identity.organizationId shouldBe "o"
        identity.trafficTypeId.shouldBeNull()
        identity.json["new"] shouldBe JsonPrimitive(1)
        Identity.fromJson("""{"key":"a","values":null}""").values shouldBe emptyMap()
        shouldThrow<SerializationException> { Identity.fromJson("""{"key":"a","values":{"x":[]}}""") }.message shouldBe
            "values.x: is [], must be text"
        shouldThrow<SerializationException> { Identity.fromJson("""{"values":{}}""") }.message shouldBe "key: is missing, must be text"
    }

    test("all that is wrong with an identity is said at once") {
        problems {
            IdentityBuilder("tt", "env", " ").apply {
                value("1st", "x")
                value("ok", Double.NaN)
                value("plan", Float.POSITIVE_INFINITY)
                value("plan", "pro")
            }.build()
        } shouldContainExactly listOf(
            "key: is blank",
            "values.ok: is NaN, must be a finite number",
            "values.1st: is of attribute \"1st\", whose id must be a letter, then letters, digits, \"-\" and \"_\"",
        )
    }

    context("a batch") {
        test("is of the traffic type and environment that it was begun for") {
            val read = Identity.fromJson("""{"key":"ben","values":{"plan":"free"},"organizationId":"o"}""")
            IdentitiesBuilder("tt", "env").configuredBy {
                identity("anna") { value("plan", "pro") }
                identity(read)
            }.build().toString() shouldBe
                """[{"key":"anna","trafficTypeId":"tt","environmentId":"env","values":{"plan":"pro"}},""" +
                """{"key":"ben","values":{"plan":"free"},"organizationId":"o","trafficTypeId":"tt","environmentId":"env"}]"""
        }

        test("of nothing is refused") {
            problems { IdentitiesBuilder("tt", "env").build() } shouldContainExactly listOf("identities: are 0, must be at least 1")
        }

        test("that mixes traffic types, environments or keys is refused, with each place and value") {
            val elsewhere = listOf(
                """{"key":"a","trafficTypeId":"tt","environmentId":"env"}""",
                """{"key":"b","trafficTypeId":"account","environmentId":"env"}""",
                """{"key":"c","trafficTypeId":"tt","environmentId":"staging"}""",
                """{"key":"a"}""",
                """{"key":""}""",
            ).map { Identity.fromJson(it) }
            problems {
                IdentitiesBuilder("tt", "env").configuredBy {
                    identities(elsewhere)
                    identity("x") { value("?", 1) }
                }.build()
            } shouldContainExactly listOf(
                "[1].trafficTypeId: is \"account\", must be \"tt\" as in the rest of the batch",
                "[2].environmentId: is \"staging\", must be \"env\" as in the rest of the batch",
                "[3].key: is \"a\", as the one of [0] is",
                "[4].key: is blank",
                "[5].values.?: is of attribute \"?\", whose id must be a letter, then letters, digits, \"-\" and \"_\"",
            )
        }
    }

    test("the result of a batch is read, with the rest of it null, and with an object that is no identity") {
        val results = IdentityResults.fromJson(
            """{"objects":[{"values":{"HQ":"PA"},"key":"Annie's Apples"}],"failed":[
                {"object":{"key":"b","values":{"x":"1"}},"status":400,"message":"no"},{"object":{"values":7},"status":400},{"object":null}],
                "metadata":null,"offset":null,"limit":null,"count":null,"total":null}""",
        )
        results.saved.single().key shouldBe "Annie's Apples"
        results.failed.map { it.identity?.key } shouldBe listOf("b", null, null)
        results.failed.map { it.status } shouldBe listOf(400, 400, null)
        results.failed.first().message shouldBe "no"
        IdentityResults.fromJson("{}").run { saved + failed } shouldBe emptyList()
    }
})
