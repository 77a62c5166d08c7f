package dev.tricolor.optimizely.classic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GoalsAsyncApiTest {
    private final FakeClassic server = new FakeClassic();
    private final OptimizelyClassicAsyncClient optimizely = server.client();

    @AfterEach
    void close() {
        optimizely.close();
        server.close();
    }

    @Test
    void reads() {
        GoalsAsyncApi api = optimizely.goals();
        server.assertReads("projects/5/goals", "goals", () -> api.list(5), each -> api.listAll(5, each),
            api::get, api::find, api::getAll);
    }

    @Test
    void createsChangesAndDeletes() {
        server.did(201, "{'id':7,'goal_type':0}").did(201, "{'id':7}").did(201, "{'id':7}").did(201, "{'id':7}")
            .did(202, "{'id':7}").did(204, "");

        assertEquals(GoalType.CLICK, optimizely.goals().create(5, g -> g.click("T", ".s").experimentIds(1L)).join().getGoalType());
        server.wasTold("{'title':'T','goal_type':0,'selector':'.s','target_to_experiments':true,'experiment_ids':[1]}");
        optimizely.goals().create(5, g -> g.click("T", ".s", u -> u.url("https://a", GoalUrlMatchType.EXACT))).join();
        server.wasTold("{'title':'T','goal_type':0,'selector':'.s','target_to_experiments':false,'target_urls':['https://a'],"
            + "'target_url_match_types':[1]}");
        optimizely.goals().create(5, g -> g.customEvent("T", "e").description("d")).join();
        server.wasTold("{'title':'T','goal_type':1,'event':'e','description':'d'}");
        optimizely.goals().create(5, g -> g.pageviews("T", u -> u.url("https://a"))).join();
        server.wasTold("{'title':'T','goal_type':3,'urls':['https://a'],'url_match_types':[3]}");
        optimizely.goals().update(7, g -> g.title("U").archived(true).urls(u -> u.url("https://b", GoalUrlMatchType.REGEX))).join();
        server.wasTold("{'title':'U','archived':true,'urls':['https://b'],'url_match_types':[2]}");
        assertNull(optimizely.goals().delete(7).join());

        String all = "POST projects/5/goals";
        server.wasAsked(all, all, all, all, "PUT goals/7", "DELETE goals/7");
    }
}
