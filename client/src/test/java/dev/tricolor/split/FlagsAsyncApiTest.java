package dev.tricolor.split;

import static dev.tricolor.split.FakeSplit.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tricolor.AsyncPage;
import dev.tricolor.InvalidPayloadException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FlagsAsyncApiTest {
    private static final String FIRST = "{'objects':[{'name':'a'},{'name':'b'}],'offset':0,'limit':2,'totalCount':3}";
    private static final String SECOND = "{'objects':[{'name':'c'}],'offset':2,'limit':2,'totalCount':3}";

    private final FakeSplit server = new FakeSplit();
    private final SplitAsyncClient split = server.client();

    @AfterEach
    void close() {
        split.close();
        server.close();
    }

    @Test
    void pagesAreTurnedInALoop() {
        server.answers(FIRST).answers(SECOND);
        List<String> names = new ArrayList<>();

        for (AsyncPage<Flag> page = split.flags().list("ws").join(); page != null; page = page.next().join()) {
            assertEquals(OptionalLong.of(3), page.totalCount());
            assertEquals(names.isEmpty(), page.hasNext());
            page.items().forEach(flag -> names.add(flag.getName()));
        }

        assertEquals(List.of("a", "b", "c"), names);
        server.wasAsked("GET splits/ws/ws?limit=50&offset=0", "GET splits/ws/ws?limit=50&offset=2");
    }

    @Test
    void aQuerySaysWhich() {
        server.answers("{'objects':[]}").answers("{'objects':[{'name':'x'}],'totalCount':1}");
        List<Flag> found = new ArrayList<>();

        AsyncPage<Flag> page = split.flags().list("ws", q -> {
            q.tag("checkout").tag("a b").name("x").rolloutStatus("id");
            q.setLimit(10);
            q.setOffset(20);
        }).join();
        split.flags().listAll("ws", q -> q.tag("checkout"), found::add).join();

        assertFalse(page.hasNext());
        assertEquals(OptionalLong.empty(), page.totalCount());
        assertNull(page.next().join());
        assertEquals("x", found.get(0).getName());
        server.wasAsked(
            "GET splits/ws/ws?tag=checkout&tag=a%20b&name=x&rolloutStatus=id&limit=10&offset=20",
            "GET splits/ws/ws?tag=checkout&limit=50&offset=0");
    }

    @Test
    void allAreHandedOverOneAfterTheOther() {
        server.answers(FIRST).answers(SECOND);
        List<Object> seen = new ArrayList<>();

        assertNull(split.flags().listAll("ws", seen::add).join());

        assertEquals(3, seen.size());
        server.wasAsked("GET splits/ws/ws?limit=50&offset=0", "GET splits/ws/ws?limit=50&offset=2");
    }

    @Test
    void aConsumerThatThrowsFailsTheFutureAndEndsTheReading() {
        server.answers(FIRST).answers(FIRST);
        List<String> seen = new ArrayList<>();

        Throwable failure = split.flags().listAll("ws", flag -> {
            seen.add(flag.getName());
            throw new IllegalStateException("enough of " + flag.getName());
        }).handle((done, thrown) -> thrown).join();

        assertEquals(IllegalStateException.class, failure.getClass());
        assertEquals("enough of a", failure.getMessage());
        assertEquals(List.of("a"), seen);
        server.wasAsked("GET splits/ws/ws?limit=50&offset=0");
        assertEquals(2, split.flags().list("ws").join().items().size());
    }

    @Test
    void readsOne() {
        server.answers("{'id':'1','name':'f','owners':[{'id':'u','type':'user'}],'tags':[{'name':'t'}]}")
            .answers("{'name':'f'}")
            .answers(404, "{'code':404}", Map.of());

        Flag flag = split.flags().get("ws", "f").join();
        assertEquals("u", flag.getOwners().get(0).getId());
        assertEquals(List.of("t"), flag.getTags());
        assertNull(flag.getDescription());
        assertEquals("f", split.flags().find("ws", "f").join().getName());
        assertNull(split.flags().find("ws", "g").join());

        server.wasAsked("GET splits/ws/ws/f", "GET splits/ws/ws/f", "GET splits/ws/ws/g");
        assertEquals("Bearer admin-api-key", server.last().headers.getFirst("Authorization"));
    }

    @Test
    void creates() {
        server.answers("{'name':'new-checkout'}").answers("{'name':'bare'}");

        split.flags().create("ws", "user", "new-checkout", f -> {
            f.description("The one-page checkout").ownerGroup("Administrators-id").ownerUser("ann");
            f.field("later", json("true"));
        }).join();
        server.wasTold("{'name':'new-checkout','description':'The one-page checkout',"
            + "'owners':[{'id':'Administrators-id','type':'group'},{'id':'ann','type':'user'}],'later':true}");
        assertEquals("bare", split.flags().create("ws", "user", "bare").join().getName());
        server.wasTold("{'name':'bare'}");

        server.wasAsked("POST splits/ws/ws/trafficTypes/user", "POST splits/ws/ws/trafficTypes/user");
    }

    @Test
    void whatCannotWorkIsNotSent() {
        Throwable failure = split.flags().create("ws", "user", "1st flag").handle((flag, thrown) -> thrown).join();

        assertEquals(InvalidPayloadException.class, failure.getClass());
        assertTrue(failure.getMessage().contains("name: is \"1st flag\""), failure.getMessage());
        server.wasAsked();
    }

    @Test
    void aBlankPathParameterIsNotSent() {
        Throwable failure = split.flags().get("ws", " ").handle((flag, thrown) -> thrown).join();

        assertEquals("GET splits/ws/{workspaceId}/{flagName}: flagName is blank", failure.getMessage());
        server.wasAsked();
    }

    @Test
    void changes() {
        server.answers("{'name':'f'}").answers("{'name':'f'}").answers("").answers("");

        split.flags().update("ws", "f", u -> u.description("new").rolloutStatus("status-id").addTag("a:b")).join();
        server.wasTold("[{'op':'replace','path':'/description','value':'new'},"
            + "{'op':'replace','path':'/rolloutStatus/id','value':'status-id'},"
            + "{'op':'add','path':'/tags/0','value':{'name':'a:b'}}]");
        split.flags().updateDescription("ws", "f", "newer").join();
        server.wasTold("'newer'");
        assertNull(split.flags().replaceTags("ws", "f", List.of("a", "b")).join());
        server.wasTold("['a','b']");
        assertNull(split.flags().replaceTags("ws", "f", List.of()).join());
        server.wasTold("[]");

        server.wasAsked(
            "PATCH splits/ws/ws/f",
            "PUT splits/ws/ws/f/updateDescription",
            "POST tags/ws/ws/object/f/objecttype/Split",
            "POST tags/ws/ws/object/f/objecttype/Split");
    }

    @Test
    void archivesAndDeletes() {
        server.answers("{'name':'f'}").answers("{'name':'f'}").answers("{'name':'f'}").answers("{'name':'f'}").answers("true");

        split.flags().archive("ws", "f", note -> note.title("Done").comment("won")).join();
        server.wasTold("{'title':'Done','comment':'won'}");
        split.flags().archive("ws", "f").join();
        assertEquals("", server.last().body);
        split.flags().unarchive("ws", "f", note -> note.comment("not yet")).join();
        server.wasTold("{'comment':'not yet'}");
        split.flags().unarchive("ws", "f").join();
        assertNull(split.flags().delete("ws", "f").join());

        server.wasAsked(
            "POST splits/ws/ws/f/archive",
            "POST splits/ws/ws/f/archive",
            "POST splits/ws/ws/f/unarchive",
            "POST splits/ws/ws/f/unarchive",
            "DELETE splits/ws/ws/f");
    }
}
