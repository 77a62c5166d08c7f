package dev.tricolor.optimizely.classic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ProjectsAsyncApiTest {
    private final FakeClassic server = new FakeClassic();
    private final OptimizelyClassicAsyncClient optimizely = server.client();

    @AfterEach
    void close() {
        optimizely.close();
        server.close();
    }

    @Test
    void reads() {
        ProjectsAsyncApi api = optimizely.projects();
        server.assertReads("projects", "projects", () -> api.list(), api::listAll, api::get, api::find, api::getAll);
    }

    @Test
    void createsAndChanges() {
        server.did(201, "{'id':7}").did(201, "{'id':7}").did(202, "{'id':7,'project_status':'Archived'}");

        optimizely.projects().create("P").join();
        server.wasTold("{'project_name':'P'}");
        optimizely.projects().create("P", p -> p.includeJquery(false).library(JavascriptLibrary.NONE).excludeNames(true)).join();
        server.wasTold("{'project_name':'P','include_jquery':false,'library':'none','exclude_names':true}");
        Project changed = optimizely.projects()
            .update(7, p -> p.projectName("Q").projectStatus(ProjectStatus.ARCHIVED).projectJavascript(null).ipFilter("1.2.3.4")
                .enableForceVariation(true).excludeDisabledExperiments(true).ipAnonymization(true).dcpServiceId(null)).join();
        server.wasTold("{'project_name':'Q','project_status':'Archived','project_javascript':null,'ip_filter':'1.2.3.4',"
            + "'enable_force_variation':true,'exclude_disabled_experiments':true,'ip_anonymization':true,'dcp_service_id':null}");
        assertEquals(ProjectStatus.ARCHIVED, changed.getProjectStatus());

        server.wasAsked("POST projects", "POST projects", "PUT projects/7");
    }
}
