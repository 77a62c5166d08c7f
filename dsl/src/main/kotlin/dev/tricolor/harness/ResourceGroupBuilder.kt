package dev.tricolor.harness

import dev.tricolor.Block
import dev.tricolor.PayloadBuilder
import dev.tricolor.Problems
import dev.tricolor.configuredBy
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject

/**
 * Builds a resource group, from nothing or from one that was read: where its resources are, and which of those there.
 *
 * A new one that names no place takes in what is where it belongs itself, and nothing below that.
 */
public class ResourceGroupBuilder : HarnessEntityBuilder<ResourceGroupBuilder> {
    public constructor(scope: HarnessScope, identifier: String, name: String) : super("resource group", scope, identifier, name) {
        ownScope = scope.json
    }

    internal constructor(before: ResourceGroup) : super("resource group", before.json) {
        ownScope = before.json.filterKeys { it in HarnessScope.KEYS }
    }

    private val ownScope: Map<String, JsonElement>

    /** Its colour in the user interface, such as `#0063F7`. */
    public var color: String? by nullableText("color")

    /** Sets [ResourceGroupBuilder.color]. */
    public fun color(color: String?): ResourceGroupBuilder = apply { this.color = color }

    /** Takes in what is where the group itself belongs, and below that if [filter] says so. */
    public fun includedScope(filter: ScopeFilterType): ResourceGroupBuilder = includedScope(filter) {}

    /** Takes in what is at the place that [block] says, and below that if [filter] says so. */
    public fun includedScope(filter: ScopeFilterType, block: Block<ScopeSelectorBuilder>): ResourceGroupBuilder = apply {
        addOnce("includedScopes", ScopeSelectorBuilder(filter, ownScope).configuredBy(block).json())
    }

    /** Takes in no place any more, so that others can take their place. */
    public fun clearIncludedScopes(): ResourceGroupBuilder = apply { fields["includedScopes"] = JsonArray(emptyList()) }

    /** Takes in all resources of its places, in the place of chosen ones. */
    public fun includeAllResources(): ResourceGroupBuilder = filter(all = true, emptyList())

    /** Takes in all resources of the kind [resourceType], beside the other kinds that are named. */
    public fun resource(resourceType: String): ResourceGroupBuilder = resource(resourceType) {}

    /** Takes in those resources of the kind [resourceType] that [block] says, beside the other kinds that are named. */
    public fun resource(resourceType: String, block: Block<ResourceSelectorBuilder>): ResourceGroupBuilder =
        filter(all = false, resources() + ResourceSelectorBuilder(resourceType).configuredBy(block).json())

    /** No longer takes in resources of the kind [resourceType]; one that is not named is no error. */
    public fun removeResource(resourceType: String): ResourceGroupBuilder = apply {
        val left = resources().filterNot { (it as? JsonObject)?.get("resourceType") == JsonPrimitive(resourceType) }
        if (left != resources()) put(left)
    }

    /** Takes in no resources any more, so that others can take their place. */
    public fun clearResources(): ResourceGroupBuilder = filter(all = false, emptyList())

    private fun filter(all: Boolean, resources: List<JsonElement>) = apply {
        put(resources)
        fields["resourceFilter"] = JsonObject(resourceFilter() + ("includeAllResources" to JsonPrimitive(all)))
    }

    private fun put(resources: List<JsonElement>) {
        fields["resourceFilter"] = JsonObject(resourceFilter() + ("resources" to JsonArray(resources)))
    }

    private fun resourceFilter() = (fields["resourceFilter"] as? JsonObject).orEmpty()

    private fun resources() = (resourceFilter()["resources"] as? JsonArray).orEmpty()

    override fun json(): JsonObject {
        // Harness says the same by itself when a group is created, but not when it is replaced.
        if (before == null && "includedScopes" !in fields) includedScope(ScopeFilterType.EXCLUDING_CHILD_SCOPES)
        return super.json()
    }

    override fun check(json: JsonObject, problems: Problems) {
        super.check(json, problems)
        val group = ResourceGroup(json)
        group.includedScopes.forEachIndexed { index, scope -> checkScope(scope, problems.at("includedScopes[$index]")) }
        group.resourceFilter?.resources.orEmpty().forEachIndexed { index, resources ->
            checkResources(resources, problems.at("resourceFilter.resources[$index]"))
        }
    }

    private fun checkScope(scope: ScopeSelector, problems: Problems) {
        problems.require(!scope.filter?.value.isNullOrBlank(), "filter") { "is blank" }
        problems.require(!scope.accountIdentifier.isNullOrBlank(), "accountIdentifier") { "is blank" }
        problems.require(scope.projectIdentifier == null || scope.orgIdentifier != null, "projectIdentifier") {
            "is \"${scope.projectIdentifier}\", but orgIdentifier is not set: a project is one of an organization"
        }
    }

    private fun checkResources(resources: ResourceSelector, problems: Problems) {
        problems.require(!resources.resourceType.isNullOrBlank(), "resourceType") { "is blank" }
        problems.requireTexts(resources.identifiers, "identifiers")
        val attribute = resources.attributeFilter ?: return
        problems.require(!attribute.attributeName.isNullOrBlank(), "attributeFilter.attributeName") { "is blank" }
        problems.require(attribute.attributeValues.isNotEmpty(), "attributeFilter.attributeValues") {
            "there are none, must be at least one"
        }
    }
}

/** Says a place; what is not said is as where the resource group itself belongs. */
public class ScopeSelectorBuilder internal constructor(filter: ScopeFilterType, own: Map<String, JsonElement>) :
    PayloadBuilder("included scope", JsonObject(mapOf("filter" to JsonPrimitive(filter.value)) + own)) {
    /** The organization; null for the account itself. */
    public var orgIdentifier: String? by nullableText("orgIdentifier")

    /** The project; null for the account or the organization itself. */
    public var projectIdentifier: String? by nullableText("projectIdentifier")

    /** Sets [ScopeSelectorBuilder.orgIdentifier]. */
    public fun orgIdentifier(identifier: String?): ScopeSelectorBuilder = apply { orgIdentifier = identifier }

    /** Sets [ScopeSelectorBuilder.projectIdentifier]. */
    public fun projectIdentifier(identifier: String?): ScopeSelectorBuilder = apply { projectIdentifier = identifier }
}

/** Says which resources of one kind; without a word, all of them. */
public class ResourceSelectorBuilder internal constructor(resourceType: String) :
    PayloadBuilder("resources", JsonObject(mapOf("resourceType" to JsonPrimitive(resourceType)))) {
    /** Takes in the one with this identifier, beside others that are named. */
    public fun identifier(identifier: String): ResourceSelectorBuilder = apply { addOnce("identifiers", JsonPrimitive(identifier)) }

    /** Takes in those with these identifiers and no others. */
    public fun identifiers(identifiers: Collection<String>): ResourceSelectorBuilder = apply { replaceAll("identifiers", identifiers) }

    /** Takes in those whose attribute [attributeName] has one of [attributeValues]. */
    public fun attributeFilter(attributeName: String, attributeValues: Collection<String>): ResourceSelectorBuilder = apply {
        fields["attributeFilter"] = buildJsonObject {
            put("attributeName", JsonPrimitive(attributeName))
            put("attributeValues", JsonArray(attributeValues.map(::JsonPrimitive)))
        }
    }
}
