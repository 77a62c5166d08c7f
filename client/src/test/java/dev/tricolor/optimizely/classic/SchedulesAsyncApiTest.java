package dev.tricolor.optimizely.classic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
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
        server.reads(2, "{'id':7}").answers("{'id':7}").answers("{'id':7}").did(404, "no").answers("{'id':8}");
        List<Long> ids = new ArrayList<>();

        assertEquals(7, optimizely.schedules().list(5).join().items().get(0).getId());
        optimizely.schedules().listAll(5, schedule -> ids.add(schedule.getId())).join();
        assertEquals(7, optimizely.schedules().get(7).join().getId());
        assertEquals(7, optimizely.schedules().find(7).join().getId());
        assertNull(optimizely.schedules().find(9).join());
        assertEquals(8, optimizely.schedules().getAll(List.of(8L)).join().get(0).getId());

        assertEquals(List.of(7L), ids);
        String all = "GET experiments/5/schedules";
        server.wasAsked(all, all, "GET schedules/7", "GET schedules/7", "GET schedules/9", "GET schedules/8");
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
