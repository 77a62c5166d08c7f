package dev.tricolor.emulator.split

import dev.tricolor.emulator.core.Part
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.core.parseCsv
import dev.tricolor.emulator.core.refuse
import dev.tricolor.split.SplitLimits
import kotlinx.serialization.json.JsonObject

private const val HEADING = "ID,Name,Description,Type,SuggestedValues"

/**
 * The rows of a CSV as the JSON upload has them; a cell that is empty is not said. The columns are those that Split's help gives for the
 * upload in its user interface; of the one through the API nothing is documented.
 */
internal fun csvRows(file: Part): List<JsonObject> {
    val maxBytes = SplitLimits.ATTRIBUTES_CSV_BYTES
    if (file.bytes.size > maxBytes) refuse(400, "The file has ${file.bytes.size} bytes, must be at most $maxBytes")
    val lines = parseCsv(file.text)
    val heading = lines.firstOrNull().orEmpty().joinToString(",")
    if (!heading.equals(HEADING, ignoreCase = true)) refuse(400, "The heading must be '$HEADING', is '$heading'")
    val maxRows = SplitLimits.ATTRIBUTES_CSV_ROWS
    if (lines.size - 1 > maxRows) refuse(400, "The file has ${lines.size - 1} rows, must be at most $maxRows")
    return lines.drop(1).map(::attribute)
}

private fun attribute(row: List<String>): JsonObject {
    fun cell(index: Int) = row.getOrNull(index)?.takeIf { it.isNotBlank() }
    return json(
        "id" to cell(0),
        "displayName" to cell(1),
        "description" to cell(2),
        "dataType" to cell(3),
        "suggestedValues" to cell(4)?.split(',')?.map { it.trim() },
    )
}
