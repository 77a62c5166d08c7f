package dev.tricolor.optimizely.classic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class VariationsAsyncApiTest {
    private final FakeClassic server = new FakeClassic();
    private final OptimizelyClassicAsyncClient optimizely = server.client();

    @AfterEach
    void close() {
        optimizely.close();
        server.close();
    }

    @Test
    void reads() {
        VariationsAsyncApi api = optimizely.variations();
        server.assertReads("experiments/5/variations", "variations", () -> api.list(5), each -> api.listAll(5, each),
            api::get, api::find, api::getAll);
    }

    @Test
    void createsChangesAndDeletes() {
        server.did(201, "{'id':7}").did(201, "{'id':7,'weight':100}").did(202, "{'id':7,'is_paused':true}").did(204, "");

        optimizely.variations().create(5, "V").join();
        server.wasTold("{'description':'V'}");
        optimizely.variations().create(5, "V", v -> v.weight(100).jsComponent("f()")).join();
        server.wasTold("{'description':'V','weight':100,'js_component':'f()'}");
        assertEquals(true, optimizely.variations().update(7, v -> v.isPaused(true).description("W")).join().isPaused());
        server.wasTold("{'is_paused':true,'description':'W'}");
        assertNull(optimizely.variations().delete(7).join());

        server.wasAsked("POST experiments/5/variations", "POST experiments/5/variations", "PUT variations/7", "DELETE variations/7");
    }

    @Test
    void splits() {
        String after = "[{'id':1,'description':'A','weight':4000},{'id':2,'description':'B','weight':6000}]";
        server.answers("[{'id':1,'description':'A','weight':10000}]").did(202, "{'id':1,'description':'A','weight':4000}")
            .answers("{'id':2,'description':'B','weight':6000}");
        server.answers(after);

        List<Variation> split = optimizely.variations().split(5, s -> s.weight("A", 4000).weight("B", 6000)).join();
        assertEquals(List.of(4000, 6000), List.of(split.get(0).getWeight(), split.get(1).getWeight()));

        String all = "experiments/5/variations";
        server.wasAsked("GET " + all, "PUT variations/1", "POST " + all, "GET " + all);
    }

    @Test
    void tellsWhatDoesNotStick() {
        server.did(202, "{'id':7,'is_paused':false}");

        CompletionException failure =
            assertThrows(CompletionException.class, () -> optimizely.variations().update(7, v -> v.isPaused(true)).join());
        UnappliedVariationException unapplied = assertInstanceOf(UnappliedVariationException.class, failure.getCause());
        assertEquals(7, unapplied.getVariation().getId());
    }
}
