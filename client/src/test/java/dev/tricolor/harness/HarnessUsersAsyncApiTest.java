package dev.tricolor.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HarnessUsersAsyncApiTest {
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

    private static final String PAGE = "{'content':[{'user':{'uuid':'u','email':'a@b'}}],'pageIndex':0,'totalPages':1}";

    @Test
    void lists() {
        for (int times = 0; times < 5; times++) data(PAGE);
        List<String> users = new ArrayList<>();

        harness.users().list().join();
        harness.users().list(q -> q.roleIdentifiers(List.of("r"))).join();
        server.wasTold("{'roleIdentifiers':['r']}");
        harness.users().listAll(user -> users.add(user.getUser().getUuid())).join();
        harness.users().listAll(q -> q.setPageSize(6), user -> users.add(user.getUser().getUuid())).join();
        assertEquals("u", harness.users().find("A@b").join().getUser().getUuid());

        assertEquals(List.of("u", "u"), users);
        String root = "POST ng/api/user/aggregate";
        server.wasAsked(
            root + "?pageSize=100&pageIndex=0&" + SCOPE, root + "?pageSize=100&pageIndex=0&" + SCOPE,
            root + "?pageSize=100&pageIndex=0&" + SCOPE, root + "?pageSize=6&pageIndex=0&" + SCOPE,
            root + "?searchTerm=A%40b&pageSize=100&pageIndex=0&" + SCOPE);
    }

    @Test
    void readsInvitesChangesAndRemoves() {
        data("{'user':{'uuid':'u'},'roleAssignmentMetadata':[{'roleName':'R','managedRole':true}]}");
        data("{'addUserResponseMap':{'a@b':'USER_ALREADY_ADDED'}}").answers("{'data':{}}");
        data("{'uuid':'u','name':'N','admin':true}");
        data("{'uuid':'u'}");
        data("{'user':{'uuid':'u','name':'N','email':'a@b','new':1}}");
        data("{'uuid':'u'}");
        data("true");
        data("true");

        assertEquals("R", harness.users().get("u").join().getRoleAssignmentMetadata().get(0).getRoleName());
        assertEquals(AddUserResponse.USER_ALREADY_ADDED, harness.users().invite(List.of("a@b"), i -> i.userGroup("g")
            .roleBinding("r", "rg", b -> b.roleName("R").roleScopeLevel(ScopeLevel.ACCOUNT))).join().getAddUserResponseMap().get("a@b"));
        server.wasTold("{'emails':['a@b'],'userGroups':['g'],'roleBindings':["
            + "{'roleIdentifier':'r','resourceGroupIdentifier':'rg','roleName':'R','roleScopeLevel':'account'}]}");
        harness.users().invite(List.of("a@b")).join();
        server.wasTold("{'emails':['a@b']}");
        assertEquals(true, harness.users().replace("u", "N", "a@b").join().isAdmin());
        server.wasTold("{'uuid':'u','name':'N','email':'a@b'}");
        harness.users().replace("u", "N", "a@b", i -> i.defaultAccountId("acc")).join();
        harness.users().edit("u", i -> i.name("O")).join();
        server.wasTold("{'uuid':'u','name':'O','email':'a@b','new':1}");
        assertNull(harness.users().addToGroups("u", List.of("g")).join());
        server.wasTold("{'userGroupIdsToAdd':['g']}");
        assertNull(harness.users().remove("u").join());

        server.wasAsked(
            "GET ng/api/user/aggregate/u?" + SCOPE, "POST ng/api/user/users?" + SCOPE, "POST ng/api/user/users?" + SCOPE,
            "PUT ng/api/user/u?" + SCOPE, "PUT ng/api/user/u?" + SCOPE,
            "GET ng/api/user/aggregate/u?" + SCOPE, "PUT ng/api/user/u?" + SCOPE, "PUT ng/api/user/add-user-to-groups/u?" + SCOPE,
            "DELETE ng/api/user/u?" + SCOPE);
    }

    @Test
    void listsAndTakesBackInvitations() {
        String page = "{'content':[{'id':'i','email':'a@b','approved':true}],'pageIndex':0,'totalPages':1}";
        for (int times = 0; times < 4; times++) data(page);
        data("null");
        List<String> invites = new ArrayList<>();

        assertEquals("a@b", harness.users().listPending().join().items().get(0).getEmail());
        harness.users().listPending(q -> q.searchTerm("a")).join();
        harness.users().listAllPending(invite -> invites.add(invite.getId())).join();
        harness.users().listAllPending(q -> q.setPageSize(6), invite -> invites.add(invite.getId())).join();
        assertNull(harness.users().deletePending("i").join());

        assertEquals(List.of("i", "i"), invites);
        String root = "POST ng/api/invites/aggregate";
        server.wasAsked(
            root + "?pageSize=100&pageIndex=0&" + SCOPE, root + "?searchTerm=a&pageSize=100&pageIndex=0&" + SCOPE,
            root + "?pageSize=100&pageIndex=0&" + SCOPE, root + "?pageSize=6&pageIndex=0&" + SCOPE, "DELETE ng/api/invites/i?" + SCOPE);
    }
}
