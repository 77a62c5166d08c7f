package dev.tricolor.optimizely.classic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static dev.tricolor.optimizely.OptimizelyConditions.browser;
import static dev.tricolor.optimizely.OptimizelyConditions.query;

import dev.tricolor.optimizely.Condition;
import dev.tricolor.optimizely.Conditions;
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
        AudiencesAsyncApi api = optimizely.audiences();
        server.assertReads("projects/5/audiences", "audiences", () -> api.list(5), each -> api.listAll(5, each),
            api::get, api::find, api::getAll);
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
