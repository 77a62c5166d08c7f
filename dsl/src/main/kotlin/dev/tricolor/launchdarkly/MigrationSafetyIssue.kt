package dev.tricolor.launchdarkly

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.booleanOrNull
import dev.tricolor.stringOrNull
import dev.tricolor.strings
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject

/**
 * What a change of a migration flag would break.
 *
 * @property causingRuleId the rule that is the cause
 * @property affectedRuleIds the rules that are affected; `fallthrough` stands for the default rule
 * @property issue what would happen
 * @property oldSystemAffected whether data in the old system would become inconsistent
 */
@Serializable(with = MigrationSafetyIssue.Companion::class)
public class MigrationSafetyIssue internal constructor(json: JsonObject) : Document(json) {
    public val causingRuleId: String? = json.stringOrNull("causingRuleId")
    public val affectedRuleIds: List<String> = json.strings("affectedRuleIds")
    public val issue: String? = json.stringOrNull("issue")
    public val oldSystemAffected: Boolean? = json.booleanOrNull("oldSystemAffected")

    public companion object : DocumentType<MigrationSafetyIssue>(::MigrationSafetyIssue)
}
