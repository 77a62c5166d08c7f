package dev.tricolor.split;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LargeSegmentsAsyncApiTest {
    private final FakeSplit server = new FakeSplit();
    private final SplitAsyncClient split = server.client();

    @AfterEach
    void close() {
        split.close();
        server.close();
    }

    @Test
    void lists() {
        server.answers("[{'id':'1','name':'big'}]").answers("[{'name':'big'}]");
        List<String> names = new ArrayList<>();

        assertEquals("1", split.largeSegments().list("ws").join().items().get(0).getId());
        split.largeSegments().listAll("ws", segment -> names.add(segment.getName())).join();

        assertEquals(List.of("big"), names);
        server.wasAsked("GET large-segments/ws/ws", "GET large-segments/ws/ws");
    }

    @Test
    void getsAndFinds() {
        server.answers("{'name':'big'}").answers("{'name':'big'}").answers(404, "{'code':404}", Map.of());

        assertEquals("big", split.largeSegments().get("ws", "big").join().getName());
        assertEquals("big", split.largeSegments().find("ws", "big").join().getName());
        assertNull(split.largeSegments().find("ws", "nope").join());

        server.wasAsked("GET large-segments/ws/ws/big", "GET large-segments/ws/ws/big", "GET large-segments/ws/ws/nope");
    }

    @Test
    void createsAndDeletes() {
        server.answers("{'name':'big'}").answers("{'name':'big','description':'d'}").answers("true");

        split.largeSegments().create("ws", "user", "big").join();
        server.wasTold("{'name':'big'}");
        split.largeSegments().create("ws", "user", "big", s -> s.description("d")).join();
        server.wasTold("{'name':'big','description':'d'}");
        assertNull(split.largeSegments().delete("ws", "big").join());

        server.wasAsked(
            "POST large-segments/ws/ws/trafficTypes/user",
            "POST large-segments/ws/ws/trafficTypes/user",
            "DELETE large-segments/ws/ws/big");
    }
}
