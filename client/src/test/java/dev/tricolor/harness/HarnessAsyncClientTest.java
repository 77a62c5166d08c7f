package dev.tricolor.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tricolor.BadRequestException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HarnessAsyncClientTest {
    private final FakeHarness server = new FakeHarness();
    private final HarnessAsyncClient harness = server.client();

    @AfterEach
    void close() {
        harness.close();
        server.close();
    }

    @Test
    void showsItsTokenInOneHeaderAndGoesWhereItIsTold() {
        for (int times = 0; times < 3; times++) server.answers("{'data':[]}");

        harness.serviceAccounts().list().join();
        assertEquals(List.of("pat.token"), server.last().headers.get("x-api-key"));
        assertNull(server.last().headers.get("Authorization"));
        harness.within(s -> s.projectIdentifier(null)).serviceAccounts().list().join();
        harness.within(s -> s.accountIdentifier("b").orgIdentifier("q").projectIdentifier("r")).serviceAccounts().list().join();

        assertEquals("a/o/p", harness.scope().toString());
        server.wasAsked(
            "GET ng/api/serviceaccount?accountIdentifier=a&orgIdentifier=o&projectIdentifier=p",
            "GET ng/api/serviceaccount?accountIdentifier=a&orgIdentifier=o",
            "GET ng/api/serviceaccount?accountIdentifier=b&orgIdentifier=q&projectIdentifier=r");
        assertThrows(IllegalArgumentException.class, () -> harness.within(s -> s.orgIdentifier(null)));
    }

    @Test
    void reachesWhatHasNoMethodAndTellsWhatWentWrong() {
        server.answers("{'data':{}}").answers(400, "{'message':'no','code':'C','errors':[{'fieldId':'f','error':'e'}]}", Map.of());

        assertEquals("{\"data\":{}}", harness.raw("GET", "ng/api/organizations?accountIdentifier=a").join());
        CompletionException failure =
            assertThrows(CompletionException.class, () -> harness.raw("POST", "ng/api/organizations", "{\"a\":1}").join());
        assertEquals("no; f: e", assertInstanceOf(BadRequestException.class, failure.getCause()).getServerMessage());

        server.wasTold("{'a':1}");
        server.wasAsked("GET ng/api/organizations?accountIdentifier=a", "POST ng/api/organizations");
    }
}
