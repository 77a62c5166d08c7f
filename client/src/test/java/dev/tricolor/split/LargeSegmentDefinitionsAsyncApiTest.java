package dev.tricolor.split;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tricolor.FakeServer;
import dev.tricolor.ForbiddenException;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LargeSegmentDefinitionsAsyncApiTest {
    private static final String LIST = "GET large-segments/ws/ws/environments/prod";
    private static final String CHANGE = "POST changeRequests/ws/ws/environments/prod";

    @TempDir
    Path folder;

    private final List<Long> progress = new CopyOnWriteArrayList<>();
    private final FakeSplit server = new FakeSplit();
    private final SplitAsyncClient split = server.client();

    @AfterEach
    void close() {
        split.close();
        server.close();
    }

    private File keys() throws IOException {
        return Files.write(folder.resolve("keys.csv"), List.of("ann", "bob")).toFile();
    }

    private FakeServer answersChange() {
        return server.answers("{'id':'cr-1','status':'REQUESTED','largeSegment':{'name':'big'},'transactionMetadata':"
            + "{'method':'PUT','url':'" + server.url() + "/internal/api/v2/bucket?s=1','headers':{'x-amz-acl':['private']}}}");
    }

    private static InputStream csv(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void listsAndFinds() {
        String list = "[{'name':'big','environment':{'name':'prod'}}]";
        server.answers(list).answers(list).answers(list).answers(list);
        List<String> names = new ArrayList<>();

        assertEquals("prod", split.largeSegmentDefinitions().list("ws", "prod").join().items().get(0).getEnvironment().getName());
        split.largeSegmentDefinitions().listAll("ws", "prod", segment -> names.add(segment.getName())).join();
        assertEquals("big", split.largeSegmentDefinitions().find("ws", "prod", "big").join().getName());
        assertNull(split.largeSegmentDefinitions().find("ws", "prod", "nope").join());

        assertEquals(List.of("big"), names);
        server.wasAsked(LIST, LIST, LIST, LIST);
    }

    @Test
    void enablesAndDisables() {
        server.answers("{'name':'big','creationTime':5}").answers("true");

        assertEquals(5L, split.largeSegmentDefinitions().create("prod", "big").join().getCreationTime());
        assertNull(split.largeSegmentDefinitions().delete("prod", "big").join());

        server.wasAsked("POST large-segments/prod/big", "DELETE large-segments/prod/big");
    }

    @Test
    void uploads() throws IOException {
        File file = keys();
        answersChange().answers("");
        answersChange().answers("");
        answersChange().answers("");
        answersChange().answers("");

        assertEquals("cr-1", split.largeSegmentDefinitions().upload("ws", "prod", "big", file).join().getId());
        assertEquals("ann\nbob\n", server.last().body);
        assertEquals("private", server.last().headers.getFirst("x-amz-acl"));
        assertNull(server.last().headers.getFirst("Authorization"));
        split.largeSegmentDefinitions().upload("ws", "prod", "big", file, u -> u.onProgress(progress::add).title("t")).join();
        split.largeSegmentDefinitions().upload("ws", "prod", "big", csv("eve\n")).join();
        assertEquals("eve\n", server.last().body);
        split.largeSegmentDefinitions().upload("ws", "prod", "big", csv("joe\n"), u -> u.approver("a@b.c").comment("c")).join();

        assertEquals(List.of(8L), progress);
        assertEquals(
            FakeSplit.json("{'largeSegment':{'name':'big'},'operationType':'UPLOAD','approvers':['a@b.c'],'comment':'c'}"),
            FakeSplit.json(server.requests().get(6).body));
        server.wasAsked(
            CHANGE, "PUT bucket?s=1", CHANGE, "PUT bucket?s=1", CHANGE, "PUT bucket?s=1", CHANGE, "PUT bucket?s=1");
    }

    @Test
    void saysThatTheFileDidNotArrive() {
        answersChange().answers(403, "Request has expired", Map.of());

        CompletionException failure = assertThrows(
            CompletionException.class, () -> split.largeSegmentDefinitions().upload("ws", "prod", "big", csv("a")).join());

        UnfinishedUploadException unfinished = (UnfinishedUploadException) failure.getCause();
        assertEquals("cr-1", unfinished.getChangeRequest().getId());
        assertEquals(ForbiddenException.class, unfinished.getCause().getClass());
    }

    @Test
    void sendsAFileAgain() throws IOException {
        File file = keys();
        answersChange().answers(500, "", Map.of()).answers("").answers("");
        UnfinishedUploadException unfinished = (UnfinishedUploadException) assertThrows(
            CompletionException.class, () -> split.largeSegmentDefinitions().upload("ws", "prod", "big", csv("a")).join()).getCause();

        assertNull(split.largeSegmentDefinitions().uploadFile(unfinished.getChangeRequest(), file).join());
        split.largeSegmentDefinitions().uploadFile(unfinished.getChangeRequest(), file, progress::add).join();

        assertEquals(List.of(8L), progress);
        server.wasAsked(CHANGE, "PUT bucket?s=1", "PUT bucket?s=1", "PUT bucket?s=1");
    }

    @Test
    void removesAllMembers() {
        server.answers("{'id':'cr-1','status':'PUBLISHED'}").answers("{'id':'cr-2','status':'REQUESTED'}");

        assertEquals(
            ChangeRequestStatus.PUBLISHED, split.largeSegmentDefinitions().removeAllMembers("ws", "prod", "big").join().getStatus());
        server.wasTold("{'largeSegment':{'name':'big'},'operationType':'ARCHIVE','approvers':[]}");
        split.largeSegmentDefinitions().removeAllMembers("ws", "prod", "big", r -> r.title("t").comment("c")).join();
        server.wasTold("{'largeSegment':{'name':'big'},'operationType':'ARCHIVE','approvers':[],'title':'t','comment':'c'}");

        server.wasAsked(CHANGE, CHANGE);
    }
}
