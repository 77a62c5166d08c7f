package dev.tricolor.harness

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.InvalidPayloadException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.string
import io.kotest.property.checkAll
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.jsonObject

private val CAPTURED = listOf<Pair<DocumentType<*>, String>>(
    RoleResponse to """{"role":{"identifier":"r","name":"R","permissions":["fme_fmefeatureflag_edit"],"allowedScopeLevels":["project"]},
        "scope":{"accountIdentifier":"a","orgIdentifier":null},"harnessManaged":false,"createdAt":1.5e3}""",
    ResourceGroupResponse to """{"resourceGroup":{"identifier":"g","includedScopes":[{"filter":"SOME","accountIdentifier":"a"}],
        "resourceFilter":{"includeAllResources":false,"resources":[{"resourceType":"T","attributeFilter":{"attributeValues":["v"]}}]}}}""",
    RoleAssignmentResponse to """{"roleAssignment":{"identifier":"a","roleReference":{"identifier":"r","scopeLevel":"project"},
        "principal":{"identifier":"u","type":"USER","uniqueId":null},"disabled":true}}""",
    UserAggregate to """{"user":{"uuid":"u","email":"a@b"},"roleAssignmentMetadata":[{"roleIdentifier":"r","managedRole":true}]}""",
    UserGroup to """{"identifier":"g","users":["u"],"notificationConfigs":[{"type":"EMAIL","to":"a@b"}],"tags":{"k":"v","n":null}}""",
    HarnessInvite to """{"id":"i","roleBindings":[{"roleIdentifier":"r","roleScopeLevel":"account"}],"userGroups":null,"approved":null}""",
    UserInfo to """{"uuid":"u","accounts":[{"uuid":"acc"}],"admin":true,"lastLogin":1700000000000}""",
    AddUsersResponse to """{"addUserResponseMap":{"a@b":"USER_ADDED_SUCCESSFULLY","c@d":null}}""",
)

private fun DocumentType<*>.encodeAndDecode(json: JsonObject): Pair<Document, String> = of(json).let { it to it.toJson() }

private fun problemsOf(block: () -> Unit) = shouldThrow<InvalidPayloadException>(block).problems.map { it.toString() }

internal class HarnessAccessSpec : FunSpec({
    context("nothing that Harness said is lost") {
        withData(nameFn = { it.second.take(40) }, CAPTURED) { (type, text) ->
            val captured = Json.parseToJsonElement(text).jsonObject
            checkAll(20, Arb.string(0..12), Arb.string(0..12)) { key, value ->
                val said = JsonObject(captured + ("x$key" to JsonPrimitive(value)))
                val (document, written) = type.encodeAndDecode(said)
                document.json shouldBe said
                Json.parseToJsonElement(written) shouldBe said
            }
        }
    }

    context("what has no name is none") {
        withData<Pair<DocumentType<*>, String>>(
            nameFn = { it.second },
            RoleResponse to "{}", RoleResponse to """{"role":{}}""", ResourceGroupResponse to """{"resourceGroup":null}""",
            RoleAssignmentResponse to """{"roleAssignment":{"principal":{}}}""", UserAggregate to """{"user":[]}""",
            UserGroup to """{"identifier":1}""", HarnessInvite to """{"email":"a@b"}""",
        ) { (type, text) -> shouldThrow<SerializationException> { type.fromJson(text) } }
    }

    test("an edit that changes nothing is the same, and one that does leaves the rest as it was") {
        checkAll(50, Arb.string(0..20), Arb.string(0..20)) { key, value ->
            val role = Role.of(
                JsonObject(mapOf("identifier" to JsonPrimitive("r"), "name" to JsonPrimitive("n"), "y$key" to JsonPrimitive(value))),
            )
            role.edit {} shouldBe role
            role.edit { permission("a_b_c"); permission("a_b_c") }.let {
                it.permissions shouldContainExactly listOf("a_b_c")
                it.edit { removePermission("a_b_c") }.json - "permissions" shouldBe role.json
            }
        }
    }

    test("tags: set, taken away, all taken away; nothing is made up where nothing is said") {
        val role = Role.fromJson("""{"identifier":"r","name":"n","tags":{"a":"1"}}""")
        role.edit { tag("b", ""); removeTag("a"); removeTag("none") }.tags shouldBe mapOf("b" to "")
        role.edit { clearTags() }.toJson() shouldBe """{"identifier":"r","name":"n","tags":{}}"""
        Role.fromJson("""{"identifier":"r","name":"n"}""").edit { removeTag("a") }.toJson() shouldBe """{"identifier":"r","name":"n"}"""
        RoleBuilder("r", "n").allowedScopeLevel(ScopeLevel.ACCOUNT).name("m").description(null).build().toString() shouldBe
            """{"identifier":"r","name":"m","allowedScopeLevels":["account"],"description":null}"""
    }

    test("identifiers") {
        listOf("a", "_a9\$", "A".repeat(128)).forEach { HarnessLimits.isIdentifier(it) shouldBe true }
        listOf("", "9a", "\$a", "a-b", "a b", "é", "A".repeat(129)).forEach { HarnessLimits.isIdentifier(it) shouldBe false }
        problemsOf { RoleBuilder("a-b", "n").build() } shouldContainExactly
            listOf("identifier: is \"a-b\", must be a letter or _, then letters, digits, _ and \$, at most 128 characters")
    }

    test("what the service itself holds is not held against an edit, what an edit does is") {
        val group = UserGroup.fromJson("""{"identifier":"a-b","name":"","users":[""]}""")
        group.edit { description = "d" }.description shouldBe "d"
        problemsOf { group.edit { user(" ") } } shouldContainExactly listOf("users[1]: is blank")
    }

    test("a place that cannot be is refused; one that was read is taken as it is") {
        shouldThrow<IllegalArgumentException> { HarnessScope(" ") }.message shouldBe "accountIdentifier is blank"
        shouldThrow<IllegalArgumentException> { HarnessScope("a", "") }.message shouldBe "orgIdentifier is blank"
        shouldThrow<IllegalArgumentException> { HarnessScope("a", null, "p") }.message shouldBe
            "projectIdentifier is \"p\", but orgIdentifier is not set: a project is one of an organization"
        HarnessScope("a", "o", "p").toString() shouldBe "a/o/p"
        val nowhere = HarnessScope.fromJson("""{"accountIdentifier":null,"parentUniqueId":"u"}""")
        nowhere.accountIdentifier shouldBe null
        nowhere.toJson() shouldBe """{"accountIdentifier":null,"parentUniqueId":"u"}"""
    }

    test("a role reference and a scope say only what is known") {
        HarnessScope("a", "o").toJson() shouldBe """{"accountIdentifier":"a","orgIdentifier":"o"}"""
        Principal.serviceAccount("ci", ScopeLevel.ACCOUNT).toJson() shouldBe
            """{"identifier":"ci","type":"SERVICE_ACCOUNT","scopeLevel":"account"}"""
        RoleAssignmentBuilder("r", "g", Principal.of(PrincipalType.of("API_KEY"), "k")).roleScopeLevel(ScopeLevel.PROJECT).build()
            .toString() shouldBe """{"resourceGroupIdentifier":"g","roleIdentifier":"r",""" +
            """"principal":{"identifier":"k","type":"API_KEY"},"roleReference":{"identifier":"r","scopeLevel":"project"}}"""
    }
})
