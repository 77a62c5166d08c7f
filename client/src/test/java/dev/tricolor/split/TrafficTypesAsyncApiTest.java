package dev.tricolor.split;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TrafficTypesAsyncApiTest {
    private final FakeSplit server = new FakeSplit();
    private final SplitAsyncClient split = server.client();

    @AfterEach
    void close() {
        split.close();
        server.close();
    }

    @Test
    void listsAndFinds() {
        String list = "[{'id':'1','name':'user','displayAttributeId':'email'},{'id':'2','name':'account'}]";
        server.answers(list).answers(list).answers(list).answers(list);
        List<String> names = new ArrayList<>();

        assertEquals("email", split.trafficTypes().list("ws").join().items().get(0).getDisplayAttributeId());
        split.trafficTypes().listAll("ws", trafficType -> names.add(trafficType.getName())).join();

        assertEquals(List.of("user", "account"), names);
        assertEquals("2", split.trafficTypes().find("ws", "account").join().getId());
        assertNull(split.trafficTypes().find("ws", "device").join());
        server.wasAsked("GET trafficTypes/ws/ws", "GET trafficTypes/ws/ws", "GET trafficTypes/ws/ws", "GET trafficTypes/ws/ws");
    }

    @Test
    void createsAndDeletes() {
        server.answers("{'id':'1','name':'user'}").answers("{'id':'1','name':'user'}").answers("true");

        split.trafficTypes().create("ws", "user", t -> t.displayAttributeId("email")).join();
        server.wasTold("{'name':'user','displayAttributeId':'email'}");
        split.trafficTypes().create("ws", "user").join();
        server.wasTold("{'name':'user'}");
        assertNull(split.trafficTypes().delete("1").join());

        server.wasAsked("POST trafficTypes/ws/ws", "POST trafficTypes/ws/ws", "DELETE trafficTypes/1");
    }
}
