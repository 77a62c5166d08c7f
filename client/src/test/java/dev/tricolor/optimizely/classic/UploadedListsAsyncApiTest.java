package dev.tricolor.optimizely.classic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UploadedListsAsyncApiTest {
    private final FakeClassic server = new FakeClassic();
    private final OptimizelyClassicAsyncClient optimizely = server.client();

    @AfterEach
    void close() {
        optimizely.close();
        server.close();
    }

    @Test
    void reads() {
        UploadedListsAsyncApi api = optimizely.uploadedLists();
        server.assertReads("projects/5/targeting_lists", "targeting_lists", () -> api.list(5), each -> api.listAll(5, each),
            api::get, api::find, api::getAll);
    }

    @Test
    void uploadsReplacesAndDeletes() {
        server.did(201, "{'id':7}").did(201, "{'id':7,'list_type':1}").did(202, "{'id':7}").did(202, "{'id':7}").did(204, "");
        String told = "'key_fields':'k','list_content':'a,b','format':'csv'";

        optimizely.uploadedLists().create(5, "L", UploadedListType.QUERY_PARAMETER, "k", "a,b").join();
        server.wasTold("{'name':'L','list_type':2," + told + "}");
        assertEquals(UploadedListType.COOKIE, optimizely.uploadedLists()
            .create(5, "L", UploadedListType.COOKIE, "k", "a,b", l -> l.description("d")).join().getListType());
        server.wasTold("{'name':'L','list_type':1,'description':'d'," + told + "}");
        optimizely.uploadedLists().replace(7, "L", UploadedListType.ZIP_CODE, "k", "a,b").join();
        server.wasTold("{'name':'L','list_type':3," + told + "}");
        optimizely.uploadedLists().replace(7, "L", UploadedListType.COOKIE, "k", "a,b", l -> l.description("d")).join();
        server.wasTold("{'name':'L','list_type':1,'description':'d'," + told + "}");
        assertNull(optimizely.uploadedLists().delete(7).join());

        String post = "POST projects/5/targeting_lists";
        server.wasAsked(post, post, "PUT targeting_lists/7", "PUT targeting_lists/7", "DELETE targeting_lists/7");
    }
}
