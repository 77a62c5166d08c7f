package dev.tricolor.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UserGroupsAsyncApiTest {
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

    private static final String ROOT = "ng/api/user-groups";
    private static final String OWN = "'accountIdentifier':'a','orgIdentifier':'o','projectIdentifier':'p'";

    @Test
    void lists() {
        String page = "{'content':[{'identifier':'g','users':['u']}],'pageIndex':0,'totalPages':1}";
        for (int times = 0; times < 4; times++) data(page);
        List<String> groups = new ArrayList<>();

        assertEquals(List.of("u"), harness.userGroups().list().join().items().get(0).getUsers());
        harness.userGroups().list(q -> q.filterType(UserGroupFilterType.INCLUDE_INHERITED_GROUPS)).join();
        harness.userGroups().listAll(group -> groups.add(group.getIdentifier())).join();
        harness.userGroups().listAll(q -> q.setPageSize(6), group -> groups.add(group.getIdentifier())).join();

        assertEquals(List.of("g", "g"), groups);
        server.wasAsked(
            "GET " + ROOT + "?pageSize=100&pageIndex=0&" + SCOPE,
            "GET " + ROOT + "?filterType=INCLUDE_INHERITED_GROUPS&pageSize=100&pageIndex=0&" + SCOPE,
            "GET " + ROOT + "?pageSize=100&pageIndex=0&" + SCOPE, "GET " + ROOT + "?pageSize=6&pageIndex=0&" + SCOPE);
    }

    @Test
    void readsCreatesChangesAndDeletes() {
        for (int times = 0; times < 7; times++) data("{'identifier':'g','name':'G','users':['u']}");
        data("null");
        data("{'identifier':'g'}");

        assertEquals("G", harness.userGroups().get("g").join().getName());
        harness.userGroups().create("g", "G").join();
        server.wasTold("{" + OWN + ",'identifier':'g','name':'G'}");
        harness.userGroups().create("g", "G", g -> g.description("d").user("u")).join();
        server.wasTold("{" + OWN + ",'identifier':'g','name':'G','description':'d','users':['u']}");
        harness.userGroups().replace("g", "G").join();
        harness.userGroups().replace("g", "G", g -> g.users(List.of("u"))).join();
        server.wasTold("{" + OWN + ",'identifier':'g','name':'G','users':['u']}");
        harness.userGroups().edit("g", g -> g.removeUser("u")).join();
        server.wasTold("{'identifier':'g','name':'G','users':[]}");
        assertNull(harness.userGroups().find("g").join());
        assertNull(harness.userGroups().delete("g").join());

        server.wasAsked(
            "GET " + ROOT + "/g?" + SCOPE, "POST " + ROOT + "?" + SCOPE, "POST " + ROOT + "?" + SCOPE, "PUT " + ROOT + "?" + SCOPE,
            "PUT " + ROOT + "?" + SCOPE, "GET " + ROOT + "/g?" + SCOPE, "PUT " + ROOT + "?" + SCOPE, "GET " + ROOT + "/g?" + SCOPE,
            "DELETE " + ROOT + "/g?" + SCOPE);
    }
}
