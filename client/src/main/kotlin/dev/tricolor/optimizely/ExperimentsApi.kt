package dev.tricolor.optimizely

import dev.tricolor.Block
import dev.tricolor.Call
import dev.tricolor.Document
import dev.tricolor.DocumentType
import dev.tricolor.Executor
import dev.tricolor.Page
import dev.tricolor.Reply
import dev.tricolor.await
import dev.tricolor.configuredBy
import dev.tricolor.flowOfPages
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.firstOrNull
import kotlinx.serialization.json.JsonObject
import kotlin.time.Duration

internal object ExperimentEndpoints : OptimizelyEndpoints() {
    private const val CSV = "text/csv"

    val list = get("experiments", linkedReply(Experiment))
    val get = get("experiments/{experiment_id}", Experiment)
    val create = post("experiments", Experiment)
    val update = patch("experiments/{experiment_id}", Experiment)
    val archive = delete("experiments/{experiment_id}")
    val summaries = get("experiment_summaries", linkedReply(ExperimentSummary))
    val results = results("experiments/{experiment_id}/results", ExperimentResults)
    val timeseries = results("experiments/{experiment_id}/timeseries", ExperimentTimeseries)
    val report = results("experiments/{experiment_id}/report", ExperimentReport)
    val shareLink = get("experiments/{experiment_id}/results/share", ResultsShareLink)
    val csv = get("export/experiments/{experiment_id}/results/csv", ResultsAnswer.reply { it }).accepting(CSV)

    private fun <T : Document> results(template: String, type: DocumentType<T>) =
        get(template, ResultsAnswer.reply(Reply.json(type)))
}

/**
 * Experiments: variations of something against each other, and what is measured of them.
 *
 * ```kotlin
 * val experiment = optimizely.experiments.create(projectId, "checkout") {
 *     variation("control", 5_000); variation("one_page", 5_000)
 *     metric(unique, eventId)
 * }
 * optimizely.experiments.start(experiment.id)
 * ```
 *
 * @see <a href="https://docs.developers.optimizely.com/experimentation-api/reference/experiments">Experiments</a>
 */
public class ExperimentsApi internal constructor(private val call: Executor) {
    /**
     * Lists the experiments of a project, archived ones too, in pages of at most 100.
     *
     * @throws dev.tricolor.ForbiddenException if the token may not see the project (403)
     * @throws dev.tricolor.NotFoundException if there is no such project (404)
     */
    public suspend fun list(projectId: Long, query: Block<PageQuery> = Block {}): Page<Experiment> =
        call.linkedPage(ExperimentEndpoints.list().query("project_id", projectId), PageQuery().configuredBy(query))

    /** Lists all experiments of a project, archived ones too, page after page. */
    public fun listAll(projectId: Long, query: Block<PageQuery> = Block {}): Flow<Experiment> = flowOfPages { list(projectId, query) }

    /**
     * Lists the experiments of a campaign, archived ones too, in pages of at most 100; web.
     *
     * @throws dev.tricolor.ForbiddenException if the token may not see the campaign (403)
     */
    public suspend fun listOfCampaign(campaignId: Long, query: Block<PageQuery> = Block {}): Page<Experiment> =
        call.linkedPage(ExperimentEndpoints.list().query("campaign_id", campaignId), PageQuery().configuredBy(query))

    /** Lists all experiments of a campaign, archived ones too, page after page; web. */
    public fun listAllOfCampaign(campaignId: Long, query: Block<PageQuery> = Block {}): Flow<Experiment> =
        flowOfPages { listOfCampaign(campaignId, query) }

    /**
     * Lists the experiments and campaigns of a project in a few words, in pages of at most 100; those in use, unless [query] says
     * otherwise.
     *
     * @throws dev.tricolor.ForbiddenException if the token may not see the project (403)
     */
    public suspend fun listSummaries(projectId: Long, query: Block<ExperimentSummaryQuery> = Block {}): Page<ExperimentSummary> =
        call.linkedPage(ExperimentEndpoints.summaries().query("project_id", projectId), ExperimentSummaryQuery().configuredBy(query))

    /** Lists all experiments and campaigns of a project in a few words, page after page; those in use, unless [query] says otherwise. */
    public fun listAllSummaries(projectId: Long, query: Block<ExperimentSummaryQuery> = Block {}): Flow<ExperimentSummary> =
        flowOfPages { listSummaries(projectId, query) }

