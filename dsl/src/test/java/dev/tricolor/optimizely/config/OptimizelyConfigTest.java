package dev.tricolor.optimizely.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tricolor.Problem;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** An {@link OptimizelyConfig} as Java sees it: by the names of Optimizely's own SDK. */
final class OptimizelyConfigTest {
    private static final String DATAFILE = ("{'version':'4','revision':'7','sdkKey':'sdk','environmentKey':'production','groups':[],"
        + "'attributes':[{'id':'1','key':'country'}],'events':[{'id':'2','key':'bought','experimentIds':['e']}],"
        + "'audiences':[{'id':'a','name':'us','conditions':'[]'}],"
        + "'experiments':[{'id':'e','key':'one page','audienceConditions':['or','a'],'variations':["
        + "{'id':'x','key':'on','featureEnabled':true,'variables':[{'id':'v','value':'blue'}]},{'id':'y','key':'off'}]}],"
        + "'featureFlags':[{'id':'f','key':'checkout','rolloutId':'','experimentIds':['e'],"
        + "'variables':[{'id':'v','key':'color','type':'string','defaultValue':'red'}]}]}").replace('\'', '"');

    @Test
    void everythingHasTheNameThatItHasInTheSdk() {
        OptimizelyConfig config = OptimizelyConfig.from(DATAFILE);
        assertEquals("7", config.getRevision());
        assertEquals("sdk", config.getSdkKey());
        assertEquals("production", config.getEnvironmentKey());
        assertSame(DATAFILE, config.getDatafile());
        assertEquals(List.of(), config.getWarnings());
        assertEquals("country", config.getAttributes().get(0).getKey());
        assertEquals(List.of("e"), config.getEvents().get(0).getExperimentIds());
        assertEquals("us", config.getAudiences().get(0).getName());
        assertEquals("[]", config.getAudiences().get(0).getConditions());

        OptimizelyFeature feature = config.getFeaturesMap().get("checkout");
        assertEquals("red", feature.getVariablesMap().get("color").getValue());
        assertEquals(List.of(), feature.getDeliveryRules());
        OptimizelyExperiment experiment = feature.getExperimentRules().get(0);
        assertSame(experiment, config.getExperimentsMap().get("one page"));
        assertSame(experiment, feature.getExperimentsMap().get("one page"));
        assertEquals("\"us\"", experiment.getAudiences());
        OptimizelyVariation on = experiment.getVariationsMap().get("on");
        assertEquals(true, on.getFeatureEnabled());
        assertEquals("blue", on.getVariablesMap().get("color").getValue());
        assertEquals("string", on.getVariablesMap().get("color").getType());
        assertNull(experiment.getVariationsMap().get("off").getFeatureEnabled());
        assertNull(experiment.getVariationsMap().get("nobody"));
        assertNull(experiment.getVariationsMap().get(null));
    }

    @Test
    void whatIsWrongWithADatafileIsToldByOneException() {
        InvalidDatafileException invalid = assertThrows(InvalidDatafileException.class,
            () -> OptimizelyConfig.from(DATAFILE.replace("\"revision\":\"7\",", "").replace("\"groups\":[]", "\"groups\":0")));
        assertEquals(List.of("revision", "groups"), invalid.getProblems().stream().map(Problem::getPath).collect(Collectors.toList()));
    }

    @Test
    void nothingOfItCanBeChanged() {
        OptimizelyConfig config = OptimizelyConfig.from(DATAFILE);
        OptimizelyFeature feature = config.getFeaturesMap().get("checkout");
        OptimizelyExperiment experiment = feature.getExperimentRules().get(0);
        for (Map<String, ?> map : List.of(config.getExperimentsMap(), config.getFeaturesMap(), feature.getVariablesMap(),
                feature.getExperimentsMap(), experiment.getVariationsMap(), experiment.getVariationsMap().get("on").getVariablesMap())) {
            assertThrows(UnsupportedOperationException.class, map::clear);
            assertThrows(UnsupportedOperationException.class, () -> map.remove(map.keySet().iterator().next()));
            assertThrows(UnsupportedOperationException.class, map.values()::clear);
            Iterator<?> entries = map.entrySet().iterator();
            entries.next();
            assertThrows(UnsupportedOperationException.class, entries::remove);
        }
        for (List<?> list : List.of(config.getAttributes(), config.getEvents(), config.getAudiences(), feature.getExperimentRules(),
                config.getEvents().get(0).getExperimentIds())) {
            assertThrows(UnsupportedOperationException.class, list::clear);
        }
    }
}
