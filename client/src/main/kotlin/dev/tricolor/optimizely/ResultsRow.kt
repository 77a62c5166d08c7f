package dev.tricolor.optimizely

import dev.tricolor.Call
import dev.tricolor.CsvRows
import dev.tricolor.Download
import dev.tricolor.Executor
import dev.tricolor.MalformedCsvException
import dev.tricolor.UnexpectedReplyException
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.channelFlow
import java.math.BigDecimal

/**
 * One line of results as CSV: one variation by one metric.
 *
 * The typed properties find their column by its name in the header; null means that there is no such column, that the cell is empty, or
 * that it holds something else than expected. [columns] has all of it as text, with columns that this version does not know.
 *
 * @property columns the cells by the names of their columns, in order
 */
public class ResultsRow internal constructor(public val columns: Map<String, String>) {
    /** From when on is counted, in UTC. */
    public val startTime: String? get() = this["Start time (UTC)"]

    /** Until when is counted, exclusively, in UTC. */
    public val endTime: String? get() = this["End time (UTC)"]

    /** What people call the variation. */
    public val variationName: String? get() = this["Variation Name"]

    /** The variation's id. */
    public val variationId: String? get() = this["Variation ID"]

    /** Whether the others are compared with it. */
    public val isBaselineVariation: Boolean? get() = flag("Is Baseline Variation")

    /** What people call the metric's event. */
    public val metricEventName: String? get() = this["Metric Event Name"]

    /** The id of the metric's event. */
    public val metricEventId: Long? get() = this["Metric Event ID"]?.toLongOrNull()

    /** What is divided, such as unique conversions or revenue. */
    public val metricNumeratorType: String? get() = this["Metric Numerator Type"]

    /** What it is divided by, such as visitors. */
    public val metricDenominatorType: String? get() = this["Metric Denominator Type"]

    /** Which way is better. */
    public val metricWinningDirection: WinningDirection?
        get() = this["Metric Winning Direction"]?.let { WinningDirection.of(it.lowercase()) }

    /** What is divided. */
    public val numeratorValue: BigDecimal? get() = number("Numerator Value")

    /** What it is divided by. */
    public val denominatorValue: BigDecimal? get() = number("Denominator Value")

    /** The one by the other. */
    public val metricValue: BigDecimal? get() = number("Metric Value")

    /** Whether it is better or worse than the baseline. */
    public val improvementStatus: String? get() = this["Improvement Status from Baseline"]

    /** By how much it is more or less than the baseline. */
    public val improvementValue: BigDecimal? get() = number("Improvement Value from Baseline")

    /** How likely the difference is not chance. */
    public val statisticalSignificance: BigDecimal? get() = number("Statistical Significance")

    /** Whether that is enough. */
    public val isImprovementSignificant: Boolean? get() = flag("Is Improvement Significant")

    /** The lower end of what the improvement lies in. */
    public val confidenceIntervalLow: BigDecimal? get() = number("Confidence Interval - Low")

    /** The upper end of what the improvement lies in. */
    public val confidenceIntervalHigh: BigDecimal? get() = number("Confidence Interval - High")

    /** How many more samples it will take to be significant; null also where the greatest number says that nobody knows. */
    public val samplesRemainingToSignificance: Long?
        get() = this["Samples Remaining to Significance"]?.toLongOrNull()?.takeIf { it != Long.MAX_VALUE }

    /** What else is said of the metric. */
    public val properties: String? get() = this["Properties"]

    /** What stands in the column with this name; null when there is none, or nothing stands there. */
    public operator fun get(column: String): String? = columns[column]?.trim()?.takeIf { it.isNotEmpty() }

    override fun equals(other: Any?): Boolean = other is ResultsRow && other.columns == columns

    override fun hashCode(): Int = columns.hashCode()

    override fun toString(): String = "ResultsRow$columns"

    private fun number(column: String): BigDecimal? = this[column]?.toBigDecimalOrNull()

    private fun flag(column: String): Boolean? = this[column]?.lowercase()?.toBooleanStrictOrNull()
}

/**
 * The rows of the CSV that [call] answers, as it comes in. A status that has no CSV is left to [otherwise].
 *
 * The request runs beside whoever collects the rows: it waits for them where they are slow, and ends with them.
 */
internal fun Executor.resultsRows(call: () -> Call<*>, otherwise: (status: Int) -> Unit): Flow<ResultsRow> = channelFlow {
    val asked = call()
    val reader = ResultsRowReader(asked)
    val download = Download { buffer, size -> reader.rows { add(buffer, size) }.forEach { send(it) } }
    val answer = download(asked, download)
    if (download.begun) reader.rows { end() }.forEach { send(it) } else otherwise(answer.status)
}

/** Makes rows of results of those of a CSV, of which the first one names the columns. */
private class ResultsRowReader(private val call: Call<*>) {
    private val csv = CsvRows(MAX_ROW)
    private var header: List<String>? = null

    fun rows(read: CsvRows.() -> List<List<String>>): List<ResultsRow> = try {
        csv.read().mapNotNull(::row)
    } catch (malformed: MalformedCsvException) {
        throw UnexpectedReplyException(call.endpoint.label, OK, "", "a CSV of which ${malformed.message}", malformed)
    }

    private fun row(cells: List<String>): ResultsRow? {
        val columns = header ?: return null.also { header = cells.map(String::trim) }
        if (cells.size > columns.size) {
            throw MalformedCsvException("the row that ends before line ${csv.line} has ${cells.size} cells for ${columns.size} columns")
        }
        return ResultsRow(columns.zip(cells).toMap(LinkedHashMap()))
    }

    private companion object {
        const val OK = 200
        const val MAX_ROW = 1 shl 20
    }
}
