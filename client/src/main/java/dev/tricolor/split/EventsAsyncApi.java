package dev.tricolor.split;

import dev.tricolor.Futures;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What keys have done, from which Split makes metrics. For programs that do not have an SDK to say it; what an SDK has said already must
 * not be said again.
 *
 * <p>Events go to a host of their own ({@link SplitClientBuilder#eventsUrl}), which has a limit of its own and takes an SDK key as its
 * token, server-side by choice, and neither an admin API key nor a token of Harness. So make a client of its own for them:
 *
 * <pre>{@code
 * try (SplitAsyncClient events = SplitAsyncClient.create(c -> c.apiKey(Secret.of(sdkKey)))) {
 *     events.events().send(SplitPayloads.event("checkout", "user", "anna", System.currentTimeMillis(), e -> e.value(49.9))).join();
 * }
 * }</pre>
 *
 * <p>Split takes an event in and looks at it later: that a call succeeds says that it has arrived. Sent twice, it counts twice; so a call
 * that may have arrived is not repeated, and fails with {@link dev.tricolor.TransportException}.
 *
 * @see <a href="https://docs.split.io/reference/events-overview">Events</a>
 */
public final class EventsAsyncApi {
    private final EventsApi events;
    private final Futures futures;

    EventsAsyncApi(EventsApi events, Futures futures) {
        this.events = events;
        this.futures = futures;
    }

    /**
     * Sends an event, which {@link SplitPayloads#event} makes.
     *
     * @return fails with {@link dev.tricolor.BadRequestException} if there is no traffic type or environment of that name (400); with {@link
     *     dev.tricolor.UnauthorizedException} if the token is not an SDK key (401)
     * @see <a href="https://docs.split.io/reference/create-event">Create an event</a>
     */
    public CompletableFuture<@Nullable Void> send(Event event) {
        return futures.done(c -> events.send(event, c));
    }

    /**
     * Sends events in one request; at least one. Split documents no bound, and they are held in memory as a whole: some thousands at a time
     * is a good measure.
     *
     * @return fails with {@link IllegalArgumentException} if there are none; with {@link dev.tricolor.BadRequestException} if there is no
     *     traffic type or environment of one of the names (400); with {@link dev.tricolor.UnauthorizedException} if the token is not an SDK
     *     key (401)
     * @see <a href="https://docs.split.io/reference/create-events">Create events</a>
     */
    public CompletableFuture<@Nullable Void> sendAll(Collection<Event> events) {
        return futures.done(c -> this.events.sendAll(events, c));
    }
}
