package dev.tricolor.optimizely.classic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static dev.tricolor.optimizely.OptimizelyConditions.browser;
import static dev.tricolor.optimizely.OptimizelyConditions.query;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.tricolor.optimizely.Condition;
import dev.tricolor.optimizely.Conditions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AudiencesAsyncApiTest {
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

        assertEquals(7, optimizely.audiences().list(5).join().items().get(0).getId());
        optimizely.audiences().listAll(5, audience -> ids.add(audience.getId())).join();
        assertEquals(7, optimizely.audiences().get(7).join().getId());
        assertEquals(7, optimizely.audiences().find(7).join().getId());
        assertNull(optimizely.audiences().find(9).join());
        assertEquals(8, optimizely.audiences().getAll(List.of(8L)).join().get(0).getId());

        assertEquals(List.of(7L), ids);
        String all = "GET projects/5/audiences";
        server.wasAsked(all, all, "GET audiences/7", "GET audiences/7", "GET audiences/9", "GET audiences/8");
    }

    @Test
    void createsAndChanges() {
        String text = "[\\'and\\',{\\'type\\':\\'browser\\',\\'value\\':\\'gc\\'},"
            + "{\\'type\\':\\'query\\',\\'name\\':\\'q\\',\\'value\\':\\'1\\'}]";
        server.did(201, "{'id':7,'conditions':'[]'}").did(201, "{'id':7,'conditions':'" + text + "'}").did(202, "{'id':7}");

        assertEquals("[]", optimizely.audiences().create(5, "A").join().getConditionsJson());
        server.wasTold("{'name':'A'}");
        Conditions<Condition> said = browser("gc").and(query("q", "1"));
        assertEquals(said, optimizely.audiences().create(5, "A", a -> a.conditions(said)).join().getConditions());
        server.wasTold("{'name':'A','conditions':'" + text + "'}");
        optimizely.audiences().update(7, a -> a.name("B").description("d").segmentation(true).archived(false)).join();
        server.wasTold("{'name':'B','description':'d','segmentation':true,'archived':false}");

        server.wasAsked("POST projects/5/audiences", "POST projects/5/audiences", "PUT audiences/7");
    }
}
