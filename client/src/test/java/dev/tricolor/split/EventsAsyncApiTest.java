package dev.tricolor.split;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.tricolor.FakeServer;
import dev.tricolor.Secret;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EventsAsyncApiTest {
    private final FakeServer server = new FakeServer("/api/") {};
    private final SplitAsyncClient split = SplitAsyncClient.create(c -> c.apiKey(Secret.of("sdk-key")).baseUrl(server.url()));

    @AfterEach
    void close() {
        split.close();
        server.close();
    }

    @Test
    void sendsOneAndMany() {
        server.answers(202, "", Map.of()).answers(202, "", Map.of());
        Event load = SplitPayloads.event("page_load", "user", "k", 1);
        Event checkout = SplitPayloads.event("checkout", "user", "k", 2, e -> e
            .environmentName("Staging").value(49.9).property("plan", "pro").property("items", 3).property("gift", false));

        assertNull(split.events().send(load).join());
        server.wasTold("{'eventTypeId':'page_load','trafficTypeName':'user','key':'k','timestamp':1}");
        assertNull(split.events().sendAll(List.of(load, checkout)).join());
        server.wasTold("[{'eventTypeId':'page_load','trafficTypeName':'user','key':'k','timestamp':1},"
            + "{'eventTypeId':'checkout','trafficTypeName':'user','key':'k','timestamp':2,'environmentName':'Staging','value':49.9,"
            + "'properties':{'plan':'pro','items':3,'gift':false}}]");

        assertEquals("Bearer sdk-key", server.last().headers.getFirst("Authorization"));
        server.wasAsked("POST events", "POST events/bulk");
    }

    @Test
    void noEventsAreNotSent() {
        Throwable failure = split.events().sendAll(List.of()).handle((value, thrown) -> thrown).join();

        assertEquals("events are 0, must be at least 1", failure.getMessage());
        server.wasAsked();
    }
}
