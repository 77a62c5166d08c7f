package dev.tricolor.harness

import dev.tricolor.Block
import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.Problems
import dev.tricolor.booleanOrNull
import dev.tricolor.configuredBy
import dev.tricolor.document
import dev.tricolor.documents
import dev.tricolor.intOrNull
import dev.tricolor.longOrNull
import dev.tricolor.quoted
import dev.tricolor.string
import dev.tricolor.stringOrNull
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject

/**
 * Somebody who is no person: an identity for programs, which get in with the tokens of its API keys.
 *
 * @property identifier unique where it lives, never to be changed
 * @property name what people call it
 * @property email its address, which need not exist: `name@service.harness.io`
 * @property description what it is for
 * @property tags its tags, with their values
 * @property accountIdentifier the account that it lives in
 * @property orgIdentifier the organization that it lives in; null when it belongs to the account
 * @property projectIdentifier the project that it lives in; null when it belongs to the account or the organization
 * @property extendable whether places below its own can let it in
 * @property governanceMetadata what the account's policies said of the last change; only in the answer to it
 * @see <a href="https://apidocs.harness.io/">Harness Platform API</a>
 */
@Serializable(with = ServiceAccount.Companion::class)
public class ServiceAccount internal constructor(json: JsonObject) : Document(json) {
    public val identifier: String = json.string("identifier")
    public val name: String? = json.stringOrNull("name")
    public val email: String? = json.stringOrNull("email")
    public val description: String? = json.stringOrNull("description")
    public val tags: Map<String, String> = json.textMap("tags")
    public val accountIdentifier: String? = json.stringOrNull("accountIdentifier")
    public val orgIdentifier: String? = json.stringOrNull("orgIdentifier")
    public val projectIdentifier: String? = json.stringOrNull("projectIdentifier")
    @get:JvmName("isExtendable")
    public val extendable: Boolean = json.booleanOrNull("extendable") ?: false
    public val governanceMetadata: JsonObject? = json.document("governanceMetadata") { it }

    /**
     * This service account with changes; what is not mentioned stays as it was read, known to Tricolor or not.
     *
     * @throws dev.tricolor.InvalidPayloadException if the changes make it one that cannot work
     */
    public fun edit(block: Block<ServiceAccountBuilder>): ServiceAccount =
        ServiceAccount(ServiceAccountBuilder(this).configuredBy(block).build())

    public companion object : DocumentType<ServiceAccount>(::ServiceAccount)
}

/**
 * A service account, and what is known of it.
 *
 * @property serviceAccount the service account
 * @property createdAt in epoch milliseconds
 * @property lastModifiedAt in epoch milliseconds
 * @property tokensCount how many tokens its API keys have together
 * @property roleAssignmentsMetadataDTO what it may do
 */
@Serializable(with = ServiceAccountAggregate.Companion::class)
public class ServiceAccountAggregate internal constructor(json: JsonObject) : Document(json) {
    public val serviceAccount: ServiceAccount = json.wrapped("serviceAccount", ::ServiceAccount)
    public val createdAt: Long? = json.longOrNull("createdAt")
    public val lastModifiedAt: Long? = json.longOrNull("lastModifiedAt")
    public val tokensCount: Int? = json.intOrNull("tokensCount")
    public val roleAssignmentsMetadataDTO: List<RoleAssignmentMetadata> =
        json.documents("roleAssignmentsMetadataDTO", ::RoleAssignmentMetadata)

    public companion object : DocumentType<ServiceAccountAggregate>(::ServiceAccountAggregate)
}

/** Builds a service account, new, in the place of an old one, or from one that was read. */
public class ServiceAccountBuilder : HarnessEntityBuilder<ServiceAccountBuilder> {
    public constructor(scope: HarnessScope, identifier: String, name: String, email: String) :
        super("service account", scope, identifier, name) {
        this.email = email
    }
    internal constructor(before: ServiceAccount) : super("service account", before.json)

    /** Its address, which need not exist: `name@service.harness.io`. */
    public var email: String by text("email")

    /** Sets [ServiceAccountBuilder.email]. */
    public fun email(email: String): ServiceAccountBuilder = apply { this.email = email }

    override fun check(json: JsonObject, problems: Problems) {
        super.check(json, problems)
        val email = json.stringOrNull("email").orEmpty()
        problems.require('@' in email, "email") { "is ${quoted(email)}, must be an email address" }
    }
}
