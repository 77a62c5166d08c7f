package dev.tricolor.split;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RestrictionsAsyncApiTest {
    private static final String RESTRICTION = "{'id':'r','resource':{'id':'w','type':'workspace'},'operations':{'view':true},"
        + "'resourcePermissions':{'view':[{'id':'g','type':'group'}]}}";

    private final FakeSplit server = new FakeSplit();
    private final SplitAsyncClient split = server.client();

    @AfterEach
    void close() {
        split.close();
        server.close();
    }

    @Test
    void lists() {
        String page = "{'objects':[" + RESTRICTION + "],'offset':0,'limit':20,'totalCount':1}";
        for (int times = 0; times < 4; times++) server.answers(page);
        List<String> viewers = new ArrayList<>();

        Restriction found = split.restrictions().list(ResourceType.WORKSPACE, "w").join().items().get(0);
        assertTrue(found.restrictsView());
        assertEquals("w", found.getResource().getId());
        split.restrictions().list(ResourceType.WORKSPACE, "w", q -> q.limit(5)).join();
        split.restrictions().listAll(ResourceType.WORKSPACE, "w", r -> viewers.add(r.getViewers().get(0).getId())).join();
        split.restrictions().listAll(ResourceType.of("x"), "w", q -> q.limit(6), r -> viewers.add(r.getId())).join();

        assertEquals(List.of("g", "r"), viewers);
        server.wasAsked(
            "GET restrictions?resource_type=workspace&resource_id=w&limit=20&offset=0",
            "GET restrictions?resource_type=workspace&resource_id=w&limit=5&offset=0",
            "GET restrictions?resource_type=workspace&resource_id=w&limit=20&offset=0",
            "GET restrictions?resource_type=x&resource_id=w&limit=6&offset=0");
    }

    @Test
    void replacesAndLifts() {
        server.answers(RESTRICTION).answers(RESTRICTION.replace("true", "false"));

        split.restrictions().replace(ResourceType.WORKSPACE, "w", r -> r.view(v -> v.group("g").user("u").apiKey("k"))).join();
        server.wasTold("{'resource':{'id':'w','type':'workspace'},'operations':{'view':true},'resourcePermissions':{'view':["
            + "{'id':'g','type':'group'},{'id':'u','type':'user'},{'id':'k','type':'api_key'}]}}");
        assertFalse(split.restrictions().lift(ResourceType.WORKSPACE, "w").join().restrictsView());
        server.wasTold("{'resource':{'id':'w','type':'workspace'},'operations':{'view':false},'resourcePermissions':{'view':[]}}");

        server.wasAsked("PUT restrictions", "PUT restrictions");
    }
}
