package dev.tricolor.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ProjectsAsyncApiTest {
    private static final String ORG = "accountIdentifier=a&orgIdentifier=o";
    private static final String PROJECT = "{'status':'SUCCESS','data':{'project':{'identifier':'shop','name':'Shop','tags':{'k':'v'}}}}";

    private final FakeHarness server = new FakeHarness();
    private final HarnessAsyncClient harness = server.client();

    @AfterEach
    void close() {
        harness.close();
        server.close();
    }

    @Test
    void lists() {
        String page = "{'data':{'content':[{'project':{'identifier':'shop'}}],'totalPages':1,'totalItems':1,'pageIndex':0}}";
        for (int times = 0; times < 4; times++) server.answers(page);
        List<String> identifiers = new ArrayList<>();

        assertEquals(1, harness.projects().list().join().totalCount().getAsLong());
        harness.projects().list(q -> q.pageSize(5).searchTerm("s")).join();
        harness.projects().listAll(each -> identifiers.add(each.getProject().getIdentifier())).join();
        harness.projects().listAll(q -> q.setPageSize(6), each -> identifiers.add(each.getProject().getIdentifier())).join();

        assertEquals(List.of("shop", "shop"), identifiers);
        server.wasAsked(
            "GET ng/api/projects?pageSize=100&pageIndex=0&" + ORG,
            "GET ng/api/projects?searchTerm=s&pageSize=5&pageIndex=0&" + ORG,
            "GET ng/api/projects?pageSize=100&pageIndex=0&" + ORG,
            "GET ng/api/projects?pageSize=6&pageIndex=0&" + ORG);
    }

    @Test
    void readsOne() {
        server.answers(PROJECT).answers(PROJECT).answers(404, "{'message':'no'}", Map.of());

        assertEquals(Map.of("k", "v"), harness.projects().get("shop").join().getProject().getTags());
        assertEquals("Shop", harness.projects().find("shop").join().getProject().getName());
        assertNull(harness.projects().find("none").join());

        server.wasAsked("GET ng/api/projects/shop?" + ORG, "GET ng/api/projects/shop?" + ORG, "GET ng/api/projects/none?" + ORG);
    }

    @Test
    void createsReplacesEditsAndDeletes() {
        for (int times = 0; times < 6; times++) server.answers(PROJECT);
        server.answers("{'data':true}");

        harness.projects().create("shop", "Shop", p -> p.color("#fff").module("CF").tag("k", "v").description(null)).join();
        server.wasTold("{'project':{'identifier':'shop','name':'Shop','orgIdentifier':'o','color':'#fff','modules':['CF'],"
            + "'tags':{'k':'v'},'description':null}}");
        harness.projects().create("shop", "Shop").join();
        harness.projects().replace("shop", "Shop", p -> p.removeModule("CF").clearTags()).join();
        server.wasTold("{'project':{'identifier':'shop','name':'Shop','orgIdentifier':'o','tags':{}}}");
        harness.projects().replace("shop", "Shop").join();
        server.wasTold("{'project':{'identifier':'shop','name':'Shop','orgIdentifier':'o'}}");
        harness.projects().edit("shop", p -> p.name("Store").removeTag("k")).join();
        server.wasTold("{'project':{'identifier':'shop','name':'Store','tags':{}}}");
        assertNull(harness.projects().delete("shop").join());

        server.wasAsked(
            "POST ng/api/projects?" + ORG, "POST ng/api/projects?" + ORG,
            "PUT ng/api/projects/shop?" + ORG, "PUT ng/api/projects/shop?" + ORG,
            "GET ng/api/projects/shop?" + ORG, "PUT ng/api/projects/shop?" + ORG,
            "DELETE ng/api/projects/shop?" + ORG);
    }
}
