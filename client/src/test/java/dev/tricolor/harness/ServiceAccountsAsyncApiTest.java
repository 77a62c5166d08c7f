package dev.tricolor.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ServiceAccountsAsyncApiTest {
    private static final String SCOPE = "accountIdentifier=a&orgIdentifier=o&projectIdentifier=p";
    private static final String IN_BODY = "'accountIdentifier':'a','orgIdentifier':'o','projectIdentifier':'p',";
    private static final String ACCOUNT = "{'identifier':'ci','name':'CI','email':'ci@service.harness.io','later':1}";

    private final FakeHarness server = new FakeHarness();
    private final HarnessAsyncClient harness = server.client();

    @AfterEach
    void close() {
        harness.close();
        server.close();
    }

    @Test
    void reads() {
        String list = "{'data':[" + ACCOUNT + "]}";
        String one = "{'data':{'serviceAccount':" + ACCOUNT + ",'tokensCount':2}}";
        server.answers(list).answers(list).answers(one).answers(one).answers(404, "", Map.of());
        List<String> names = new ArrayList<>();

        assertEquals("ci", harness.serviceAccounts().list().join().items().get(0).getIdentifier());
        harness.serviceAccounts().listAll(each -> names.add(each.getName())).join();
        assertEquals(List.of("CI"), names);
        assertEquals(2, harness.serviceAccounts().get("ci").join().getTokensCount());
        assertEquals("CI", harness.serviceAccounts().find("ci").join().getServiceAccount().getName());
        assertNull(harness.serviceAccounts().find("none").join());

        server.wasAsked(
            "GET ng/api/serviceaccount?" + SCOPE, "GET ng/api/serviceaccount?" + SCOPE,
            "GET ng/api/serviceaccount/aggregate/ci?" + SCOPE, "GET ng/api/serviceaccount/aggregate/ci?" + SCOPE,
            "GET ng/api/serviceaccount/aggregate/none?" + SCOPE);
    }

    @Test
    void createsReplacesEditsAndDeletes() {
        String answer = "{'data':" + ACCOUNT + "}";
        for (int times = 0; times < 4; times++) server.answers(answer);
        server.answers("{'data':{'serviceAccount':" + ACCOUNT + "}}").answers(answer).answers("{'data':true}");
        String said = "{" + IN_BODY + "'identifier':'ci','name':'CI','email':'c@d'";

        harness.serviceAccounts().create("ci", "CI", "c@d", a -> a.description("d").tag("k", "v")).join();
        server.wasTold(said + ",'description':'d','tags':{'k':'v'}}");
        harness.serviceAccounts().create("ci", "CI", "c@d").join();
        harness.serviceAccounts().replace("ci", "CI", "c@d", a -> a.name("New")).join();
        server.wasTold(said.replace("'CI'", "'New'") + "}");
        harness.serviceAccounts().replace("ci", "CI", "c@d").join();
        server.wasTold(said + "}");
        harness.serviceAccounts().edit("ci", a -> a.email("x@y")).join();
        server.wasTold("{'identifier':'ci','name':'CI','email':'x@y','later':1}");
        assertNull(harness.serviceAccounts().delete("ci").join());

        server.wasAsked(
            "POST ng/api/serviceaccount?" + SCOPE, "POST ng/api/serviceaccount?" + SCOPE,
            "PUT ng/api/serviceaccount/ci?" + SCOPE, "PUT ng/api/serviceaccount/ci?" + SCOPE,
            "GET ng/api/serviceaccount/aggregate/ci?" + SCOPE, "PUT ng/api/serviceaccount/ci?" + SCOPE,
            "DELETE ng/api/serviceaccount/ci?" + SCOPE);
    }
}
