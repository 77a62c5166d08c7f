package dev.tricolor.harness

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.OpenEnum
import dev.tricolor.stringOrNull
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * Where in Harness something lives, and where calls go: an account, an organization of it, or a project of that.
 *
 * @property accountIdentifier the account; null for what Harness itself made for all accounts, never for where calls go
 * @property orgIdentifier the organization; null for what belongs to the account
 * @property projectIdentifier the project; null for what belongs to the account or the organization
 */
@Serializable(with = HarnessScope.Companion::class)
public class HarnessScope internal constructor(json: JsonObject) : Document(json) {
    /** @throws IllegalArgumentException if one is blank, or a project is named without its organization */
    @JvmOverloads
    public constructor(accountIdentifier: String, orgIdentifier: String? = null, projectIdentifier: String? = null) : this(
        JsonObject(
            KEYS.zip(listOf(accountIdentifier, orgIdentifier, projectIdentifier)).mapNotNull { (key, identifier) ->
                require(identifier?.isBlank() != true) { "$key is blank" }
                identifier?.let { key to JsonPrimitive(it) }
            }.toMap(),
        ),
    ) {
        require(projectIdentifier == null || orgIdentifier != null) {
            "projectIdentifier is \"$projectIdentifier\", but orgIdentifier is not set: a project is one of an organization"
        }
    }

    public val accountIdentifier: String? = json.stringOrNull("accountIdentifier")
    public val orgIdentifier: String? = json.stringOrNull("orgIdentifier")
    public val projectIdentifier: String? = json.stringOrNull("projectIdentifier")

    /** The identifiers, as in a path. */
    override fun toString(): String = listOfNotNull(accountIdentifier, orgIdentifier, projectIdentifier).joinToString("/")

    public companion object : DocumentType<HarnessScope>(::HarnessScope) {
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
