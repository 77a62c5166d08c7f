package dev.tricolor.samples.tutorial

import com.charleskorn.kaml.Yaml
import com.charleskorn.kaml.YamlException
import com.charleskorn.kaml.YamlList
import com.charleskorn.kaml.YamlMap
import com.charleskorn.kaml.YamlNode
import com.charleskorn.kaml.YamlNull
import com.charleskorn.kaml.yamlScalar
import dev.tricolor.samples.UsageException
import java.io.File

/**
 * The settings of the tutorial: a token, where the API is, and what the steps have made so far. With a [file], a YAML one, they outlive the
 * program, and what people wrote into it stays as it is.
 */
internal class Settings(private val file: File?) {
    private val values = LinkedHashMap<String, String>()

    /** What variables of the feature the experiment sets, by their keys. */
    val variableValues = LinkedHashMap<String, String>()

    init {
        file?.let(::read)
    }

    operator fun get(name: String): String? = values[name]

    operator fun set(name: String, value: String) {
        values[name] = value
        file?.let { it.writeText(withSetting(it.readText(), name, value)) }
    }

    /** What [step] has left under [name]. */
    fun required(name: String, step: String): String =
        values[name] ?: throw UsageException("$name is not in ${file ?: "the settings"}: run the step \"$step\" first")

    fun id(name: String, step: String): Long = required(name, step).let {
        it.toLongOrNull() ?: throw UsageException("$name is \"$it\" in ${file ?: "the settings"}, must be a number")
    }

    private fun read(file: File) {
        if (!file.isFile) throw UsageException("$file is not there: copy samples/tutorial.yaml to it")
        try {
            val text = file.readText()
            // A file of comments alone is no document.
            if (text.lines().all { it.isBlank() || it.trimStart().startsWith("#") }) return
            val settings = Yaml.default.parseToYamlNode(text) as? YamlMap ?: throw UsageException("$file holds no settings")
            settings.entries.forEach { (name, value) -> take(name.content, value) }
        } catch (broken: YamlException) {
            throw UsageException("$file:${broken.line}:${broken.column}: ${broken.message}", broken)
        }
    }

    private fun take(name: String, value: YamlNode) {
        when {
            value is YamlNull -> Unit
            name == "variable_values" && value is YamlList ->
                value.items.filterIsInstance<YamlMap>().flatMap { it.entries.entries }
                    .forEach { (key, setting) -> variableValues[key.content] = setting.yamlScalar.content }
            else -> values[name] = value.yamlScalar.content
        }
    }
}

/** [text] with one setting anew; its comments stay, and a setting that was commented out comes in its own place. */
internal fun withSetting(text: String, name: String, value: String): String {
    val line = "$name: \"${value.replace("\\", "\\\\").replace("\"", "\\\"")}\""
    val lines = text.trimEnd('\n').lines()
    val there = lines.indexOfFirst { it.startsWith("$name:") }.takeIf { it >= 0 }
        ?: lines.indexOfFirst { Regex("#\\s*${Regex.escape(name)}:.*").matches(it) }
    val changed = if (there >= 0) lines.take(there) + line + lines.drop(there + 1) else lines + line
    return changed.joinToString("\n", postfix = "\n")
}
