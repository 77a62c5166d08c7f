package dev.tricolor.split

import dev.tricolor.BadRequestException
import dev.tricolor.ConflictException
import dev.tricolor.InvalidPayloadException
import dev.tricolor.NotFoundException
import dev.tricolor.Scripted
import dev.tricolor.UnexpectedReplyException
import dev.tricolor.inTurn
import dev.tricolor.status
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.test.runTest
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonPrimitive

private const val BOB = """{"id":"u","email":"bob@b.c","name":"Bob","2fa":true,"status":"ACTIVE","groups":[{"id":"g","type":"group"},
    {"id":"h","type":"group"}],"future":{"a":null}}"""

private fun page(users: String, next: String = "null") = status(200, """{"data":[$users],"nextMarker":$next,"limit":200,"count":1}""")

private fun Emulated.asked() = emulator.requests.all.map { "${it.method} ${it.rawPath.removePrefix("/internal/api/v2/")}" }

internal class UsersSpec : FunSpec({
    test("a user from the invitation to the end") {
        onEmulator {
            val administrators = checkNotNull(split.groups.find("Administrators"))
            val qa = split.groups.create("QA")
            emulator.requests.clear()
            val ann = split.users.invite("ann@example.com") { group(qa.id) }
            Json.parseToJsonElement(emulator.requests.last.body) shouldBe
                Json.parseToJsonElement("""{"email":"ann@example.com","groups":[{"id":"${qa.id}","type":"group"}]}""")
            ann.status shouldBe UserStatus.PENDING
            ann.groups.map { it.id } shouldContainExactly listOf(qa.id)
            shouldThrow<ConflictException> { split.users.invite("ANN@example.com") }
            shouldThrow<BadRequestException> { split.users.invite("eve@example.com") { group("none") } }

            split.users.listAll().map { it.email }.toList() shouldContainExactly listOf("admin@example.com")
            split.users.listAll { status(UserStatus.PENDING).groupId(qa.id) }.toList() shouldContainExactly listOf(ann)
            split.users.find("Ann@example.com") shouldBe ann
            split.users.find("eve@example.com").shouldBeNull()

            val active = split.users.replace(ann.id, "Ann", "ann@example.com", UserStatus.ACTIVE)
            active.name shouldBe "Ann"
            shouldThrow<BadRequestException> {
                split.users.replace(ann.id, "Ann", "ann@example.com", UserStatus.ACTIVE) { twoFactorAuthentication = true }
            }
            shouldThrow<ConflictException> { split.users.replace(ann.id, "Ann", "admin@example.com", UserStatus.ACTIVE) }

            split.users.addToGroup(ann.id, administrators.id).groups.map { it.id } shouldContainExactly listOf(qa.id, administrators.id)
            split.users.removeFromGroup(ann.id, qa.id).groups.map { it.id } shouldContainExactly listOf(administrators.id)
            split.users.update(ann.id) { replaceGroup(0, qa.id) }.groups.map { it.id } shouldContainExactly listOf(qa.id)
            shouldThrow<BadRequestException> { split.users.update(ann.id) { removeGroup(0, administrators.id) } }

            shouldThrow<BadRequestException> { split.users.delete(ann.id) }.serverMessage shouldBe
                "Active users cannot be deleted from your org. You can use a PUT request to deactivate the user"
            split.users.edit(ann.id) { status = UserStatus.DEACTIVATED }.status shouldBe UserStatus.DEACTIVATED
            split.users.get(ann.id).groups.map { it.id } shouldContainExactly listOf(qa.id)

            split.users.delete(split.users.invite("eve@example.com").id)
            shouldThrow<NotFoundException> { split.users.delete("none") }
        }
    }

    test("who is in a group already, or not, costs one request and changes nothing") {
        onEmulator {
            val administrators = checkNotNull(split.groups.find("Administrators"))
            val admin = checkNotNull(split.users.find("admin@example.com"))
            emulator.requests.clear()
            split.users.addToGroup(admin.id, administrators.id) shouldBe admin
            split.users.removeFromGroup(admin.id, "none") shouldBe admin
            split.users.edit(admin.id) { email = admin.email } shouldBe admin
            asked() shouldContainExactly List(3) { "GET users/${admin.id}" }
        }
    }

    test("lists are filtered and walked by markers") {
        runTest {
            val scripted = Scripted(this, handler = inTurn(page(BOB, "\"m\""), page("""{"id":"v","email":"v@b.c","status":"NEW"}""")))
            scripted.split.users.listAll { status(UserStatus.of("NEW")).groupId("g h").limit(5) }.map { it.id }.toList() shouldBe
                listOf("u", "v")
            val asked = "GET users?status=NEW&group_id=g%20h&limit=5"
            scripted.lines shouldContainExactly listOf(asked, "$asked&after=m")
        }
    }

    test("a search reads the lists up to the one that is meant, and those who have not come yet at last") {
        runTest {
            val found = Scripted(this, handler = inTurn(page("", "\"m\""), page(BOB, "\"n\"")))
            found.split.users.find("bob@b.c")?.id shouldBe "u"
            found.lines shouldContainExactly listOf("GET users?limit=200", "GET users?limit=200&after=m")
            val missed = Scripted(this, handler = page(BOB))
            missed.split.users.find("bob").shouldBeNull()
            missed.lines shouldContainExactly listOf("GET users?limit=200", "GET users?status=PENDING&limit=200")
        }
    }

    test("an edit writes back what it does not name, as it was read") {
        runTest {
            val scripted = Scripted(this, handler = status(200, BOB))
            scripted.split.users.edit("u") { name("Robert") }
            val (read, written) = scripted.lines
            read shouldBe "GET users/u"
            val bob = User.fromJson(BOB).edit { field("name", JsonPrimitive("Robert")) }
            written shouldBe "PUT users/u ${bob.toJson()}"
        }
    }

    test("a group is removed from where it stands, and only if it still does") {
        runTest {
            val scripted = Scripted(this, handler = inTurn(status(200, BOB), status(400, """{"code":400,"message":"test failed"}""")))
            shouldThrow<BadRequestException> { scripted.split.users.removeFromGroup("u", "h") }
            scripted.lines shouldContainExactly listOf(
                "GET users/u",
                """PATCH users/u [{"op":"test","path":"/groups/1/id","value":"h"},{"op":"remove","path":"/groups/1"}]""",
            )
        }
    }

    test("nothing is sent of what cannot work") {
        runTest {
            val scripted = Scripted(this, handler = status(200, BOB))
            val users = scripted.split.users
            listOf<suspend () -> Any>(
                { users.invite("nobody") { group("") } },
                { users.replace("u", "", "nobody", UserStatus.ACTIVE) },
                { users.update("u") { } },
            ).forEach { change -> shouldThrow<InvalidPayloadException> { change() } }
            shouldThrow<IllegalArgumentException> { users.list { limit = 201 } }
            scripted.requests shouldHaveSize 0
            shouldThrow<InvalidPayloadException> { users.edit("u") { email = "nobody" } }
            scripted.lines shouldContainExactly listOf("GET users/u")
        }
    }

    test("a reply that is no user is an error of its own") {
        runTest {
            listOf("true", "{}", """{"id":"u"}""", """{"id":"u","email":"b@b.c","groups":"g"}""").forEach {
                shouldThrow<UnexpectedReplyException> { Scripted(this, handler = status(200, it)).split.users.get("u") }
            }
        }
    }
})
