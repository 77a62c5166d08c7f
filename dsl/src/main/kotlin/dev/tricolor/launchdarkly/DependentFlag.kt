package dev.tricolor.launchdarkly

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.document
import dev.tricolor.documents
import dev.tricolor.string
import dev.tricolor.stringOrNull
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject

/**
 * A flag that has another one as its prerequisite.
 *
 * @property key the flag's key
 * @property name what people call it
 * @property environments where it has it; empty where only one environment was asked about
 * @property links where to find it
 * @property site where to see it in the web application
 */
@Serializable(with = DependentFlag.Companion::class)
public class DependentFlag internal constructor(json: JsonObject) : Document(json) {
    public val key: String = json.string("key")
    public val name: String? = json.stringOrNull("name")
    public val environments: List<DependentFlagEnvironment> = json.documents("environments", ::DependentFlagEnvironment)
    public val links: Map<String, Link> = json.links()
    public val site: Link? = json.document("_site", ::Link)

    public companion object : DocumentType<DependentFlag>(::DependentFlag)
}

/**
 * An environment in which a flag has another one as its prerequisite.
 *
 * @property key the environment's key
 * @property name what people call it
 * @property links where to find it
 * @property site where to see it in the web application
 */
@Serializable(with = DependentFlagEnvironment.Companion::class)
public class DependentFlagEnvironment internal constructor(json: JsonObject) : Document(json) {
    public val key: String = json.string("key")
    public val name: String? = json.stringOrNull("name")
    public val links: Map<String, Link> = json.links()
    public val site: Link? = json.document("_site", ::Link)

    public companion object : DocumentType<DependentFlagEnvironment>(::DependentFlagEnvironment)
}
