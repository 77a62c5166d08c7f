package dev.tricolor.launchdarkly

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.OpenEnum
import dev.tricolor.document
import dev.tricolor.documents
import dev.tricolor.string
import dev.tricolor.stringOrNull
import dev.tricolor.strings
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject

/**
 * What the token may do with a resource.
 *
 * @property allowed what it may do
 * @property denied what it may not
 */
@Serializable(with = Access.Companion::class)
public class Access internal constructor(json: JsonObject) : Document(json) {
    public val allowed: List<AccessDecision> = json.documents("allowed", ::AccessDecision)
    public val denied: List<AccessDecision> = json.documents("denied", ::AccessDecision)

    public companion object : DocumentType<Access>(::Access)
}

/**
 * That an action is allowed or denied, and why.
 *
 * @property action the action, as roles name it: `updateExperiment`
 * @property reason the statement of a role that decides it
 */
@Serializable(with = AccessDecision.Companion::class)
public class AccessDecision internal constructor(json: JsonObject) : Document(json) {
    public val action: String = json.string("action")
    public val reason: AccessReason? = json.document("reason", ::AccessReason)

    public companion object : DocumentType<AccessDecision>(::AccessDecision)
}

/**
 * The statement of a role that decides whether an action is allowed.
 *
 * @property effect whether it allows or denies
 * @property resources what it is about: `proj/web:env/production:flag/\*`
 * @property notResources what it is not about
 * @property actions the actions that it is about
 * @property notActions the actions that it is not about
 * @property roleName the role that it is a statement of
 */
@Serializable(with = AccessReason.Companion::class)
public class AccessReason internal constructor(json: JsonObject) : Document(json) {
    public val effect: AccessEffect? = json.stringOrNull("effect")?.let(AccessEffect::of)
    public val resources: List<String> = json.strings("resources")
    public val notResources: List<String> = json.strings("notResources")
    public val actions: List<String> = json.strings("actions")
    public val notActions: List<String> = json.strings("notActions")
    public val roleName: String? = json.stringOrNull("role_name")

    public companion object : DocumentType<AccessReason>(::AccessReason)
}

/** What a statement of a role does. */
public class AccessEffect private constructor(value: String) : OpenEnum(value) {
    public companion object {
        /** It allows. */
        @JvmField public val ALLOW: AccessEffect = AccessEffect("allow")

        /** It denies. */
        @JvmField public val DENY: AccessEffect = AccessEffect("deny")

        /** The effect that the vendor spells [value], known or not. */
        @JvmStatic
        public fun of(value: String): AccessEffect = AccessEffect(value)
    }
}
