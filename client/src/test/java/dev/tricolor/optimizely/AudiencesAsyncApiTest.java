package dev.tricolor.optimizely;

import static dev.tricolor.optimizely.OptimizelyConditions.attribute;
import static dev.tricolor.optimizely.OptimizelyConditions.browser;
import static dev.tricolor.optimizely.OptimizelyConditions.query;
import static dev.tricolor.optimizely.OptimizelyPayloads.audience;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tricolor.InvalidPayloadException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AudiencesAsyncApiTest {
    private final FakeOptimizely server = new FakeOptimizely();
    private final OptimizelyAsyncClient optimizely = server.client();

    @AfterEach
    void close() {
        optimizely.close();
        server.close();
    }

    @Test
    void lists() {
        for (int times = 0; times < 6; times++) server.answers("[{'id':7,'name':'Gold','conditions':'[]'}]");
        List<Long> ids = new ArrayList<>();

        assertEquals("()", optimizely.audiences().list(3).join().items().get(0).getConditions().readable());
        optimizely.audiences().list(3, q -> q.archived(false).forJourney(true).perPage(5)).join();
        optimizely.audiences().listAll(3, audience -> ids.add(audience.getId())).join();
        optimizely.audiences().listAll(3, q -> q.archived(true), audience -> ids.add(audience.getId())).join();
        assertEquals(7, optimizely.audiences().find(3, "Gold").join().getId());
        assertNull(optimizely.audiences().find(3, "Iron").join());

        assertEquals(List.of(7L, 7L), ids);
        server.wasAsked(
            "GET audiences?project_id=3&per_page=100&page=1",
            "GET audiences?project_id=3&for_journey=true&archived=false&per_page=5&page=1",
            "GET audiences?project_id=3&per_page=100&page=1",
            "GET audiences?project_id=3&archived=true&per_page=100&page=1",
            "GET audiences?project_id=3&per_page=100&page=1",
            "GET audiences?project_id=3&per_page=100&page=1");
    }

    @Test
    void createsAndChanges() {
        for (int times = 0; times < 7; times++) server.answers("{'id':7}");

        optimizely.audiences().create(3, "All").join();
        server.wasTold("{'project_id':3,'name':'All'}");
        optimizely.audiences().create(3, "Canadians", a -> a
            .conditions(attribute("country").eq("CA").or(attribute("region").eq("north")))
            .description("All of them")).join();
        optimizely.audiences().create(3, audience("Campaign", browser("gc").and(query("utm_campaign", "true")))).join();
        optimizely.audiences().update(7, a -> a.name("Gold").segmentation(false)).join();
        server.wasTold("{'name':'Gold','segmentation':false}");
        optimizely.audiences().archive(7).join();
        server.wasTold("{'archived':true}");
        optimizely.audiences().unarchive(7).join();
        server.wasTold("{'archived':false}");
        assertEquals(7, optimizely.audiences().get(7).join().getId());

        server.wasAsked("POST audiences", "POST audiences", "POST audiences",
            "PATCH audiences/7", "PATCH audiences/7", "PATCH audiences/7", "GET audiences/7");
    }

    @Test
    void refusesWhatCannotWork() {
        CompletionException failure = assertThrows(CompletionException.class,
            () -> optimizely.audiences().create(3, "Odd", a -> a.conditions(attribute("").eq(1))).join());
        assertEquals("conditions.name", assertInstanceOf(InvalidPayloadException.class, failure.getCause()).getProblems().get(0).getPath());
        server.wasAsked();
    }
}
