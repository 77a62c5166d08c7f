package dev.tricolor.harness

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.OpenEnum
import dev.tricolor.stringOrNull
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * Where in Harness something belongs.
 *
 * @property accountIdentifier the account; null for what Harness itself made for all accounts
 * @property orgIdentifier the organization; null for what belongs to the account
 * @property projectIdentifier the project; null for what belongs to the account or the organization
 */
@Serializable(with = ScopeIdentifiers.Companion::class)
public class ScopeIdentifiers internal constructor(json: JsonObject) : Document(json) {
    @JvmOverloads
    public constructor(accountIdentifier: String, orgIdentifier: String? = null, projectIdentifier: String? = null) : this(
        JsonObject(
            listOfNotNull(
                "accountIdentifier" to JsonPrimitive(accountIdentifier),
                orgIdentifier?.let { "orgIdentifier" to JsonPrimitive(it) },
                projectIdentifier?.let { "projectIdentifier" to JsonPrimitive(it) },
            ).toMap(),
        ),
    )

    public val accountIdentifier: String? = json.stringOrNull("accountIdentifier")
    public val orgIdentifier: String? = json.stringOrNull("orgIdentifier")
    public val projectIdentifier: String? = json.stringOrNull("projectIdentifier")

    public companion object : DocumentType<ScopeIdentifiers>(::ScopeIdentifiers) {
        internal val KEYS = listOf("accountIdentifier", "orgIdentifier", "projectIdentifier")
    }
}

/** The levels at which things live in Harness. */
public class ScopeLevel private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** In the account itself. */
        @JvmField public val ACCOUNT: ScopeLevel = ScopeLevel("account")

        /** In an organization of the account. */
        @JvmField public val ORGANIZATION: ScopeLevel = ScopeLevel("organization")

        /** In a project of an organization. */
        @JvmField public val PROJECT: ScopeLevel = ScopeLevel("project")

        /** The level spelled [value], known or not. */
        @JvmStatic
        public fun of(value: String): ScopeLevel = ScopeLevel(value)
    }
}
