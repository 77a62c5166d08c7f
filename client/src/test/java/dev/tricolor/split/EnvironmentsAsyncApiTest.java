package dev.tricolor.split;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tricolor.AsyncPage;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EnvironmentsAsyncApiTest {
    private final FakeSplit server = new FakeSplit();
    private final SplitAsyncClient split = server.client();

    @AfterEach
    void close() {
        split.close();
        server.close();
    }

    @Test
    void listsAndFinds() {
        String list = "[{'id':'1','name':'Staging','production':false},{'id':'2','name':'Production','production':true}]";
        server.answers(list).answers(list).answers(list).answers(list);
        List<String> names = new ArrayList<>();

        AsyncPage<Environment> page = split.environments().list("ws").join();
        split.environments().listAll("ws", environment -> names.add(environment.getName())).join();

        assertEquals(OptionalLong.of(2), page.totalCount());
        assertFalse(page.hasNext());
        assertEquals(List.of("Staging", "Production"), names);
        assertTrue(split.environments().find("ws", "Production").join().isProduction());
        assertNull(split.environments().find("ws", "Elsewhere").join());
        server.wasAsked("GET environments/ws/ws", "GET environments/ws/ws", "GET environments/ws/ws", "GET environments/ws/ws");
    }

    @Test
    void createsWithPermissions() {
        server.answers("{'id':'1','name':'Production','apiTokens':[{'id':'k','name':'n','apiKeyType':'sdk'}],"
            + "'changePermissions':{'areApprovalsRequired':true,'approvers':[{'id':'ann','type':'user'}]}}");

        Environment created = split.environments().create("ws", "Production", true, e -> e
            .changePermissions(p -> p
                .areApprovalsRequired(true).allowKills(true)
                .approverUser("ann").approverGroup("leads")
                .editorUser("bob").editorGroup("devs").editorApiKey("ci")
                .approvalSkippableBy("Administrators-id"))
            .dataExportPermissions(p -> p.exporterUser("cid").exporterGroup("data").exporterApiKey("etl"))).join();

        server.wasAsked("POST environments/ws/ws");
        server.wasTold("{'name':'Production','production':true,'changePermissions':{"
            + "'areApprovalsRequired':true,'allowKills':true,"
            + "'areApproversRestricted':true,'approvers':[{'id':'ann','type':'user'},{'id':'leads','type':'group'}],"
            + "'areEditorsRestricted':true,"
            + "'editors':[{'id':'bob','type':'user'},{'id':'devs','type':'group'},{'id':'ci','type':'api_key'}],"
            + "'approvalSkippableBy':[{'id':'Administrators-id','type':'group'}]},"
            + "'dataExportPermissions':{'areExportersRestricted':true,"
            + "'exporters':[{'id':'cid','type':'user'},{'id':'data','type':'group'},{'id':'etl','type':'api_key'}]}}");
        assertEquals("sdk", created.getApiTokens().get(0).getApiKeyType());
        assertEquals("ann", created.getChangePermissions().getApprovers().get(0).getId());
        assertNull(created.getDataExportPermissions());
    }

    @Test
    void createsWithout() {
        server.answers("{'id':'1','name':'Staging'}");

        assertFalse(split.environments().create("ws", "Staging", false).join().isProduction());

        server.wasAsked("POST environments/ws/ws");
        server.wasTold("{'name':'Staging','production':false}");
    }

    @Test
    void changesAndDeletes() {
        server.answers("{'id':'1','name':'Prod'}").answers("");

        split.environments().update("ws", "1", u -> u
            .name("Prod").production(true).areApprovalsRequired(true).allowKills(false)
            .changePermissions(p -> p.editorGroup("devs"))
            .dataExportPermissions(p -> p.exporterGroup("data"))).join();
        server.wasTold("[{'op':'replace','path':'/name','value':'Prod'},"
            + "{'op':'replace','path':'/production','value':true},"
            + "{'op':'replace','path':'/changePermissions/areApprovalsRequired','value':true},"
            + "{'op':'replace','path':'/changePermissions/allowKills','value':false},"
            + "{'op':'replace','path':'/changePermissions','value':"
            + "{'areEditorsRestricted':true,'editors':[{'id':'devs','type':'group'}]}},"
            + "{'op':'replace','path':'/dataExportPermissions','value':"
            + "{'areExportersRestricted':true,'exporters':[{'id':'data','type':'group'}]}}]");
        assertNull(split.environments().delete("ws", "1").join());

        server.wasAsked("PATCH environments/ws/ws/1", "DELETE environments/ws/ws/1");
    }
}
