package dev.tricolor.launchdarkly

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.stringOrNull
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject

/**
 * A member of the account, in short.
 *
 * @property id 24 hexadecimal digits
 * @property email the address that the member logs in with
 * @property role the base role
 * @property firstName the first name
 * @property lastName the last name
 * @property links where to find the member
 */
@Serializable(with = MemberSummary.Companion::class)
public class MemberSummary internal constructor(json: JsonObject) : Document(json) {
    public val id: String? = json.stringOrNull("_id")
    public val email: String? = json.stringOrNull("email")
    public val role: String? = json.stringOrNull("role")
    public val firstName: String? = json.stringOrNull("firstName")
    public val lastName: String? = json.stringOrNull("lastName")
    public val links: Map<String, Link> = json.links()

    public companion object : DocumentType<MemberSummary>(::MemberSummary)
}
