package dev.tricolor.split

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.OpenEnum
import dev.tricolor.PayloadBuilder
import dev.tricolor.Problems
import dev.tricolor.document
import dev.tricolor.documents
import dev.tricolor.longOrNull
import dev.tricolor.string
import dev.tricolor.stringOrNull
import dev.tricolor.strings
import dev.tricolor.without
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * What is known of an API key, without its secret.
 *
 * @property id its id, good for deleting it; Split may leave it out
 * @property name what people call it
 * @property apiKeyType what it admits to
 * @property roles what an admin key may do; SDK keys have none
 * @property environments the environments it is good for; none means all of [workspace]
 * @property workspace the workspace it is good for; null means all of the account
 * @property scope what [workspace] and [environments] come to
 * @property createdAt in epoch milliseconds
 * @property createdBy who created it
 * @property organization the account
 * @see <a href="https://docs.split.io/reference/api-keys-overview">API keys</a>
 */
@Serializable(with = ApiKey.Companion::class)
public class ApiKey internal constructor(json: JsonObject) : Document(json) {
    public val id: String? = json.stringOrNull("id")
    public val name: String = json.string("name")
    public val apiKeyType: ApiKeyType? = json.stringOrNull("apiKeyType")?.let(ApiKeyType::of)
    public val roles: List<ApiKeyRole> = json.strings("roles").map(ApiKeyRole::of)
    public val environments: List<Reference> = json.documents("environments", ::Reference)
    public val workspace: Reference? = json.document("workspace", ::Reference)
    public val createdAt: Long? = json.longOrNull("createdAt")
    public val createdBy: Reference? = json.document("createdBy", ::Reference)
    public val organization: Reference? = json.document("organization", ::Reference)

    public val scope: ApiKeyScope
        get() = when {
            environments.isNotEmpty() -> ApiKeyScope.ENVIRONMENT
            workspace != null -> ApiKeyScope.WORKSPACE
            else -> ApiKeyScope.GLOBAL
        }

    /** The answer of the service's from which it may have been read holds the secret as `key`, which is not for logs. */
    override fun toString(): String = without("key")

    public companion object : DocumentType<ApiKey>(::ApiKey)
}

/** What an API key is good for. It follows from the workspace and the environments that are named, and is no field of its own. */
public enum class ApiKeyScope {
    /** The whole account: neither workspace nor environments are named. */
    GLOBAL,

    /** All of a workspace. */
    WORKSPACE,

    /** The environments that are named. */
    ENVIRONMENT,
}

/** What an API key admits to. */
public class ApiKeyType private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** SDKs that run where everyone can read the key: browsers and phones. */
        @JvmField public val CLIENT_SIDE: ApiKeyType = ApiKeyType("client_side")

        /** SDKs that run on servers. */
        @JvmField public val SERVER_SIDE: ApiKeyType = ApiKeyType("server_side")

        /** The Admin API. */
        @JvmField public val ADMIN: ApiKeyType = ApiKeyType("admin")

        /** The type spelled [value], known or not. */
        @JvmStatic
        public fun of(value: String): ApiKeyType = ApiKeyType(value)
    }
}

/** What an admin key may do, within its scope. */
public class ApiKeyRole private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** Everything. */
        @JvmField public val API_ALL_GRANTED: ApiKeyRole = ApiKeyRole("API_ALL_GRANTED")

        /** API keys. */
        @JvmField public val API_APIKEY: ApiKeyRole = ApiKeyRole("API_APIKEY")

        /** Users, groups, workspaces and what else the account has. */
        @JvmField public val API_ADMIN: ApiKeyRole = ApiKeyRole("API_ADMIN")

        /** What a workspace has. */
        @JvmField public val API_WORKSPACE_ADMIN: ApiKeyRole = ApiKeyRole("API_WORKSPACE_ADMIN")

        /** Reads feature flags. */
        @JvmField public val API_FEATURE_FLAG_VIEWER: ApiKeyRole = ApiKeyRole("API_FEATURE_FLAG_VIEWER")

        /** Changes feature flags. */
        @JvmField public val API_FEATURE_FLAG_EDITOR: ApiKeyRole = ApiKeyRole("API_FEATURE_FLAG_EDITOR")

        /** Reads segments. */
        @JvmField public val API_SEGMENT_VIEWER: ApiKeyRole = ApiKeyRole("API_SEGMENT_VIEWER")

        /** Changes segments. */
        @JvmField public val API_SEGMENT_EDITOR: ApiKeyRole = ApiKeyRole("API_SEGMENT_EDITOR")

        /** The role spelled [value], known or not. */
        @JvmStatic
        public fun of(value: String): ApiKeyRole = ApiKeyRole(value)
    }
}

/**
 * Builds a new API key. What it names decides its scope: nothing, the whole account; a workspace, all of that; environments too, only
 * those. SDK keys need a workspace and exactly one environment of it.
 */
public class CreateApiKeyBuilder(name: String, apiKeyType: ApiKeyType) : PayloadBuilder("API key") {
    init {
        fields["name"] = JsonPrimitive(name)
        fields["apiKeyType"] = JsonPrimitive(apiKeyType.value)
        // All three are always said, as Split documents it: a null and empty lists are what makes a key global.
        fields["environments"] = JsonArray(emptyList())
        fields["workspace"] = JsonNull
        fields["roles"] = JsonArray(emptyList())
    }

    /** The workspace, by id, that it is good for. */
    public fun workspace(workspaceId: String): CreateApiKeyBuilder = apply { fields["workspace"] = reference("workspace", workspaceId) }

    /** Adds an environment, by id, to those that it is good for. */
    public fun environment(environmentId: String): CreateApiKeyBuilder = apply {
        append("environments", listOf(reference("environment", environmentId)))
    }

    /** Adds to what an admin key may do. */
    public fun role(role: ApiKeyRole): CreateApiKeyBuilder = apply { append("roles", listOf(JsonPrimitive(role.value))) }

    override fun check(json: JsonObject, problems: Problems) {
        val key = ApiKey(json)
        problems.require(key.name.isNotBlank(), "name") { "is blank" }
        problems.require(key.name.length <= SplitLimits.API_KEY_NAME, "name") {
            "is ${key.name.length} characters long, must be at most ${SplitLimits.API_KEY_NAME}"
        }
        val sdk = key.apiKeyType == ApiKeyType.CLIENT_SIDE || key.apiKeyType == ApiKeyType.SERVER_SIDE
        val environments = key.environments.size
        problems.require(key.workspace != null || !sdk && environments == 0, "workspace") {
            if (sdk) "is not set, must be for a ${key.apiKeyType} key" else "is not set, must be the one of the environments"
        }
        problems.require(!sdk || environments == 1, "environments") {
            "has $environments, must have exactly 1 for a ${key.apiKeyType} key"
        }
        key.workspace?.let { problems.requireId("workspace", it) }
        key.environments.forEachIndexed { index, environment -> problems.requireId("environments[$index]", environment) }
        key.roles.forEachIndexed { index, role -> problems.require(role.value.isNotBlank(), "roles[$index]") { "is blank" } }
    }
}
