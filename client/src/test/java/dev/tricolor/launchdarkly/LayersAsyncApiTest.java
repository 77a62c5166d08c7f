package dev.tricolor.launchdarkly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LayersAsyncApiTest {
    private final FakeLaunchDarkly server = new FakeLaunchDarkly();
    private final LaunchDarklyAsyncClient launchDarkly = server.client();

    @AfterEach
    void close() {
        launchDarkly.close();
        server.close();
    }

    @Test
    void reads() {
        for (int times = 0; times < 6; times++) server.answers("{'items':[{'key':'l','name':'L'}],'totalCount':1}");
        List<String> keys = new ArrayList<>();

        assertEquals("L", launchDarkly.layers().list("web").join().items().get(0).getName());
        launchDarkly.layers().list("web", q -> q.experimentKey("e")).join();
        launchDarkly.layers().listAll("web", layer -> keys.add(layer.getKey())).join();
        launchDarkly.layers().listAll("web", q -> q.experimentKey("e"), layer -> keys.add(layer.getKey())).join();
        assertEquals("l", launchDarkly.layers().find("web", "l").join().getKey());
        assertNull(launchDarkly.layers().find("web", "m").join());

        assertEquals(List.of("l", "l"), keys);
        String all = "GET projects/web/layers";
        String some = all + "?filter=reservations.experimentKey%20contains%20e";
        server.wasAsked(all, some, all, some, all, all);
    }

    @Test
    void createsAndChanges() {
        server.answers("{'key':'l'}")
            .answers("{'key':'l','environments':{'test':{'reservations':[{'experimentKey':'e','reservationPercent':5}]}}}");

        launchDarkly.layers().create("web", "l", "L", "").join();
        server.wasTold("{'key':'l','name':'L','description':''}");
        Layer changed = launchDarkly.layers()
            .update("web", "l", l -> l.rename("M").inEnvironment("test", e -> e.updateExperimentReservation("e", 5L))).join();
        assertEquals(5, changed.getEnvironments().get("test").getReservations().get(0).getReservationPercent());
        assertEquals(FakeLaunchDarkly.json("{'instructions':[{'kind':'updateName','name':'M'},"
                + "{'kind':'updateExperimentReservation','experimentKey':'e','reservationPercent':5}],'environmentKey':'test'}"),
            FakeLaunchDarkly.json(server.last().body));

        server.wasAsked("POST projects/web/layers", "PATCH projects/web/layers/l");
    }
}
