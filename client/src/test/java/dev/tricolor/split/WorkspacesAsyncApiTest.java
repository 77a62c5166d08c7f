package dev.tricolor.split;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WorkspacesAsyncApiTest {
    private final FakeSplit server = new FakeSplit();
    private final SplitAsyncClient split = server.client();

    @AfterEach
    void close() {
        split.close();
        server.close();
    }

    @Test
    void lists() {
        String page = "{'objects':[{'id':'1','name':'Default','requiresTitleAndComments':true}],'offset':0,'limit':200,'totalCount':1}";
        server.answers(page).answers(page).answers(page).answers(page);
        List<String> names = new ArrayList<>();

        assertTrue(split.workspaces().list().join().items().get(0).requiresTitleAndComments());
        split.workspaces().list(q -> q.name(NameOperator.CONTAINS, "De").organizationIdentifier("org").projectIdentifier("p")).join();
        split.workspaces().listAll(workspace -> names.add(workspace.getName())).join();
        split.workspaces().listAll(q -> q.name(NameOperator.of("ENDS_WITH"), "t"), workspace -> names.add(workspace.getName())).join();

        assertEquals(List.of("Default", "Default"), names);
        server.wasAsked(
            "GET workspaces?limit=200&offset=0",
            "GET workspaces?name=De&nameOp=CONTAINS&organizationIdentifier=org&projectIdentifier=p&limit=200&offset=0",
            "GET workspaces?limit=200&offset=0",
            "GET workspaces?name=t&nameOp=ENDS_WITH&limit=200&offset=0");
    }

    @Test
    void finds() {
        server.answers("{'objects':[{'id':'1','name':'Default'}]}").answers("{'objects':[]}");

        assertEquals("1", split.workspaces().find("Default").join().getId());
        assertNull(split.workspaces().find("Other").join());

        server.wasAsked(
            "GET workspaces?name=Default&nameOp=IS&limit=200&offset=0", "GET workspaces?name=Other&nameOp=IS&limit=200&offset=0");
    }

    @Test
    void createsChangesAndDeletes() {
        server.answers("{'id':'1','name':'w'}").answers("{'id':'1','name':'w'}").answers("{'id':'1','name':'v'}").answers("");

        split.workspaces().create("w", w -> w.requiresTitleAndComments(true)).join();
        server.wasTold("{'name':'w','requiresTitleAndComments':true}");
        split.workspaces().create("w").join();
        server.wasTold("{'name':'w'}");
        assertEquals("v", split.workspaces().update("1", u -> u.name("v").requiresTitleAndComments(false)).join().getName());
        server.wasTold("[{'op':'replace','path':'/name','value':'v'},{'op':'replace','path':'/requiresTitleAndComments','value':false}]");
        assertNull(split.workspaces().delete("1").join());

        server.wasAsked("POST workspaces", "POST workspaces", "PATCH workspaces/1", "DELETE workspaces/1");
    }

    @Test
    void listsRolloutStatuses() {
        server.answers("[{'id':'1','name':'Ramping','description':'more each day'}]");

        RolloutStatus status = split.workspaces().listRolloutStatuses("ws").join().items().get(0);

        assertEquals("more each day", status.getDescription());
        server.wasAsked("GET rolloutStatuses?wsId=ws");
    }
}
