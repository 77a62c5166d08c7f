package dev.tricolor.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ResourceGroupsAsyncApiTest {
    private static final String SCOPE = "accountIdentifier=a&orgIdentifier=o&projectIdentifier=p";

    private final FakeHarness server = new FakeHarness();
    private final HarnessAsyncClient harness = server.client();

    @AfterEach
    void close() {
        harness.close();
        server.close();
    }

    private FakeHarness data(String data) {
        server.answers("{'status':'SUCCESS','data':" + data + "}");
        return server;
    }

    private static final String ROOT = "resourcegroup/api/v2/resourcegroup";
    private static final String OWN = "'accountIdentifier':'a','orgIdentifier':'o','projectIdentifier':'p'";
    private static final String PLACES = "'includedScopes':[{'filter':'EXCLUDING_CHILD_SCOPES'," + OWN + "}]";

    @Test
    void lists() {
        String page = "{'content':[{'resourceGroup':{'identifier':'g'}}],'pageIndex':0,'totalPages':1}";
        for (int times = 0; times < 4; times++) data(page);
        List<String> groups = new ArrayList<>();

        harness.resourceGroups().list().join();
        harness.resourceGroups().list(q -> q.searchTerm("g")).join();
        harness.resourceGroups().listAll(group -> groups.add(group.getResourceGroup().getIdentifier())).join();
        harness.resourceGroups().listAll(q -> q.setPageSize(6), group -> groups.add(group.getResourceGroup().getIdentifier())).join();

        assertEquals(List.of("g", "g"), groups);
        server.wasAsked(
            "GET " + ROOT + "?pageSize=100&pageIndex=0&" + SCOPE, "GET " + ROOT + "?searchTerm=g&pageSize=100&pageIndex=0&" + SCOPE,
            "GET " + ROOT + "?pageSize=100&pageIndex=0&" + SCOPE, "GET " + ROOT + "?pageSize=6&pageIndex=0&" + SCOPE);
    }

    @Test
    void readsCreatesChangesAndDeletes() {
        for (int times = 0; times < 8; times++) data("{'resourceGroup':{'identifier':'g','name':'G'}}");
        data("true");

        assertEquals("G", harness.resourceGroups().get("g").join().getResourceGroup().getName());
        harness.resourceGroups().find("g").join();
        harness.resourceGroups().create("g", "G").join();
        server.wasTold("{'resourceGroup':{" + OWN + ",'identifier':'g','name':'G'," + PLACES + "}}");
        harness.resourceGroups().create("g", "G", g -> g.color("#fff")
            .resource("CONNECTOR", c -> c.identifier("x").attributeFilter("type", List.of("v")))
            .includedScope(ScopeFilterType.INCLUDING_CHILD_SCOPES, s -> s.projectIdentifier("q"))).join();
        server.wasTold("{'resourceGroup':{" + OWN + ",'identifier':'g','name':'G','color':'#fff','resourceFilter':{'resources':["
            + "{'resourceType':'CONNECTOR','identifiers':['x'],'attributeFilter':{'attributeName':'type','attributeValues':['v']}}],"
            + "'includeAllResources':false},'includedScopes':[{'filter':'INCLUDING_CHILD_SCOPES','accountIdentifier':'a',"
            + "'orgIdentifier':'o','projectIdentifier':'q'}]}}");
        harness.resourceGroups().replace("g", "G").join();
        harness.resourceGroups().replace("g", "G", ResourceGroupBuilder::includeAllResources).join();
        server.wasTold("{'resourceGroup':{" + OWN + ",'identifier':'g','name':'G',"
            + "'resourceFilter':{'resources':[],'includeAllResources':true}," + PLACES + "}}");
        harness.resourceGroups().edit("g", g -> g.name("H")).join();
        server.wasTold("{'resourceGroup':{'identifier':'g','name':'H'}}");
        assertNull(harness.resourceGroups().delete("g").join());

        server.wasAsked(
            "GET " + ROOT + "/g?" + SCOPE, "GET " + ROOT + "/g?" + SCOPE, "POST " + ROOT + "?" + SCOPE, "POST " + ROOT + "?" + SCOPE,
            "PUT " + ROOT + "/g?" + SCOPE, "PUT " + ROOT + "/g?" + SCOPE, "GET " + ROOT + "/g?" + SCOPE, "PUT " + ROOT + "/g?" + SCOPE,
            "DELETE " + ROOT + "/g?" + SCOPE);
    }
}
