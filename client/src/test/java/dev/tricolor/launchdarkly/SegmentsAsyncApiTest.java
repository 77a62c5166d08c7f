package dev.tricolor.launchdarkly;

import static dev.tricolor.launchdarkly.LaunchDarklyPayloads.attribute;
import static dev.tricolor.launchdarkly.LaunchDarklyPayloads.launchDarklySegment;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tricolor.FakeServer;
import dev.tricolor.InvalidPayloadException;
import dev.tricolor.NotFoundException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SegmentsAsyncApiTest {
    private static final String BETA = "{'key':'beta','name':'Beta','version':9007199254740993}";

    private final FakeLaunchDarkly server = new FakeLaunchDarkly();
    private final LaunchDarklyAsyncClient launchDarkly = server.client();
    private final SegmentsAsyncApi segments = launchDarkly.segments();

    @AfterEach
    void close() {
        launchDarkly.close();
        server.close();
    }

    private void wasToldSemantically(String body) {
        assertEquals(FakeServer.json(body), FakeServer.json(server.last().body));
        assertEquals("application/json; domain-model=launchdarkly.semanticpatch", server.last().headers.getFirst("Content-Type"));
    }

    @Test
    void listsAndGets() {
        String page = "{'items':[" + BETA + "],'totalCount':1,'_links':{}}";
        server.answers(page).answers(page).answers(page).answers(page).answers(BETA).answers(404, "{'code':'not_found'}", Map.of());
        List<String> keys = new ArrayList<>();

        assertEquals("beta", segments.list("web", "test").join().items().get(0).getKey());
        segments.list("web", "test", q -> q.tags("a").unbounded(true).sort(SegmentSort.NAME, true).limit(5)).join();
        segments.listAll("web", "test", segment -> keys.add(segment.getKey())).join();
        segments.listAll("web", "test", q -> q.offset(1), segment -> keys.add(segment.getKey())).join();
        assertEquals(9007199254740993L, segments.get("web", "test", "beta").join().getVersion());
        assertInstanceOf(NotFoundException.class,
            assertThrows(CompletionException.class, () -> segments.get("web", "test", "none").join()).getCause());

        assertEquals(List.of("beta", "beta"), keys);
        server.wasAsked(
            "GET segments/web/test?limit=50&offset=0",
            "GET segments/web/test?filter=tags%20anyOf%20%5B%22a%22%5D%2Cunbounded%20equals%20true&sort=-name&limit=5&offset=0",
            "GET segments/web/test?limit=50&offset=0",
            "GET segments/web/test?limit=50&offset=1",
            "GET segments/web/test/beta",
            "GET segments/web/test/none");
    }

    @Test
    void createsWithRulesAndTargets() {
        for (int times = 0; times < 6; times++) server.answers(201, BETA, Map.of());

        segments.create("web", "test", "beta", "Beta").join();
        server.wasTold("{'key':'beta','name':'Beta'}");
        segments.create("web", "test", "beta", "Beta", s -> s.tags("a")
            .rule(r -> r.description("Iberia").weight(20_000).clause(attribute("country").oneOf("ES", "PT")))
            .include("user", "anna").exclude("org", List.of("acme"))).join();
        server.wasTold("[{'op':'replace','path':'/rules','value':[{'description':'Iberia','weight':20000,'clauses':["
            + "{'attribute':'country','op':'in','values':['ES','PT'],'negate':false}]}]},"
            + "{'op':'replace','path':'/included','value':['anna']},"
            + "{'op':'replace','path':'/excludedContexts','value':[{'contextKind':'org','values':['acme']}]}]");
        NewSegment spec = launchDarklySegment("beta", "Beta", s -> s.include("user", "anna"));
        segments.create("web", "production", spec).join();
        segments.fill("web", "production", spec).join();
        server.wasTold("[{'op':'replace','path':'/included','value':['anna']}]");

        server.wasAsked("POST segments/web/test", "POST segments/web/test", "PATCH segments/web/test/beta", "POST segments/web/production",
            "PATCH segments/web/production/beta", "PATCH segments/web/production/beta");
    }

    @Test
    void tellsOfASegmentThatStayedEmpty() {
        server.answers(201, BETA, Map.of()).answers(403, "{'code':'forbidden','message':'approval is required'}", Map.of());

        Throwable failure = assertThrows(CompletionException.class,
            () -> segments.create("web", "test", "beta", "Beta", s -> s.include("user", "anna")).join()).getCause();

        UnfinishedSegmentException unfinished = assertInstanceOf(UnfinishedSegmentException.class, failure);
        assertEquals("beta", unfinished.getCreated().getKey());
        assertEquals(List.of("anna"), unfinished.getSegment().getIncluded());
    }

    @Test
    void updates() {
        for (int times = 0; times < 3; times++) server.answers(BETA);

        segments.update("web", "test", "beta", p -> p.comment("why").rename("Gamma").addTags("a", "b")
            .addIncludedTargets("org", "acme").removeRule("r1").addRule(r -> r.clause(attribute("age").atLeast(18)))
            .updateRuleRolloutAndContextKind("r2", 50_000, "org").addClauses("r2", attribute("a").eq(true))
            .instruction("fromTheFuture", i -> {})).join();
        wasToldSemantically("{'comment':'why','instructions':[{'kind':'updateName','value':'Gamma'},{'kind':'addTags','values':['a','b']},"
            + "{'kind':'addIncludedTargets','contextKind':'org','values':['acme']},{'kind':'removeRule','ruleId':'r1'},"
            + "{'kind':'addRule','clauses':[{'attribute':'age','op':'greaterThanOrEqual','values':[18],'negate':false}]},"
            + "{'kind':'updateRuleRolloutAndContextKind','ruleId':'r2','weight':50000,'contextKind':'org'},"
            + "{'kind':'addClauses','ruleId':'r2','clauses':[{'attribute':'a','op':'in','values':[true],'negate':false}]},"
            + "{'kind':'fromTheFuture'}]}");
        segments.update("web", "test", "beta", p -> p.dryRun(true).removeTags("a")).join();
        segments.patchJson("web", "test", "beta", p -> p.comment("why").description(null).name("Beta")).join();
        server.wasTold("{'comment':'why','patch':[{'op':'replace','path':'/description','value':null},"
            + "{'op':'replace','path':'/name','value':'Beta'}]}");
        assertInstanceOf(InvalidPayloadException.class, assertThrows(CompletionException.class,
            () -> segments.update("web", "test", "beta", p -> p.addTags("a").removeTags("a")).join()).getCause());

        server.wasAsked("PATCH segments/web/test/beta", "PATCH segments/web/test/beta?dryRun=true", "PATCH segments/web/test/beta");
    }

    @Test
    void changesByMergePatches() {
        server.answers(BETA).answers(BETA);

        segments.patchMerge("web", "test", "beta", p -> p.name("B").description(null).tags("a").included("anna").excluded()
            .includedContexts("org", "acme").rule(r -> r.clause(attribute("country").eq("ES")))).join();
        server.wasTold("{'name':'B','description':null,'tags':['a'],'included':['anna'],'excluded':[],"
            + "'includedContexts':[{'contextKind':'org','values':['acme']}],"
            + "'rules':[{'clauses':[{'attribute':'country','op':'in','values':['ES'],'negate':false}]}]}");
        segments.patchMerge("web", "test", "beta", p -> p.name("B").comment("why").dryRun(true)).join();
        server.wasTold("{'comment':'why','merge':{'name':'B'}}");
        assertInstanceOf(InvalidPayloadException.class, assertThrows(CompletionException.class,
            () -> segments.patchMerge("web", "test", "beta", p -> {}).join()).getCause());

        server.wasAsked("PATCH segments/web/test/beta", "PATCH segments/web/test/beta?dryRun=true");
    }

    @Test
    void changesAndAsksForTargetsOfBigSegments() {
        server.answers(204, "", Map.of()).answers("{'userKey':'anna','included':true,'excluded':false}");

        assertNull(segments.updateBigSegmentTargets("web", "test", "big", t -> t.include("anna").removeExcluded("anna")).join());
        server.wasTold("{'included':{'add':['anna']},'excluded':{'remove':['anna']}}");
        assertEquals(true, segments.bigSegmentTarget("web", "test", "big", "anna").join().getIncluded());

        server.wasAsked("POST segments/web/test/big/contexts", "GET segments/web/test/big/contexts/anna");
    }

    @Test
    void letsTargetsExpire() {
        String item = "{'_id':'e','_version':1,'contextKey':'anna','contextKind':'user','targetType':'included'}";
        server.answers("{'items':[" + item + "],'failedInstructions':1,'errors':[{'instructionIndex':1,'message':'no'}]}")
            .answers("{'items':[" + item + "]}");

        ExpiringTargets result = segments.updateExpiringTargets("web", "test", "beta", p -> p
            .add("anna", TargetType.INCLUDED, 1_653_469_200_000L).remove("bert", TargetType.EXCLUDED, "org")).join();
        wasToldSemantically("{'instructions':[{'kind':'addExpiringTarget','value':1653469200000,'contextKey':'anna','contextKind':'user',"
            + "'targetType':'included'},{'kind':'removeExpiringTarget','contextKey':'bert','contextKind':'org','targetType':'excluded'}]}");
        assertEquals("no", result.getErrors().get(0).getMessage());
        assertEquals(TargetType.INCLUDED, segments.expiringTargets("web", "test", "beta").join().getItems().get(0).getTargetType());

        server.wasAsked("PATCH segments/web/beta/expiring-targets/test", "GET segments/web/beta/expiring-targets/test");
    }

    @Test
    void exportsAndImports() throws IOException {
        File csv = File.createTempFile("keys", ".csv");
        Files.writeString(csv.toPath(), "anna\n");
        server.answers(200, "", Map.of("Location", "/api/v2/segments/web/test/big/exports/e1"))
            .answers("{'id':'e1','status':'complete','sizeBytes':3000000000}")
            .answers(204, "", Map.of("Location", "/api/v2/segments/web/test/big/imports/i1"))
            .answers(204, "", Map.of("Location", "/api/v2/segments/web/test/big/imports/i2"))
            .answers("{'id':'i2','status':'pending_approval','mode':'merge'}");

        assertEquals("e1", segments.createExport("web", "test", "big").join());
        assertEquals(3_000_000_000L, segments.getExport("web", "test", "big", "e1").join().getSizeBytes());
        assertEquals("i1", segments.createImport("web", "test", "big", SegmentImportMode.REPLACE, csv).join());
        assertTrue(server.last().body.contains("anna\n"), server.last().body);
        assertEquals("i2", segments.createImport("web", "test", "big", SegmentImportMode.MERGE, csv, i -> i.waitOnApprovals(true)).join());
        assertTrue(server.last().body.contains("waitOnApprovals"), server.last().body);
        assertEquals(SegmentImportStatus.PENDING_APPROVAL, segments.getImport("web", "test", "big", "i2").join().getStatus());

        server.wasAsked("POST segments/web/test/big/exports", "GET segments/web/test/big/exports/e1", "POST segments/web/test/big/imports",
            "POST segments/web/test/big/imports", "GET segments/web/test/big/imports/i2");
    }

    @Test
    void evaluatesAndDeletes() {
        server.answers("{'items':[{'key':'beta','isMember':true}],'_links':{}}").answers(204, "", Map.of());

        assertEquals(true, segments.evaluate("web", "test", c -> c.context("user", "anna", a -> a.attribute("age", 30))).join()
            .items().get(0).isMember());
        server.wasTold("{'kind':'user','key':'anna','age':30}");
        assertNull(segments.delete("web", "test", "beta").join());

        server.wasAsked("POST projects/web/environments/test/segments/evaluate", "DELETE segments/web/test/beta");
    }
}
