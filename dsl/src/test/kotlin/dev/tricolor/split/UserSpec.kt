package dev.tricolor.split

import dev.tricolor.InvalidPayloadException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.filter
import io.kotest.property.arbitrary.string
import io.kotest.property.checkAll
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

private fun problemsOf(block: () -> Unit) = shouldThrow<InvalidPayloadException>(block).problems.map { it.toString() }

private fun json(text: String) = Json.parseToJsonElement(text)

internal class UserSpec : FunSpec({
    test("an invitation") {
        InviteUserBuilder("a@b.c").build() shouldBe json("""{"email":"a@b.c"}""")
        InviteUserBuilder("a@b.c").group("g").group("h").build() shouldBe
            json("""{"email":"a@b.c","groups":[{"id":"g","type":"group"},{"id":"h","type":"group"}]}""")
        problemsOf { InviteUserBuilder("nobody").group("g").group(" ").build() } shouldContainExactly
            listOf("""email: is "nobody", must be an e-mail address""", "groups[1].id: is blank")
        listOf("", "@", "a@", "@b", "a b@c").forEach { SplitLimits.isEmail(it) shouldBe false }
    }

    test("a user anew says all four, a second factor only when it is said") {
        UserBuilder("Bob", "bob@b.c", UserStatus.ACTIVE).build() shouldBe
            json("""{"name":"Bob","email":"bob@b.c","2fa":false,"status":"ACTIVE"}""")
        UserBuilder("Bob", "bob@b.c", UserStatus.of("NEW")).twoFactorAuthentication(true).name("B").email("b@b.c").build() shouldBe
            json("""{"name":"B","email":"b@b.c","2fa":true,"status":"NEW"}""")
        problemsOf { UserBuilder(" ", "bob", UserStatus.of("")).build() } shouldContainExactly
            listOf("name: is blank", """email: is "bob", must be an e-mail address""", "status: is blank")
    }

    test("an edit keeps what it does not name, whatever it is") {
        val user = User.fromJson("""{"id":"u","email":"b@b.c","name":null,"2fa":true,"status":"NEW","groups":[{"id":"g"}],"x":[null]}""")
        user.edit { } shouldBe user
        val edited = user.edit {
            status shouldBe UserStatus.of("NEW")
            twoFactorAuthentication shouldBe true
            status = UserStatus.DEACTIVATED
        }
        edited.json shouldBe JsonObject(user.json + ("status" to JsonPrimitive("DEACTIVATED")))
        checkAll(Arb.string(1..50).filter { it.isNotBlank() }) { name ->
            user.edit { this.name = name }.let { it.name to JsonObject(it.json - "name") } shouldBe (name to JsonObject(user.json - "name"))
        }
    }

    test("an edit is refused for what it breaks, not for what was broken") {
        val user = User.fromJson("""{"id":"u","email":"b@b.c","name":" ","2fa":false}""")
        user.edit { email = "c@b.c" }.email shouldBe "c@b.c"
        problemsOf {
            user.edit {
                email = "nobody"
                twoFactorAuthentication = true
            }
        } shouldContainExactly listOf(
            """email: is "nobody", must be an e-mail address""",
            "2fa: is true and was false, but only the user can switch it on",
        )
    }

    test("groups change in the order that is said; a removal is sure of what it removes") {
        UpdateUserBuilder().addGroup("g").replaceGroup(0, "h").removeGroup(1, "i").build().operations shouldBe json(
            """[{"op":"add","path":"/groups/-","value":{"id":"g","type":"group"}},
                {"op":"replace","path":"/groups/0","value":{"id":"h","type":"group"}},
                {"op":"test","path":"/groups/1/id","value":"i"},{"op":"remove","path":"/groups/1"}]""",
        )
        problemsOf { UpdateUserBuilder().addGroup("").replaceGroup(-1, "g").removeGroup(-2, " ").build() } shouldContainExactly listOf(
            "groups[-].id: is blank",
            "groups[-1]: does not exist, groups are counted from 0",
            "groups[-2]: does not exist, groups are counted from 0",
            "groups[-2].id: is blank",
        )
        problemsOf { UpdateUserBuilder().build() } shouldContainExactly listOf("operations: there are none, must be at least one")
    }

    test("only what identifies a user is needed to read one") {
        val user = User.fromJson("""{"id":"u","email":"b@b.c"}""")
        user.name shouldBe null
        user.status shouldBe null
        user.twoFactorAuthentication shouldBe false
        user.groups shouldBe emptyList()
    }
})
