package dev.tricolor.emulator.harness

import dev.tricolor.emulator.Emulator
import dev.tricolor.emulator.Exchange
import dev.tricolor.emulator.Wire
import dev.tricolor.emulator.json
import dev.tricolor.emulator.member
import dev.tricolor.emulator.string
import dev.tricolor.emulator.texts
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.jsonArray

private const val ACCOUNT = "accountIdentifier=acc"
private const val ORG = "$ACCOUNT&orgIdentifier=default"
private const val PROJECT = "$ORG&projectIdentifier=shop"
private const val ROLES = "authz/api/roles"
private const val GROUPS = "resourcegroup/api/v2/resourcegroup"
private const val ASSIGNMENTS = "authz/api/roleassignments"
private const val USER_GROUPS = "ng/api/user-groups"

private val Exchange.data: JsonElement? get() = this["data"]
private val Exchange.content: List<JsonElement> get() = data.member("content")!!.jsonArray
private fun Exchange.identifiers(wrapper: String? = null): List<String> =
    content.map { (wrapper?.let(it::member) ?: it).string("identifier") }

/** Users, user groups, roles, resource groups and role assignments. */
class HarnessAccessSpec : FunSpec({
    val emulator = autoClose(Emulator.start())
    val harness = Wire(emulator.harnessUrl, mapOf("x-api-key" to "pat"))
    fun admin(account: String = ACCOUNT): JsonElement? = harness.post("ng/api/user/aggregate?$account").content.first().member("user")

    test("roles: created, read, replaced, deleted, each place its own") {
        val body = """{"identifier":"qa","name":"QA","permissions":["fme_fmefeatureflag_edit"],"later":{"a":1}}"""
        val created = harness.post("$ROLES?$PROJECT", body)
        created.body.keys.toList() shouldContainExactly listOf("status", "data", "metaData", "correlationId")
        created.data.member("role").member("allowedScopeLevels").texts() shouldContainExactly listOf("project")
        created.data.member("role").member("later") shouldBe json("""{"a":1}""")
        created.data.member("scope") shouldBe
            json("""{"accountIdentifier":"acc","orgIdentifier":"default","projectIdentifier":"shop"}""")
        created.data.member("harnessManaged").toString() shouldBe "false"
        harness.get("$ROLES/qa?$PROJECT").data shouldBe created.data
        harness.get("$ROLES/qa?$ORG").status shouldBe 404
        harness.post("$ROLES?$PROJECT", body).let {
            it.status shouldBe 409
            it.body.string("code") shouldBe "DUPLICATE_FIELD"
        }
        harness.put("$ROLES/qa?$PROJECT", """{"identifier":"qa","name":"QA 2"}""").data.member("role").member("permissions")
            .texts() shouldBe emptyList()
        harness.put("$ROLES/qa?$PROJECT", """{"identifier":"qb","name":"QA"}""").status shouldBe 400
        harness.put("$ROLES/no?$PROJECT", """{"identifier":"no","name":"QA"}""").status shouldBe 404
        harness.delete("$ROLES/qa?$PROJECT").data.member("role").string("name") shouldBe "QA 2"
        harness.delete("$ROLES/qa?$PROJECT").status shouldBe 404
    }

    test("lists page, search and hold what is Harness's own, which stays as it is") {
        harness.get("$ROLES?$ORG").identifiers("role") shouldContainExactly
            listOf("_organization_viewer", "_fme_manager", "_fme_administrator")
        harness.get("$ROLES?$ORG&searchTerm=FME%20M").identifiers("role") shouldContainExactly listOf("_fme_manager")
        val beyond = harness.get("$ROLES?$ORG&pageIndex=7&pageSize=2").data
        listOf("totalPages", "totalItems", "pageItemCount", "pageIndex", "empty").map { beyond.member(it).toString() } shouldContainExactly
            listOf("2", "3", "0", "7", "true")
        harness.get("$GROUPS?$PROJECT").identifiers("resourceGroup") shouldContainExactly listOf("_all_project_level_resources")
        harness.get("$USER_GROUPS?$ACCOUNT").identifiers() shouldContainExactly
            listOf("_account_all_users", "_all_account_admins_", "_all_account_fme_editors_", "_all_account_fme_viewers_")
        harness.put("$ROLES/_fme_manager?$ORG", """{"identifier":"_fme_manager","name":"x"}""").status shouldBe 400
        harness.delete("$ROLES/_fme_manager?$ORG").status shouldBe 400
        harness.delete("$GROUPS/_all_project_level_resources?$PROJECT").status shouldBe 400
        harness.delete("$USER_GROUPS/_all_account_admins_?$ACCOUNT").status shouldBe 400
        harness.put("$USER_GROUPS?$ACCOUNT", """{"identifier":"_all_account_admins_","name":"x"}""").status shouldBe 400
        harness.delete("$ASSIGNMENTS/_project_viewer_of_all_users?$PROJECT").status shouldBe 400
    }

    test("resource groups: in their wrapper both ways, within the place that they belong to") {
        val web = """"accountIdentifier":"acc","orgIdentifier":"default","projectIdentifier":"web""""
        val included = """{"filter":"INCLUDING_CHILD_SCOPES",$web}"""
        val filter = """{"includeAllResources":false,"resources":[{"resourceType":"CONNECTOR","identifiers":["a"]},
            {"resourceType":"ENVIRONMENT","attributeFilter":{"attributeName":"type","attributeValues":["Production"]}}]}"""
        val body = """{"resourceGroup":{"identifier":"web","name":"Web","includedScopes":[$included],"resourceFilter":$filter}}"""
        val created = harness.post("$GROUPS?$ORG", body)
        created.data.member("resourceGroup").let {
            it.member("includedScopes") shouldBe json("[$included]")
            it.member("resourceFilter") shouldBe json(filter)
            it.member("allowedScopeLevels").texts() shouldContainExactly listOf("organization")
            it.string("orgIdentifier") shouldBe "default"
        }
        harness.get("$GROUPS/web?$ORG").data shouldBe created.data
        harness.post("$GROUPS?$ORG", body).status shouldBe 409
        val own = harness.put("$GROUPS/web?$ORG", """{"resourceGroup":{"identifier":"web","name":"Web"}}""").data.member("resourceGroup")
        own.member("includedScopes") shouldBe
            json("""[{"filter":"EXCLUDING_CHILD_SCOPES","accountIdentifier":"acc","orgIdentifier":"default","projectIdentifier":null}]""")
        harness.delete("$GROUPS/web?$ORG").data.toString() shouldBe "true"
        listOf(
            """{"identifier":"web","name":"Web"}""",
            body.replace("default", "other"),
            body.replace("INCLUDING_CHILD_SCOPES", "ALL"),
            body.replace("CONNECTOR", ""),
            body.replace("\"name\":\"Web\"", "\"name\":\"Web\",\"orgIdentifier\":\"other\""),
        ).forEach { harness.post("$GROUPS?$ORG", it).status shouldBe 400 }
    }

    test("user groups: unwrapped, replaced by PUT without an identifier in the path, inherited when asked for") {
        val uuid = admin().string("uuid")
        val created = harness.post("$USER_GROUPS?$PROJECT", """{"identifier":"devs","name":"Devs","users":["$uuid"]}""")
        created.data.string("projectIdentifier") shouldBe "shop"
        created.data.member("harnessManaged").toString() shouldBe "false"
        harness.get("$USER_GROUPS/devs?$PROJECT").data shouldBe created.data
        harness.get("$USER_GROUPS?$PROJECT").identifiers() shouldContainExactly listOf("_project_all_users", "devs")
        harness.get("$USER_GROUPS?$PROJECT&filterType=INCLUDE_INHERITED_GROUPS&searchTerm=all_users").identifiers() shouldContainExactly
            listOf("_project_all_users", "_organization_all_users", "_account_all_users")
        harness.get("$USER_GROUPS?$ACCOUNT&filterType=INCLUDE_CHILD_SCOPE_GROUPS&searchTerm=devs").identifiers() shouldContainExactly
            listOf("devs")
        harness.get("$USER_GROUPS?$PROJECT&filterType=ALL").status shouldBe 400
        harness.put("$USER_GROUPS?$PROJECT", """{"identifier":"devs","name":"Developers"}""").data.member("users")
            .texts() shouldBe emptyList()
        harness.put("$USER_GROUPS?$PROJECT", """{"identifier":"nobody","name":"n"}""").status shouldBe 404
        harness.post("$USER_GROUPS?$PROJECT", """{"identifier":"ops","name":"Ops","users":["who"]}""").message shouldContain "users[0]"
        harness.put("ng/api/user/add-user-to-groups/$uuid?$PROJECT", """{"userGroupIdsToAdd":["devs"]}""").data.toString() shouldBe "true"
        harness.put("ng/api/user/add-user-to-groups/$uuid?$PROJECT", """{"userGroupIdsToAdd":["none"]}""").status shouldBe 404
        harness.put("ng/api/user/add-user-to-groups/$uuid?$PROJECT", "{}").message shouldContain "must not be empty"
        harness.delete("$USER_GROUPS/devs?$PROJECT").data.member("users").texts() shouldContainExactly listOf(uuid)
    }

    test("role assignments: whom, which and on what must exist, and once is enough") {
        val uuid = admin().string("uuid")
        fun body(role: String, principal: String, group: String = "_all_project_level_resources") =
            """{"roleIdentifier":"$role","resourceGroupIdentifier":"$group","principal":$principal}"""
        val user = """{"identifier":"$uuid","type":"USER"}"""
        val editors = """{"identifier":"_all_account_fme_editors_","type":"USER_GROUP","scopeLevel":"account"}"""
        harness.post("$ROLES?$ACCOUNT", """{"identifier":"qa","name":"QA","allowedScopeLevels":["account","project"]}""")
        val created = harness.post("$ASSIGNMENTS?$PROJECT", body("_fme_manager", user))
        val identifier = created.data.member("roleAssignment").string("identifier")
        harness.get("$ASSIGNMENTS/$identifier?$PROJECT").data shouldBe created.data
        harness.post("$ASSIGNMENTS?$PROJECT", body("_fme_manager", user)).status shouldBe 409
        harness.post("$ASSIGNMENTS?$PROJECT", body("qa", editors)).data.member("roleAssignment").member("roleReference") shouldBe
            json("""{"identifier":"qa","scopeLevel":"account"}""")
        listOf(
            body("none", user), body("_account_viewer", user), body("_fme_manager", user, "none"),
            body("_fme_manager", """{"identifier":"who","type":"USER"}"""), body("_fme_manager", editors.replace("account\"", "project\"")),
            body("_fme_manager", """{"identifier":"who","type":"SERVICE_ACCOUNT"}"""),
            body("_fme_manager", """{"identifier":"who","type":"CAT"}"""), body("_fme_manager", "null"), "{}",
        ).forEach { harness.post("$ASSIGNMENTS?$PROJECT", it).status shouldBe 400 }
        val many = listOf(body("_fme_manager", user), body("none", user), body("_fme_administrator", user))
        harness.post("$ASSIGNMENTS/multi?$PROJECT", """{"roleAssignments":[${many.joinToString()}]}""").data!!.jsonArray
            .map { it.member("roleAssignment").string("roleIdentifier") } shouldContainExactly listOf("_fme_administrator")

        val aggregate = harness.get("ng/api/user/aggregate/$uuid?$PROJECT").data
        aggregate.member("roleAssignmentMetadata")!!.jsonArray.map { it.string("roleName") } shouldContainExactly
            listOf("FME Manager", "FME Administrator")
        val holders = """{"roleIdentifiers":["_fme_manager"],"resourceGroupIdentifiers":["_all_project_level_resources"]}"""
        harness.post("ng/api/user/aggregate?$PROJECT", holders).content.size shouldBe 1
        harness.post("ng/api/user/aggregate?$PROJECT", """{"roleIdentifiers":["qa"]}""").content.size shouldBe 0
        harness.post("ng/api/user/aggregate?$PROJECT", """{"roleIdentifiers":["no"],"resourceGroupIdentifiers":7}""").status shouldBe 400

        harness.delete("$ROLES/qa?$ACCOUNT").status shouldBe 200
        harness.delete("$ASSIGNMENTS/$identifier?$PROJECT").status shouldBe 200
        harness.get("$ASSIGNMENTS?$PROJECT").content.map { it.member("roleAssignment").string("roleIdentifier") } shouldContainExactly
            listOf("_project_viewer", "_fme_administrator")
        harness.get("$ASSIGNMENTS/$identifier?$PROJECT").status shouldBe 404
    }

    test("users: invited, pending, taken back; searched by a regular expression, renamed, removed") {
        val account = "accountIdentifier=users"
        val users = "ng/api/user/users?$account"
        val admin = admin(account)
        admin.string("email") shouldBe "admin@example.com"
        harness.post("ng/api/invites/aggregate?$account").content shouldBe emptyList()
        val body = """{"emails":["new@x.y","ADMIN@example.com"],"userGroups":["_all_account_fme_viewers_"],
            "roleBindings":[{"roleIdentifier":"_fme_manager","resourceGroupIdentifier":"_all_account_level_resources"}]}"""
        harness.post(users, body).data.member("addUserResponseMap") shouldBe
            json("""{"new@x.y":"USER_INVITED_SUCCESSFULLY","ADMIN@example.com":"USER_ALREADY_ADDED"}""")
        harness.post(users, """{"emails":["new@x.y"]}""").data.member("addUserResponseMap") shouldBe
            json("""{"new@x.y":"USER_ALREADY_INVITED"}""")
        harness.get("$USER_GROUPS/_all_account_fme_viewers_?$account").data.member("users").texts() shouldContainExactly
            listOf(admin.string("uuid"))
        harness.post("ng/api/user/aggregate?$account").content.single().member("roleAssignmentMetadata")!!.jsonArray.size shouldBe 1
        val pending = harness.post("ng/api/invites/aggregate?$account&searchTerm=NEW@").content.single()
        pending.member("userGroups").texts() shouldContainExactly listOf("_all_account_fme_viewers_")
        pending.member("orgIdentifier") shouldBe JsonNull
        harness.delete("ng/api/invites/${pending.string("id")}?$account").data shouldBe pending
        harness.delete("ng/api/invites/${pending.string("id")}?$account").status shouldBe 404

        harness.post("ng/api/user/aggregate?$account&searchTerm=a%2Bdm.n@").content.size shouldBe 1
        harness.post("ng/api/user/aggregate?$account&searchTerm=admin@.%2Borg").content.size shouldBe 0
        harness.post("ng/api/user/aggregate?$account&searchTerm=%5B").status shouldBe 400
        val path = "ng/api/user/${admin.string("uuid")}?$account"
        harness.put(path, """{"name":"Ada","email":"admin@example.com"}""").data.string("name") shouldBe "Ada"
        admin(account).string("name") shouldBe "Ada"
        harness.put(path, """{"uuid":"other","name":"Ada","email":"admin@example.com"}""").status shouldBe 400
        harness.put(path, """{"name":"Ada","email":"ada@example.com"}""").status shouldBe 400
        harness.delete(path).data.toString() shouldBe "true"
        harness.get("ng/api/user/aggregate/${admin.string("uuid")}?$account").status shouldBe 404
        harness.get("$USER_GROUPS/_account_all_users?$account").data.member("users").texts() shouldBe emptyList()
    }

    test("what is wrong with fields is told all at once, each by its name") {
        val refused = harness.post("$ROLES?$PROJECT", """{"identifier":"9 lives","permissions":["all"]}""")
        refused.status shouldBe 400
        refused["errors"]!!.jsonArray.map { it.string("fieldId") } shouldContainExactly listOf("identifier", "name", "permissions[0]")
        refused.message shouldContain "name must not be empty"
        val described = """"identifier":"i","name":"N","description":7,"color":[],"tags":{"k":7}"""
        listOf(
            harness.post("$ROLES?$PROJECT", "{$described}"),
            harness.post("$USER_GROUPS?$PROJECT", "{$described}"),
            harness.post("$GROUPS?$PROJECT", """{"resourceGroup":{$described}}"""),
        ).forEach { wrong ->
            wrong["errors"]!!.jsonArray.map { it.string("fieldId") } shouldContainExactly listOf("description", "color", "tags")
        }
        harness.post("$USER_GROUPS?$PROJECT", """{"identifier":"i","name":"N","notificationConfigs":7}""").status shouldBe 400
        harness.post("ng/api/user/users?$ACCOUNT", """{"emails":[]}""").status shouldBe 400
        harness.post("ng/api/user/users?$ACCOUNT", """{"emails":["nobody"]}""")["errors"]!!.jsonArray.single().string("fieldId") shouldBe
            "emails[0]"
    }

    context("paths that are not real, though a client of Split's asks for them, and requests that say too little") {
        listOf(
            "DELETE" to "roles/qa?$ACCOUNT" to 404,
            "POST" to "ng/api/roleassignments?$ACCOUNT" to 404,
            "PATCH" to "$USER_GROUPS?$ACCOUNT" to 405,
            "PUT" to "$ASSIGNMENTS/a?$ACCOUNT" to 405,
            "GET" to ROLES to 400,
            "GET" to "$ROLES?accountIdentifier=acc&projectIdentifier=shop" to 400,
            "POST" to "ng/api/user/aggregate" to 400,
        ).forEach { (request, status) ->
            val (method, path) = request
            val body = "{}".takeIf { method in setOf("POST", "PUT", "PATCH") }
            test("$method $path -> $status") { harness.send(method, path, body).status shouldBe status }
        }
    }
})
