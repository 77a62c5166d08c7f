package dev.tricolor.split;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SegmentDefinitionsAsyncApiTest {
    private final FakeSplit server = new FakeSplit();
    private final SplitAsyncClient split = server.client();

    @AfterEach
    void close() {
        split.close();
        server.close();
    }

    @Test
    void lists() {
        String page = "{'objects':[{'name':'beta','environment':{'id':'1','name':'prod'}}],'offset':0,'limit':50,'totalCount':1}";
        server.answers(page).answers(page).answers(page).answers(page);
        List<String> names = new ArrayList<>();

        assertEquals("prod", split.segmentDefinitions().list("ws", "prod").join().items().get(0).getEnvironment().getName());
        split.segmentDefinitions().list("ws", "prod", q -> q.setLimit(5)).join();
        split.segmentDefinitions().listAll("ws", "prod", segment -> names.add(segment.getName())).join();
        split.segmentDefinitions().listAll("ws", "prod", q -> q.setLimit(6), segment -> names.add(segment.getName())).join();

        assertEquals(List.of("beta", "beta"), names);
        server.wasAsked(
            "GET segments/ws/ws/environments/prod?limit=50&offset=0",
            "GET segments/ws/ws/environments/prod?limit=5&offset=0",
            "GET segments/ws/ws/environments/prod?limit=50&offset=0",
            "GET segments/ws/ws/environments/prod?limit=6&offset=0");
    }

    @Test
    void finds() {
        server.answers("{'objects':[{'name':'alpha'}],'offset':0,'limit':1,'totalCount':2}")
            .answers("{'objects':[{'name':'beta'}],'offset':1,'limit':1,'totalCount':2}")
            .answers("{'objects':[]}");

        assertEquals("beta", split.segmentDefinitions().find("ws", "prod", "beta").join().getName());
        assertNull(split.segmentDefinitions().find("ws", "prod", "beta").join());

        server.wasAsked(
            "GET segments/ws/ws/environments/prod?limit=50&offset=0",
            "GET segments/ws/ws/environments/prod?limit=50&offset=1",
            "GET segments/ws/ws/environments/prod?limit=50&offset=0");
    }

    @Test
    void enablesAndDisables() {
        server.answers("{'name':'beta','creationTime':5}").answers("true");

        assertEquals(5L, split.segmentDefinitions().create("prod", "beta").join().getCreationTime());
        assertEquals("", server.last().body);
        assertNull(split.segmentDefinitions().delete("prod", "beta").join());

        server.wasAsked("POST segments/prod/beta", "DELETE segments/prod/beta");
    }
}
