package dev.tricolor.launchdarkly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ContextKindsAsyncApiTest {
    private final FakeLaunchDarkly server = new FakeLaunchDarkly();
    private final LaunchDarklyAsyncClient launchDarkly = server.client();

    @AfterEach
    void close() {
        launchDarkly.close();
        server.close();
    }

    @Test
    void reads() {
        for (int times = 0; times < 4; times++) server.answers("{'items':[{'key':'user','version':1}]}");
        List<String> keys = new ArrayList<>();

        assertEquals(1, launchDarkly.contextKinds().list("web").join().items().get(0).getVersion());
        launchDarkly.contextKinds().listAll("web", kind -> keys.add(kind.getKey())).join();
        assertEquals("user", launchDarkly.contextKinds().find("web", "user").join().getKey());
        assertNull(launchDarkly.contextKinds().find("web", "device").join());

        assertEquals(List.of("user"), keys);
        String asked = "GET projects/web/context-kinds";
        server.wasAsked(asked, asked, asked, asked);
    }

    @Test
    void puts() {
        server.answers("{'status':'created'}").answers("{}");

        assertEquals("created", launchDarkly.contextKinds().put("web", "device", "Device").join().getStatus());
        server.wasTold("{'name':'Device'}");
        assertNull(launchDarkly.contextKinds().put("web", "device", "Device", k -> k.archived(true).hideInTargeting(false)).join().getStatus());
        server.wasTold("{'name':'Device','archived':true,'hideInTargeting':false}");

        server.wasAsked("PUT projects/web/context-kinds/device", "PUT projects/web/context-kinds/device");
    }
}
