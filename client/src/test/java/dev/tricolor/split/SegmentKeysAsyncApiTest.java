package dev.tricolor.split;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tricolor.InvalidPayloadException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SegmentKeysAsyncApiTest {
    private final FakeSplit server = new FakeSplit();
    private final SplitAsyncClient split = server.client();

    @AfterEach
    void close() {
        split.close();
        server.close();
    }

    private static Throwable failureOf(CompletableFuture<?> future) {
        return future.handle((value, thrown) -> thrown).join();
    }

    @Test
    void listsAndCounts() {
        String page = "{'keys':[{'key':'a'},{'key':'b'}],'offset':0,'limit':100,'count':2}";
        server.answers(page).answers(page).answers(page).answers(page).answers("{'keys':[{'key':'a'}],'offset':0,'limit':1,'count':70000}");
        List<String> keys = new ArrayList<>();

        assertEquals(List.of("a", "b"), split.segmentKeys().list("prod", "beta").join().items());
        split.segmentKeys().list("prod", "beta", q -> q.setLimit(5)).join();
        split.segmentKeys().listAll("prod", "beta", keys::add).join();
        split.segmentKeys().listAll("prod", "beta", q -> q.setLimit(6), keys::add).join();
        long count = split.segmentKeys().count("prod", "beta").join();

        assertEquals(70_000, count);
        assertEquals(List.of("a", "b", "a", "b"), keys);
        server.wasAsked(
            "GET segments/prod/beta/keys?limit=100&offset=0",
            "GET segments/prod/beta/keys?limit=5&offset=0",
            "GET segments/prod/beta/keys?limit=100&offset=0",
            "GET segments/prod/beta/keys?limit=6&offset=0",
            "GET segments/prod/beta/keys?limit=1&offset=0");
    }

    @Test
    void uploadsAndRemoves() {
        for (int times = 0; times < 4; times++) server.answers("true");
        List<Integer> sizes = new ArrayList<>();

        KeyBatches batches = split.segmentKeys()
            .upload("prod", "beta", List.of("a", "b"), u -> u
                .replace(true).title("t").comment("c").onBatch(batch -> sizes.add(batch.getSize()))).join();
        server.wasTold("{'keys':['a','b'],'title':'t','comment':'c'}");
        split.segmentKeys().upload("prod", "beta", List.of("c")).join();
        server.wasTold("{'keys':['c']}");
        split.segmentKeys().remove("prod", "beta", List.of("a"), r -> r.comment("left").title("t")).join();
        server.wasTold("{'keys':['a'],'title':'t','comment':'left'}");
        split.segmentKeys().remove("prod", "beta", List.of("b")).join();
        server.wasTold("{'keys':['b']}");

        assertEquals(2, batches.getKeys());
        assertEquals(0, batches.getBatches().get(0).getIndex());
        assertEquals(List.of(2), sizes);
        server.wasAsked(
            "PUT segments/prod/beta/uploadKeys?replace=true",
            "PUT segments/prod/beta/uploadKeys?replace=false",
            "PUT segments/prod/beta/removeKeys",
            "PUT segments/prod/beta/removeKeys");
    }

    @Test
    void anUploadThatStopsInTheMiddleCanBeResumed() {
        server.answers("true").answers(400, "{'code':400,'message':'too many'}", Map.of()).answers("true");
        List<String> keys = IntStream.rangeClosed(0, 10_000).mapToObj(number -> "k" + number).collect(Collectors.toList());

        PartialKeysException stopped = (PartialKeysException) failureOf(split.segmentKeys().upload("prod", "beta", keys));
        KeyBatches rest = split.segmentKeys().upload("prod", "beta", keys, u -> u.resumeAt(stopped.getResumeAt())).join();

        assertEquals(10_000, stopped.getResumeAt());
        assertEquals(10_000, stopped.getDone().getKeys());
        assertEquals(1, rest.getKeys());
        server.wasTold("{'keys':['k10000']}");
        server.wasAsked(
            "PUT segments/prod/beta/uploadKeys?replace=false",
            "PUT segments/prod/beta/uploadKeys?replace=false",
            "PUT segments/prod/beta/uploadKeys?replace=false");
    }

    @Test
    void aBlankKeyIsNotSent() {
        Throwable failure = failureOf(split.segmentKeys().upload("prod", "beta", List.of("a", " ")));

        assertEquals(InvalidPayloadException.class, failure.getClass());
        server.wasAsked();
    }

    @Test
    void exportsAndImportsCsv() {
        server.answers("{'keys':[{'key':'a'},{'key':'b,c'}],'offset':0,'limit':100,'count':2}").answers("true").answers("true");
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        long written = split.segmentKeys().exportCsv("prod", "beta", out).join();
        split.segmentKeys().importCsv("prod", "beta", new ByteArrayInputStream(out.toByteArray()), u -> u.replace(true)).join();
        server.wasTold("{'keys':['a','b,c']}");
        split.segmentKeys().importCsv("prod", "beta", new ByteArrayInputStream("ä\n\n".getBytes(StandardCharsets.UTF_8))).join();
        server.wasTold("{'keys':['ä']}");

        assertEquals(2, written);
        assertEquals("a\n\"b,c\"\n", out.toString(StandardCharsets.UTF_8));
        server.wasAsked(
            "GET segments/prod/beta/keys?limit=100&offset=0",
            "PUT segments/prod/beta/uploadKeys?replace=true",
            "PUT segments/prod/beta/uploadKeys?replace=false");
    }

    @Test
    void uploadsAndRemovesInTheOlderForms() {
        String segment = "{'name':'beta','id':'s','environmentURN':{'id':'prod','name':'Production'},'lastUpdateTime':5}";
        server.answers(segment).answers(segment).answers(segment).answers("{'code':200,'message':'Deleted 1 keys'}");
        String csv = "a\n\"b,c\"\n";

        UploadedSegment uploaded = split.segmentKeys()
            .uploadCsv("prod", "beta", new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), u -> u.replace(true).comment("c").title("t"))
            .join();
        assertTrue(server.last().body.contains(csv), server.last().body);
        assertTrue(server.last().body.contains("{\"title\":\"t\",\"comment\":\"c\"}"), server.last().body);
        assertTrue(server.last().headers.getFirst("Content-Type").startsWith("multipart/form-data; boundary="));
        split.segmentKeys().uploadCsv("prod", "beta", new ByteArrayInputStream(new byte[] {'a'})).join();
        split.segmentKeys().uploadBareArray("prod", "beta", List.of("a", "b"), false).join();
        server.wasTold("['a','b']");
        split.segmentKeys().deleteBareArray("prod", "beta", List.of("a")).join();
        server.wasTold("['a']");

        assertEquals("Production", uploaded.getEnvironment().getName());
        assertEquals(5, uploaded.getLastUpdateTime());
        server.wasAsked(
            "PUT segments/prod/beta/upload?replace=true",
            "PUT segments/prod/beta/upload?replace=false",
            "PUT segments/prod/beta/upload?replace=false",
            "PUT segments/prod/beta/deleteKeys");
    }

    @Test
    void aStreamThatFailsFailsTheFuture() {
        server.answers("{'keys':[{'key':'a'}],'count':1}");

        Throwable full = failureOf(split.segmentKeys().exportCsv("prod", "beta", new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException("disk full");
            }
        }));
        ByteArrayInputStream wide = new ByteArrayInputStream(new byte[] {'a', ',', 'b'});
        Throwable twoColumns = failureOf(split.segmentKeys().importCsv("prod", "beta", wide));

        assertEquals("disk full", full.getMessage());
        assertEquals("CSV line 1 has a second column, must be one key", twoColumns.getMessage());
        server.wasAsked("GET segments/prod/beta/keys?limit=100&offset=0");
    }
}
