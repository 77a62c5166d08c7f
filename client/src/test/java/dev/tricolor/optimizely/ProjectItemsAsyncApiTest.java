package dev.tricolor.optimizely;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tricolor.NotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ProjectItemsAsyncApiTest {
    private final FakeOptimizely server = new FakeOptimizely();
    private final OptimizelyAsyncClient optimizely = server.client();

    @AfterEach
    void close() {
        optimizely.close();
        server.close();
    }

    @Test
    void attributes() {
        AttributesAsyncApi attributes = optimizely.attributes();
        List<String> keys = new ArrayList<>();
        for (int times = 0; times < 6; times++) server.answers("[{'id':7,'key':'plan'}]");
        for (int times = 0; times < 4; times++) server.answers("{'id':7}");
        server.answers(204, "", Map.of());

        assertEquals(7, attributes.list(3).join().items().get(0).getId());
        attributes.list(3, q -> q.perPage(5)).join();
        attributes.listAll(3, attribute -> keys.add(attribute.getKey())).join();
        attributes.listAll(3, q -> q.page(2), attribute -> keys.add(attribute.getKey())).join();
        assertEquals(7, attributes.find(3, "plan").join().getId());
        assertNull(attributes.find(3, "plane").join());
        attributes.create(3, "plan").join();
        server.wasTold("{'project_id':3,'key':'plan'}");
        attributes.create(3, "plan", a -> a.name("Plan").description("d").archived(true)).join();
        server.wasTold("{'project_id':3,'key':'plan','name':'Plan','description':'d','archived':true}");
        attributes.update(7, a -> a.key("tariff").archived(false)).join();
        server.wasTold("{'key':'tariff','archived':false}");
        attributes.get(7).join();
        assertNull(attributes.archive(7).join());

        assertEquals(List.of("plan", "plan"), keys);
        server.wasAsked(
            "GET attributes?project_id=3&per_page=100&page=1",
            "GET attributes?project_id=3&per_page=5&page=1",
            "GET attributes?project_id=3&per_page=100&page=1",
            "GET attributes?project_id=3&per_page=100&page=2",
            "GET attributes?project_id=3&per_page=100&page=1",
            "GET attributes?project_id=3&per_page=100&page=1",
            "POST attributes", "POST attributes", "PATCH attributes/7", "GET attributes/7", "DELETE attributes/7");
    }

    @Test
    void events() {
        EventsAsyncApi events = optimizely.events();
        List<String> keys = new ArrayList<>();
        for (int times = 0; times < 6; times++) server.answers("[{'id':7,'key':'buy'}]");
        for (int times = 0; times < 5; times++) server.answers("{'id':7}");
        server.answers(204, "", Map.of());

        assertEquals(7, events.list(3).join().items().get(0).getId());
        events.list(3, q -> q.includeClassic(true)).join();
        events.listAll(3, event -> keys.add(event.getKey())).join();
        events.listAll(3, q -> q.includeClassic(false), event -> keys.add(event.getKey())).join();
        assertEquals(7, events.find(3, "buy").join().getId());
        assertNull(events.find(3, "look").join());
        events.create(3, "buy").join();
        server.wasTold("{'key':'buy'}");
        events.create(3, "buy", e -> e.name("Buy").category(EventCategory.PURCHASE)
            .eventProperty("price", EventPropertyType.NUMBER).eventProperty("gift", EventPropertyType.BOOLEAN)).join();
        server.wasTold("{'key':'buy','name':'Buy','category':'purchase',"
            + "'event_properties':[{'name':'price','data_type':'number'},{'name':'gift','data_type':'boolean'}]}");
        events.update(3, 7, e -> e.key("bought").description("d")).join();
        server.wasTold("{'key':'bought','description':'d'}");
        events.get(7).join();
        events.get(7, true).join();
        assertNull(events.archive(3, 7).join());

        assertEquals(List.of("buy", "buy"), keys);
        server.wasAsked(
            "GET events?project_id=3&per_page=100&page=1",
            "GET events?project_id=3&include_classic=true&per_page=100&page=1",
            "GET events?project_id=3&per_page=100&page=1",
            "GET events?project_id=3&include_classic=false&per_page=100&page=1",
            "GET events?project_id=3&per_page=100&page=1",
            "GET events?project_id=3&per_page=100&page=1",
            "POST projects/3/custom_events", "POST projects/3/custom_events", "PATCH projects/3/custom_events/7",
            "GET events/7", "GET events/7?include_classic=true", "DELETE projects/3/custom_events/7");
    }

    @Test
    void environments() {
        EnvironmentsAsyncApi environments = optimizely.environments();
        List<String> keys = new ArrayList<>();
        for (int times = 0; times < 6; times++) server.answers("[{'id':7,'key':'Production'}]");
        for (int times = 0; times < 4; times++) server.answers("{'id':7}");
        server.answers(204, "", Map.of());
        server.answers("{'revision':'7'}");

        assertEquals(7, environments.list(3).join().items().get(0).getId());
        environments.list(3, q -> q.perPage(5)).join();
        environments.listAll(3, environment -> keys.add(environment.getKey())).join();
        environments.listAll(3, q -> q.perPage(5), environment -> keys.add(environment.getKey())).join();
        assertEquals(7, environments.find(3, "production").join().getId());
        assertNull(environments.find(3, "qa").join());
        environments.create(3, "qa", "Quality").join();
        server.wasTold("{'project_id':3,'key':'qa','name':'Quality'}");
        environments.create(3, "qa", "Quality", e -> e.priority(3).hasRestrictedPermissions(true).description("d")).join();
        server.wasTold("{'project_id':3,'key':'qa','name':'Quality','priority':3,'has_restricted_permissions':true,'description':'d'}");
        environments.update(7, e -> e.key("test").name("Test")).join();
        server.wasTold("{'key':'test','name':'Test'}");
        environments.get(7).join();
        assertNull(environments.archive(7).join());
        assertEquals("{\"revision\":\"7\"}", environments.datafile(7).join());

        assertEquals(List.of("Production", "Production"), keys);
        server.wasAsked(
            "GET environments?project_id=3&per_page=100&page=1",
            "GET environments?project_id=3&per_page=5&page=1",
            "GET environments?project_id=3&per_page=100&page=1",
            "GET environments?project_id=3&per_page=5&page=1",
            "GET environments?project_id=3&per_page=100&page=1",
            "GET environments?project_id=3&per_page=100&page=1",
            "POST environments", "POST environments", "PATCH environments/7", "GET environments/7", "DELETE environments/7",
            "GET environments/7/datafile");
    }

    @Test
    void groups() {
        GroupsAsyncApi groups = optimizely.groups();
        List<String> names = new ArrayList<>();
        for (int times = 0; times < 6; times++) server.answers("[{'id':7,'name':'Home'}]");
        for (int times = 0; times < 3; times++) server.answers("{'id':7,'entities':[{'id':1,'kind':'Experiment','weight':5000}]}");
        server.answers(204, "", Map.of());
        server.answers(404, "{}", Map.of());

        assertEquals(7, groups.list(3).join().items().get(0).getId());
        groups.list(3, q -> q.perPage(5)).join();
        groups.listAll(3, group -> names.add(group.getName())).join();
        groups.listAll(3, q -> q.perPage(5), group -> names.add(group.getName())).join();
        assertEquals(7, groups.find(3, "Home").join().getId());
        assertNull(groups.find(3, "Shed").join());
        groups.create(3, "Home").join();
        server.wasTold("{'project_id':3,'name':'Home'}");
        List<GroupEntity> entities = groups.create(3, "Home", g -> g.experiment(1, 5_000).campaign(2, 0)).join().getEntities();
        server.wasTold("{'project_id':3,'name':'Home','entities':"
            + "[{'id':1,'kind':'Experiment','weight':5000},{'id':2,'kind':'Campaign','weight':0}]}");
        groups.update(7, g -> g.name("Front").entities(entities)).join();
        server.wasTold("{'name':'Front','entities':[{'id':1,'kind':'Experiment','weight':5000}]}");
        assertNull(groups.archive(7).join());
        CompletionException failure = assertThrows(CompletionException.class, () -> groups.get(8).join());

        assertInstanceOf(NotFoundException.class, failure.getCause());
        assertEquals(List.of("Home", "Home"), names);
        server.wasAsked(
            "GET groups?project_id=3&per_page=100&page=1",
            "GET groups?project_id=3&per_page=5&page=1",
            "GET groups?project_id=3&per_page=100&page=1",
            "GET groups?project_id=3&per_page=5&page=1",
            "GET groups?project_id=3&per_page=100&page=1",
            "GET groups?project_id=3&per_page=100&page=1",
            "POST groups", "POST groups", "PATCH groups/7", "DELETE groups/7", "GET groups/8");
    }
}
