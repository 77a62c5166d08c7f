package dev.tricolor.optimizely;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tricolor.NotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ProjectsAsyncApiTest {
    private final FakeOptimizely server = new FakeOptimizely();
    private final OptimizelyAsyncClient optimizely = server.client();

    @AfterEach
    void close() {
        optimizely.close();
        server.close();
    }

    @Test
    void lists() {
        for (int times = 0; times < 6; times++) server.answers("[{'id':7,'name':'Shop'}]");
        List<Long> ids = new ArrayList<>();

        assertEquals("Shop", optimizely.projects().list().join().items().get(0).getName());
        optimizely.projects().list(q -> q.perPage(5).page(2)).join();
        optimizely.projects().listAll(project -> ids.add(project.getId())).join();
        optimizely.projects().listAll(q -> q.perPage(5), project -> ids.add(project.getId())).join();
        assertEquals(7, optimizely.projects().find("Shop").join().getId());
        assertNull(optimizely.projects().find("Shed").join());

        assertEquals(List.of(7L, 7L), ids);
        server.wasAsked(
            "GET projects?per_page=100&page=1",
            "GET projects?per_page=5&page=2",
            "GET projects?per_page=100&page=1",
            "GET projects?per_page=5&page=1",
            "GET projects?per_page=100&page=1",
            "GET projects?per_page=100&page=1");
    }

    @Test
    void createsAndChanges() {
        for (int times = 0; times < 4; times++) server.answers("{'id':7}");
        server.answers(404, "{'code':'not_found'}", Map.of());

        optimizely.projects().create("Shop").join();
        server.wasTold("{'name':'Shop'}");
        optimizely.projects().create("Shop", p -> p.platform(ProjectPlatform.CUSTOM).sdks("java").confidenceThreshold(0.9)).join();
        server.wasTold("{'name':'Shop','platform':'custom','sdks':['java'],'confidence_threshold':0.9}");
        optimizely.projects().update(7, p -> p.name("Store").webSnippet(s -> s.library("none"))).join();
        server.wasTold("{'name':'Store','web_snippet':{'library':'none'}}");
        optimizely.projects().archive(7).join();
        server.wasTold("{'status':'archived'}");
        CompletionException failure = assertThrows(CompletionException.class, () -> optimizely.projects().get(8).join());

        assertInstanceOf(NotFoundException.class, failure.getCause());
        server.wasAsked("POST projects", "POST projects", "PATCH projects/7", "PATCH projects/7", "GET projects/8");
    }
}
