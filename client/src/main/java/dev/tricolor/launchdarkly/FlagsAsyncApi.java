package dev.tricolor.launchdarkly;

import dev.tricolor.AsyncPage;
import dev.tricolor.Block;
import dev.tricolor.Futures;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Feature flags of a project, and what they do in its environments.
 *
 * @see <a href="https://launchdarkly.com/docs/api/feature-flags">Feature flags</a>
 */
public final class FlagsAsyncApi {
    private final FlagsApi flags;
    private final Futures futures;

    FlagsAsyncApi(FlagsApi flags, Futures futures) {
        this.flags = flags;
        this.futures = futures;
    }

    /** Lists the flags of a project, in pages of at most 100, without archived ones and without what they do in environments. */
    public CompletableFuture<AsyncPage<FeatureFlag>> list(String projectKey) {
        return list(projectKey, query -> {});
    }

    /**
     * Lists those flags of a project that {@code query} asks for, in pages of at most 100.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such project or environment (404), and with
     *     {@link dev.tricolor.BadRequestException} if LaunchDarkly does not know a filter or a value of one (400)
     */
    public CompletableFuture<AsyncPage<FeatureFlag>> list(String projectKey, Block<FlagQuery> query) {
        return futures.page(c -> flags.list(projectKey, query, c));
    }

    /** Hands all flags of a project to {@code each}, one after the other; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAll(String projectKey, Consumer<? super FeatureFlag> each) {
        return listAll(projectKey, query -> {}, each);
    }

    /** Hands all flags that {@code query} asks for to {@code each}, one after the other; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAll(String projectKey, Block<FlagQuery> query, Consumer<? super FeatureFlag> each) {
        return futures.each(flags.listAll(projectKey, query), each);
    }

    /** Gets a flag, with what it does in all environments: {@link #get(String, String, Block)}. */
    public CompletableFuture<FeatureFlag> get(String projectKey, String featureFlagKey) {
        return get(projectKey, featureFlagKey, query -> {});
    }

    /**
     * Gets a flag, with what it does in all environments unless {@code query} names some.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such project, flag or environment (404)
     */
    public CompletableFuture<FeatureFlag> get(String projectKey, String featureFlagKey, Block<FlagFieldsQuery> query) {
        return futures.of(c -> flags.get(projectKey, featureFlagKey, query, c));
    }

    /** Gets a flag, with what it does in all environments; null when there is none, or the token may not see it. */
    public CompletableFuture<@Nullable FeatureFlag> find(String projectKey, String featureFlagKey) {
        return futures.of(c -> flags.find(projectKey, featureFlagKey, c));
    }

    /** Creates a flag that serves true and false and is called by its key: {@link #create(String, String, String, Block)}. */
    public CompletableFuture<FeatureFlag> create(String projectKey, String key) {
        return create(projectKey, key, key);
    }

    /** Creates a flag that serves true and false: {@link #create(String, String, String, Block)}. */
    public CompletableFuture<FeatureFlag> create(String projectKey, String key, String name) {
        return create(projectKey, key, name, flag -> {});
    }

    /**
     * Creates a flag, and has it do in its environments what {@code block} says of them. Without variations it serves true and false.
     *
     * <p>It takes a request for the flag, and one more for each environment of which something is said.
     *
     * @param key unique in the project: 1 to 256 letters, digits, {@code .}, {@code _} and {@code -}
     * @param name what people call it
     * @return fails with {@link dev.tricolor.ConflictException} if there is one of that key, be it in the archive (409,
     *     {@code key_exists}), with {@link dev.tricolor.BadRequestException} if LaunchDarkly finds something else wrong with it (400), and
     *     with {@link PartialFlagException} if the flag is created, but does not do all that was said
     */
    public CompletableFuture<FeatureFlag> create(String projectKey, String key, String name, Block<LaunchDarklyFlagBuilder> block) {
        return futures.of(c -> flags.create(projectKey, key, name, block, c));
    }

