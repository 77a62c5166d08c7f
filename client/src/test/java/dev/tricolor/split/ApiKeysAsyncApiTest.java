package dev.tricolor.split;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.tricolor.Secret;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ApiKeysAsyncApiTest {
    private final FakeSplit server = new FakeSplit();
    private final SplitAsyncClient split = server.client();

    @AfterEach
    void close() {
        split.close();
        server.close();
    }

    @Test
    void creates() {
        String key = "{'id':'k','name':'n','apiKeyType':'server_side','key':'s3cret','environments':[{'type':'environment','id':'e'}],"
            + "'workspace':{'type':'workspace','id':'w'},'roles':[],'createdAt':1646150507341}";
        server.answers(key).answers(key);

        CreatedApiKey made = split.apiKeys().create("n", ApiKeyType.SERVER_SIDE, k -> k.workspace("w").environment("e")).join();

        server.wasTold("{'name':'n','apiKeyType':'server_side','environments':[{'id':'e','type':'environment'}],"
            + "'workspace':{'id':'w','type':'workspace'},'roles':[]}");
        assertEquals("s3cret", made.getSecret().reveal());
        assertEquals("k", made.getApiKey().getId());
        assertEquals(ApiKeyScope.ENVIRONMENT, made.getApiKey().getScope());
        assertEquals(List.of(), made.getApiKey().getRoles());
        assertEquals(1_646_150_507_341L, made.getApiKey().getCreatedAt());

        split.apiKeys().create("n", ApiKeyType.ADMIN).join();
        server.wasTold("{'name':'n','apiKeyType':'admin','environments':[],'workspace':null,'roles':[]}");
        server.wasAsked("POST apiKeys", "POST apiKeys");
    }

    @Test
    void deletes() {
        server.answers("true").answers(204, "", Map.of());

        assertNull(split.apiKeys().delete("k").join());
        assertNull(split.apiKeys().delete(Secret.of("s3cret")).join());

        server.wasAsked("DELETE apiKeys/k", "DELETE apiKeys/s3cret");
    }
}
