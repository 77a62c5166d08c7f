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
class SegmentsAsyncApiTest {
    private final FakeSplit server = new FakeSplit();
    private final SplitAsyncClient split = server.client();

    @AfterEach
    void close() {
        split.close();
        server.close();
    }

    @Test
    void lists() {
        String page = "{'objects':[{'name':'beta','tags':[{'name':'t'}]}],'offset':0,'limit':50,'totalCount':1}";
        server.answers(page).answers(page).answers(page).answers(page);
        List<String> names = new ArrayList<>();

        assertEquals(List.of("t"), split.segments().list("ws").join().items().get(0).getTags());
        split.segments().list("ws", q -> q.tag("t").setLimit(5)).join();
        split.segments().listAll("ws", segment -> names.add(segment.getName())).join();
        split.segments().listAll("ws", q -> q.tag("t"), segment -> names.add(segment.getName())).join();

        assertEquals(List.of("beta", "beta"), names);
        server.wasAsked(
            "GET segments/ws/ws?limit=50&offset=0",
            "GET segments/ws/ws?tag=t&limit=5&offset=0",
            "GET segments/ws/ws?limit=50&offset=0",
            "GET segments/ws/ws?tag=t&limit=50&offset=0");
    }

    @Test
    void readsOne() {
        server.answers("{'name':'beta'}").answers("{'name':'beta'}").answers(404, "", Map.of());

        assertEquals("beta", split.segments().get("ws", "beta").join().getName());
        assertEquals("beta", split.segments().find("ws", "beta").join().getName());
        assertNull(split.segments().find("ws", "gamma").join());

        server.wasAsked("GET segments/ws/ws/beta", "GET segments/ws/ws/beta", "GET segments/ws/ws/gamma");
    }

    @Test
    void createsAndDeletes() {
        server.answers("{'name':'beta'}").answers("{'name':'beta'}").answers("true");

        split.segments().create("ws", "user", "beta", s -> s.description("who asked for it")).join();
        server.wasTold("{'name':'beta','description':'who asked for it'}");
        split.segments().create("ws", "user", "beta").join();
        server.wasTold("{'name':'beta'}");
        assertNull(split.segments().delete("ws", "beta").join());

        server.wasAsked("POST segments/ws/ws/trafficTypes/user", "POST segments/ws/ws/trafficTypes/user", "DELETE segments/ws/ws/beta");
    }
}
