package dev.tricolor.harness

import dev.tricolor.Block
import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.OpenEnum
import dev.tricolor.booleanOrNull
import dev.tricolor.configuredBy
import dev.tricolor.document
import dev.tricolor.documents
import dev.tricolor.longOrNull
import dev.tricolor.string
import dev.tricolor.stringOrNull
import dev.tricolor.strings
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject

/**
 * A resource group, and what Harness says of it.
 *
 * @property resourceGroup the group itself
 * @property harnessManaged whether it is Harness's own, such as `_all_project_level_resources`, which nobody can change or delete
 * @property createdAt in epoch milliseconds
 * @property lastModifiedAt in epoch milliseconds
 * @see <a href="https://apidocs.harness.io/">Harness Platform API</a>
 */
@Serializable(with = ResourceGroupResponse.Companion::class)
public class ResourceGroupResponse internal constructor(json: JsonObject) : Document(json) {
    public val resourceGroup: ResourceGroup = json.wrapped("resourceGroup", ::ResourceGroup)
    @get:JvmName("isHarnessManaged")
    public val harnessManaged: Boolean = json.booleanOrNull("harnessManaged") ?: false
    public val createdAt: Long? = json.longOrNull("createdAt")
    public val lastModifiedAt: Long? = json.longOrNull("lastModifiedAt")

    public companion object : DocumentType<ResourceGroupResponse>(::ResourceGroupResponse)
}

/**
 * A set of resources that a role can be assigned on.
 *
 * @property identifier unique where it belongs
 * @property name what people call it
 * @property color such as `#0063F7`
 * @property description what it is for
 * @property tags tags, by key
 * @property accountIdentifier the account that it belongs to
 * @property orgIdentifier the organization that it belongs to; null for one of the account
 * @property projectIdentifier the project that it belongs to; null for one of the account or an organization
 * @property allowedScopeLevels the levels at which it can be used
 * @property includedScopes where its resources are
 * @property resourceFilter which resources there; null where the service does not say
 */
@Serializable(with = ResourceGroup.Companion::class)
public class ResourceGroup internal constructor(json: JsonObject) : Document(json) {
    public val identifier: String = json.string("identifier")
    public val name: String? = json.stringOrNull("name")
    public val color: String? = json.stringOrNull("color")
    public val description: String? = json.stringOrNull("description")
    public val tags: Map<String, String> = json.textMap("tags")
    public val accountIdentifier: String? = json.stringOrNull("accountIdentifier")
    public val orgIdentifier: String? = json.stringOrNull("orgIdentifier")
    public val projectIdentifier: String? = json.stringOrNull("projectIdentifier")
    public val allowedScopeLevels: List<ScopeLevel> = json.strings("allowedScopeLevels").map(ScopeLevel::of)
    public val includedScopes: List<ScopeSelector> = json.documents("includedScopes", ::ScopeSelector)
    public val resourceFilter: ResourceFilter? = json.document("resourceFilter", ::ResourceFilter)

    /**
     * This group with changes; what is not mentioned stays as it was read, known to Tricolor or not.
     *
     * @throws dev.tricolor.InvalidPayloadException if the changes make it one that cannot work; what the service itself holds is not held
     * against it
     */
    public fun edit(block: Block<ResourceGroupBuilder>): ResourceGroup =
        ResourceGroup(ResourceGroupBuilder(this).configuredBy(block).build())

    public companion object : DocumentType<ResourceGroup>(::ResourceGroup)
}

/**
 * A place whose resources a resource group takes in.
 *
 * @property filter whether it takes in what is below that place, too; null where the service does not say
 * @property accountIdentifier the account
 * @property orgIdentifier the organization; null for the account itself
 * @property projectIdentifier the project; null for the account or the organization itself
 */
@Serializable(with = ScopeSelector.Companion::class)
public class ScopeSelector internal constructor(json: JsonObject) : Document(json) {
    public val filter: ScopeFilterType? = json.stringOrNull("filter")?.let(ScopeFilterType::of)
    public val accountIdentifier: String? = json.stringOrNull("accountIdentifier")
    public val orgIdentifier: String? = json.stringOrNull("orgIdentifier")
    public val projectIdentifier: String? = json.stringOrNull("projectIdentifier")

    public companion object : DocumentType<ScopeSelector>(::ScopeSelector)
}

/** Whether a [ScopeSelector] takes in what is below its place, too. */
public class ScopeFilterType private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** What is at the place itself. */
        @JvmField public val EXCLUDING_CHILD_SCOPES: ScopeFilterType = ScopeFilterType("EXCLUDING_CHILD_SCOPES")

        /** What is at the place, and in the organizations and projects below it. */
        @JvmField public val INCLUDING_CHILD_SCOPES: ScopeFilterType = ScopeFilterType("INCLUDING_CHILD_SCOPES")

        /** The filter spelled [value], known or not. */
        @JvmStatic
        public fun of(value: String): ScopeFilterType = ScopeFilterType(value)
    }
}

/**
 * Which resources of its places a resource group takes in.
 *
 * @property includeAllResources whether it takes in all of them, whatever [resources] say
 * @property resources the kinds of resources, or single ones, that it takes in
 */
@Serializable(with = ResourceFilter.Companion::class)
public class ResourceFilter internal constructor(json: JsonObject) : Document(json) {
    @get:JvmName("includesAllResources")
    public val includeAllResources: Boolean = json.booleanOrNull("includeAllResources") ?: false
    public val resources: List<ResourceSelector> = json.documents("resources", ::ResourceSelector)

    public companion object : DocumentType<ResourceFilter>(::ResourceFilter)
}

/**
 * Resources of one kind.
 *
 * @property resourceType the kind: `ENVIRONMENT`, `CONNECTOR`
 * @property identifiers single ones; with neither them nor an [attributeFilter], all of the kind
 * @property attributeFilter those of which an attribute has a certain value; null for no such limit
 */
@Serializable(with = ResourceSelector.Companion::class)
public class ResourceSelector internal constructor(json: JsonObject) : Document(json) {
    public val resourceType: String? = json.stringOrNull("resourceType")
    public val identifiers: List<String> = json.strings("identifiers")
    public val attributeFilter: AttributeFilter? = json.document("attributeFilter", ::AttributeFilter)

    public companion object : DocumentType<ResourceSelector>(::ResourceSelector)
}

/**
 * A choice of resources by the value of an attribute.
 *
 * @property attributeName the attribute: `category`, `type`
 * @property attributeValues the values, of which a resource has one
 */
@Serializable(with = AttributeFilter.Companion::class)
public class AttributeFilter internal constructor(json: JsonObject) : Document(json) {
    public val attributeName: String? = json.stringOrNull("attributeName")
    public val attributeValues: List<String> = json.strings("attributeValues")

    public companion object : DocumentType<AttributeFilter>(::AttributeFilter)
}
