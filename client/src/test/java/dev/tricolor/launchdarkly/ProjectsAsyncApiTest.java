package dev.tricolor.launchdarkly;

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
    private final FakeLaunchDarkly server = new FakeLaunchDarkly();
    private final LaunchDarklyAsyncClient launchDarkly = server.client();

    @AfterEach
    void close() {
        launchDarkly.close();
        server.close();
    }

    @Test
    void lists() {
        String page = "{'items':[{'key':'web'}],'totalCount':1}";
        for (int times = 0; times < 4; times++) server.answers(page);
        List<String> keys = new ArrayList<>();

        assertEquals("web", launchDarkly.projects().list().join().items().get(0).getKey());
        launchDarkly.projects().list(q -> q.query("w").tags("a", "b").keys("web", "app").sort(ProjectSort.NAME).limit(5)).join();
        launchDarkly.projects().listAll(project -> keys.add(project.getKey())).join();
        launchDarkly.projects().listAll(ProjectQuery::expandEnvironments, project -> keys.add(project.getKey())).join();

        assertEquals(List.of("web", "web"), keys);
        server.wasAsked(
            "GET projects?limit=20&offset=0",
            "GET projects?filter=query%3Aw%2Ctags%3Aa%2Bb%2Ckeys%3Aweb%7Capp&sort=name&limit=5&offset=0",
            "GET projects?limit=20&offset=0",
            "GET projects?expand=environments&limit=20&offset=0");
    }

    @Test
    void readsOne() {
        server.answers("{'key':'web','name':'Web'}").answers("{'key':'web','environments':{'totalCount':2,'items':[{'key':'test'}]}}")
            .answers("{'key':'web'}").answers(404, "{'code':'not_found'}", Map.of());

        assertEquals("Web", launchDarkly.projects().get("web").join().getName());
        assertEquals(2, launchDarkly.projects().get("web", ProjectFieldsQuery::expandEnvironments).join().getEnvironmentCount());
        assertEquals("web", launchDarkly.projects().find("web").join().getKey());
        assertNull(launchDarkly.projects().find("web").join());

        server.wasAsked("GET projects/web", "GET projects/web?expand=environments", "GET projects/web", "GET projects/web");
    }

    @Test
    void createsChangesAndDeletes() {
        for (int times = 0; times < 3; times++) server.answers("{'key':'web'}");
        server.answers(204, "", Map.of());

        launchDarkly.projects().create("web", "Web").join();
        server.wasTold("{'name':'Web','key':'web'}");
        launchDarkly.projects().create("web", "Web", p -> p.tags("a").includeInSnippetByDefault(true)
            .defaultClientSideAvailability(true, false)
            .namingConvention(n -> n.setCase(NamingCase.SNAKE))
            .environment("test", "Test", "000000")
            .environment("prod", "Prod", "FFFFFF", e -> e.critical(true).confirmChanges(true))).join();
        server.wasTold("{'name':'Web','key':'web','tags':['a'],'includeInSnippetByDefault':true,"
            + "'defaultClientSideAvailability':{'usingEnvironmentId':true,'usingMobileKey':false},"
            + "'namingConvention':{'case':'snakeCase'},'environments':[{'name':'Test','key':'test','color':'000000'},"
            + "{'name':'Prod','key':'prod','color':'FFFFFF','critical':true,'confirmChanges':true}]}");
        launchDarkly.projects().update("web", p -> p.name("W").tags(List.of("b")).addTag("c")).join();
        server.wasTold("[{'op':'replace','path':'/name','value':'W'},{'op':'replace','path':'/tags','value':['b']},"
            + "{'op':'add','path':'/tags/-','value':'c'}]");
        assertNull(launchDarkly.projects().delete("web").join());

        server.wasAsked("POST projects", "POST projects", "PATCH projects/web", "DELETE projects/web");
    }

    @Test
    void saysWhatNewFlagsAreGiven() {
        for (int times = 0; times < 3; times++) server.answers("{'temporary':true}");

        assertEquals(true, launchDarkly.projects().flagDefaults("web").join().getTemporary());
        launchDarkly.projects().replaceFlagDefaults("web", d -> d.temporary(true).defaultClientSideAvailability(false, false)
            .booleanDefaults(b -> b.trueDescription("yes").onVariation(false))).join();
        server.wasTold("{'tags':[],'temporary':true,'defaultClientSideAvailability':{'usingEnvironmentId':false,'usingMobileKey':false},"
            + "'booleanDefaults':{'trueDisplayName':'True','falseDisplayName':'False','trueDescription':'yes','falseDescription':'',"
            + "'onVariation':1,'offVariation':1}}");
        launchDarkly.projects().updateFlagDefaults("web", d -> d.temporary(false)).join();
        server.wasTold("[{'op':'replace','path':'/temporary','value':false}]");

        server.wasAsked("GET projects/web/flag-defaults", "PUT projects/web/flag-defaults", "PATCH projects/web/flag-defaults");
    }
}