    /** Finds the experiment with the key [key], archived or not; null when the project has none. Reads the list up to it. */
    public suspend fun find(projectId: Long, key: String): Experiment? = listAll(projectId).firstOrNull { it.key == key }

    /**
     * Gets an experiment.
     *
     * @throws dev.tricolor.NotFoundException if there is no such experiment (404)
     * @throws dev.tricolor.ForbiddenException if the token may not see it (403)
     */
    public suspend fun get(experimentId: Long): Experiment = call(ExperimentEndpoints.get(experimentId))

    /**
     * Creates an experiment of a Full Stack or mobile project; a draft, unless [block] says an action.
     *
     * @param key what code will name it by: 1 to 64 letters, digits, `_` and `-`; unique in its project
     * @throws dev.tricolor.InvalidPayloadException if it cannot work; nothing is sent
     * @throws dev.tricolor.BadRequestException if the key is taken, or Optimizely finds something else wrong with it (400)
     */
    public suspend fun create(projectId: Long, key: String, block: Block<ExperimentBuilder>): Experiment =
        create(ExperimentBuilder(projectId, key).configuredBy(block))

    /**
     * Creates an experiment of a web project, which has a name and no key; a draft, unless [block] says an action.
     *
     * @param name what people will call it
     * @throws dev.tricolor.InvalidPayloadException if it cannot work; nothing is sent
     * @throws dev.tricolor.BadRequestException if Optimizely finds something wrong with it (400)
     */
    public suspend fun createWeb(projectId: Long, name: String, block: Block<ExperimentBuilder>): Experiment =
        create(ExperimentBuilder(projectId, null).name(name).configuredBy(block))

    private suspend fun create(builder: ExperimentBuilder): Experiment =
        call(ExperimentEndpoints.create().query("action", builder.action).body(builder.build()))

    /**
     * Changes what [block] says; the rest stays as it is. A list that is said takes the place of the one that is there: a variation without
     * an id is a new one, and one that is left out may be gone. [edit] keeps what it does not mention.
     *
     * @throws dev.tricolor.InvalidPayloadException if a change cannot work, or there is none; nothing is sent
     * @throws dev.tricolor.NotFoundException if there is no such experiment (404)
     * @throws dev.tricolor.BadRequestException if a change or the action does not fit (400)
     * @throws dev.tricolor.ConflictException if somebody has begun to change it in the app, and has not published that (409);
     *   `overrideChanges` does away with it
     */
    public suspend fun update(experimentId: Long, block: Block<ExperimentUpdateBuilder>): Experiment {
        val builder = ExperimentUpdateBuilder().configuredBy(block)
        return call(changing(experimentId, builder).body(builder.build()))
    }

    /**
     * Reads an experiment, changes what [block] says, and writes the changes back. Variations, metrics and the whitelist keep what is not
     * mentioned, with all that this version does not know. What somebody else changes of those lists in between is lost.
     *
     * @throws dev.tricolor.InvalidPayloadException if a change cannot work, or there is none; nothing is written
     * @throws dev.tricolor.NotFoundException if there is no such experiment (404)
     * @throws dev.tricolor.BadRequestException if a change or the action does not fit (400)
     * @throws dev.tricolor.ConflictException if somebody has begun to change it in the app, and has not published that (409);
     *   `overrideChanges` does away with it
     */
    public suspend fun edit(experimentId: Long, block: Block<ExperimentEditBuilder>): Experiment {
        val builder = ExperimentEditBuilder(get(experimentId)).configuredBy(block)
        return call(changing(experimentId, builder).body(builder.build()))
    }

    private fun changing(experimentId: Long, builder: ExperimentChanges<*>): Call<Experiment> = ExperimentEndpoints.update(experimentId)
        .query("action", builder.action)
        .query("override_changes", true.takeIf { builder.overrideChanges })

    /**
     * Starts an experiment that is a draft or paused, with all its changes published.
     *
     * @throws dev.tricolor.NotFoundException if there is no such experiment (404)
     * @throws dev.tricolor.BadRequestException if it runs already or is archived (400)
     * @throws dev.tricolor.ConflictException if somebody has begun to change it in the app, and has not published that (409)
     */
    public suspend fun start(experimentId: Long): Experiment = act(experimentId, ExperimentAction.START)

