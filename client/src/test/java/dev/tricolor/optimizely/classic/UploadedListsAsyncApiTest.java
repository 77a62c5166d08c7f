package dev.tricolor.optimizely.classic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
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
        server.reads(2, "{'id':7}").answers("{'id':7}").answers("{'id':7}").did(404, "no").answers("{'id':8}");
        List<Long> ids = new ArrayList<>();

        assertEquals(7, optimizely.uploadedLists().list(5).join().items().get(0).getId());
        optimizely.uploadedLists().listAll(5, list -> ids.add(list.getId())).join();
        assertEquals(7, optimizely.uploadedLists().get(7).join().getId());
        assertEquals(7, optimizely.uploadedLists().find(7).join().getId());
        assertNull(optimizely.uploadedLists().find(9).join());
        assertEquals(8, optimizely.uploadedLists().getAll(List.of(8L)).join().get(0).getId());

        assertEquals(List.of(7L), ids);
        String all = "GET projects/5/targeting_lists";
        server.wasAsked(all, all, "GET targeting_lists/7", "GET targeting_lists/7", "GET targeting_lists/9", "GET targeting_lists/8");
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
