package dev.tricolor.optimizely.classic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DimensionsAsyncApiTest {
    private final FakeClassic server = new FakeClassic();
    private final OptimizelyClassicAsyncClient optimizely = server.client();

    @AfterEach
    void close() {
        optimizely.close();
        server.close();
    }

    @Test
    void reads() {
        DimensionsAsyncApi api = optimizely.dimensions();
        server.assertReads("projects/5/dimensions", "dimensions", () -> api.list(5), each -> api.listAll(5, each),
            api::get, api::find, api::getAll);
    }

    @Test
    void createsChangesAndDeletes() {
        server.did(201, "{'id':7}").did(201, "{'id':7,'client_api_name':'d'}").did(202, "{'id':7}").did(204, "");

        optimizely.dimensions().create(5, "D").join();
        server.wasTold("{'name':'D'}");
        assertEquals("d", optimizely.dimensions().create(5, "D", d -> d.clientApiName("d")).join().getClientApiName());
        server.wasTold("{'name':'D','client_api_name':'d'}");
        optimizely.dimensions().update(7, d -> d.name("E").description("x").clientApiName(null)).join();
        server.wasTold("{'name':'E','description':'x','client_api_name':null}");
        assertNull(optimizely.dimensions().delete(7).join());

        server.wasAsked("POST projects/5/dimensions", "POST projects/5/dimensions", "PUT dimensions/7", "DELETE dimensions/7");
    }
}
