package dev.tricolor.launchdarkly;

import dev.tricolor.AsyncPage;
import dev.tricolor.Block;
import dev.tricolor.Futures;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Groups of metrics: metrics that are measured together, or the steps of a funnel. They are a beta of LaunchDarkly's, and every call says
 * so: {@code LD-API-Version: beta}.
 *
 * @see <a href="https://launchdarkly.com/docs/api/metrics-beta">Metric groups</a>
 */
public final class MetricGroupsAsyncApi {
    private final MetricGroupsApi groups;
    private final Futures futures;

    MetricGroupsAsyncApi(MetricGroupsApi groups, Futures futures) {
        this.groups = groups;
        this.futures = futures;
    }

    /** Lists the groups of metrics of a project, in pages of at most 50. */
    public CompletableFuture<AsyncPage<MetricGroup>> list(String projectKey) {
        return list(projectKey, query -> {});
    }

    /**
     * Lists the groups of metrics of a project that {@code query} says, in pages of at most 50.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such project (404)
     */
    public CompletableFuture<AsyncPage<MetricGroup>> list(String projectKey, Block<MetricGroupQuery> query) {
        return futures.page(c -> groups.list(projectKey, query, c));
    }

    /** Hands all groups of metrics of a project to {@code each}, one after the other; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAll(String projectKey, Consumer<? super MetricGroup> each) {
        return listAll(projectKey, query -> {}, each);
    }

    /** Hands the groups that {@code query} says to {@code each}, one after the other; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAll(
        String projectKey, Block<MetricGroupQuery> query, Consumer<? super MetricGroup> each) {
        return futures.each(groups.listAll(projectKey, query), each);
    }

    /** Gets the group with this key; null when there is none, or the token may not see it. */
    public CompletableFuture<@Nullable MetricGroup> find(String projectKey, String metricGroupKey) {
        return futures.of(c -> groups.find(projectKey, metricGroupKey, c));
    }

    /** Gets a group of metrics: {@link #get(String, String, Block)}. */
    public CompletableFuture<MetricGroup> get(String projectKey, String metricGroupKey) {
        return get(projectKey, metricGroupKey, query -> {});
    }

    /**
     * Gets a group of metrics; with what {@code query} asks for besides.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such group (404)
     */
    public CompletableFuture<MetricGroup> get(String projectKey, String metricGroupKey, Block<MetricGroupFieldsQuery> query) {
        return futures.of(c -> groups.get(projectKey, metricGroupKey, query, c));
    }

    /**
     * Creates a group of metrics, which must exist: one at least. The order in which they are said is kept.
     *
     * @param name what people call it
     * @param kind whether its metrics are steps that follow each other, {@link MetricGroupKind#FUNNEL}, or not, {@link
     *     MetricGroupKind#STANDARD}
     * @param maintainerId the id of the member who looks after it; LaunchDarkly insists on one
     * @return fails with {@link dev.tricolor.ConflictException} if there is one of that key (409, {@code key_exists}), with
     *     {@link dev.tricolor.NotFoundException} if there is no such project (404), with {@link dev.tricolor.BadRequestException} if
     *     LaunchDarkly finds something wrong with it: an unknown metric, a numeric one in a funnel (400)
     */
    public CompletableFuture<MetricGroup> create(
        String projectKey, String name, MetricGroupKind kind, String maintainerId, Block<MetricGroupBuilder> block) {
        return futures.of(c -> groups.create(projectKey, name, kind, maintainerId, block, c));
    }

    /**
     * Changes what {@code block} names; all of it, or nothing.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such group (404), with
     *     {@link dev.tricolor.BadRequestException} if a change does not fit (400)
     */
    public CompletableFuture<MetricGroup> update(String projectKey, String metricGroupKey, Block<MetricGroupPatchBuilder> block) {
        return futures.of(c -> groups.update(projectKey, metricGroupKey, block, c));
    }

    /**
     * Deletes a group of metrics; its metrics stay.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such group (404)
     */
    public CompletableFuture<@Nullable Void> delete(String projectKey, String metricGroupKey) {
        return futures.done(c -> groups.delete(projectKey, metricGroupKey, c));
    }
}
