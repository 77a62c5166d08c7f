package dev.tricolor.launchdarkly

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.documents
import dev.tricolor.stringOrNull
import dev.tricolor.strings
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject

/**
 * A holdout to be created, as [HoldoutBuilder] builds it. LaunchDarkly asks for none of it in its documentation.
 *
 * @property key what it will be addressed by
 * @property name what people call it
 * @property description what it is for
 * @property randomizationUnit the key of the context kind of which a part is kept out
 * @property attributes the context attributes by which results can be sliced
 * @property amount how much of the contexts is kept out, in percent
 * @property primaryMetricKey the metric, or group of metrics, by which it is decided
 * @property metrics the metrics and groups to be measured
 * @property prerequisiteFlagKey the flag that contexts must be served by, to be counted
 * @property maintainerId the member who looks after it
 */
@Serializable(with = NewHoldout.Companion::class)
public class NewHoldout internal constructor(json: JsonObject) : Document(json) {
    public val key: String? = json.stringOrNull("key")
    public val name: String? = json.stringOrNull("name")
    public val description: String? = json.stringOrNull("description")
    public val randomizationUnit: String? = json.stringOrNull("randomizationunit")
    public val attributes: List<String> = json.strings("attributes")
    public val amount: String? = json.stringOrNull("holdoutamount")
    public val primaryMetricKey: String? = json.stringOrNull("primarymetrickey")
    public val metrics: List<MeasuredMetric> = json.documents("metrics", ::MeasuredMetric)
    public val prerequisiteFlagKey: String? = json.stringOrNull("prerequisiteflagkey")
    public val maintainerId: String? = json.stringOrNull("maintainerId")

    public companion object : DocumentType<NewHoldout>(::NewHoldout) {
        @JvmStatic
        override fun fromJson(text: String): NewHoldout = super.fromJson(text)
    }
}
