package dev.tricolor.launchdarkly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tricolor.FakeServer;
import dev.tricolor.NotFoundException;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@SuppressWarnings("deprecation")
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UserTargetsAsyncApiTest {
    private static final String ITEMS = "{'items':[{'_id':'e','userKey':'ann'}],'errors':[{'instructionIndex':1,'message':'no'}]}";

    private final FakeLaunchDarkly server = new FakeLaunchDarkly();
    private final LaunchDarklyAsyncClient launchDarkly = server.client();
    private final UserTargetsAsyncApi users = launchDarkly.userTargets();

    @AfterEach
    void close() {
        launchDarkly.close();
        server.close();
    }

    private void wasToldSemantically(String body) {
        assertEquals(FakeServer.json(body), FakeServer.json(server.last().body));
        assertEquals("application/json; domain-model=launchdarkly.semanticpatch", server.last().headers.getFirst("Content-Type"));
    }

    @Test
    void letsTargetsOfFlagsExpire() {
        server.answers(ITEMS).answers(ITEMS).answers(404, "{'code':'not_found'}", Map.of());

        ExpiringTargets result = users.updateExpiringOfFlag("web", "f", "test", p -> p
            .add("ann", "v", 1_653_469_200_000L).update("bob", "v", 1_653_469_200_000L).remove("eve", "v").comment("why")).join();
        wasToldSemantically("{'instructions':[{'kind':'addExpireUserTargetDate','value':1653469200000,'userKey':'ann','variationId':'v'},"
            + "{'kind':'updateExpireUserTargetDate','value':1653469200000,'userKey':'bob','variationId':'v'},"
            + "{'kind':'removeExpireUserTargetDate','userKey':'eve','variationId':'v'}],'comment':'why'}");
        assertEquals("no", result.getErrors().get(0).getMessage());
        assertEquals("ann", users.expiringOfFlag("web", "f", "test").join().getItems().get(0).getContextKey());
        assertInstanceOf(NotFoundException.class,
            assertThrows(CompletionException.class, () -> users.expiringOfFlag("web", "none", "test").join()).getCause());

        server.wasAsked("PATCH flags/web/f/expiring-user-targets/test", "GET flags/web/f/expiring-user-targets/test",
            "GET flags/web/none/expiring-user-targets/test");
    }

    @Test
    void letsTargetsOfSegmentsExpire() {
        server.answers(ITEMS).answers(ITEMS);

        users.updateExpiringOfSegment("web", "test", "beta", p -> p.update("ann", TargetType.EXCLUDED, 1_653_469_200_000L, 2L)).join();
        wasToldSemantically("{'instructions':[{'kind':'updateExpireUserTargetDate','value':1653469200000,'version':2,'userKey':'ann',"
            + "'targetType':'excluded'}]}");
        assertEquals("user", users.expiringOfSegment("web", "test", "beta").join().getItems().get(0).getContextKind());

        server.wasAsked("PATCH segments/web/beta/expiring-user-targets/test", "GET segments/web/beta/expiring-user-targets/test");
    }

    @Test
    void changesAndAsksForUsersOfBigSegments() {
        server.answers(204, "", Map.of()).answers("{'userKey':'ann','included':true,'excluded':false}");

        assertNull(users.updateOfBigSegment("web", "test", "big", t -> t.include("ann").removeExcluded("ann")).join());
        server.wasTold("{'included':{'add':['ann']},'excluded':{'remove':['ann']}}");
        assertEquals(true, users.ofBigSegment("web", "test", "big", "ann").join().getIncluded());

        server.wasAsked("POST segments/web/test/big/users", "GET segments/web/test/big/users/ann");
    }
}
