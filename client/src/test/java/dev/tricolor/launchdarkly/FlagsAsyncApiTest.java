package dev.tricolor.launchdarkly;

import static dev.tricolor.launchdarkly.LaunchDarklyPayloads.attribute;
import static dev.tricolor.launchdarkly.LaunchDarklyPayloads.inSegment;
import static dev.tricolor.launchdarkly.LaunchDarklyPayloads.launchDarklyFlag;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tricolor.BadRequestException;
import dev.tricolor.InvalidPayloadException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import kotlinx.serialization.json.JsonElementKt;
import kotlinx.serialization.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FlagsAsyncApiTest {
    private static final String FLAG = "{'key':'f','_version':3000000000,'variations':[{'_id':'v0','value':true},{'_id':'v1','value':false}],"
        + "'environments':{'test':{'on':true,'version':7}}}";

    private final FakeLaunchDarkly server = new FakeLaunchDarkly();
    private final LaunchDarklyAsyncClient launchDarkly = server.client();

    @AfterEach
    void close() {
        launchDarkly.close();
        server.close();
    }

    private void answers(String body, int times) {
        for (int time = 0; time < times; time++) server.answers(body);
    }

    /** Asserts that the last request said this, as a semantic patch. */
    private void wasPatched(String body) {
        assertEquals(FakeLaunchDarkly.json(body), FakeLaunchDarkly.json(server.last().body));
        assertEquals("application/json; domain-model=launchdarkly.semanticpatch", server.last().headers.getFirst("Content-Type"));
    }

    @Test
    void lists() {
        answers("{'items':[{'key':'f'}],'totalCount':1}", 4);
        List<String> keys = new ArrayList<>();

        assertEquals(1, launchDarkly.flags().list("web").join().totalCount().getAsLong());
        launchDarkly.flags().list("web", q -> q.env("test").tags("a", "b").sort(FlagSort.KEY, true).limit(5)).join();
        launchDarkly.flags().listAll("web", flag -> keys.add(flag.getKey())).join();
        launchDarkly.flags().listAll("web", q -> q.state(FlagState.LIVE), flag -> keys.add(flag.getKey())).join();

        assertEquals(List.of("f", "f"), keys);
        server.wasAsked(
            "GET flags/web?limit=100&offset=0",
            "GET flags/web?env=test&filter=tags%3Aa%2Bb&sort=-key&limit=5&offset=0",
            "GET flags/web?limit=100&offset=0",
            "GET flags/web?filter=state%3Alive&limit=100&offset=0");
    }

    @Test
    void readsOne() {
        answers(FLAG, 3);
        server.answers(404, "{'code':'not_found'}", Map.of());

        FeatureFlag flag = launchDarkly.flags().get("web", "f").join();
        assertEquals(3_000_000_000L, flag.getVersion());
        assertEquals(7, flag.version("test"));
        assertTrue(flag.environment("test").isOn());
        assertEquals("v1", flag.variationId("false"));
        launchDarkly.flags().get("web", "f", q -> q.env("test").expand(FlagField.EVALUATION)).join();
        assertEquals("f", launchDarkly.flags().find("web", "f").join().getKey());
        assertNull(launchDarkly.flags().find("web", "g").join());

        server.wasAsked("GET flags/web/f", "GET flags/web/f?env=test&expand=evaluation", "GET flags/web/f", "GET flags/web/g");
    }

    @Test
    void creates() {
        answers(FLAG, 10);

        launchDarkly.flags().create("web", "f").join();
        server.wasTold("{'key':'f','name':'f'}");
        launchDarkly.flags().create("web", "f", "F").join();
        server.wasTold("{'key':'f','name':'F'}");
        launchDarkly.flags().create("web", "f", "F", f -> f
            .variation(true, v -> v.name("On")).variation(false)
            .defaults("On", "false").temporary(false).tags("a").clientSideAvailability(true, false)
            .customProperty("jira", "Jira", "A-1").maintainer("569f183514f4432160000007").isFlagOn(true)
            .environment("test", e -> e.on().target("On", List.of("ann")).target(1, List.of("acme"), "organization")
                .rule(r -> r.clause(attribute("country").oneOf("ES")).clause(inSegment("beta"))
                    .rollout(o -> o.weight("On", 10_000).weight(1, 90_000).bucketBy("city")))
                .fallthrough(1).offVariation("false"))).join();
        wasPatched("{'environmentKey':'test','instructions':[{'kind':'replaceTargets','targets':["
            + "{'contextKind':'user','variationId':'v0','values':['ann']},"
            + "{'contextKind':'organization','variationId':'v1','values':['acme']}]},"
            + "{'kind':'replaceRules','rules':[{'clauses':[{'attribute':'country','op':'in','values':['ES'],'negate':false},"
            + "{'attribute':'segmentMatch','op':'segmentMatch','values':['beta'],'negate':false}],'trackEvents':false,"
            + "'rolloutWeights':{'v0':10000,'v1':90000},'rolloutBucketBy':'city'}]},"
            + "{'kind':'updateFallthroughVariationOrRollout','variationId':'v1'},{'kind':'updateOffVariation','variationId':'v1'},"
            + "{'kind':'turnFlagOn'}]}");
        LaunchDarklyFlag flag = launchDarklyFlag("f", "F", f -> f.booleans().environment("test", e -> e.off()));
        launchDarkly.flags().create("web", flag).join();
        launchDarkly.flags().configure("web", flag).join();
        launchDarkly.flags().configure("web", flag, List.of("production")).join();

        server.wasAsked(
            "POST flags/web", "POST flags/web", "POST flags/web", "PATCH flags/web/f", "POST flags/web", "PATCH flags/web/f",
            "GET flags/web/f", "PATCH flags/web/f", "GET flags/web/f");
    }

    @Test
    void clones() {
        answers(FLAG, 3);

        launchDarkly.flags().createClone("web", "old", "f").join();
        launchDarkly.flags().createClone("web", "old", "f", "F").join();
        launchDarkly.flags().createClone("web", "old", "f", "F", f -> f.description("d")).join();
        server.wasTold("{'key':'f','name':'F','description':'d'}");

        server.wasAsked("POST flags/web?clone=old", "POST flags/web?clone=old", "POST flags/web?clone=old");
    }

    @Test
    void tellsWhatIsIn() {
        server.answers(FLAG).answers(400, "{'code':'invalid_request'}", Map.of());

        CompletionException failure = assertThrows(CompletionException.class,
            () -> launchDarkly.flags().create("web", launchDarklyFlag("f", "F", f -> f.environment("test", e -> e.on()))).join());
        PartialFlagException partial = assertInstanceOf(PartialFlagException.class, failure.getCause());
        assertEquals(List.of("test"), partial.getMissing());
        assertEquals(List.of(), partial.getConfigured());
        assertEquals("f", partial.getFlag().getKey());
        assertInstanceOf(BadRequestException.class, partial.getCause());
    }

    @Test
    void patches() {
        answers(FLAG, 3);

        launchDarkly.flags().update("web", "f", p -> {
            p.setDryRun(true);
            p.comment("why").addTags("a").inEnvironment("test", e -> e.turnOn().addTargets("v0", List.of("ann"))
                .addRule(r -> r.clause(attribute("plan").eq("pro")).serve("v0"))
                .updateFallthroughVariationOrRollout(o -> o.weight("v0", 1).weight("v1", 99_999)));
        }).join();
        wasPatched("{'comment':'why','instructions':[{'kind':'addTags','values':['a']},{'kind':'turnFlagOn'},"
            + "{'kind':'addTargets','contextKind':'user','variationId':'v0','values':['ann']},"
            + "{'kind':'addRule','clauses':[{'attribute':'plan','op':'in','values':['pro'],'negate':false}],'variationId':'v0'},"
            + "{'kind':'updateFallthroughVariationOrRollout','rolloutWeights':{'v0':1,'v1':99999}}],'environmentKey':'test'}");
        launchDarkly.flags().patchJson("web", "f", p -> p.name("N").on("test", true).comment("why")).join();
        server.wasTold("{'comment':'why','patch':[{'op':'replace','path':'/name','value':'N'},"
            + "{'op':'replace','path':'/environments/test/on','value':true}]}");
        launchDarkly.flags().patchMerge("web", "f", p -> {
            p.setIgnoreConflicts(true);
            p.description(null).environment("test", new JsonObject(Map.of("on", JsonElementKt.JsonPrimitive(true))));
        }).join();
        server.wasTold("{'description':null,'environments':{'test':{'on':true}}}");

        server.wasAsked("PATCH flags/web/f?dryRun=true", "PATCH flags/web/f", "PATCH flags/web/f?ignoreConflicts=true");
    }

    @Test
    void archivesCopiesAndDeletes() {
        answers(FLAG, 4);
        server.answers(204, "", Map.of());

        launchDarkly.flags().archive("web", "f").join();
        wasPatched("{'instructions':[{'kind':'archiveFlag'}]}");
        launchDarkly.flags().restore("web", "f").join();
        wasPatched("{'instructions':[{'kind':'restoreFlag'}]}");
        launchDarkly.flags().copy("web", "f", "test", "production").join();
        server.wasTold("{'source':{'key':'test'},'target':{'key':'production'}}");
        launchDarkly.flags().copy("web", "f", "test", "production",
            copy -> copy.sourceVersion(3_000_000_000L).include(FlagCopyAction.UPDATE_ON).comment("c")).join();
        server.wasTold("{'source':{'key':'test','currentVersion':3000000000},'target':{'key':'production'},"
            + "'includedActions':['updateOn'],'comment':'c'}");
        assertNull(launchDarkly.flags().delete("web", "f").join());

        server.wasAsked("PATCH flags/web/f", "PATCH flags/web/f", "POST flags/web/f/copy", "POST flags/web/f/copy", "DELETE flags/web/f");
    }

    @Test
    void tellsWhatIsInUse() {
        server.answers("{'items':[{'name':'active','_links':{'self':{'href':'/api/v2/flag-statuses/web/test/f'}}}],'_links':{}}")
            .answers("{'name':'launched','lastRequested':'2020-02-05T18:17:01.514Z'}")
            .answers("{'key':'f','environments':{'test':{'name':'new'}}}").answers("{'key':'f','environments':{}}");

        assertEquals("f", launchDarkly.flags().statuses("web", "test").join().getItems().get(0).getFeatureFlagKey());
        assertEquals(FlagStatusName.LAUNCHED, launchDarkly.flags().status("web", "test", "f").join().getName());
        assertEquals(
            FlagStatusName.NEW, launchDarkly.flags().statusAcrossEnvironments("web", "f").join().getEnvironments().get("test").getName());
        launchDarkly.flags().statusAcrossEnvironments("web", "f", List.of("a", "b")).join();

        server.wasAsked(
            "GET flag-statuses/web/test", "GET flag-statuses/web/test/f", "GET flag-status/web/f", "GET flag-status/web/f?env=a&env=b");
    }

    @Test
    void handlesExpiringTargetsAndDependents() {
        server.answers("{'items':[{'contextKey':'ann'}]}")
            .answers("{'items':[],'totalInstructions':1,'errors':[{'instructionIndex':0,'message':'m'}]}")
            .answers("{'items':[{'key':'g','environments':[{'key':'test'}]}]}").answers("{'items':[]}")
            .answers("[{'issue':'i'}]").answers(204, "", Map.of());

        assertEquals("ann", launchDarkly.flags().expiringTargets("web", "f", "test").join().getItems().get(0).getContextKey());
        ExpiringTargets changed = launchDarkly.flags().updateExpiringTargets("web", "f", "test",
            t -> t.add("ann", "v0", 5_000_000_000_000L).update("bob", "v0", 6_000_000_000_000L, "organization", 2L).remove("carol", "v1")).join();
        assertEquals("m", changed.getErrors().get(0).getMessage());
        wasPatched("{'instructions':[{'kind':'addExpiringTarget','value':5000000000000,'contextKey':'ann','contextKind':'user',"
            + "'variationId':'v0'},{'kind':'updateExpiringTarget','value':6000000000000,'version':2,'contextKey':'bob',"
            + "'contextKind':'organization','variationId':'v0'},{'kind':'removeExpiringTarget','contextKey':'carol','contextKind':'user','variationId':'v1'}]}");
        assertEquals("test", launchDarkly.flags().dependents("web", "f").join().items().get(0).getEnvironments().get(0).getKey());
        assertEquals("beta", server.last().headers.getFirst("LD-API-Version"));
        assertEquals(0, launchDarkly.flags().dependentsInEnvironment("web", "test", "f").join().items().size());
        assertEquals("i", launchDarkly.flags().migrationSafetyIssues("web", "f", "test", e -> e.turnOn()).join().get(0).getIssue());
        assertEquals(List.of(), launchDarkly.flags().migrationSafetyIssues("web", "f", "test", e -> e.turnOff()).join());

        server.wasAsked(
            "GET flags/web/f/expiring-targets/test", "PATCH flags/web/f/expiring-targets/test", "GET flags/web/f/dependent-flags",
            "GET flags/web/test/f/dependent-flags", "POST projects/web/flags/f/environments/test/migration-safety-issues",
            "POST projects/web/flags/f/environments/test/migration-safety-issues");
    }

    @Test
    void refusesBeforeSending() {
        CompletionException failure = assertThrows(
            CompletionException.class, () -> launchDarkly.flags().update("web", "f", p -> p.addTags("a").removeTags("a")).join());

        assertInstanceOf(InvalidPayloadException.class, failure.getCause());
        server.wasAsked();
    }

    @Test
    void evaluatesFlags() {
        String page = "{'items':[{'key':'f','_value':{'a':1},'reason':{'kind':'RULE_MATCH','ruleIndex':3000000000,'ruleID':'r'}}]}";
        server.answers(page).answers(page);

        FlagEvaluation evaluation = launchDarkly.flags().evaluate("web", "test", c -> c.context("user", "ann")).join().items().get(0);
        server.wasTold("{'kind':'user','key':'ann'}");
        assertEquals("{\"a\":1}", evaluation.getValueText());
        assertEquals(EvaluationReasonKind.RULE_MATCH, evaluation.getReason().getKind());
        assertEquals(3_000_000_000L, evaluation.getReason().getRuleIndex());
        launchDarkly.flags().evaluate("web", "test", q -> q.tags("a").limit(5), c -> c.context("user", "ann")).join();

        server.wasAsked("POST projects/web/environments/test/flags/evaluate?limit=100&offset=0",
            "POST projects/web/environments/test/flags/evaluate?filter=tags%20contains%20%5B%22a%22%5D&limit=5&offset=0");
    }
}
