package dev.tricolor.emulator.split

import dev.tricolor.emulator.Exchange
import dev.tricolor.emulator.json
import dev.tricolor.emulator.string
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject

class UsersSpec : FunSpec({
    val v2 = account().v2
    val admin = v2.get("users?status=ACTIVE")["data"]!!.jsonArray.single()
    val administrators = v2.get("groups")["objects"]!!.jsonArray.first().id()

    fun emails(query: String) = v2.get("users$query")["data"]!!.jsonArray.map { it.string("email") }

    fun invite(email: String) = v2.post("users", """{"email":"$email","groups":[{"id":"$administrators","type":"group"}]}""")

    fun Exchange.groups() = this["groups"]!!.jsonArray.map { it.string("id") }

    test("listed by status and group, read by id; who has not come yet is listed only when asked for") {
        admin.string("email") shouldBe "admin@example.com"
        v2.get("users/${admin.id()}").json shouldBe admin
        val group = v2.post("groups", """{"name":"readers"}""").json.id()
        val path = "users/${v2.post("users", """{"email":"reader@example.com","groups":[{"id":"$group","type":"group"}]}""").json.id()}"
        emails("") shouldContainExactly listOf("admin@example.com")
        emails("?group_id=$administrators") shouldContainExactly listOf("admin@example.com")
        emails("?status=PENDING&group_id=$group") shouldContainExactly listOf("reader@example.com")
        emails("?group_id=none") shouldContainExactly emptyList()
        v2.delete(path).text shouldBe "true"
        v2.get("users?status=PENDING").json shouldBe
            json("""{"data":[],"nextMarker":null,"previousMarker":null,"limit":20,"count":0}""")
        v2.get("users?status=GONE").status shouldBe 400
        v2.get("users/none").status shouldBe 404
    }

    test("invited, replaced, deactivated, and deleted only before they have come") {
        val invited = invite("ann@example.com")
        invited.body.keys.toList() shouldContainExactly listOf("id", "type", "name", "email", "status", "2fa", "groups")
        invited.body.string("status") shouldBe "PENDING"
        invited.groups() shouldContainExactly listOf(administrators)
        val path = "users/${invited.json.id()}"
        v2.put(path, """{"name":"Ann","email":"ann@example.org","2fa":false,"status":"ACTIVE","groups":[]}""").let {
            it.body.string("name") shouldBe "Ann"
            it.body.string("email") shouldBe "ann@example.org"
            it.groups() shouldContainExactly listOf(administrators)
        }
        v2.delete(path).let {
            it.status shouldBe 400
            it.message shouldBe "Active users cannot be deleted from your org. You can use a PUT request to deactivate the user"
        }
        v2.put(path, """{"name":"Ann","email":"ann@example.org","2fa":false,"status":"DEACTIVATED"}""").status shouldBe 200
        v2.delete(path).status shouldBe 400
        emails("?status=DEACTIVATED") shouldContainExactly listOf("ann@example.org")
        emails("") shouldContainExactly listOf("admin@example.com", "ann@example.org")
        // The old e-mail is free again.
        val again = invite("ann@example.com").json.id()
        v2.delete("users/$again").text shouldBe "true"
        v2.delete("users/$again").status shouldBe 404
    }

    test("the groups of a user change by JSON Patch, all or nothing") {
        val path = "users/${invite("bob@example.com").json.id()}"
        val qa = v2.post("groups", """{"name":"qa"}""").json.id()
        val dev = v2.post("groups", """{"name":"dev"}""").json.id()
        fun patched(vararg operations: String) = v2.patch(path, operations.joinToString(",", "[", "]"))
        fun value(group: String) = """"value":{"id":"$group","type":"group"}"""

        patched("""{"op":"add","path":"/groups/-",${value(qa)}}""").groups() shouldContainExactly listOf(administrators, qa)
        patched("""{"op":"add","path":"/groups/0",${value(dev)}}""").groups() shouldContainExactly listOf(dev, administrators, qa)
        patched("""{"op":"add","path":"/groups/-",${value(dev)}}""").groups() shouldContainExactly listOf(dev, administrators, qa)
        fun removedFirst(group: String) =
            patched("""{"op":"test","path":"/groups/0/id","value":"$group"}""", """{"op":"remove","path":"/groups/0"}""")
        removedFirst(qa).status shouldBe 400
        removedFirst(dev).groups() shouldContainExactly listOf(administrators, qa)
        patched("""{"op":"replace","path":"/groups/0",${value(dev)}}""").groups() shouldContainExactly listOf(dev, qa)
        listOf(
            """{"op":"add","path":"/groups/-",${value("none")}}""",
            """{"op":"add","path":"/groups/-","value":{"id":"${admin.id()}","type":"user"}}""",
            """{"op":"add","path":"/groups/-","value":"$dev"}""",
            """{"op":"remove","path":"/groups/7"}""",
            """{"op":"replace","path":"/status","value":"ACTIVE"}""",
            """{"op":"replace","path":"/groups","value":"none"}""",
        ).forEach { patched(it).status shouldBe 400 }
        v2.get(path).groups() shouldContainExactly listOf(dev, qa)
        v2.delete("groups/$dev").text shouldBe "true"
        v2.get(path).groups() shouldContainExactly listOf(qa)
        patched("""{"op":"remove","path":"/groups"}""").groups() shouldContainExactly emptyList()
        v2.patch("users/none", "[]").status shouldBe 404
    }

    context("invitations that cannot be") {
        listOf(
            """{}""" to 400,
            """{"email":" "}""" to 400,
            """{"email":"nobody"}""" to 400,
            """{"email":"a@"}""" to 400,
            """{"email":"ADMIN@example.com"}""" to 409,
            """{"email":"new@example.com","groups":[{"id":"none","type":"group"}]}""" to 400,
            """{"email":"new@example.com","groups":[{"type":"group"}]}""" to 400,
            """{"email":"new@example.com","groups":"$administrators"}""" to 400,
        ).forEach { (body, status) -> test("$body -> $status") { v2.post("users", body).status shouldBe status } }
    }

    context("users that cannot be") {
        val path = "users/${admin.id()}"
        val whole = """{"name":"n","email":"admin@example.com","2fa":false,"status":"ACTIVE"}"""
        listOf(
            whole.replace("\"name\":\"n\",", "") to 400,
            whole.replace("\"2fa\":false,", "") to 400,
            whole.replace("\"2fa\":false", "\"2fa\":true") to 400,
            whole.replace("ACTIVE", "PENDING") to 400,
            whole.replace("ACTIVE", "GONE") to 400,
            whole.replace("admin@example.com", "admin") to 400,
        ).forEach { (body, status) -> test("$body -> $status") { v2.put(path, body).status shouldBe status } }

        test("somebody else's e-mail, but a display name is anybody's") {
            val eve = "users/${invite("eve@example.com").json.id()}"
            v2.put(eve, whole).status shouldBe 409
            v2.put(eve, whole.replace("admin@", "EVE@").replace("\"n\"", "\"admin@example.com\"")).status shouldBe 200
            v2.get(eve).json.jsonObject.string("email") shouldBe "EVE@example.com"
            v2.put("users/none", whole).status shouldBe 404
        }
    }
})