    /**
     * Stops a running experiment; [resume] lets it go on, and so does [start].
     *
     * @throws dev.tricolor.NotFoundException if there is no such experiment (404)
     * @throws dev.tricolor.BadRequestException if it does not run (400)
     */
    public suspend fun pause(experimentId: Long): Experiment = act(experimentId, ExperimentAction.PAUSE)

    /**
     * Lets a paused experiment go on as it was: changes that are not published stay so.
     *
     * @throws dev.tricolor.NotFoundException if there is no such experiment (404)
     * @throws dev.tricolor.BadRequestException if it is not paused (400)
     */
    public suspend fun resume(experimentId: Long): Experiment = act(experimentId, ExperimentAction.RESUME)

    /**
     * Publishes the changes of an experiment, whatever its status; visitors see them while it runs.
     *
     * @throws dev.tricolor.NotFoundException if there is no such experiment (404)
     * @throws dev.tricolor.BadRequestException if it is archived (400)
     * @throws dev.tricolor.ConflictException if somebody has begun to change it in the app, and has not published that (409)
     */
    public suspend fun publish(experimentId: Long): Experiment = act(experimentId, ExperimentAction.PUBLISH)

    /**
     * Takes an archived experiment back; it is paused then.
     *
     * @throws dev.tricolor.NotFoundException if there is no such experiment (404)
     * @throws dev.tricolor.BadRequestException if it is not archived (400)
     */
    public suspend fun unarchive(experimentId: Long): Experiment = act(experimentId, ExperimentAction.UNARCHIVE)

    private suspend fun act(experimentId: Long, action: ExperimentAction): Experiment =
        call(ExperimentEndpoints.update(experimentId).query("action", action).body(JsonObject(emptyMap())))

    /**
     * Puts an experiment away, running or not; [unarchive] takes it back.
     *
     * @throws dev.tricolor.NotFoundException if there is no such experiment (404)
     * @throws dev.tricolor.GoneException if it is archived already (410)
     */
    public suspend fun archive(experimentId: Long): Unit = call(ExperimentEndpoints.archive(experimentId))

    /**
     * Asks for what an experiment has measured.
     *
     * @return the results; or that they are not ready (202), or that the experiment has never been started (204)
     * @throws dev.tricolor.NotFoundException if there is no such experiment (404)
     * @throws dev.tricolor.BadRequestException if the query does not fit (400)
     * @see <a href="https://docs.developers.optimizely.com/experimentation-api/reference/get_experiment_results">Experiment results</a>
     */
    public suspend fun results(experimentId: Long, query: Block<ResultsQuery> = Block {}): ResultsAnswer<ExperimentResults> =
        call(ExperimentEndpoints.results(experimentId).asking(query))

    /**
     * Asks for what an experiment has measured, again and again until it is ready: after 2 seconds first and after a minute at last. A
     * service that fails or is out of reach for a while does not end the wait; its first answer must come, though.
     *
     * @param upTo how long to wait; zero asks once. The wait is longer by what its last request takes
     * @return the results; null when the experiment has never been started
     * @throws ResultsNotReadyException if they are not ready by then
     * @throws dev.tricolor.NotFoundException if there is no such experiment (404)
     * @throws IllegalArgumentException if [upTo] is negative
     */
    public suspend fun awaitResults(experimentId: Long, upTo: Duration, query: Block<ResultsQuery> = Block {}): ExperimentResults? =
        awaitResultsMillis(experimentId, upTo.inWholeMilliseconds, query)

    /** What Java can call: it has no [Duration] of Kotlin's. */
    @JvmName("awaitResultsMillis")
    internal suspend fun awaitResultsMillis(experimentId: Long, upToMillis: Long, query: Block<ResultsQuery>): ExperimentResults? {
        val answer = call.time.await(upToMillis, { results(experimentId, query) }, { !it.isNotReady }) { _, waited, failure ->
            ResultsNotReadyException(experimentId, waited, failure)
        }
        return answer.valueOrNull
    }

