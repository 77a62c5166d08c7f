package dev.tricolor.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RoleAssignmentsAsyncApiTest {
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

    private static final String ROOT = "authz/api/roleassignments";

    @Test
    void lists() {
        String page = "{'content':[{'roleAssignment':{'identifier':'x'}}],'pageIndex':0,'totalPages':1}";
        for (int times = 0; times < 4; times++) data(page);
        List<String> assignments = new ArrayList<>();

        harness.roleAssignments().list().join();
        harness.roleAssignments().list(q -> q.setPageSize(5)).join();
        harness.roleAssignments().listAll(each -> assignments.add(each.getRoleAssignment().getIdentifier())).join();
        harness.roleAssignments().listAll(q -> q.pageIndex(0), each -> assignments.add(each.getRoleAssignment().getIdentifier())).join();

        assertEquals(List.of("x", "x"), assignments);
        server.wasAsked(
            "GET " + ROOT + "?pageSize=100&pageIndex=0&" + SCOPE, "GET " + ROOT + "?pageSize=5&pageIndex=0&" + SCOPE,
            "GET " + ROOT + "?pageSize=100&pageIndex=0&" + SCOPE, "GET " + ROOT + "?pageSize=100&pageIndex=0&" + SCOPE);
    }

    @Test
    void readsCreatesAndDeletes() {
        String one = "{'roleAssignment':{'identifier':'x','roleIdentifier':'r','principal':{'identifier':'u','type':'USER'}}}";
        for (int times = 0; times < 4; times++) data(one);
        data("[" + one + "]");
        data(one);

        Principal principal = harness.roleAssignments().get("x").join().getRoleAssignment().getPrincipal();
        assertEquals(Principal.user("u"), principal);
        harness.roleAssignments().find("x").join();
        harness.roleAssignments().create("r", "g", principal).join();
        server.wasTold("{'resourceGroupIdentifier':'g','roleIdentifier':'r','principal':{'identifier':'u','type':'USER'}}");
        Principal devs = Principal.userGroup("devs", ScopeLevel.ACCOUNT);
        harness.roleAssignments().create("r", "g", devs, a -> a.identifier("x").disabled(true)).join();
        server.wasTold("{'resourceGroupIdentifier':'g','roleIdentifier':'r','identifier':'x','disabled':true,"
            + "'principal':{'identifier':'devs','type':'USER_GROUP','scopeLevel':'account'}}");
        assertEquals("x", harness.roleAssignments().createAll(all -> all
            .assignment("r", "g", Principal.serviceAccount("ci"))
            .assignment("r", "g", principal, a -> a.disabled(true))).join().get(0).getRoleAssignment().getIdentifier());
        server.wasTold("{'roleAssignments':["
            + "{'resourceGroupIdentifier':'g','roleIdentifier':'r','principal':{'identifier':'ci','type':'SERVICE_ACCOUNT'}},"
            + "{'resourceGroupIdentifier':'g','roleIdentifier':'r','principal':{'identifier':'u','type':'USER'},'disabled':true}]}");
        assertNull(harness.roleAssignments().delete("x").join());

        server.wasAsked(
            "GET " + ROOT + "/x?" + SCOPE, "GET " + ROOT + "/x?" + SCOPE, "POST " + ROOT + "?" + SCOPE, "POST " + ROOT + "?" + SCOPE,
            "POST " + ROOT + "/multi?" + SCOPE, "DELETE " + ROOT + "/x?" + SCOPE);
    }
}
