package dev.tricolor.optimizely.classic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ExperimentsAsyncApiTest {
    private final FakeClassic server = new FakeClassic();
    private final OptimizelyClassicAsyncClient optimizely = server.client();

    @AfterEach
    void close() {
        optimizely.close();
        server.close();
    }

    @Test
    void reads() {
        ExperimentsAsyncApi api = optimizely.experiments();
        server.assertReads("projects/5/experiments", "experiments", () -> api.list(5), each -> api.listAll(5, each),
            api::get, api::find, api::getAll);
    }

    @Test
    void createsChangesAndRuns() {
        for (int times = 0; times < 6; times++) server.did(202, "{'id':7,'status':'Running'}");
        server.did(204, "");

        optimizely.experiments().create(5, "E", "https://e/").join();
        server.wasTold("{'description':'E','edit_url':'https://e/'}");
        optimizely.experiments().create(5, "E", "https://e/", e -> e.percentageIncluded(5000).audienceIds(1L, 2L)
            .activationMode(ActivationMode.MANUAL).urlCondition("https://e", UrlMatchType.EXACT)).join();
        server.wasTold("{'description':'E','edit_url':'https://e/','percentage_included':5000,'audience_ids':[1,2],"
            + "'activation_mode':'manual','url_conditions':[{'match_type':'exact','value':'https://e','negate':false}]}");
        optimizely.experiments().update(7, e -> e.description("F").details("d").customCss("c").customJs("j").primaryGoalId(null)).join();
        server.wasTold("{'description':'F','details':'d','custom_css':'c','custom_js':'j','primary_goal_id':null}");
        assertEquals(ExperimentStatus.RUNNING, optimizely.experiments().start(7).join().getStatus());
        server.wasTold("{'status':'Running'}");
        optimizely.experiments().pause(7).join();
        server.wasTold("{'status':'Paused'}");
        optimizely.experiments().archive(7).join();
        server.wasTold("{'status':'Archived'}");
        assertNull(optimizely.experiments().delete(7).join());

        String put = "PUT experiments/7";
        server.wasAsked("POST projects/5/experiments", "POST projects/5/experiments", put, put, put, put, "DELETE experiments/7");
    }

    @Test
    void readsResults() {
        server.reads(4, "{'variation_id':'1','status':'winner','confidence':0.9,'statistical_significance':0.8}");

        assertEquals(0.9, optimizely.experiments().results(7).join().get(0).getConfidence());
        optimizely.experiments().results(7, q -> q.audienceId(3L)).join();
        ExperimentStat stat = optimizely.experiments().stats(7).join().get(0);
        assertEquals(0.8, stat.getStatisticalSignificance());
        assertEquals(OutcomeStatus.WINNER, stat.getStatus());
        optimizely.experiments().stats(7, q -> q.dimension(4, "gold")).join();

        server.wasAsked("GET experiments/7/results", "GET experiments/7/results?audience_id=3", "GET experiments/7/stats",
            "GET experiments/7/stats?dimension_id=4&dimension_value=gold");
    }

    @Test
    void measuresGoals() {
        server.answers("{'id':3,'experiment_ids':[1]}").did(202, "{'id':3,'experiment_ids':[1,7]}")
            .answers("{'id':3,'experiment_ids':[1,7]}");
        server.did(202, "{'id':3,'experiment_ids':[7]}");

        assertEquals(List.of(1L, 7L), optimizely.experiments().addGoal(7, 3).join().getExperimentIds());
        server.wasTold("{'experiment_ids':[1,7]}");
        assertEquals(List.of(7L), optimizely.experiments().removeGoal(1, 3).join().getExperimentIds());
        server.wasTold("{'experiment_ids':[7]}");

        server.wasAsked("GET goals/3", "PUT goals/3", "GET goals/3", "PUT goals/3");
    }
}
