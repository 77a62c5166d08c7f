package dev.tricolor.optimizely.classic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
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
        server.reads(2, "{'id':7}").answers("{'id':7}").answers("{'id':7}").did(404, "no").answers("{'id':8}");
        List<Long> ids = new ArrayList<>();

        assertEquals(7, optimizely.dimensions().list(5).join().items().get(0).getId());
        optimizely.dimensions().listAll(5, dimension -> ids.add(dimension.getId())).join();
        assertEquals(7, optimizely.dimensions().get(7).join().getId());
        assertEquals(7, optimizely.dimensions().find(7).join().getId());
        assertNull(optimizely.dimensions().find(9).join());
        assertEquals(8, optimizely.dimensions().getAll(List.of(8L)).join().get(0).getId());

        assertEquals(List.of(7L), ids);
        String all = "GET projects/5/dimensions";
        server.wasAsked(all, all, "GET dimensions/7", "GET dimensions/7", "GET dimensions/9", "GET dimensions/8");
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
