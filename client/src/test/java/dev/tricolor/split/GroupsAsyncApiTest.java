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
class GroupsAsyncApiTest {
    private final FakeSplit server = new FakeSplit();
    private final SplitAsyncClient split = server.client();

    @AfterEach
    void close() {
        split.close();
        server.close();
    }

    @Test
    void lists() {
        String page = "{'objects':[{'id':'1','name':'Administrators'}],'offset':0,'limit':200,'totalCount':1}";
        server.answers(page).answers(page).answers(page).answers(page);
        List<String> names = new ArrayList<>();

        assertEquals("1", split.groups().list().join().items().get(0).getId());
        split.groups().list(q -> q.setLimit(5)).join();
        split.groups().listAll(group -> names.add(group.getName())).join();
        split.groups().listAll(q -> q.setLimit(6), group -> names.add(group.getName())).join();

        assertEquals(List.of("Administrators", "Administrators"), names);
        server.wasAsked(
            "GET groups?limit=200&offset=0", "GET groups?limit=5&offset=0", "GET groups?limit=200&offset=0", "GET groups?limit=6&offset=0");
    }

    @Test
    void readsOne() {
        server.answers("{'id':'1','name':'devs','description':'d'}")
            .answers("{'objects':[{'id':'1','name':'devs'}]}")
            .answers("{'objects':[]}");

        assertEquals("d", split.groups().get("1").join().getDescription());
        assertEquals("1", split.groups().find("devs").join().getId());
        assertNull(split.groups().find("ops").join());

        server.wasAsked("GET groups/1", "GET groups?limit=200&offset=0", "GET groups?limit=200&offset=0");
    }

    @Test
    void createsReplacesEditsAndDeletes() {
        for (int times = 0; times < 6; times++) server.answers("{'id':'1','name':'devs'}");
        server.answers(204, "", Map.of());

        split.groups().create("devs", g -> g.description("who builds")).join();
        server.wasTold("{'name':'devs','description':'who builds'}");
        split.groups().create("devs").join();
        server.wasTold("{'name':'devs'}");
        split.groups().replace("1", "devs", g -> g.description(null)).join();
        server.wasTold("{'name':'devs','description':null}");
        split.groups().replace("1", "devs").join();
        server.wasTold("{'name':'devs'}");
        split.groups().edit("1", g -> g.description("who builds")).join();
        server.wasTold("{'id':'1','name':'devs','description':'who builds'}");
        assertNull(split.groups().delete("1").join());

        server.wasAsked("POST groups", "POST groups", "PUT groups/1", "PUT groups/1", "GET groups/1", "PUT groups/1", "DELETE groups/1");
    }
}
