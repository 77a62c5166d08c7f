package dev.tricolor.optimizely

import dev.tricolor.Problems
import dev.tricolor.stringOrNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** What can be said of an environment, new or not. */
public abstract class EnvironmentFields<Self : EnvironmentFields<Self>> internal constructor(payload: String) : ItemFields<Self>(payload) {
    /** Whether it takes a publisher to start experiments in it. */
    public var hasRestrictedPermissions: Boolean by flag("has_restricted_permissions")

    /** Its place in Optimizely's app; the smallest comes first. */
    public var priority: Long by long("priority")

    /** Sets [EnvironmentFields.hasRestrictedPermissions]. */
    public fun hasRestrictedPermissions(restricted: Boolean): Self = self().apply { hasRestrictedPermissions = restricted }

    /** Sets [EnvironmentFields.priority]. */
    public fun priority(priority: Long): Self = self().apply { this.priority = priority }

    override fun check(json: JsonObject, problems: Problems) {
        super.check(json, problems)
        json.stringOrNull("key")?.let { problems.requireKey("key", it) }
    }
}

/**
 * Builds a new environment.
 *
 * @param projectId the project that it is to belong to
 * @param key what features and experiments name it by: at most 64 letters, digits, `_` and `-`
 * @param name what people call it
 */
public class EnvironmentBuilder(projectId: Long, key: String, name: String) : EnvironmentFields<EnvironmentBuilder>("environment") {
    init {
        fields["project_id"] = JsonPrimitive(projectId)
        fields["key"] = JsonPrimitive(key)
        fields["name"] = JsonPrimitive(name)
    }
}

/** Builds a change of an environment: what is not said stays as it is. */
public class EnvironmentUpdateBuilder : EnvironmentFields<EnvironmentUpdateBuilder>("environment update") {
    /** What features and experiments name it by. */
    public var key: String by text("key")

    /** What people call it. */
    public var name: String by text("name")

    /** Sets [EnvironmentUpdateBuilder.key]. */
    public fun key(key: String): EnvironmentUpdateBuilder = apply { this.key = key }

    /** Sets [EnvironmentUpdateBuilder.name]. */
    public fun name(name: String): EnvironmentUpdateBuilder = apply { this.name = name }

    override fun check(json: JsonObject, problems: Problems) {
        super.check(json, problems)
        problems.requireChange(json)
    }
}
