package dev.tricolor.split;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tricolor.ApprovalRequiredException;
import dev.tricolor.AsyncPage;
import dev.tricolor.InvalidPayloadException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ChangeRequestsAsyncApiTest {
    private static final String DEFINITION =
        "{'name':'f','new':{'a':1},'treatments':[{'name':'on'}],'defaultTreatment':'on','trafficAllocation':7,"
            + "'defaultRule':[{'treatment':'on','size':100}]}";
    private static final String REQUESTED = "{'id':'cr-1','status':'REQUESTED','split':{'name':'f'}}";

    private final FakeSplit server = new FakeSplit();
    private final SplitAsyncClient split = server.client();

    @AfterEach
    void close() {
        split.close();
        server.close();
    }

    private static <T> Throwable failureOf(CompletableFuture<T> future) {
        return future.handle((result, thrown) -> thrown).join();
    }

    @Test
    void aRefusedChangeIsProposedAndAwaited() {
        server.answers(403, "{'code':403,'message':'Approvals are required. orgId=o envId=e'}", Map.of())
            .answers(DEFINITION).answers(REQUESTED).answers("{'id':'cr-1','status':'PUBLISHED'}");
        SplitDefinition definition = SplitDefinition.fromJson(DEFINITION.replace('\'', '"'));

        Throwable refused = failureOf(split.definitions().replace("ws", "prod", "f", definition));
        assertInstanceOf(ApprovalRequiredException.class, refused);
        assertTrue(refused.getMessage().contains("definitions.propose"), refused.getMessage());

        ChangeRequest decided = split.definitions()
            .propose("ws", "prod", "f", definition, r -> r.title("Ramp").comment("c").approver("lead@example.com").rolloutStatus("rs"))
            .thenCompose(request -> split.changeRequests().await(request.getId(), 2, TimeUnit.HOURS))
            .join();

        assertEquals(ChangeRequestStatus.PUBLISHED, decided.getStatus());
        assertTrue(decided.isDecided());
        assertEquals(
            FakeSplit.json("{'split':" + DEFINITION + ",'operationType':'UPDATE','title':'Ramp','comment':'c',"
                + "'approvers':['lead@example.com'],'rolloutStatus':{'id':'rs'}}"),
            FakeSplit.json(server.requests().get(2).body));
        server.wasAsked(
            "PUT splits/ws/ws/f/environments/prod", "GET splits/ws/ws/f/environments/prod", "POST changeRequests/ws/ws/environments/prod",
            "GET changeRequests/cr-1");
    }

    @Test
    void whatIsNotDefinedYetIsProposedAsACreate() {
        server.answers(404, "{'code':404,'message':'Could not find splitmetadata f'}", Map.of()).answers(REQUESTED);

        split.definitions().propose("ws", "prod", "f", SplitDefinition.fromJson(DEFINITION.replace('\'', '"'))).join();

        server.wasTold("{'split':" + DEFINITION + ",'operationType':'CREATE','approvers':[]}");
    }

    @Test
    void submitsEveryKindOfChange() {
        server.answers(REQUESTED).answers(REQUESTED).answers(REQUESTED).answers(REQUESTED);

        assertEquals("f", split.changeRequests().submit("ws", "prod", FlagProposal.kill("f")).join().getSplit().getName());
        server.wasTold("{'split':{'name':'f'},'operationType':'KILL','approvers':[]}");
        split.changeRequests().submit("ws", "prod", SegmentKeysProposal.add("beta", List.of("a")),
            r -> r.scheduledFor(1_700_000_000_000L).scheduledForTimezone("UTC")).join();
        server.wasTold("{'segment':{'name':'beta','keys':['a']},'operationType':'CREATE','approvers':[],"
            + "'scheduledFor':1700000000000,'scheduledForTimezone':'UTC'}");
        split.changeRequests().submit("ws", "prod", SegmentKeysProposal.remove("beta", List.of("a"))).join();
        server.wasTold("{'segment':{'name':'beta','keys':['a']},'operationType':'ARCHIVE','approvers':[]}");
        split.changeRequests().submit("ws", "prod", FlagProposal.restore("f"), r -> r.comment("back")).join();

        Throwable tooMany = failureOf(split.changeRequests().submit("ws", "prod", SegmentKeysProposal.add("beta", List.of())));
        assertInstanceOf(InvalidPayloadException.class, tooMany);
        assertEquals(4, server.requests().size());
    }

    @Test
    void decidesWithAndWithoutAComment() {
        for (int i = 0; i < 6; i++) server.answers("{'id':'cr-1','status':'PUBLISHED'}");

        split.changeRequests().approve("cr-1").join();
        server.wasTold("{'status':'APPROVED'}");
        split.changeRequests().approve("cr-1", d -> d.comment("fine")).join();
        server.wasTold("{'status':'APPROVED','comment':'fine'}");
        split.changeRequests().reject("cr-1").join();
        server.wasTold("{'status':'REJECTED'}");
        split.changeRequests().reject("cr-1", d -> d.comment("no")).join();
        server.wasTold("{'status':'REJECTED','comment':'no'}");
        split.changeRequests().withdraw("cr-1").join();
        server.wasTold("{'status':'WITHDRAWN'}");
        split.changeRequests().withdraw("cr-1", d -> d.comment("mine")).join();
        server.wasTold("{'status':'WITHDRAWN','comment':'mine'}");
        assertEquals("PUT changeRequests/cr-1", server.last().line);
    }

    @Test
    void listsAndFinds() {
        String page = "{'data':[" + REQUESTED + ",{'id':'cr-2','status':'REQUESTED','segment':{'name':'beta','keys':[]}}],"
            + "'nextMarker':null,'previousMarker':null,'limit':100,'count':2}";
        for (int i = 0; i < 6; i++) server.answers(page);

        AsyncPage<ChangeRequest> open = split.changeRequests().list().join();
        assertEquals(2, open.items().size());
        assertNull(open.next().join());
        split.changeRequests().list(q -> q.environmentId("env").status(ChangeRequestStatus.REJECTED).limit(5).after("m")).join();
        List<String> ids = new ArrayList<>();
        split.changeRequests().listAll(request -> ids.add(request.getId())).join();
        split.changeRequests().listAll(q -> q.before("m"), request -> ids.add(request.getId())).join();
        assertEquals(List.of("cr-1", "cr-2", "cr-1", "cr-2"), ids);
        assertEquals("cr-1", split.changeRequests().findForFlag("env", "f").join().getId());
        assertEquals("cr-2", split.changeRequests().findForSegment("env", "beta").join().getId());

        server.wasAsked(
            "GET changeRequests?limit=100",
            "GET changeRequests?environmentId=env&status=REJECTED&limit=5&after=m",
            "GET changeRequests?limit=100",
            "GET changeRequests?limit=100&before=m",
            "GET changeRequests?environmentId=env&limit=100",
            "GET changeRequests?environmentId=env&limit=100");
    }

    @Test
    void aWaitThatRunsOutKeepsWhatWasSeen() {
        server.answers(REQUESTED).answers(REQUESTED);

        Throwable expired = failureOf(split.changeRequests().await("cr-1", 0, TimeUnit.SECONDS));

        ChangeRequestUndecidedException undecided = assertInstanceOf(ChangeRequestUndecidedException.class, expired);
        assertEquals("cr-1", undecided.getLastSeen().getId());
        assertEquals("cr-1", split.changeRequests().get("cr-1").join().getId());
        assertInstanceOf(
            IllegalArgumentException.class, failureOf(split.changeRequests().await("cr-1", -1, TimeUnit.SECONDS)));
        server.wasAsked("GET changeRequests/cr-1", "GET changeRequests/cr-1");
    }

    @Test
    void submitsACsv() {
        server.answers("{'id':'cr-1','status':'REQUESTED'}").answers("{'id':'cr-2','status':'REQUESTED'}");
        ByteArrayInputStream csv = new ByteArrayInputStream("a\nb\n".getBytes(StandardCharsets.UTF_8));

        split.changeRequests().submitCsv("ws", "prod", "beta", ChangeRequestOperation.CREATE, csv, r -> r.title("t")).join();
        String form = server.last().body;
        assertTrue(form.matches("(?s).*segmentName.*beta.*operationType.*CREATE.*title.*t.*"), form);
        csv.reset();
        split.changeRequests().submitCsv("ws", "prod", "beta", ChangeRequestOperation.ARCHIVE, csv).join();

        server.wasAsked("POST changeRequests/ws/ws/environments/prod/file", "POST changeRequests/ws/ws/environments/prod/file");
    }
}
