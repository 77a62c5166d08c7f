package dev.tricolor.launchdarkly

import dev.tricolor.Block
import dev.tricolor.Call
import dev.tricolor.Executor
import dev.tricolor.Page
import dev.tricolor.Reply
import dev.tricolor.TricolorException
import dev.tricolor.configuredBy
import dev.tricolor.flowOfPages
import dev.tricolor.orNull
import kotlinx.coroutines.flow.Flow
import kotlinx.serialization.builtins.ListSerializer
import kotlinx.serialization.json.Json

internal object FlagEndpoints : LaunchDarklyEndpoints() {
    private const val FLAGS = "flags/{projectKey}"
    private const val FLAG = "$FLAGS/{featureFlagKey}"
    private const val EXPIRING_TARGETS = "$FLAG/expiring-targets/{environmentKey}"
    private const val SAFETY = "projects/{projectKey}/flags/{flagKey}/environments/{environmentKey}/migration-safety-issues"

    val list = get(FLAGS, itemsReply(FeatureFlag))
    val get = get(FLAG, FeatureFlag)
    val create = post(FLAGS, FeatureFlag)
    val update = patch(FLAG, FeatureFlag)
    val delete = delete(FLAG)
    val copy = post("$FLAG/copy", FeatureFlag)
    val statuses = get("flag-statuses/{projectKey}/{environmentKey}", FlagStatuses)
    val status = get("flag-statuses/{projectKey}/{environmentKey}/{featureFlagKey}", FlagStatus)
    val statusAcrossEnvironments = get("flag-status/{projectKey}/{featureFlagKey}", FlagStatusAcrossEnvironments)
    val expiringTargets = get(EXPIRING_TARGETS, ExpiringTargets)
    val updateExpiringTargets = patch(EXPIRING_TARGETS, ExpiringTargets)
    val dependents = get("$FLAG/dependent-flags", itemsReply(DependentFlag)).beta()
    val dependentsInEnvironment = get("$FLAGS/{environmentKey}/{featureFlagKey}/dependent-flags", itemsReply(DependentFlag)).beta()
    val evaluate = post("projects/{projectKey}/environments/{environmentKey}/flags/evaluate", itemsReply(FlagEvaluation)).reading()

    // Where there is no issue there is no body.
    val migrationSafetyIssues = post(SAFETY, Reply { if (it.isBlank()) emptyList() else Json.decodeFromString(ISSUES, it) })
    private val ISSUES = ListSerializer(MigrationSafetyIssue)
}

/**
 * Feature flags of a project, and what they do in its environments.
 *
 * @see <a href="https://launchdarkly.com/docs/api/feature-flags">Feature flags</a>
 */
public class FlagsApi internal constructor(private val call: Executor) {
    /**
     * Lists the flags of a project, in pages of at most 100; without archived ones, and without what they do in environments, unless
     * [query] asks for it.
     *
     * @throws dev.tricolor.NotFoundException if there is no such project or environment (404)
     * @throws dev.tricolor.BadRequestException if LaunchDarkly does not know a filter or a value of one (400)
     */
    public suspend fun list(projectKey: String, query: Block<FlagQuery> = Block {}): Page<FeatureFlag> =
        call.itemsPage(FlagEndpoints.list(projectKey), FlagQuery().configuredBy(query))

    /** Lists all flags of a project, page after page. */
    public fun listAll(projectKey: String, query: Block<FlagQuery> = Block {}): Flow<FeatureFlag> = flowOfPages { list(projectKey, query) }

    /**
     * Gets a flag, with what it does in all environments unless [query] names some.
     *
     * @throws dev.tricolor.NotFoundException if there is no such project, flag or environment (404)
     */
    public suspend fun get(projectKey: String, featureFlagKey: String, query: Block<FlagFieldsQuery> = Block {}): FeatureFlag =
        call(FlagEndpoints.get(projectKey, featureFlagKey).query(FlagFieldsQuery().configuredBy(query).parameters()))

    /** Gets a flag, with what it does in all environments; null when there is none, or the token may not see it. */
    public suspend fun find(projectKey: String, featureFlagKey: String): FeatureFlag? = orNull { get(projectKey, featureFlagKey) }

