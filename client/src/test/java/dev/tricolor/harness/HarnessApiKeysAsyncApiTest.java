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
class HarnessApiKeysAsyncApiTest {
    private static final String SCOPE = "accountIdentifier=a&orgIdentifier=o&projectIdentifier=p";
    private static final String OF_CI = "apiKeyType=SERVICE_ACCOUNT&parentIdentifier=ci&" + SCOPE;
    private static final String KEY = "{'identifier':'key','name':'Key','apiKeyType':'SERVICE_ACCOUNT','parentIdentifier':'ci','later':1}";

    private final FakeHarness server = new FakeHarness();
    private final HarnessAsyncClient harness = server.client();

    @AfterEach
    void close() {
        harness.close();
        server.close();
    }

    @Test
    void reads() {
        String list = "{'data':[" + KEY + "]}";
        String one = "{'data':{'apiKey':" + KEY + ",'tokensCount':2}}";
        server.answers(list).answers(list).answers(one).answers(one).answers(404, "", Map.of()).answers(list);
        List<String> names = new ArrayList<>();

        assertEquals(ApiKeyType.SERVICE_ACCOUNT, harness.apiKeys().list("ci").join().items().get(0).getApiKeyType());
        harness.apiKeys().listAll("ci", each -> names.add(each.getName())).join();
        assertEquals(List.of("Key"), names);
        assertEquals(2, harness.apiKeys().get("ci", "key").join().getTokensCount());
        assertEquals("Key", harness.apiKeys().find("ci", "key").join().getApiKey().getName());
        assertNull(harness.apiKeys().find("ci", "none").join());
        harness.apiKeys().ofType(ApiKeyType.USER).list("u").join();

        server.wasAsked(
            "GET ng/api/apikey?" + OF_CI, "GET ng/api/apikey?" + OF_CI,
            "GET ng/api/apikey/aggregate/key?" + OF_CI, "GET ng/api/apikey/aggregate/key?" + OF_CI,
            "GET ng/api/apikey/aggregate/none?" + OF_CI,
            "GET ng/api/apikey?apiKeyType=USER&parentIdentifier=u&" + SCOPE);
    }

    @Test
    void createsReplacesEditsAndDeletes() {
        String answer = "{'data':" + KEY + "}";
        for (int times = 0; times < 4; times++) server.answers(answer);
        server.answers("{'data':{'apiKey':" + KEY + "}}").answers(answer).answers("{'data':true}");
        String said = "{'accountIdentifier':'a','orgIdentifier':'o','projectIdentifier':'p','identifier':'key','name':'Key',"
            + "'apiKeyType':'SERVICE_ACCOUNT','parentIdentifier':'ci'";

        harness.apiKeys().create("ci", "key", "Key", k -> k.defaultTimeToExpireToken(1000).description("d")).join();
        server.wasTold(said + ",'defaultTimeToExpireToken':1000,'description':'d'}");
        harness.apiKeys().create("ci", "key", "Key").join();
        server.wasTold(said + "}");
        harness.apiKeys().replace("ci", "key", "Key", k -> k.tag("k", "")).join();
        server.wasTold(said + ",'tags':{'k':''}}");
        harness.apiKeys().replace("ci", "key", "Key").join();
        harness.apiKeys().edit("ci", "key", k -> k.name("New")).join();
        server.wasTold(KEY.replace("'Key'", "'New'"));
        assertNull(harness.apiKeys().delete("ci", "key").join());

        server.wasAsked(
            "POST ng/api/apikey?" + SCOPE, "POST ng/api/apikey?" + SCOPE,
            "PUT ng/api/apikey/key?" + SCOPE, "PUT ng/api/apikey/key?" + SCOPE,
            "GET ng/api/apikey/aggregate/key?" + OF_CI, "PUT ng/api/apikey/key?" + SCOPE,
            "DELETE ng/api/apikey/key?" + OF_CI);
    }
}
