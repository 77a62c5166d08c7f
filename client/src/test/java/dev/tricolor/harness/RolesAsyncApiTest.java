package dev.tricolor.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RolesAsyncApiTest {
    private static final String SCOPE = "accountIdentifier=a&orgIdentifier=o&projectIdentifier=p";

    private final FakeHarness server = new FakeHarness();
    private final HarnessAsyncClient harness = server.client();

    @AfterEach
    void close() {
        harness.close();
        server.close();
    }

    private FakeHarness data(String data) {
        server.answers("{'status':'SUCCESS','data':" + data + "}");
        return server;
    }

    @Test
    void lists() {
        String page = "{'content':[{'role':{'identifier':'r'},'harnessManaged':true}],'pageIndex':0,'totalPages':1}";
        for (int times = 0; times < 4; times++) data(page);
        List<String> roles = new ArrayList<>();

        assertEquals(true, harness.roles().list().join().items().get(0).isHarnessManaged());
        harness.roles().list(q -> q.pageSize(5).searchTerm("r")).join();
        harness.roles().listAll(role -> roles.add(role.getRole().getIdentifier())).join();
        harness.roles().listAll(q -> q.setPageSize(6), role -> roles.add(role.getRole().getIdentifier())).join();

        assertEquals(List.of("r", "r"), roles);
        server.wasAsked(
            "GET authz/api/roles?pageSize=100&pageIndex=0&" + SCOPE,
            "GET authz/api/roles?searchTerm=r&pageSize=5&pageIndex=0&" + SCOPE,
            "GET authz/api/roles?pageSize=100&pageIndex=0&" + SCOPE,
            "GET authz/api/roles?pageSize=6&pageIndex=0&" + SCOPE);
    }

    @Test
    void readsCreatesChangesAndDeletes() {
        for (int times = 0; times < 8; times++) data("{'role':{'identifier':'r','name':'R','tags':{'k':'v'}}}");
        server.answers(404, "", Map.of());
        data("null");

        assertEquals("R", harness.roles().get("r").join().getRole().getName());
        harness.roles().create("r", "R").join();
        server.wasTold("{'identifier':'r','name':'R'}");
        harness.roles().create("r", "R", r -> r.name("S").permission("a_b_c").allowedScopeLevel(ScopeLevel.PROJECT)).join();
        server.wasTold("{'identifier':'r','name':'S','permissions':['a_b_c'],'allowedScopeLevels':['project']}");
        harness.roles().replace("r", "R").join();
        harness.roles().replace("r", "R", r -> r.permissions(List.of("a_b_c")).tag("k", "v")).join();
        server.wasTold("{'identifier':'r','name':'R','permissions':['a_b_c'],'tags':{'k':'v'}}");
        harness.roles().edit("r", r -> r.description("d")).join();
        server.wasTold("{'identifier':'r','name':'R','tags':{'k':'v'},'description':'d'}");
        harness.roles().find("r").join();
        assertNull(harness.roles().find("q").join());
        assertNull(harness.roles().delete("r").join());

        server.wasAsked(
            "GET authz/api/roles/r?" + SCOPE, "POST authz/api/roles?" + SCOPE, "POST authz/api/roles?" + SCOPE,
            "PUT authz/api/roles/r?" + SCOPE, "PUT authz/api/roles/r?" + SCOPE, "GET authz/api/roles/r?" + SCOPE,
            "PUT authz/api/roles/r?" + SCOPE, "GET authz/api/roles/r?" + SCOPE, "GET authz/api/roles/q?" + SCOPE,
            "DELETE authz/api/roles/r?" + SCOPE);
    }
}