    /**
     * Creates a flag, and has it do in its environments what [block] says of them. Without variations it serves true and false.
     *
     * It takes a request for the flag, and one more for each environment of which something is said.
     *
     * @param key unique in the project: 1 to 256 letters, digits, `.`, `_` and `-`
     * @param name what people call it
     * @throws dev.tricolor.ConflictException if there is one of that key, be it in the archive (409, `key_exists`)
     * @throws dev.tricolor.BadRequestException if LaunchDarkly finds something else wrong with it (400)
     * @throws PartialFlagException if the flag is created, but does not do all that was said
     */
    public suspend fun create(
        projectKey: String,
        key: String,
        name: String = key,
        block: Block<LaunchDarklyFlagBuilder> = Block {},
    ): FeatureFlag = create(projectKey, launchDarklyFlag(key, name, block))

    /** Creates a flag that was built elsewhere, and has it do in its environments what it says of them. */
    public suspend fun create(projectKey: String, flag: LaunchDarklyFlag): FeatureFlag = create(projectKey, flag, null)

    /**
     * Creates a flag that does in all environments what the flag with the key [clone] does, and then what [block] says. It needs as many
     * variations as that one serves; where none are said, LaunchDarkly decides.
     *
     * @throws dev.tricolor.ConflictException if there is one of that key, be it in the archive (409, `key_exists`)
     * @throws dev.tricolor.BadRequestException if there is no flag to clone, or something else is wrong with it (400)
     * @throws PartialFlagException if the flag is created, but does not do all that was said
     */
    public suspend fun createClone(
        projectKey: String,
        clone: String,
        key: String,
        name: String = key,
        block: Block<LaunchDarklyFlagBuilder> = Block {},
    ): FeatureFlag = create(projectKey, launchDarklyFlag(key, name, block), clone)

    /**
     * Has a flag that exists do in its environments what [flag] says of them, or in some of them only; the rest of it is not looked at, but
     * for the variations, which must be the same. Repeating it changes nothing, so it also finishes what a [PartialFlagException] left.
     *
     * @throws dev.tricolor.NotFoundException if there is no such project, flag or environment (404)
     * @throws PartialFlagException if an environment could not be changed, with those that were
     */
    public suspend fun configure(
        projectKey: String,
        flag: LaunchDarklyFlag,
        environmentKeys: Collection<String> = flag.environments.keys,
    ): FeatureFlag = configure(projectKey, flag, get(projectKey, flag.key), environmentKeys)

    /**
     * Changes a flag by the instructions that [block] says, a semantic patch: all of them in order, or none. An instruction whose result is
     * there already changes nothing.
     *
     * @throws dev.tricolor.BadRequestException if an instruction cannot be carried out, or would thwart a pending change (400)
     * @throws dev.tricolor.NotFoundException if there is no such project, flag or environment (404)
     * @throws dev.tricolor.ApiException if the environment asks for approval of changes (405)
     * @throws dev.tricolor.ConflictException if it was changed by someone else meanwhile, and trying again did not help (409)
     */
    public suspend fun update(projectKey: String, featureFlagKey: String, block: Block<FlagPatchBuilder>): FeatureFlag =
        FlagPatchBuilder().configuredBy(block).let { patch ->
            call(FlagEndpoints.update(projectKey, featureFlagKey).options(patch).semanticPatch(patch.build()))
        }

    /**
     * Changes the representation of a flag by a JSON Patch: all of it, or nothing. There variations are told by their index, and
     * environments stand under `/environments/production`.
     *
     * @throws dev.tricolor.BadRequestException if there is nothing at a path (400, `invalid_patch`), or the result is no flag (400)
     * @throws dev.tricolor.NotFoundException if there is no such project or flag (404)
     * @throws dev.tricolor.ApiException if the environment asks for approval of changes (405)
     * @throws dev.tricolor.ConflictException if it was changed by someone else meanwhile, and trying again did not help (409)
     */
    public suspend fun patchJson(projectKey: String, featureFlagKey: String, block: Block<FlagJsonPatchBuilder>): FeatureFlag =
        FlagJsonPatchBuilder().configuredBy(block).let { patch ->
            call(FlagEndpoints.update(projectKey, featureFlagKey).options(patch).body(patch.body()))
        }

    /**
     * Changes the representation of a flag by a JSON Merge Patch: fields take the place of what is there, null removes it.
     *
     * @throws dev.tricolor.BadRequestException if the result is no flag (400)
     * @throws dev.tricolor.NotFoundException if there is no such project or flag (404)
     * @throws dev.tricolor.ApiException if the environment asks for approval of changes (405)
     * @throws dev.tricolor.ConflictException if it was changed by someone else meanwhile, and trying again did not help (409)
     */
    public suspend fun patchMerge(projectKey: String, featureFlagKey: String, block: Block<FlagMergePatchBuilder>): FeatureFlag =
        FlagMergePatchBuilder().configuredBy(block).let { patch ->
            call(FlagEndpoints.update(projectKey, featureFlagKey).options(patch).body(patch.body()))
        }

