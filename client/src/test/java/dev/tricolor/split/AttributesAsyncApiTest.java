package dev.tricolor.split;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tricolor.InvalidPayloadException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AttributesAsyncApiTest {
    private static final String ROOT = "schema/ws/w/trafficTypes/t";
    private static final String PAGE = "{'objects':[{'id':'plan','dataType':'STRING'}],'nextMarker':null,'previousMarker':null}";

    private final FakeSplit server = new FakeSplit();
    private final SplitAsyncClient split = server.client();

    @AfterEach
    void close() {
        split.close();
        server.close();
    }

    @Test
    void lists() {
        server.answers(PAGE).answers(PAGE).answers(PAGE).answers(PAGE).answers("[{'id':'plan'}]");
        List<String> ids = new ArrayList<>();

        assertEquals(AttributeDataType.STRING, split.attributes().list("w", "t").join().items().get(0).getDataType());
        split.attributes().list("w", "t", q -> q.limit(5).after("m")).join();
        split.attributes().listAll("w", "t", attribute -> ids.add(attribute.getId())).join();
        split.attributes().listAll("w", "t", q -> q.searchPrefix("pl").before("m"), attribute -> ids.add(attribute.getId())).join();
        assertEquals("plan", split.attributes().listUnpaged("w", "t").join().get(0).getId());

        assertEquals(List.of("plan", "plan"), ids);
        server.wasAsked(
            "GET " + ROOT + "?paginate=true&markerLimit=200",
            "GET " + ROOT + "?paginate=true&markerLimit=5&afterMarker=m",
            "GET " + ROOT + "?paginate=true&markerLimit=200",
            "GET " + ROOT + "?paginate=true&searchPrefix=pl&markerLimit=200&beforeMarker=m",
            "GET " + ROOT);
    }

    @Test
    void findsOne() {
        server.answers(PAGE).answers(PAGE);

        assertEquals("plan", split.attributes().find("w", "t", "plan").join().getId());
        assertNull(split.attributes().find("w", "t", "age").join());
    }

    @Test
    void saves() {
        for (int times = 0; times < 4; times++) server.answers("{'id':'plan','future':1}");

        Attribute saved = split.attributes().save("w", "t", "plan", a -> a
            .displayName("Plan").description("d").dataType(AttributeDataType.STRING).isSearchable(false).suggestedValues("a", "b")).join();
        server.wasTold("{'id':'plan','trafficTypeId':'t','displayName':'Plan','description':'d','dataType':'string',"
            + "'isSearchable':false,'suggestedValues':['a','b']}");
        split.attributes().save("w", "t", "plan").join();
        server.wasTold("{'id':'plan','trafficTypeId':'t'}");
        split.attributes().save("w", "t", saved).join();
        server.wasTold("{'id':'plan','future':1,'trafficTypeId':'t'}");
        split.attributes().save("w", "t", Attribute.fromJson("{\"id\":\"age\"}").edit(a -> a.suggestedValues(List.of("1")))).join();
        server.wasTold("{'id':'age','trafficTypeId':'t','suggestedValues':['1']}");

        server.wasAsked("POST " + ROOT, "POST " + ROOT, "POST " + ROOT, "POST " + ROOT);
    }

    @Test
    void changesAndDeletes() {
        server.answers("{'id':'plan'}").answers(PAGE).answers("{'id':'plan','isSearchable':true}").answers("");

        split.attributes().update("w", "t", "plan", a -> {
            a.description(null);
            a.setSuggestedValues(null);
            a.isSearchable(true);
        }).join();
        server.wasTold("{'description':null,'suggestedValues':null,'isSearchable':true}");
        assertTrue(split.attributes().edit("w", "t", "plan", a -> a.isSearchable(true)).join().isSearchable());
        server.wasTold("{'id':'plan','dataType':'STRING','isSearchable':true,'trafficTypeId':'t'}");
        assertNull(split.attributes().delete("w", "t", "plan").join());

        server.wasAsked(
            "PATCH " + ROOT + "/plan",
            "GET " + ROOT + "?paginate=true&markerLimit=200",
            "POST " + ROOT,
            "DELETE " + ROOT + "/plan");
    }

    @Test
    void savesInBulk() {
        server.answers("true").answers(400, "[{'id':'plan','error':'too long'}]", Map.of());

        Attribute read = Attribute.fromJson("{\"id\":\"age\",\"trafficTypeId\":\"other\"}");
        assertNull(split.attributes().saveAll("w", "t", all -> all
            .attribute("plan", a -> a.displayName("Plan")).attribute(read).attribute("zip").json("[{\"id\":\"x\"}]")).join());
        server.wasTold("[{'id':'plan','trafficTypeId':'t','displayName':'Plan'},{'id':'age','trafficTypeId':'t'},"
            + "{'id':'zip','trafficTypeId':'t'},{'id':'x','trafficTypeId':'t'}]");
        Throwable refusal = assertThrows(CompletionException.class,
            () -> split.attributes().saveAll("w", "t", all -> all.attributes(List.of(read))).join()).getCause();
        assertEquals("too long", assertInstanceOf(RefusedAttributesException.class, refusal).getRefused().get(0).getMessage());

        server.wasAsked("POST " + ROOT + "/attribute:bulk", "POST " + ROOT + "/attribute:bulk");
    }

    @Test
    void importsCsv(@TempDir Path folder) throws IOException {
        server.answers("").answers("");
        byte[] csv = "ID,Name,Description,Type,SuggestedValues\nplän,,,,\n".getBytes(StandardCharsets.UTF_8);

        assertNull(split.attributes().importCsv("w", "t", Files.write(folder.resolve("a.csv"), csv).toFile()).join());
        assertTrue(server.last().body.contains("\r\n\r\nID,Name,Description,Type,SuggestedValues\nplän,,,,\n\r\n--"), server.last().body);
        assertTrue(server.last().headers.getFirst("Content-Type").startsWith("multipart/form-data; boundary="));
        assertNull(split.attributes().importCsv("w", "t", new ByteArrayInputStream(csv)).join());
        Throwable large = assertThrows(CompletionException.class,
            () -> split.attributes().importCsv("w", "t", new ByteArrayInputStream(new byte[1_100_000])).join()).getCause();
        assertEquals("file", assertInstanceOf(InvalidPayloadException.class, large).getProblems().get(0).getPath());

        server.wasAsked("POST " + ROOT + "/attribute:bulk", "POST " + ROOT + "/attribute:bulk");
    }
}
