package dev.tricolor.split;

import static dev.tricolor.split.FakeSplit.json;
import static dev.tricolor.split.SplitPayloads.attribute;
import static dev.tricolor.split.SplitPayloads.splitDefinition;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tricolor.InvalidPayloadException;
import dev.tricolor.NotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DefinitionsAsyncApiTest {
    private static final String ON_OFF =
        "{'name':'f','new':{'a':1},'treatments':[{'name':'on'},{'name':'off'}],'defaultTreatment':'off',"
            + "'defaultRule':[{'treatment':'off','size':100}]}";

    private final FakeSplit server = new FakeSplit();
    private final SplitAsyncClient split = server.client();

    @AfterEach
    void close() {
        split.close();
        server.close();
    }

    @Test
    void aFlagIsDefinedAndThenKilled() {
        server.answers("{'name':'new-checkout','treatments':[]}").answers(404, "{'code':404,'message':'gone'}", Map.of());
        List<Throwable> logged = new ArrayList<>();

        SplitDefinition definition = splitDefinition(d -> d
            .treatment("on").treatment("off").defaultTreatment("off")
            .rule(r -> r.matcher(attribute("group").inList("employees")).bucket("on", 50).bucket("off", 50))
            .defaultRule(r -> r.bucket("off", 100)));

        split.definitions().create("ws", "prod", "new-checkout", definition)
            .thenCompose(created -> split.definitions().kill("ws", "prod", created.getName(), k -> k.comment("oops")))
            .exceptionally(failure -> {
                logged.add(failure);
                return null;
            })
            .join();

        server.wasAsked("POST splits/ws/ws/new-checkout/environments/prod", "PUT splits/ws/ws/new-checkout/environments/prod/kill");
        assertEquals(
            json("{'treatments':[{'name':'on'},{'name':'off'}],'defaultTreatment':'off',"
                + "'rules':[{'condition':{'combiner':'AND','matchers':["
                + "{'type':'IN_LIST_STRING','attribute':'group','strings':['employees']}]},"
                + "'buckets':[{'treatment':'on','size':50},{'treatment':'off','size':50}]}],"
                + "'defaultRule':[{'treatment':'off','size':100}]}"),
            json(server.requests().get(0).body));
        server.wasTold("{'comment':'oops'}");
        assertEquals(1, logged.size());
        assertTrue(logged.get(0).getCause().getMessage().contains("answered 404: gone"), logged.toString());
    }

    @Test
    void killsAndRestoresWithAndWithoutANote() {
        server.answers("true").answers("").answers(ON_OFF).answers("true").answers("true").answers("true");

        assertNull(split.definitions().kill("ws", "prod", "f", note -> note.title("Kill").comment("errors")).join());
        server.wasTold("{'title':'Kill','comment':'errors'}");
        assertNull(split.definitions().kill("ws", "prod", "f").join());
        assertEquals("", server.last().body);
        assertNull(split.definitions().restore("ws", "prod", "f", note -> note.title("Back")).join());
        server.wasTold("{'title':'Back'}");
        assertNull(split.definitions().restore("ws", "prod", "f").join());
        assertNull(split.definitions().killByPost("ws", "prod", "f").join());
        assertNull(split.definitions().killByPost("ws", "prod", "f", note -> note.comment("again")).join());
        server.wasTold("{'comment':'again'}");

        server.wasAsked(
            "PUT splits/ws/ws/f/environments/prod/kill",
            "PUT splits/ws/ws/f/environments/prod/kill",
            "PUT splits/ws/ws/f/environments/prod/restore",
            "PUT splits/ws/ws/f/environments/prod/restore",
            "POST splits/ws/ws/f/environments/prod/kill",
            "POST splits/ws/ws/f/environments/prod/kill");
    }

    @Test
    void reallocatesWithAndWithoutANote() {
        server.answers("true").answers("").answers(ON_OFF).answers(404, "", Map.of());

        assertNull(split.definitions().reallocate("ws", "prod", "a/b c", note -> note.title("Again").comment("carry-over")).join());
        server.wasTold("{'title':'Again','comment':'carry-over'}");
        assertNull(split.definitions().reallocate("ws", "prod", "f").join());
        assertEquals("", server.last().body);
        assertNull(split.definitions().reallocate("ws", "prod", "f").join());
        Throwable failure = split.definitions().reallocate("ws", "prod", "f").handle((nothing, thrown) -> thrown).join();
        assertEquals(NotFoundException.class, failure.getClass());

        server.wasAsked(
            "POST splits/ws/ws/a%2Fb%20c/environments/prod/reallocate",
            "POST splits/ws/ws/f/environments/prod/reallocate",
            "POST splits/ws/ws/f/environments/prod/reallocate",
            "POST splits/ws/ws/f/environments/prod/reallocate");
    }

    @Test
    void readsOne() {
        server.answers(ON_OFF).answers(ON_OFF).answers(404, "", Map.of());

        assertEquals("off", split.definitions().get("ws", "prod", "a/b c").join().getDefaultTreatment());
        assertEquals("f", split.definitions().find("ws", "prod", "f").join().getName());
        assertNull(split.definitions().find("ws", "prod", "g").join());

        server.wasAsked(
            "GET splits/ws/ws/a%2Fb%20c/environments/prod",
            "GET splits/ws/ws/f/environments/prod",
            "GET splits/ws/ws/g/environments/prod");
    }

    @Test
    void readsAll() {
        String page = "{'objects':[{'name':'a','treatments':[]}],'offset':0,'limit':50,'totalCount':1}";
        String later = page.replace("'offset':0", "'offset':7");
        server.answers(page).answers(later).answers(page).answers(later);
        List<String> names = new ArrayList<>();

        assertEquals("a", split.definitions().list("ws", "prod").join().items().get(0).getName());
        split.definitions().list("ws", "prod", q -> q.setOffset(7)).join();
        split.definitions().listAll("ws", "prod", definition -> names.add(definition.getName())).join();
        split.definitions().listAll("ws", "prod", q -> q.setOffset(7), definition -> names.add(definition.getName())).join();

        assertEquals(List.of("a", "a"), names);
        server.wasAsked(
            "GET splits/ws/ws/environments/prod?limit=50&offset=0",
            "GET splits/ws/ws/environments/prod?limit=50&offset=7",
            "GET splits/ws/ws/environments/prod?limit=50&offset=0",
            "GET splits/ws/ws/environments/prod?limit=50&offset=7");
    }

    @Test
    void changesOnlyWhatIsNamed() {
        server.answers(ON_OFF);

        split.definitions().update("ws", "prod", "f", d -> {
            d.killed(true).trafficAllocation(50).defaultTreatment("off").baselineTreatment("on").impressionsDisabled(false)
                .defaultRule(r -> r.bucket("on", 100))
                .keys(0, "k1", "k2").addKey(0, "k3").segments(1, "beta")
                .title("Half").comment("to see");
            d.add("/flagSets/-", json("{'id':'s'}"));
            d.replace("/trafficAllocation", json("60"));
            d.remove("/rules/0");
            d.test("/killed", json("true"));
        }).join();

        server.wasAsked("PATCH splits/ws/ws/f/environments/prod?title=Half&comment=to%20see");
        server.wasTold("[{'op':'replace','path':'/killed','value':true},"
            + "{'op':'replace','path':'/trafficAllocation','value':50},"
            + "{'op':'replace','path':'/defaultTreatment','value':'off'},"
            + "{'op':'replace','path':'/baselineTreatment','value':'on'},"
            + "{'op':'replace','path':'/impressionsDisabled','value':false},"
            + "{'op':'replace','path':'/defaultRule','value':[{'treatment':'on','size':100}]},"
            + "{'op':'add','path':'/treatments/0/keys','value':['k1','k2']},"
            + "{'op':'add','path':'/treatments/0/keys/-','value':'k3'},"
            + "{'op':'add','path':'/treatments/1/segments','value':['beta']},"
            + "{'op':'add','path':'/flagSets/-','value':{'id':'s'}},"
            + "{'op':'replace','path':'/trafficAllocation','value':60},"
            + "{'op':'remove','path':'/rules/0'},"
            + "{'op':'test','path':'/killed','value':true}]");
    }

    @Test
    void editsAndWritesBackWhatItDoesNotKnow() {
        server.answers(ON_OFF).answers(ON_OFF).answers(ON_OFF);

        split.definitions().edit("ws", "prod", "f", d -> d.trafficAllocation(100).comment("ramp to everyone")).join();
        server.wasTold("{'name':'f','new':{'a':1},'treatments':[{'name':'on'},{'name':'off'}],'defaultTreatment':'off',"
            + "'defaultRule':[{'treatment':'off','size':100}],'trafficAllocation':100,'comment':'ramp to everyone'}");
        split.definitions().edit("ws", "prod", "f", d -> {}).join();

        server.wasAsked(
            "GET splits/ws/ws/f/environments/prod", "PUT splits/ws/ws/f/environments/prod", "GET splits/ws/ws/f/environments/prod");
    }

    @Test
    void anEditThatCannotWorkIsNotWritten() {
        server.answers(ON_OFF);

        Throwable failure = split.definitions()
            .edit("ws", "prod", "f", d -> d.defaultTreatment("of")).handle((definition, thrown) -> thrown).join();

        assertEquals(InvalidPayloadException.class, failure.getClass());
        server.wasAsked("GET splits/ws/ws/f/environments/prod");
    }

    @Test
    void replacesAndDeletes() {
        SplitDefinition definition = SplitDefinition.Companion.fromJson(ON_OFF.replace('\'', '"'));
        server.answers(ON_OFF).answers("true").answers("");

        assertEquals(definition, split.definitions().replace("ws", "prod", "f", definition).join());
        server.wasTold(ON_OFF);
        assertNull(split.definitions().delete("ws", "prod", "f", note -> note.title("Gone").comment("a&b")).join());
        assertNull(split.definitions().delete("ws", "prod", "f").join());

        server.wasAsked(
            "PUT splits/ws/ws/f/environments/prod",
            "DELETE splits/ws/ws/f/environments/prod?title=Gone&comment=a%26b",
            "DELETE splits/ws/ws/f/environments/prod");
    }
}