    /**
     * Puts a flag into the archive, in all environments. Its key stays taken.
     *
     * @throws dev.tricolor.BadRequestException if it is the prerequisite of another flag (400)
     * @throws dev.tricolor.NotFoundException if there is no such project or flag (404)
     */
    public suspend fun archive(projectKey: String, featureFlagKey: String): FeatureFlag = update(projectKey, featureFlagKey) { archive() }

    /**
     * Takes a flag out of the archive.
     *
     * @throws dev.tricolor.NotFoundException if there is no such project or flag (404)
     */
    public suspend fun restore(projectKey: String, featureFlagKey: String): FeatureFlag = update(projectKey, featureFlagKey) { restore() }

    /**
     * Deletes a flag, in all environments. SDKs serve their own defaults from then on; [archive] can be undone.
     *
     * @throws dev.tricolor.NotFoundException if there is no such project or flag (404)
     * @throws dev.tricolor.ConflictException if something else stands in the way (409)
     */
    public suspend fun delete(projectKey: String, featureFlagKey: String): Unit = call(FlagEndpoints.delete(projectKey, featureFlagKey))

    /**
     * Copies what a flag does in one environment to another: all of it, unless [block] includes or excludes parts.
     *
     * @throws dev.tricolor.BadRequestException if there is no such environment (400)
     * @throws dev.tricolor.NotFoundException if there is no such project or flag (404)
     * @throws dev.tricolor.ApiException if the target asks for approval of changes (405)
     * @throws dev.tricolor.ConflictException if the flag no longer has the versions that were said (409)
     */
    public suspend fun copy(
        projectKey: String,
        featureFlagKey: String,
        sourceEnvironmentKey: String,
        targetEnvironmentKey: String,
        block: Block<FlagCopyBuilder> = Block {},
    ): FeatureFlag =
        call(FlagEndpoints.copy(projectKey, featureFlagKey).body(FlagCopyBuilder(sourceEnvironmentKey, targetEnvironmentKey), block))

    /**
     * Gets whether flags are in use in an environment, all of them at once.
     *
     * @throws dev.tricolor.NotFoundException if there is no such project or environment (404)
     */
    public suspend fun statuses(projectKey: String, environmentKey: String): FlagStatuses =
        call(FlagEndpoints.statuses(projectKey, environmentKey))

    /**
     * Gets whether a flag is in use in an environment.
     *
     * @throws dev.tricolor.NotFoundException if there is no such project, environment or flag (404)
     */
    public suspend fun status(projectKey: String, environmentKey: String, featureFlagKey: String): FlagStatus =
        call(FlagEndpoints.status(projectKey, environmentKey, featureFlagKey))

    /**
     * Gets whether a flag is in use, in all environments or in those with [environmentKeys].
     *
     * @throws dev.tricolor.NotFoundException if there is no such project, flag or environment (404)
     */
    public suspend fun statusAcrossEnvironments(
        projectKey: String,
        featureFlagKey: String,
        environmentKeys: Collection<String> = emptyList(),
    ): FlagStatusAcrossEnvironments =
        call(FlagEndpoints.statusAcrossEnvironments(projectKey, featureFlagKey).query(environmentKeys.map { "env" to it }))

    /**
     * Gets the contexts that are to stop being targets of a flag in an environment.
     *
     * @throws dev.tricolor.NotFoundException if there is no such project, flag or environment (404)
     */
    public suspend fun expiringTargets(projectKey: String, featureFlagKey: String, environmentKey: String): ExpiringTargets =
        call(FlagEndpoints.expiringTargets(projectKey, featureFlagKey, environmentKey))

    /**
     * Changes when contexts are to stop being targets of a flag in an environment. Unlike other patches it is carried out in part when it
     * cannot be carried out as a whole: [ExpiringTargets.errors] tells what was not.
     *
     * @throws dev.tricolor.BadRequestException if it cannot be read (400)
     * @throws dev.tricolor.NotFoundException if there is no such project, flag or environment (404)
     */
    public suspend fun updateExpiringTargets(
        projectKey: String,
        featureFlagKey: String,
        environmentKey: String,
        block: Block<FlagExpiringTargetsBuilder>,
    ): ExpiringTargets = call(
        FlagEndpoints.updateExpiringTargets(projectKey, featureFlagKey, environmentKey).semanticPatch(FlagExpiringTargetsBuilder(), block),
    )

