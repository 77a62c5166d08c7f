package dev.tricolor.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.tricolor.Secret;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TokensAsyncApiTest {
    private static final String SCOPE = "accountIdentifier=a&orgIdentifier=o&projectIdentifier=p";
    private static final String OF_KEY = "apiKeyType=SERVICE_ACCOUNT&parentIdentifier=ci&apiKeyIdentifier=key";
    private static final String TOKEN =
        "{'identifier':'t','name':'T','validTo':9,'apiKeyType':'SERVICE_ACCOUNT','parentIdentifier':'ci','apiKeyIdentifier':'key','new':1}";
    private static final String PAGE = "{'data':{'content':[{'token':" + TOKEN + ",'expiryAt':9}],'totalPages':1,'pageIndex':0}}";

    private final FakeHarness server = new FakeHarness();
    private final HarnessAsyncClient harness = server.client();

    @AfterEach
    void close() {
        harness.close();
        server.close();
    }

    @Test
    void lists() {
        for (int times = 0; times < 5; times++) server.answers(PAGE);
        List<Long> ends = new ArrayList<>();

        assertEquals("t", harness.tokens().list("ci", "key").join().items().get(0).getToken().getIdentifier());
        harness.tokens().list("ci", "key", q -> q.searchTerm("s").identifier("t").pageSize(5)).join();
        harness.tokens().listAll("ci", "key", each -> ends.add(each.getExpiryAt())).join();
        harness.tokens().listAll("ci", "key", q -> q.pageSize(6), each -> ends.add(each.getToken().getValidTo())).join();
        harness.tokens().ofType(ApiKeyType.USER).list("u", "key").join();

        assertEquals(List.of(9L, 9L), ends);
        server.wasAsked(
            "GET ng/api/token/aggregate?" + OF_KEY + "&pageSize=100&pageIndex=0&" + SCOPE,
            "GET ng/api/token/aggregate?" + OF_KEY + "&searchTerm=s&identifiers=t&pageSize=5&pageIndex=0&" + SCOPE,
            "GET ng/api/token/aggregate?" + OF_KEY + "&pageSize=100&pageIndex=0&" + SCOPE,
            "GET ng/api/token/aggregate?" + OF_KEY + "&pageSize=6&pageIndex=0&" + SCOPE,
            "GET ng/api/token/aggregate?apiKeyType=USER&parentIdentifier=u&apiKeyIdentifier=key&pageSize=100&pageIndex=0&" + SCOPE);
    }

    @Test
    void readsOne() {
        server.answers(PAGE).answers(PAGE).answers("{'data':{'content':[],'totalPages':0}}");

        assertEquals(ApiKeyType.SERVICE_ACCOUNT, harness.tokens().get("ci", "key", "t").join().getToken().getApiKeyType());
        assertEquals(9L, harness.tokens().find("ci", "key", "t").join().getExpiryAt());
        assertNull(harness.tokens().find("ci", "key", "t").join());

        String asked = "GET ng/api/token/aggregate?" + OF_KEY + "&identifiers=t&pageSize=100&pageIndex=0&" + SCOPE;
        server.wasAsked(asked, asked, asked);
    }

    @Test
    void createsAndRotates() {
        for (int times = 0; times < 4; times++) server.answers("{'data':'sat.a.b.c'}");

        Secret secret = harness.tokens().create("ci", "key", "t", "T", t -> t.validFrom(1).validTo(9).scheduledExpireTime(8)).join();
        assertEquals("sat.a.b.c", secret.reveal());
        assertFalse(secret.toString().contains("sat"));
        String said = "{'accountIdentifier':'a','orgIdentifier':'o','projectIdentifier':'p','identifier':'t','name':'T',"
            + "'apiKeyType':'SERVICE_ACCOUNT','parentIdentifier':'ci','apiKeyIdentifier':'key'";
        server.wasTold(said + ",'validFrom':1,'validTo':9,'scheduledExpireTime':8}");
        harness.tokens().create("ci", "key", "t", "T").join();
        server.wasTold(said + "}");
        assertEquals("sat.a.b.c", harness.tokens().rotate("ci", "key", "t").join().reveal());
        harness.tokens().rotate("ci", "key", "t", r -> r.rotateTimestamp(7L)).join();
        assertEquals("", server.last().body);

        server.wasAsked(
            "POST ng/api/token?" + SCOPE, "POST ng/api/token?" + SCOPE,
            "POST ng/api/token/rotate/t?" + OF_KEY + "&" + SCOPE,
            "POST ng/api/token/rotate/t?" + OF_KEY + "&rotateTimestamp=7&" + SCOPE);
    }

    @Test
    void replacesEditsAndDeletes() {
        String answer = "{'data':" + TOKEN + "}";
        server.answers(answer).answers(answer).answers(PAGE).answers(answer).answers("{'data':true}");

        assertEquals("T", harness.tokens().replace("ci", "key", "t", "T", t -> t.description("d")).join().getName());
        harness.tokens().replace("ci", "key", "t", "T").join();
        harness.tokens().edit("ci", "key", "t", t -> t.validTo(10)).join();
        server.wasTold(TOKEN.replace("9", "10"));
        assertNull(harness.tokens().delete("ci", "key", "t").join());

        server.wasAsked(
            "PUT ng/api/token/t?" + SCOPE, "PUT ng/api/token/t?" + SCOPE,
            "GET ng/api/token/aggregate?" + OF_KEY + "&identifiers=t&pageSize=100&pageIndex=0&" + SCOPE, "PUT ng/api/token/t?" + SCOPE,
            "DELETE ng/api/token/t?" + OF_KEY + "&" + SCOPE);
    }
}
