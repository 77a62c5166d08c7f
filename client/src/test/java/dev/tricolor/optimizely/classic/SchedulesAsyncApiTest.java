package dev.tricolor.optimizely.classic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SchedulesAsyncApiTest {
    private final FakeClassic server = new FakeClassic();
    private final OptimizelyClassicAsyncClient optimizely = server.client();

    @AfterEach
    void close() {
        optimizely.close();
        server.close();
    }

    @Test
    void reads() {
        SchedulesAsyncApi api = optimizely.schedules();
        server.assertReads("experiments/5/schedules", "schedules", () -> api.list(5), each -> api.listAll(5, each),
            api::get, api::find, api::getAll);
    }

    @Test
    void createsChangesAndDeletes() {
        server.did(201, "{'id':7,'status':'ACTIVE'}").did(202, "{'id':7}").did(204, "");

        Schedule made = optimizely.schedules().create(5, s -> s.startTime("2015-01-01T08:00:00Z")).join();
        assertEquals(ScheduleStatus.ACTIVE, made.getStatus());
        server.wasTold("{'start_time':'2015-01-01T08:00:00Z'}");
        optimizely.schedules().update(7, s -> s.startTime(null).stopTime("2015-01-02T08:00:00Z")).join();
        server.wasTold("{'start_time':null,'stop_time':'2015-01-02T08:00:00Z'}");
        assertNull(optimizely.schedules().delete(7).join());

        server.wasAsked("POST experiments/5/schedules", "PUT schedules/7", "DELETE schedules/7");
    }
}
