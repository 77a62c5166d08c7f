package dev.tricolor.launchdarkly

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.booleanOrNull
import dev.tricolor.document
import dev.tricolor.documents
import dev.tricolor.string
import dev.tricolor.stringOrNull
import dev.tricolor.strings
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject

/**
 * A project to be created, as [ProjectBuilder] builds it.
 *
 * @property key what it will be addressed by; never changes
 * @property name what people call it
 * @property includeInSnippetByDefault whether browsers may have its new flags; deprecated by LaunchDarkly
 * @property defaultClientSideAvailability which client-side SDKs may have its new flags
 * @property tags its tags
 * @property environments its environments; where there are none, LaunchDarkly makes `production` and `test`
 * @property namingConvention how the keys of its new flags are to be written
 */
@Serializable(with = NewProject.Companion::class)
public class NewProject internal constructor(json: JsonObject) : Document(json) {
    public val key: String = json.string("key")
    public val name: String? = json.stringOrNull("name")
    public val includeInSnippetByDefault: Boolean? = json.booleanOrNull("includeInSnippetByDefault")
    public val defaultClientSideAvailability: ClientSideAvailability? =
        json.document("defaultClientSideAvailability", ::ClientSideAvailability)
    public val tags: List<String> = json.strings("tags")
    public val environments: List<NewEnvironment> = json.documents("environments", ::NewEnvironment)
    public val namingConvention: NamingConvention? = json.document("namingConvention", ::NamingConvention)

    public companion object : DocumentType<NewProject>(::NewProject) {
        @JvmStatic
        override fun fromJson(text: String): NewProject = super.fromJson(text)
    }
}

/**
 * How the keys of a project's new flags are to be written.
 *
 * @property case how words are joined
 * @property prefix what all keys begin with
 */
@Serializable(with = NamingConvention.Companion::class)
public class NamingConvention internal constructor(json: JsonObject) : Document(json) {
    public val case: NamingCase? = json.stringOrNull("case")?.let(NamingCase::of)
    public val prefix: String? = json.stringOrNull("prefix")

    public companion object : DocumentType<NamingConvention>(::NamingConvention)
}
