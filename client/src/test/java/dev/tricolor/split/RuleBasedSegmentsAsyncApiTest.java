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
class RuleBasedSegmentsAsyncApiTest {
    private final FakeSplit server = new FakeSplit();
    private final SplitAsyncClient split = server.client();

    @AfterEach
    void close() {
        split.close();
        server.close();
    }

    @Test
    void lists() {
        server.answers("[{'name':'adults','trafficTypeId':'tt'}]").answers("[{'name':'adults'}]");
        List<String> names = new ArrayList<>();

        assertEquals("tt", split.ruleBasedSegments().list("ws").join().items().get(0).getTrafficTypeId());
        split.ruleBasedSegments().listAll("ws", segment -> names.add(segment.getName())).join();

        assertEquals(List.of("adults"), names);
        server.wasAsked("GET rule-based-segments/ws/ws", "GET rule-based-segments/ws/ws");
    }

    @Test
    void getsAndFinds() {
        server.answers("{'name':'adults'}").answers("{'name':'adults'}").answers(404, "{'code':404}", Map.of());

        assertEquals("adults", split.ruleBasedSegments().get("ws", "adults").join().getName());
        assertEquals("adults", split.ruleBasedSegments().find("ws", "adults").join().getName());
        assertNull(split.ruleBasedSegments().find("ws", "nope").join());

        server.wasAsked(
            "GET rule-based-segments/ws/ws/adults", "GET rule-based-segments/ws/ws/adults", "GET rule-based-segments/ws/ws/nope");
    }

    @Test
    void createsAndDeletes() {
        server.answers("{'name':'adults'}").answers("{'name':'adults','description':'d'}").answers("true");

        split.ruleBasedSegments().create("ws", "user", "adults").join();
        server.wasTold("{'name':'adults'}");
        split.ruleBasedSegments().create("ws", "user", "adults", s -> s.description("d")).join();
        server.wasTold("{'name':'adults','description':'d'}");
        assertNull(split.ruleBasedSegments().delete("ws", "adults").join());

        server.wasAsked(
            "POST rule-based-segments/ws/ws/trafficTypes/user",
            "POST rule-based-segments/ws/ws/trafficTypes/user",
            "DELETE rule-based-segments/ws/ws/adults");
    }
}
