package dev.tricolor;

import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list, and the way to the next one.
 *
 * <pre>{@code
 * for (AsyncPage<Flag> page = split.flags().list(workspaceId).join(); page != null; page = page.next().join()) { … }
 * }</pre>
 *
 * @param <T> what is listed
 */
public final class AsyncPage<T> {
    private final Page<T> page;
    private final Futures futures;

    AsyncPage(Page<T> page, Futures futures) {
        this.page = page;
        this.futures = futures;
    }

    /** What is on this page. */
    public List<T> items() {
        return page.getItems();
    }

    /** How many there are on all pages together; empty when the vendor does not say. */
    public OptionalLong totalCount() {
        Long total = page.getTotalCount();
        return total == null ? OptionalLong.empty() : OptionalLong.of(total);
    }

    /** Whether there is another page; it may turn out to be empty. */
    public boolean hasNext() {
        return page.getHasNext();
    }

    /** Asks for the next page; completes with null after the last one. */
    public CompletableFuture<@Nullable AsyncPage<T>> next() {
        return futures.nextPage(page);
    }
}
