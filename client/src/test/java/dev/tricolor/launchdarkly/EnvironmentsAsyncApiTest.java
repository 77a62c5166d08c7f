package dev.tricolor.launchdarkly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EnvironmentsAsyncApiTest {
    private static final String ENVIRONMENT = "{'key':'test','apiKey':'sdk-1','mobileKey':'mob-1'}";

    private final FakeLaunchDarkly server = new FakeLaunchDarkly();
    private final LaunchDarklyAsyncClient launchDarkly = server.client();

    @AfterEach
    void close() {
        launchDarkly.close();
        server.close();
    }

    @Test
    void lists() {
        for (int times = 0; times < 4; times++) server.answers("{'items':[" + ENVIRONMENT + "]}");
        List<String> keys = new ArrayList<>();

        assertEquals("sdk-1", launchDarkly.environments().list("web").join().items().get(0).getApiKey());
        launchDarkly.environments().list("web", q -> q.query("t").tags("a").sort(EnvironmentSort.NAME, true).limit(5)).join();
        launchDarkly.environments().listAll("web", environment -> keys.add(environment.getKey())).join();
        launchDarkly.environments().listAll("web", q -> q.offset(1), environment -> keys.add(environment.getMobileKey())).join();

        assertEquals(List.of("test", "mob-1"), keys);
        server.wasAsked(
            "GET projects/web/environments?limit=20&offset=0",
            "GET projects/web/environments?filter=query%3At%2Ctags%3Aa&sort=-name&limit=5&offset=0",
            "GET projects/web/environments?limit=20&offset=0",
            "GET projects/web/environments?limit=20&offset=1");
    }

    @Test
    void readsOne() {
        server.answers(ENVIRONMENT).answers(ENVIRONMENT).answers(404, "{'code':'not_found'}", Map.of());

        assertEquals("test", launchDarkly.environments().get("web", "test").join().getKey());
        assertEquals("test", launchDarkly.environments().find("web", "test").join().getKey());
        assertNull(launchDarkly.environments().find("web", "prod").join());

        server.wasAsked("GET projects/web/environments/test", "GET projects/web/environments/test", "GET projects/web/environments/prod");
    }

    @Test
    void createsChangesAndDeletes() {
        for (int times = 0; times < 3; times++) server.answers(ENVIRONMENT);
        server.answers(204, "", Map.of());

        launchDarkly.environments().create("web", "test", "Test", "000").join();
        server.wasTold("{'name':'Test','key':'test','color':'000'}");
        launchDarkly.environments().create("web", "test", "Test", "000", e -> e.defaultTtl(3).secureMode(true).defaultTrackEvents(true)
            .requireComments(true).tags("a").source("prod", 4L)).join();
        server.wasTold("{'name':'Test','key':'test','color':'000','defaultTtl':3,'secureMode':true,'defaultTrackEvents':true,"
            + "'requireComments':true,'tags':['a'],'source':{'key':'prod','version':4}}");
        launchDarkly.environments().update("web", "test", e -> e.name("T").color("FFF").defaultTtl(1)
            .approvalSettings(a -> a.required(true).canReviewOwnRequest(false))).join();
        server.wasTold("[{'op':'replace','path':'/name','value':'T'},{'op':'replace','path':'/color','value':'FFF'},"
            + "{'op':'replace','path':'/defaultTtl','value':1},{'op':'replace','path':'/approvalSettings/required','value':true},"
            + "{'op':'replace','path':'/approvalSettings/canReviewOwnRequest','value':false}]");
        assertNull(launchDarkly.environments().delete("web", "test").join());

        server.wasAsked("POST projects/web/environments", "POST projects/web/environments", "PATCH projects/web/environments/test",
            "DELETE projects/web/environments/test");
    }

    @Test
    void makesNewKeys() {
        for (int times = 0; times < 3; times++) server.answers(ENVIRONMENT);

        assertEquals("sdk-1", launchDarkly.environments().resetSdkKey("web", "test").join().getApiKey());
        launchDarkly.environments().resetSdkKey("web", "test", 1893456000000L).join();
        assertEquals("mob-1", launchDarkly.environments().resetMobileKey("web", "test").join().getMobileKey());

        server.wasAsked("POST projects/web/environments/test/apiKey", "POST projects/web/environments/test/apiKey?expiry=1893456000000",
            "POST projects/web/environments/test/mobileKey");
    }
}