    /**
     * Asks how what an experiment has measured came about, point by point.
     *
     * @return the points; or that they are not ready (202), or that the experiment has never been started (204)
     * @throws dev.tricolor.NotFoundException if there is no such experiment (404)
     * @throws dev.tricolor.BadRequestException if the query does not fit (400)
     * @see <a href="https://docs.developers.optimizely.com/experimentation-api/reference/get_experiment_timeseries">Experiment results time
     * series</a>
     */
    public suspend fun timeseries(experimentId: Long, query: Block<ResultsQuery> = Block {}): ResultsAnswer<ExperimentTimeseries> =
        call(ExperimentEndpoints.timeseries(experimentId).asking(query))

    /**
     * Asks what Optimizely concludes from what an experiment has measured.
     *
     * @return the conclusion; or that it is not ready (202), or that the experiment has never been started (204)
     * @throws dev.tricolor.NotFoundException if there is no such experiment (404)
     * @throws dev.tricolor.BadRequestException if the query does not fit (400)
     */
    public suspend fun report(experimentId: Long, query: Block<ResultsQuery> = Block {}): ResultsAnswer<ExperimentReport> =
        call(ExperimentEndpoints.report(experimentId).asking(query))

    /**
     * Asks for what an experiment has measured as CSV, and reads it row by row as it comes in: a row for each variation and metric. Without
     * any rows the experiment has never been started (204). The request is made anew each time that the flow is collected; one that breaks
     * off after the first row is not repeated, and ends in a [dev.tricolor.TransportException].
     *
     * Collecting it throws [ResultsNotReadyException] if the results are not ready (202), [dev.tricolor.NotFoundException] if there is no
     * such experiment (404), [dev.tricolor.BadRequestException] if the query does not fit (400), and
     * [dev.tricolor.UnexpectedReplyException] if what comes is no CSV.
     *
     * @see <a href="https://docs.developers.optimizely.com/experimentation-api/reference/get_experiment_results_csv">Experiment results as
     * CSV</a>
     */
    public fun resultsCsv(experimentId: Long, query: Block<ResultsQuery> = Block {}): Flow<ResultsRow> =
        call.resultsRows({ ExperimentEndpoints.csv(experimentId).asking(query) }) { status ->
            if (status == NOT_READY) throw ResultsNotReadyException(experimentId, waitedMillis = 0)
        }

    /**
     * Asks for what an experiment has measured as CSV, and holds all of it as text. [resultsCsv] reads it row by row.
     *
     * @return the CSV; or that it is not ready (202), or that the experiment has never been started (204)
     * @throws dev.tricolor.NotFoundException if there is no such experiment (404)
     * @throws dev.tricolor.BadRequestException if the query does not fit (400)
     */
    public suspend fun resultsCsvText(experimentId: Long, query: Block<ResultsQuery> = Block {}): ResultsAnswer<String> =
        call(ExperimentEndpoints.csv(experimentId).asking(query))

    /**
     * Gets a link under which the results of an experiment can be looked at, without an account.
     *
     * @throws dev.tricolor.NotFoundException if there is no such experiment (404)
     */
    public suspend fun resultsShareLink(experimentId: Long): ResultsShareLink = call(ExperimentEndpoints.shareLink(experimentId))

    private fun <R> Call<R>.asking(query: Block<ResultsQuery>): Call<R> = query(ResultsQuery().configuredBy(query).parameters())

    private companion object {
        const val NOT_READY = 202
    }
}

/** Says which experiments and campaigns to list. */
public class ExperimentSummaryQuery internal constructor() : PagedQuery<ExperimentSummaryQuery>() {
    private val filters = LinkedHashMap<String, String>()

    /** In the order of their names. */
    @JvmOverloads
    public fun sortByName(descending: Boolean = false): ExperimentSummaryQuery = sort("name", descending)

    /** In the order of their last changes, the oldest first. */
    @JvmOverloads
    public fun sortByLastModified(descending: Boolean = false): ExperimentSummaryQuery = sort("last_modified", descending)

    /** Those that are archived, or those that are not. */
    public fun archived(archived: Boolean): ExperimentSummaryQuery = apply { filters["archived"] = archived.toString() }

    /** Only those that have come this far: not started, running, paused or archived. */
    public fun status(status: ExperimentStatus): ExperimentSummaryQuery = apply { filters["status"] = status.value }

    private fun sort(by: String, descending: Boolean) = apply {
        filters["sort"] = by
        filters["order"] = if (descending) "desc" else "asc"
    }

    override fun parameters(): List<Pair<String, String>> = filters.toList()
}
