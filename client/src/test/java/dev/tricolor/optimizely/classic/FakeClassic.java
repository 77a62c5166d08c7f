package dev.tricolor.optimizely.classic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.tricolor.AsyncPage;
import dev.tricolor.Document;
import dev.tricolor.FakeServer;
import dev.tricolor.Secret;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import kotlinx.serialization.json.JsonElement;
import org.jspecify.annotations.Nullable;

/** A classic Optimizely on loopback. */
final class FakeClassic extends FakeServer {
    FakeClassic() {
        super("/experiment/v1/");
    }

    @Override
    public FakeClassic answers(String body) {
        super.answers(body);
        return this;
    }

    /** Answers the next request as one that created or changed something is answered. */
    FakeClassic did(int status, String body) {
        answers(status, body, Map.of());
        return this;
    }

    /** Answers the next {@code times} requests with a list of {@code item}. */
    FakeClassic reads(int times, String item) {
        for (int time = 0; time < times; time++) answers("[" + item + "]");
        return this;
    }

    /** Asserts that the five ways of reading ask below {@code list} and {@code one}, and give what is answered, or null for nothing. */
    <T extends Document> void assertReads(
        String list,
        String one,
        Supplier<CompletableFuture<AsyncPage<T>>> page,
        Function<Consumer<T>, CompletableFuture<@Nullable Void>> each,
        LongFunction<CompletableFuture<T>> get,
        LongFunction<CompletableFuture<@Nullable T>> find,
        Function<List<Long>, CompletableFuture<List<T>>> getAll
    ) {
        reads(2, "{'id':7}").answers("{'id':7}").answers("{'id':7}").did(404, "no").answers("{'id':8}");
        List<T> read = new ArrayList<>(page.get().join().items());
        each.apply(read::add).join();
        read.add(get.apply(7).join());
        read.add(find.apply(7).join());
        assertNull(find.apply(9).join());
        read.addAll(getAll.apply(List.of(8L)).join());
        List<JsonElement> all = new ArrayList<>(Collections.nCopies(4, json("{'id':7}")));
        all.add(json("{'id':8}"));
        assertEquals(all, read.stream().map(Document::getJson).collect(Collectors.toList()));
        wasAsked("GET " + list, "GET " + list, "GET " + one + "/7", "GET " + one + "/7", "GET " + one + "/9", "GET " + one + "/8");
    }

    /** A client of this server that tries everything once. */
    OptimizelyClassicAsyncClient client() {
        return OptimizelyClassicAsyncClient.create(c -> c.token(Secret.of("canary:123"))
            .baseUrl(url()).timeout(10, TimeUnit.SECONDS).retry(r -> r.maxAttempts(1)));
    }
}
