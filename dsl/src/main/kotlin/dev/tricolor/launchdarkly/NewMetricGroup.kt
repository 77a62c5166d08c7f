package dev.tricolor.launchdarkly

import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.documents
import dev.tricolor.stringOrNull
import dev.tricolor.strings
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject

/**
 * A group of metrics to be created, as [MetricGroupBuilder] builds it.
 *
 * @property key what it will be addressed by; null leaves it to LaunchDarkly
 * @property name what people call it
 * @property kind how its metrics belong together
 * @property description what it is for
 * @property maintainerId the member who looks after it
 * @property tags its tags
 * @property metrics its metrics, in order
 */
@Serializable(with = NewMetricGroup.Companion::class)
public class NewMetricGroup internal constructor(json: JsonObject) : Document(json) {
    public val key: String? = json.stringOrNull("key")
    public val name: String? = json.stringOrNull("name")
    public val kind: MetricGroupKind? = json.stringOrNull("kind")?.let(MetricGroupKind::of)
    public val description: String? = json.stringOrNull("description")
    public val maintainerId: String? = json.stringOrNull("maintainerId")
    public val tags: List<String> = json.strings("tags")
    public val metrics: List<MetricInGroup> = json.documents("metrics", ::MetricInGroup)

    public companion object : DocumentType<NewMetricGroup>(::NewMetricGroup) {
        @JvmStatic
        override fun fromJson(text: String): NewMetricGroup = super.fromJson(text)
    }
}
