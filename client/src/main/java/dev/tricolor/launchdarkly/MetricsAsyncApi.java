package dev.tricolor.launchdarkly;

import dev.tricolor.AsyncPage;
import dev.tricolor.Block;
import dev.tricolor.Futures;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Metrics of a project: what experiments measure.
 *
 * <p>A metric has two keys. The metric key is what it is addressed by here; the event key is what programs send by their SDK's {@code
 * track}.
 *
 * @see <a href="https://launchdarkly.com/docs/api/metrics">Metrics</a>
 */
public final class MetricsAsyncApi {
    private final MetricsApi metrics;
    private final Futures futures;

    MetricsAsyncApi(MetricsApi metrics, Futures futures) {
        this.metrics = metrics;
        this.futures = futures;
    }

    /** Lists the metrics of a project, in pages of at most 50. */
    public CompletableFuture<AsyncPage<Metric>> list(String projectKey) {
        return list(projectKey, query -> {});
    }

    /**
     * Lists the metrics of a project that {@code query} says, in pages of at most 50.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such project (404)
     */
    public CompletableFuture<AsyncPage<Metric>> list(String projectKey, Block<MetricQuery> query) {
        return futures.page(c -> metrics.list(projectKey, query, c));
    }

    /** Hands all metrics of a project to {@code each}, one after the other; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAll(String projectKey, Consumer<? super Metric> each) {
        return listAll(projectKey, query -> {}, each);
    }

    /** Hands the metrics that {@code query} says to {@code each}, one after the other; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAll(String projectKey, Block<MetricQuery> query, Consumer<? super Metric> each) {
        return futures.each(metrics.listAll(projectKey, query), each);
    }

    /** Gets the metric with this key; null when there is none, or the token may not see it. */
    public CompletableFuture<@Nullable Metric> find(String projectKey, String metricKey) {
        return futures.of(c -> metrics.find(projectKey, metricKey, c));
    }

    /** Gets a metric in its current version: {@link #get(String, String, Block)}. */
    public CompletableFuture<Metric> get(String projectKey, String metricKey) {
        return get(projectKey, metricKey, query -> {});
    }

    /**
     * Gets a metric; with what {@code query} asks for besides.
     *
     * @param metricKey the key of the metric, not of its events
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such metric, or no such version of it (404)
     */
    public CompletableFuture<Metric> get(String projectKey, String metricKey, Block<MetricFieldsQuery> query) {
        return futures.of(c -> metrics.get(projectKey, metricKey, query, c));
    }

    /**
     * Creates a metric. {@code block} must say what its events are: {@code custom("checkout-done")}, {@code click}, {@code pageview} or
     * {@code trace}.
     *
     * @param key the key of the metric, not of its events; unique in the project, never changes
     * @return fails with {@link dev.tricolor.ConflictException} if there is one of that key (409, {@code key_exists}), with
     *     {@link dev.tricolor.NotFoundException} if there is no such project (404), with {@link dev.tricolor.BadRequestException} if
     *     LaunchDarkly finds something wrong with it (400)
     */
    public CompletableFuture<Metric> create(String projectKey, String key, Block<MetricBuilder> block) {
        return futures.of(c -> metrics.create(projectKey, key, block, c));
    }

    /**
     * Changes what {@code block} names; all of it, or nothing. It makes a new version of the metric.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such metric (404), with
     *     {@link dev.tricolor.BadRequestException} if a change does not fit (400), with {@link dev.tricolor.ConflictException} if somebody
     *     else's changes got in the way again and again (409)
     */
    public CompletableFuture<Metric> update(String projectKey, String metricKey, Block<MetricPatchBuilder> block) {
        return futures.of(c -> metrics.update(projectKey, metricKey, block, c));
    }

    /**
     * Deletes a metric.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such metric (404)
     */
    public CompletableFuture<@Nullable Void> delete(String projectKey, String metricKey) {
        return futures.done(c -> metrics.delete(projectKey, metricKey, c));
    }
}