    /** Creates a flag that was built elsewhere, and has it do in its environments what it says of them. */
    public CompletableFuture<FeatureFlag> create(String projectKey, LaunchDarklyFlag flag) {
        return futures.of(c -> flags.create(projectKey, flag, c));
    }

    /** Creates a flag that does what another one does: {@link #createClone(String, String, String, String, Block)}. */
    public CompletableFuture<FeatureFlag> createClone(String projectKey, String clone, String key) {
        return createClone(projectKey, clone, key, key);
    }

    /** Creates a flag that does what another one does: {@link #createClone(String, String, String, String, Block)}. */
    public CompletableFuture<FeatureFlag> createClone(String projectKey, String clone, String key, String name) {
        return createClone(projectKey, clone, key, name, flag -> {});
    }

    /**
     * Creates a flag that does in all environments what the flag with the key {@code clone} does, and then what {@code block} says. It
     * needs as many variations as that one serves; where none are said, LaunchDarkly decides.
     *
     * @return fails with {@link dev.tricolor.ConflictException} if there is one of that key, be it in the archive (409,
     *     {@code key_exists}), with {@link dev.tricolor.BadRequestException} if there is no flag to clone, or something else is wrong with
     *     it (400), and with {@link PartialFlagException} if the flag is created, but does not do all that was said
     */
    public CompletableFuture<FeatureFlag> createClone(
            String projectKey, String clone, String key, String name, Block<LaunchDarklyFlagBuilder> block) {
        return futures.of(c -> flags.createClone(projectKey, clone, key, name, block, c));
    }

    /** Has a flag do in all its environments what {@code flag} says: {@link #configure(String, LaunchDarklyFlag, Collection)}. */
    public CompletableFuture<FeatureFlag> configure(String projectKey, LaunchDarklyFlag flag) {
        return configure(projectKey, flag, flag.getEnvironments().keySet());
    }

    /**
     * Has a flag that exists do in some of its environments what {@code flag} says of them; the rest of it is not looked at, but for the
     * variations, which must be the same. Repeating it changes nothing, so it also finishes what a {@link PartialFlagException} left.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such project, flag or environment (404), and with
     *     {@link PartialFlagException} if an environment could not be changed, with those that were
     */
    public CompletableFuture<FeatureFlag> configure(String projectKey, LaunchDarklyFlag flag, Collection<String> environmentKeys) {
        return futures.of(c -> flags.configure(projectKey, flag, environmentKeys, c));
    }

    /**
     * Changes a flag by the instructions that {@code block} says, a semantic patch: all of them in order, or none. An instruction whose
     * result is there already changes nothing.
     *
     * @return fails with {@link dev.tricolor.BadRequestException} if an instruction cannot be carried out, or would thwart a pending change
     *     (400), with {@link dev.tricolor.NotFoundException} if there is no such project, flag or environment (404), with
     *     {@link dev.tricolor.ApiException} if the environment asks for approval of changes (405), and with
     *     {@link dev.tricolor.ConflictException} if it was changed by someone else meanwhile, and trying again did not help (409)
     */
    public CompletableFuture<FeatureFlag> update(String projectKey, String featureFlagKey, Block<FlagPatchBuilder> block) {
        return futures.of(c -> flags.update(projectKey, featureFlagKey, block, c));
    }

    /**
     * Changes the representation of a flag by a JSON Patch: all of it, or nothing. There variations are told by their index, and
     * environments stand under {@code /environments/production}.
     *
     * @return fails with {@link dev.tricolor.BadRequestException} if there is nothing at a path (400, {@code invalid_patch}), or the result
     *     is no flag (400), and otherwise as {@link #update(String, String, Block)} does
     */
    public CompletableFuture<FeatureFlag> patchJson(String projectKey, String featureFlagKey, Block<FlagJsonPatchBuilder> block) {
        return futures.of(c -> flags.patchJson(projectKey, featureFlagKey, block, c));
    }

