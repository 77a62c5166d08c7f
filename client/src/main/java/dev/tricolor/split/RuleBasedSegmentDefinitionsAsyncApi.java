package dev.tricolor.split;

import dev.tricolor.AsyncPage;
import dev.tricolor.Block;
import dev.tricolor.Futures;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What rule-based segments hold in an environment.
 *
 * <p>In an environment that requires approvals, a change of the rules fails with {@link dev.tricolor.ApprovalRequiredException} (403).
 * In a workspace that requires titles and comments, one without both fails with {@link dev.tricolor.BadRequestException} (400).
 * {@code environmentId} is an id or a name.
 *
 * @see <a href="https://docs.split.io/reference/rule-based-segments-overview">Rule-based segments</a>
 */
public final class RuleBasedSegmentDefinitionsAsyncApi {
    private final RuleBasedSegmentDefinitionsApi definitions;
    private final Futures futures;

    RuleBasedSegmentDefinitionsAsyncApi(RuleBasedSegmentDefinitionsApi definitions, Futures futures) {
        this.definitions = definitions;
        this.futures = futures;
    }

    /** Lists the rule-based segments that are enabled in an environment. Split gives them in one piece; should it page, so does this. */
    public CompletableFuture<AsyncPage<RuleBasedSegmentDefinition>> list(String workspaceId, String environmentId) {
        return futures.page(c -> definitions.list(workspaceId, environmentId, c));
    }

    /** Hands all rule-based segments that are enabled in an environment to {@code each}, one after the other. */
    public CompletableFuture<@Nullable Void> listAll(
        String workspaceId, String environmentId, Consumer<? super RuleBasedSegmentDefinition> each) {
        return futures.each(definitions.listAll(workspaceId, environmentId), each);
    }

    /**
     * Finds what a rule-based segment holds in an environment; null when it is not enabled there. Split has no way to read a single one, so
     * this reads the list until it comes to it.
     */
    public CompletableFuture<@Nullable RuleBasedSegmentDefinition> find(String workspaceId, String environmentId, String segmentName) {
        return futures.of(c -> definitions.find(workspaceId, environmentId, segmentName, c));
    }

    /**
     * Enables a rule-based segment in an environment, without rules.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such segment (404); with
     *     {@link dev.tricolor.ConflictException} if it is enabled there already (409)
     * @see <a href="https://docs.split.io/reference/enablerbsinenv">Enable rule-based segment</a>
     */
    public CompletableFuture<RuleBasedSegmentDefinition> create(String environmentId, String segmentName) {
        return futures.of(c -> definitions.create(environmentId, segmentName, c));
    }

    /**
     * Puts {@code definition} in the place of the one that is there. What it leaves out is empty afterwards.
     *
     * @param definition built by {@link SplitPayloads#ruleBasedSegmentDefinition}, or read from another environment
     * @return fails with {@link dev.tricolor.NotFoundException} if the segment is not enabled there (404); with
     *     {@link dev.tricolor.BadRequestException} if a segment that it names is not enabled there (400)
     * @see <a href="https://docs.split.io/reference/updaterbsdefinition">Update rule-based segment</a>
     */
    public CompletableFuture<RuleBasedSegmentDefinition> replace(
        String workspaceId, String environmentId, String segmentName, RuleBasedSegmentDefinition definition) {
        return futures.of(c -> definitions.replace(workspaceId, environmentId, segmentName, definition, c));
    }

    /**
     * Reads the definition, changes it, and writes the whole back, with all that the service sent and this version does not know.
     *
     * <p>When {@code block} changes nothing, nothing is written and the definition that was read is returned. Split has no way to tell
     * whether someone else has written in between: the last one to write wins.
     *
     * @return fails with {@link dev.tricolor.InvalidPayloadException} if the changes make it one that cannot work, and nothing is written;
     *     with {@link dev.tricolor.NotFoundException} if the segment is not enabled there (404, also where Split answers with a list
     *     without it)
     */
    public CompletableFuture<RuleBasedSegmentDefinition> edit(
        String workspaceId, String environmentId, String segmentName, Block<RuleBasedSegmentDefinitionBuilder> block) {
        return futures.of(c -> definitions.edit(workspaceId, environmentId, segmentName, block, c));
    }

    /**
     * Disables a rule-based segment in an environment, rules and all; the segment stays.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if it is not enabled there (404)
     */
    public CompletableFuture<@Nullable Void> delete(String environmentId, String segmentName) {
        return futures.done(c -> definitions.delete(environmentId, segmentName, c));
    }
}
