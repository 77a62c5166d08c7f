package dev.tricolor.optimizely;

import dev.tricolor.AsyncPage;
import dev.tricolor.Block;
import dev.tricolor.Futures;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Events: what visitors do, for metrics to count. All kinds can be read; custom events can be made and changed as well.
 *
 * @see <a href="https://docs.developers.optimizely.com/experimentation-api/reference/events">Events</a>
 */
public final class EventsAsyncApi {
    private final EventsApi events;
    private final Futures futures;

    EventsAsyncApi(EventsApi events, Futures futures) {
        this.events = events;
        this.futures = futures;
    }

    /** Lists a project's events of all kinds, archived ones too, in pages of at most 100. */
    public CompletableFuture<AsyncPage<Event>> list(long projectId) {
        return list(projectId, query -> {});
    }

    /**
     * Lists a project's events of all kinds, archived ones too, in pages as {@code query} says.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such project (404)
     */
    public CompletableFuture<AsyncPage<Event>> list(long projectId, Block<EventQuery> query) {
        return futures.page(c -> events.list(projectId, query, c));
    }

    /** Hands all of a project's events of all kinds, archived ones too, to {@code each}, one after the other, and holds only one page. */
    public CompletableFuture<@Nullable Void> listAll(long projectId, Consumer<? super Event> each) {
        return listAll(projectId, query -> {}, each);
    }

    /** Hands the events of all kinds that {@code query} says to {@code each}, one after the other; only one page is held at a time. */
    public CompletableFuture<@Nullable Void> listAll(long projectId, Block<EventQuery> query, Consumer<? super Event> each) {
        return futures.each(events.listAll(projectId, query), each);
    }

    /** Finds the event of this key, archived or not; null when the project has none. Those of Optimizely Classic are not looked at. */
    public CompletableFuture<@Nullable Event> find(long projectId, String key) {
        return futures.of(c -> events.find(projectId, key, c));
    }

    /** Gets an event of any kind but those of Optimizely Classic: {@link #get(long, boolean)}. */
    public CompletableFuture<Event> get(long eventId) {
        return get(eventId, false);
    }

    /**
     * Gets an event of any kind.
     *
     * @param includeClassic whether it may be a goal of Optimizely Classic
     * @return fails with {@link dev.tricolor.NotFoundException} if there is no such event (404), with
     *     {@link dev.tricolor.ForbiddenException} if the token may not see it (403)
     */
    public CompletableFuture<Event> get(long eventId, boolean includeClassic) {
        return futures.of(c -> events.get(eventId, includeClassic, c));
    }

    /** Creates a custom event of which nothing but its key is said: {@link #create(long, String, Block)}. */
    public CompletableFuture<Event> create(long projectId, String key) {
        return create(projectId, key, event -> {});
    }

    /**
     * Creates a custom event.
     *
     * @param key what programs name it by: at most 64 letters, digits, spaces, {@code _}, {@code -} and {@code .}
     * @return fails with {@link dev.tricolor.BadRequestException} if the project has the key already, or something else does not fit (400),
     *     with {@link dev.tricolor.NotFoundException} if there is no such project (404)
     */
    public CompletableFuture<Event> create(long projectId, String key, Block<EventBuilder> block) {
        return futures.of(c -> events.create(projectId, key, block, c));
    }

    /**
     * Changes what {@code block} says of a custom event; the rest stays as it is.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if the project has no such custom event (404), with
     *     {@link dev.tricolor.BadRequestException} if a change does not fit, or the project has the new key already (400)
     */
    public CompletableFuture<Event> update(long projectId, long eventId, Block<EventUpdateBuilder> block) {
        return futures.of(c -> events.update(projectId, eventId, block, c));
    }

    /**
     * Puts a custom event away. Optimizely's {@code DELETE} does no more than that: an update to {@code archived(false)} takes it back.
     * Harmless when repeated.
     *
     * @return fails with {@link dev.tricolor.NotFoundException} if the project has no such custom event (404)
     */
    public CompletableFuture<@Nullable Void> archive(long projectId, long eventId) {
        return futures.done(c -> events.archive(projectId, eventId, c));
    }
}