    /**
     * Changes the representation of a flag by a JSON Merge Patch: fields take the place of what is there, null removes it.
     *
     * @return fails with {@link dev.tricolor.BadRequestException} if the result is no flag (400), and otherwise as
     *     {@link #update(String, String, Block)} does
     */
    public CompletableFuture<FeatureFlag> patchMerge(String projectKey, String featureFlagKey, Block<FlagMergePatchBuilder> block) {
        return futures.of(c -> flags.patchMerge(projectKey, featureFlagKey, block, c));
    }

    /**
     * Puts a flag into the archive, in all environments. Its key stays taken.
     *
     * @return fails with {@link dev.tricolor.BadRequestException} if it is the prerequisite of another flag (400), and with
     *     {@link dev.tricolor.NotFoundException} if there is no such project or flag (404)
     */
    public CompletableFuture<FeatureFlag> archive(String projectKey, String featureFlagKey) {
        return futures.of(c -> flags.archive(projectKey, featureFlagKey, c));
    }

    /**
     * Takes a flag out of the archive.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such project or flag (404)
     */
    public CompletableFuture<FeatureFlag> restore(String projectKey, String featureFlagKey) {
        return futures.of(c -> flags.restore(projectKey, featureFlagKey, c));
    }

    /**
     * Deletes a flag, in all environments. SDKs serve their own defaults from then on; {@link #archive(String, String)} can be undone.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such project or flag (404), and with
     *     {@link dev.tricolor.ConflictException} if something else stands in the way (409)
     */
    public CompletableFuture<@Nullable Void> delete(String projectKey, String featureFlagKey) {
        return futures.done(c -> flags.delete(projectKey, featureFlagKey, c));
    }

    /** Copies all that a flag does in one environment to another: {@link #copy(String, String, String, String, Block)}. */
    public CompletableFuture<FeatureFlag> copy(
            String projectKey, String featureFlagKey, String sourceEnvironmentKey, String targetEnvironmentKey) {
        return copy(projectKey, featureFlagKey, sourceEnvironmentKey, targetEnvironmentKey, copy -> {});
    }

    /**
     * Copies what a flag does in one environment to another: all of it, unless {@code block} includes or excludes parts.
     *
     * @return fails with {@link dev.tricolor.BadRequestException} if there is no such environment (400), with
     *     {@link dev.tricolor.NotFoundException} if there is no such project or flag (404), with {@link dev.tricolor.ApiException} if the
     *     target asks for approval of changes (405), and with {@link dev.tricolor.ConflictException} if the flag no longer has the versions
     *     that were said (409)
     */
    public CompletableFuture<FeatureFlag> copy(
            String projectKey,
            String featureFlagKey,
            String sourceEnvironmentKey,
            String targetEnvironmentKey,
            Block<FlagCopyBuilder> block) {
        return futures.of(c -> flags.copy(projectKey, featureFlagKey, sourceEnvironmentKey, targetEnvironmentKey, block, c));
    }

    /**
     * Gets whether flags are in use in an environment, all of them at once.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such project or environment (404)
     */
    public CompletableFuture<FlagStatuses> statuses(String projectKey, String environmentKey) {
        return futures.of(c -> flags.statuses(projectKey, environmentKey, c));
    }

    /**
     * Gets whether a flag is in use in an environment.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such project, environment or flag (404)
     */
    public CompletableFuture<FlagStatus> status(String projectKey, String environmentKey, String featureFlagKey) {
        return futures.of(c -> flags.status(projectKey, environmentKey, featureFlagKey, c));
    }

    /** Gets whether a flag is in use, in all environments. */
    public CompletableFuture<FlagStatusAcrossEnvironments> statusAcrossEnvironments(String projectKey, String featureFlagKey) {
        return statusAcrossEnvironments(projectKey, featureFlagKey, List.of());
    }

    /**
     * Gets whether a flag is in use, in the environments with {@code environmentKeys}, or in all when there are none.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such project, flag or environment (404)
     */
    public CompletableFuture<FlagStatusAcrossEnvironments> statusAcrossEnvironments(
            String projectKey, String featureFlagKey, Collection<String> environmentKeys) {
        return futures.of(c -> flags.statusAcrossEnvironments(projectKey, featureFlagKey, environmentKeys, c));
    }

