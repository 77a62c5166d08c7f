package dev.tricolor.split;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.tricolor.InvalidPayloadException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class IdentitiesAsyncApiTest {
    private static final String ROOT = "trafficTypes/tt/environments/env/identities";

    private final FakeSplit server = new FakeSplit();
    private final SplitAsyncClient split = server.client();

    @AfterEach
    void close() {
        split.close();
        server.close();
    }

    @Test
    void savesChangesAndDeletes() {
        for (int times = 0; times < 5; times++) server.answers("{'key':'anna','values':{'seats':'350'}}");
        server.answers(200, "", Map.of());

        Identity anna = split.identities()
            .save("tt", "env", "anna", i -> i.value("seats", 350).value("plan", "pro").value("vip", true)).join();
        server.wasTold("{'key':'anna','trafficTypeId':'tt','environmentId':'env','values':{'seats':350,'plan':'pro','vip':true}}");
        split.identities().save("tt", "env", "anna").join();
        server.wasTold("{'key':'anna','trafficTypeId':'tt','environmentId':'env','values':{}}");
        split.identities().update("tt", "env", "anna", i -> i.values(Map.of("plan", "free"))).join();
        server.wasTold("{'key':'anna','trafficTypeId':'tt','environmentId':'env','values':{'plan':'free'}}");
        split.identities().patch("tt", "env", "anna", i -> i.value("plan", "free")).join();
        server.wasTold("{'key':'anna','trafficTypeId':'tt','environmentId':'env','values':{'plan':'free'}}");
        split.identities().save("other", "env", anna).join();
        server.wasTold("{'key':'anna','values':{'seats':'350'},'trafficTypeId':'other','environmentId':'env'}");
        assertNull(split.identities().delete("tt", "env", "anna").join());

        assertEquals(Map.of("seats", "350"), anna.getValues());
        server.wasAsked(
            "PUT " + ROOT + "/anna", "PUT " + ROOT + "/anna", "POST " + ROOT + "/anna/patch", "PATCH " + ROOT + "/anna",
            "PUT " + ROOT.replace("tt", "other") + "/anna",
            "DELETE " + ROOT + "/anna");
    }

    @Test
    void savesBatches() {
        server.answers("{'objects':[{'key':'anna','values':{}}],'failed':[{'object':{'key':'ben'},'status':400,'message':'no'}]}");
        List<Identity> read = List.of(Identity.Companion.fromJson("{\"key\":\"ben\"}"));

        IdentityResults results = split.identities()
            .saveAll("tt", "env", batch -> batch.identity("anna", i -> i.value("plan", "pro")).identities(read)).join();
        server.wasTold("[{'key':'anna','trafficTypeId':'tt','environmentId':'env','values':{'plan':'pro'}},"
            + "{'key':'ben','trafficTypeId':'tt','environmentId':'env'}]");

        assertEquals("anna", results.getSaved().get(0).getKey());
        assertEquals("ben", results.getFailed().get(0).getIdentity().getKey());
        assertEquals(400, results.getFailed().get(0).getStatus());
        assertEquals("no", results.getFailed().get(0).getMessage());
        server.wasAsked("POST " + ROOT);
    }

    @Test
    void anEmptyBatchIsNotSent() {
        Throwable failure = split.identities().saveAll("tt", "env", batch -> {}).handle((value, thrown) -> thrown).join();

        assertEquals(InvalidPayloadException.class, failure.getClass());
        server.wasAsked();
    }
}
