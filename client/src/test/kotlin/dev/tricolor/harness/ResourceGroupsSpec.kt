package dev.tricolor.harness

import dev.tricolor.BadRequestException
import dev.tricolor.ConflictException
import dev.tricolor.InvalidPayloadException
import dev.tricolor.inTurn
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.test.runTest

internal class ResourceGroupsSpec : FunSpec({
    test("created, read, listed, edited, replaced, deleted") {
        onHarness {
            val made = harness.resourceGroups.create("web", "Web") {
                color = "#0063F7"
                resource("ENVIRONMENT") { identifier("prod"); identifier("stage") }
                resource("CONNECTOR") { attributeFilter("category", listOf("CLOUD_COST")) }
            }
            asked shouldBe "POST /resourcegroup/api/v2/resourcegroup"
            emulator.requests.last.body shouldBe
                """{"resourceGroup":{"accountIdentifier":"acc","orgIdentifier":"default","projectIdentifier":"shop",""" +
                """"identifier":"web","name":"Web","color":"#0063F7","resourceFilter":{"resources":[""" +
                """{"resourceType":"ENVIRONMENT","identifiers":["prod","stage"]},""" +
                """{"resourceType":"CONNECTOR","attributeFilter":{"attributeName":"category","attributeValues":["CLOUD_COST"]}}],""" +
                """"includeAllResources":false},"includedScopes":[{"filter":"EXCLUDING_CHILD_SCOPES",""" +
                """"accountIdentifier":"acc","orgIdentifier":"default","projectIdentifier":"shop"}]}}"""
            made.resourceGroup.includedScopes.single().filter shouldBe ScopeFilterType.EXCLUDING_CHILD_SCOPES
            made.resourceGroup.resourceFilter?.resources?.last()?.attributeFilter?.attributeValues shouldBe listOf("CLOUD_COST")
            harness.resourceGroups.get("web") shouldBe made
            shouldThrow<ConflictException> { harness.resourceGroups.create("web", "Web") }
            harness.resourceGroups.listAll().map { it.resourceGroup.identifier }.toList() shouldContainExactly
                listOf("_all_project_level_resources", "web")
            asked shouldBe "GET /resourcegroup/api/v2/resourcegroup?pageSize=100&pageIndex=0"

            val edited = harness.resourceGroups.edit("web") { removeResource("CONNECTOR"); removeResource("NONE") }
            edited.resourceGroup.resourceFilter?.resources?.map { it.resourceType } shouldBe listOf("ENVIRONMENT")
            harness.resourceGroups.edit("web") { includeAllResources() }.resourceGroup.resourceFilter?.includeAllResources shouldBe true
            harness.resourceGroups.edit("web") { resource("SERVICE") }.resourceGroup.resourceFilter?.let {
                it.includeAllResources shouldBe false
                it.resources.single().identifiers shouldBe emptyList()
            }
            harness.resourceGroups.replace("web", "Web 2").resourceGroup.color shouldBe ""
            harness.resourceGroups.edit("web") { name = "Web 2" }.resourceGroup.name shouldBe "Web 2"
            asked shouldBe "GET /resourcegroup/api/v2/resourcegroup/web"
            harness.resourceGroups.delete("web")
            harness.resourceGroups.find("web").shouldBeNull()
            shouldThrow<BadRequestException> { harness.resourceGroups.delete("_all_project_level_resources") }
        }
    }

    test("places: the group's own, and those below it") {
        onHarness {
            val organization = harness.within { projectIdentifier = null }
            val group = organization.resourceGroups.create("all", "All") {
                includedScope(ScopeFilterType.EXCLUDING_CHILD_SCOPES)
                includedScope(ScopeFilterType.INCLUDING_CHILD_SCOPES) { projectIdentifier = "shop" }
                includeAllResources()
            }.resourceGroup
            group.orgIdentifier shouldBe "default"
            group.includedScopes.map { it.orgIdentifier to it.projectIdentifier } shouldContainExactly
                listOf("default" to null, "default" to "shop")
            organization.resourceGroups.edit("all") {
                clearIncludedScopes()
                includedScope(ScopeFilterType.INCLUDING_CHILD_SCOPES)
            }.resourceGroup.includedScopes.single().let { it.accountIdentifier to it.orgIdentifier } shouldBe ("acc" to "default")
            shouldThrow<BadRequestException> {
                harness.resourceGroups.create("no", "No") {
                    includedScope(ScopeFilterType.EXCLUDING_CHILD_SCOPES) { projectIdentifier = "x" }
                }
            }
        }
    }

    test("what is wrong is told at once, and nothing is sent") {
        onHarness {
            shouldThrow<InvalidPayloadException> {
                harness.resourceGroups.create("", "n") {
                    includedScope(ScopeFilterType.of("")) { orgIdentifier = null }
                    resource(" ") { identifier("") }
                    resource("CONNECTOR") { attributeFilter("", emptyList()) }
                }
            }.problems.map { it.path } shouldContainExactly listOf(
                "identifier", "includedScopes[0].filter", "includedScopes[0].projectIdentifier",
                "resourceFilter.resources[0].resourceType", "resourceFilter.resources[0].identifiers[0]",
                "resourceFilter.resources[1].attributeFilter.attributeName", "resourceFilter.resources[1].attributeFilter.attributeValues",
            )
            emulator.requests.count shouldBe 0
        }
    }

    test("an edit keeps what nobody knows and does not mind what was wrong before") {
        runTest {
            val group = """{"identifier":"g","name":"","includedScopes":[{"filter":null,"later":1.0}],"resourceFilter":null,"x":[1e2]}"""
            val scripted = ScriptedHarness(this, inTurn(data("""{"resourceGroup":$group}"""), data("""{"resourceGroup":$group}""")))
            scripted.harness.resourceGroups.edit("g") { color("#fff") }
            scripted.lines.last() shouldBe
                """PUT resourcegroup/api/v2/resourcegroup/g {"resourceGroup":${group.dropLast(1)},"color":"#fff"}}"""
        }
    }
})