    /**
     * Gets the contexts that are to stop being targets of a flag in an environment.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such project, flag or environment (404)
     */
    public CompletableFuture<ExpiringTargets> expiringTargets(String projectKey, String featureFlagKey, String environmentKey) {
        return futures.of(c -> flags.expiringTargets(projectKey, featureFlagKey, environmentKey, c));
    }

    /**
     * Changes when contexts are to stop being targets of a flag in an environment. Unlike other patches it is carried out in part when it
     * cannot be carried out as a whole: {@link ExpiringTargets#getErrors} tells what was not.
     *
     * @return fails with {@link dev.tricolor.BadRequestException} if it cannot be read (400), and with
     *     {@link dev.tricolor.NotFoundException} if there is no such project, flag or environment (404)
     */
    public CompletableFuture<ExpiringTargets> updateExpiringTargets(
            String projectKey, String featureFlagKey, String environmentKey, Block<FlagExpiringTargetsBuilder> block) {
        return futures.of(c -> flags.updateExpiringTargets(projectKey, featureFlagKey, environmentKey, block, c));
    }

    /**
     * Lists the flags that have a flag as their prerequisite, with the environments where they do. A beta of LaunchDarkly's.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such project or flag (404)
     */
    public CompletableFuture<AsyncPage<DependentFlag>> dependents(String projectKey, String featureFlagKey) {
        return futures.page(c -> flags.dependents(projectKey, featureFlagKey, c));
    }

    /**
     * Lists the flags that have a flag as their prerequisite in an environment. A beta of LaunchDarkly's.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such project, environment or flag (404)
     */
    public CompletableFuture<AsyncPage<DependentFlag>> dependentsInEnvironment(
            String projectKey, String environmentKey, String featureFlagKey) {
        return futures.page(c -> flags.dependentsInEnvironment(projectKey, environmentKey, featureFlagKey, c));
    }

    /**
     * Asks what flags serve in an environment to the contexts that {@code context} says, in pages of at most 100, and why: to try out a
     * change, not to be asked by applications. It counts as no evaluation.
     *
     * @return fails with {@link dev.tricolor.InvalidPayloadException} if it says no context, and nothing is sent, with
     *     {@link dev.tricolor.BadRequestException} if LaunchDarkly does not understand it (400), with
     *     {@link dev.tricolor.NotFoundException} if there is no such project or environment (404)
     * @see <a href="https://launchdarkly.com/docs/api/contexts/evaluate-context-instance">Evaluate flags for context instance</a>
     */
    public CompletableFuture<AsyncPage<FlagEvaluation>> evaluate(
            String projectKey, String environmentKey, Block<ContextInstanceBuilder> context) {
        return futures.page(c -> flags.evaluate(projectKey, environmentKey, context, c));
    }

    /** Asks what the flags that {@code query} says serve to the contexts that {@code context} says, as the other does of all flags. */
    public CompletableFuture<AsyncPage<FlagEvaluation>> evaluate(
            String projectKey, String environmentKey, Block<FlagEvaluationQuery> query, Block<ContextInstanceBuilder> context) {
        return futures.page(c -> flags.evaluate(projectKey, environmentKey, query, context, c));
    }

    /**
     * Asks what a change of a migration flag would break, without changing anything; nothing, when the list is empty.
     *
     * @return fails with {@link dev.tricolor.BadRequestException} if it is no migration flag, or an instruction cannot be carried out
     *     (400), and with {@link dev.tricolor.NotFoundException} if there is no such project, flag or environment (404)
     */
    public CompletableFuture<List<MigrationSafetyIssue>> migrationSafetyIssues(
            String projectKey, String flagKey, String environmentKey, Block<FlagEnvironmentPatchBuilder> block) {
        return futures.of(c -> flags.migrationSafetyIssues(projectKey, flagKey, environmentKey, block, c));
    }
}
