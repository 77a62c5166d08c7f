package dev.tricolor.optimizely.config;

import dev.tricolor.Block;
import dev.tricolor.BlockKt;
import dev.tricolor.Futures;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The datafile of an environment, as it is now, for Java: asks Optimizely's CDN for it again and again, and has an {@link OptimizelyConfig}
 * for each revision.
 *
 * <pre>{@code
 * try (DatafileAsyncSource source = DatafileAsyncSource.create(sdkKey, s -> s.interval(1, TimeUnit.MINUTES))) {
 *     source.config(config -> log.info("revision {}", config.getRevision()));
 *     OptimizelyConfig config = source.first().join();
 *     …
 * }
 * }</pre>
 *
 * <p>Asking begins with the first use of a method other than {@link #lastError}, and ends with {@link #close}. A datafile that was not
 * changed is not sent again. What goes wrong on the way (the CDN is out of reach, answers an error or what is no datafile) leaves the
 * config that there is in place, is logged as a warning, and is {@link #lastError} until it goes well again.
 *
 * <p>Any revision other than the present one is a new config, a lower one too: somebody has gone back. The same revision is not.
 *
 * <p>One source holds one HTTP client: make one for each environment, and share it.
 *
 * @see <a href="https://docs.developers.optimizely.com/feature-experimentation/docs/get-the-datafile">Get the datafile</a>
 */
public final class DatafileAsyncSource implements AutoCloseable {
    private final DatafileSource source;
    private final Futures futures;

    private DatafileAsyncSource(DatafileSource source, Futures futures) {
        this.source = source;
        this.futures = futures;
    }

    /** The datafile of the environment with this SDK key, with all settings as they are unless set. */
    public static DatafileAsyncSource create(String sdkKey) {
        return create(sdkKey, unchanged -> { });
    }

    /**
     * The datafile of the environment with this SDK key. Futures are completed, and consumers called, on threads of the source's own.
     *
     * @throws IllegalArgumentException if a setting cannot be used
     */
    public static DatafileAsyncSource create(String sdkKey, Block<DatafileSourceBuilder> block) {
        return new DatafileAsyncSource(source(sdkKey, block), new Futures(null));
    }

    /**
     * A source that completes its futures, and calls consumers, on {@code executor}.
     *
     * @throws IllegalArgumentException if a setting cannot be used
     */
    public static DatafileAsyncSource create(String sdkKey, Executor executor, Block<DatafileSourceBuilder> block) {
        return new DatafileAsyncSource(source(sdkKey, block), new Futures(executor));
    }

    private static DatafileSource source(String sdkKey, Block<DatafileSourceBuilder> block) {
        return new DatafileSource(BlockKt.configuredBy(new DatafileSourceBuilder(sdkKey), block));
    }

    /**
     * Hands the config that there is to {@code each}, as soon as there is one, and then each new one: what Optimizely's SDKs call the
     * notification {@code OPTIMIZELY_CONFIG_UPDATE}. One call at a time; who is slow gets the newest and not those between. What {@code each}
     * throws is logged, and the next config is handed to it all the same.
     *
     * @return is cancelled when the source is closed; cancel it yourself to hear no more
     */
    public CompletableFuture<@Nullable Void> config(Consumer<? super OptimizelyConfig> each) {
        return futures.each(source.getConfig(), config -> hand(config, each));
    }

    private void hand(OptimizelyConfig config, Consumer<? super OptimizelyConfig> each) {
        try {
            each.accept(config);
        } catch (RuntimeException failure) {
            source.logger().warn("what was to be done with revision {} of the datafile failed", config.getRevision(), failure);
        }
    }

    /** The newest config; null as long as there was none yet. */
    public @Nullable OptimizelyConfig current() {
        return source.getCurrent();
    }

    /** Why the last attempt to get the datafile failed; null when it did not, or there was none yet. */
    public @Nullable Exception lastError() {
        return source.getLastError();
    }

    /**
     * The newest config, or the first when there is none yet: waits for it as long as it takes, without a thread. {@link #lastError} says
     * why it takes long.
     */
    public CompletableFuture<OptimizelyConfig> first() {
        return futures.of(c -> source.first(c));
    }

    /**
     * Asks for the datafile now, and not when it is due.
     *
     * @return the newest config, which is the one that there was if nothing has changed; fails with {@link dev.tricolor.ForbiddenException}
     *     if the SDK key is unknown, or the datafile access token is missing or wrong (403); with {@link dev.tricolor.NotFoundException} if
     *     the SDK key is unknown (404); with {@link dev.tricolor.UnexpectedReplyException} if what came is no datafile, its cause is an
     *     {@link InvalidDatafileException}; with {@link dev.tricolor.ApiException} for any other answer that is an error; with {@link
     *     dev.tricolor.TransportException} if no answer came
     */
    public CompletableFuture<OptimizelyConfig> refresh() {
        return futures.of(c -> source.refresh(c));
    }

    /**
     * Waits until the datafile has come to a revision, which takes about a minute after a change over Optimizely's API: asks for it every
     * few seconds. A datafile that goes back, and a revision that is no number, do not count. What goes wrong meanwhile does not end the
     * wait. No thread waits.
     *
     * @param revision the lowest revision that will do; when the present one does, it is given at once
     * @param amount how long to wait at most, more than zero
     * @return fails with {@link RevisionNotReachedException} if the datafile has not come to it by then; with {@link
     *     IllegalArgumentException} if {@code amount} is not positive
     */
    public CompletableFuture<OptimizelyConfig> awaitRevision(long revision, long amount, TimeUnit unit) {
        return futures.of(c -> source.awaitRevisionMillis(revision, unit.toMillis(amount), c));
    }

    /** Ends the polling, what {@link #config} began and the HTTP client; an engine that was passed in is left to its owner. */
    @Override
    public void close() {
        futures.close();
        source.close();
    }
}
