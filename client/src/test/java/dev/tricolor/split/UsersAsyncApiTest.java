package dev.tricolor.split;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UsersAsyncApiTest {
    private static final String BOB = "{'id':'u','email':'bob@b.c','name':'Bob','2fa':true,'status':'ACTIVE','groups':[{'id':'g'}]}";
    private static final String PAGE = "{'data':[" + BOB + "],'nextMarker':null,'previousMarker':null,'limit':200,'count':1}";
    private static final String NOBODY = "{'data':[],'nextMarker':null,'previousMarker':null,'limit':200,'count':0}";

    private final FakeSplit server = new FakeSplit();
    private final SplitAsyncClient split = server.client();

    @AfterEach
    void close() {
        split.close();
        server.close();
    }

    @Test
    void lists() {
        server.answers(PAGE).answers(PAGE).answers(PAGE).answers(PAGE);
        List<String> emails = new ArrayList<>();

        assertEquals("u", split.users().list().join().items().get(0).getId());
        split.users().list(q -> q.status(UserStatus.ACTIVE).limit(5)).join();
        split.users().listAll(user -> emails.add(user.getEmail())).join();
        split.users().listAll(q -> q.groupId("g"), user -> emails.add(user.getEmail())).join();

        assertEquals(List.of("bob@b.c", "bob@b.c"), emails);
        server.wasAsked(
            "GET users?limit=200", "GET users?status=ACTIVE&limit=5", "GET users?limit=200", "GET users?group_id=g&limit=200");
    }

    @Test
    void readsOne() {
        server.answers(BOB).answers(PAGE).answers(NOBODY).answers(NOBODY);

        User bob = split.users().get("u").join();
        assertEquals(UserStatus.ACTIVE, bob.getStatus());
        assertTrue(bob.hasTwoFactorAuthentication());
        assertEquals("u", split.users().find("bob@b.c").join().getId());
        assertNull(split.users().find("eve@b.c").join());

        server.wasAsked("GET users/u", "GET users?limit=200", "GET users?limit=200", "GET users?status=PENDING&limit=200");
    }

    @Test
    void invitesReplacesEditsAndDeletes() {
        for (int times = 0; times < 6; times++) server.answers(BOB);
        server.answers("true");

        split.users().invite("bob@b.c").join();
        server.wasTold("{'email':'bob@b.c'}");
        split.users().invite("bob@b.c", u -> u.group("g")).join();
        server.wasTold("{'email':'bob@b.c','groups':[{'id':'g','type':'group'}]}");
        split.users().replace("u", "Bob", "bob@b.c", UserStatus.ACTIVE).join();
        server.wasTold("{'name':'Bob','email':'bob@b.c','2fa':false,'status':'ACTIVE'}");
        split.users().replace("u", "Bob", "bob@b.c", UserStatus.ACTIVE, u -> u.twoFactorAuthentication(true)).join();
        server.wasTold("{'name':'Bob','email':'bob@b.c','2fa':true,'status':'ACTIVE'}");
        split.users().edit("u", u -> u.status(UserStatus.DEACTIVATED)).join();
        server.wasTold(BOB.replace("ACTIVE", "DEACTIVATED"));
        assertNull(split.users().delete("u").join());

        server.wasAsked("POST users", "POST users", "PUT users/u", "PUT users/u", "GET users/u", "PUT users/u", "DELETE users/u");
    }

    @Test
    void changesGroups() {
        for (int times = 0; times < 5; times++) server.answers(BOB);

        split.users().update("u", u -> u.replaceGroup(0, "h")).join();
        server.wasTold("[{'op':'replace','path':'/groups/0','value':{'id':'h','type':'group'}}]");
        split.users().addToGroup("u", "h").join();
        server.wasTold("[{'op':'add','path':'/groups/-','value':{'id':'h','type':'group'}}]");
        split.users().removeFromGroup("u", "g").join();
        server.wasTold("[{'op':'test','path':'/groups/0/id','value':'g'},{'op':'remove','path':'/groups/0'}]");

        server.wasAsked("PATCH users/u", "GET users/u", "PATCH users/u", "GET users/u", "PATCH users/u");
    }
}