    /**
     * Lists the flags that have a flag as their prerequisite, with the environments where they do. A beta of LaunchDarkly's.
     *
     * @throws dev.tricolor.NotFoundException if there is no such project or flag (404)
     */
    public suspend fun dependents(projectKey: String, featureFlagKey: String): Page<DependentFlag> =
        call.onePage(FlagEndpoints.dependents(projectKey, featureFlagKey))

    /**
     * Lists the flags that have a flag as their prerequisite in an environment. A beta of LaunchDarkly's.
     *
     * @throws dev.tricolor.NotFoundException if there is no such project, environment or flag (404)
     */
    public suspend fun dependentsInEnvironment(projectKey: String, environmentKey: String, featureFlagKey: String): Page<DependentFlag> =
        call.onePage(FlagEndpoints.dependentsInEnvironment(projectKey, environmentKey, featureFlagKey))

    /**
     * Asks what flags serve in an environment to the contexts that [context] says, in pages of at most 100, and why: to try out a change,
     * not to be asked by applications. It counts as no evaluation.
     *
     * @throws dev.tricolor.InvalidPayloadException if it says no context; nothing is sent
     * @throws dev.tricolor.BadRequestException if LaunchDarkly does not understand it (400)
     * @throws dev.tricolor.NotFoundException if there is no such project or environment (404)
     * @see <a href="https://launchdarkly.com/docs/api/contexts/evaluate-context-instance">Evaluate flags for context instance</a>
     */
    public suspend fun evaluate(projectKey: String, environmentKey: String, context: Block<ContextInstanceBuilder>): Page<FlagEvaluation> =
        evaluate(projectKey, environmentKey, {}, context)

    /** Asks what the flags that [query] says serve to the contexts that [context] says, as the other `evaluate` does of all flags. */
    public suspend fun evaluate(
        projectKey: String,
        environmentKey: String,
        query: Block<FlagEvaluationQuery>,
        context: Block<ContextInstanceBuilder>,
    ): Page<FlagEvaluation> = call.itemsPage(
        FlagEndpoints.evaluate(projectKey, environmentKey).body(ContextInstanceBuilder(), context),
        FlagEvaluationQuery().configuredBy(query),
    )

    /**
     * Asks what a change of a migration flag would break, without changing anything; nothing, when the list is empty.
     *
     * @throws dev.tricolor.BadRequestException if it is no migration flag, or an instruction cannot be carried out (400)
     * @throws dev.tricolor.NotFoundException if there is no such project, flag or environment (404)
     */
    public suspend fun migrationSafetyIssues(
        projectKey: String,
        flagKey: String,
        environmentKey: String,
        block: Block<FlagEnvironmentPatchBuilder>,
    ): List<MigrationSafetyIssue> = call(
        FlagEndpoints.migrationSafetyIssues(projectKey, flagKey, environmentKey)
            .body(FlagPatchBuilder().inEnvironment(environmentKey, block).build()),
    )

    private suspend fun create(projectKey: String, flag: LaunchDarklyFlag, clone: String?): FeatureFlag {
        val made = call(FlagEndpoints.create(projectKey).query("clone", clone).body(flag.creation()))
        return configure(projectKey, flag, made, flag.environments.keys)
    }

    private suspend fun configure(
        projectKey: String,
        flag: LaunchDarklyFlag,
        found: FeatureFlag,
        environmentKeys: Collection<String>,
    ): FeatureFlag {
        var current = found
        val done = mutableListOf<String>()
        try {
            flag.patches(found).filterKeys { it in environmentKeys }.forEach { (environmentKey, patch) ->
                current = call(FlagEndpoints.update(projectKey, flag.key).semanticPatch(patch))
                done += environmentKey
            }
        } catch (failure: TricolorException) {
            throw PartialFlagException(current, done, environmentKeys - done.toSet(), failure)
        } catch (failure: IllegalArgumentException) {
            throw PartialFlagException(current, done, environmentKeys - done.toSet(), failure)
        }
        return current
    }

    private fun <R> Call<R>.options(options: PatchOptions): Call<R> =
        query("dryRun", true.takeIf { options.dryRun }).query("ignoreConflicts", true.takeIf { options.ignoreConflicts })
}
