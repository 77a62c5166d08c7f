package dev.tricolor.split;

import static dev.tricolor.split.FakeSplit.json;
import static dev.tricolor.split.SplitPayloads.attribute;
import static dev.tricolor.split.SplitPayloads.dependsOn;
import static dev.tricolor.split.SplitPayloads.key;
import static dev.tricolor.split.SplitPayloads.not;
import static dev.tricolor.split.SplitPayloads.splitDefinition;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tricolor.InvalidPayloadException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said of flags, said in Java. */
class SplitPayloadsTest {
    private static Arguments says(MatcherBuilder matcher, String json) {
        return Arguments.of(matcher, json);
    }

    static Stream<Arguments> matchers() {
        return Stream.of(
            says(key().inSegment("beta"), "{'type':'IN_SEGMENT','string':'beta'}"),
            says(key().inList("a", "b"), "{'type':'IN_LIST_STRING','strings':['a','b']}"),
            says(key().inList(List.of("a", "b")), "{'type':'IN_LIST_STRING','strings':['a','b']}"),
            says(key().startsWith("a"), "{'type':'STARTS_WITH_STRING','strings':['a']}"),
            says(key().startsWith("a", "b"), "{'type':'STARTS_WITH_STRING','strings':['a','b']}"),
            says(key().startsWith(List.of("a")), "{'type':'STARTS_WITH_STRING','strings':['a']}"),
            says(key().endsWith("a"), "{'type':'ENDS_WITH_STRING','strings':['a']}"),
            says(key().endsWith("a", "b"), "{'type':'ENDS_WITH_STRING','strings':['a','b']}"),
            says(key().endsWith(List.of("a")), "{'type':'ENDS_WITH_STRING','strings':['a']}"),
            says(key().contains("a"), "{'type':'CONTAINS_STRING','strings':['a']}"),
            says(key().contains("a", "b"), "{'type':'CONTAINS_STRING','strings':['a','b']}"),
            says(key().contains(List.of("a")), "{'type':'CONTAINS_STRING','strings':['a']}"),
            says(key().matches("^a.*"), "{'type':'MATCHES_STRING','string':'^a.*'}"),
            says(attribute("plan").inList("pro"), "{'type':'IN_LIST_STRING','attribute':'plan','strings':['pro']}"),
            says(attribute("tags").equalToSet("a", "b"), "{'type':'EQUAL_SET','attribute':'tags','strings':['a','b']}"),
            says(attribute("tags").equalToSet(List.of("a")), "{'type':'EQUAL_SET','attribute':'tags','strings':['a']}"),
            says(attribute("tags").hasAnyOf("a", "b"), "{'type':'ANY_OF_SET','attribute':'tags','strings':['a','b']}"),
            says(attribute("tags").hasAnyOf(List.of("a")), "{'type':'ANY_OF_SET','attribute':'tags','strings':['a']}"),
            says(attribute("tags").hasAllOf("a", "b"), "{'type':'ALL_OF_SET','attribute':'tags','strings':['a','b']}"),
            says(attribute("tags").hasAllOf(List.of("a")), "{'type':'ALL_OF_SET','attribute':'tags','strings':['a']}"),
            says(attribute("tags").isPartOf("a", "b"), "{'type':'PART_OF_SET','attribute':'tags','strings':['a','b']}"),
            says(attribute("tags").isPartOf(List.of("a")), "{'type':'PART_OF_SET','attribute':'tags','strings':['a']}"),
            says(attribute("paid").equalTo(true), "{'type':'BOOLEAN','attribute':'paid','bool':true}"),
            says(attribute("age").equalTo(18), "{'type':'EQUAL_NUMBER','attribute':'age','number':18}"),
            says(attribute("age").atMost(18L), "{'type':'LESS_THAN_OR_EQUAL_NUMBER','attribute':'age','number':18}"),
            says(attribute("age").atLeast(17.5), "{'type':'GREATER_THAN_OR_EQUAL_NUMBER','attribute':'age','number':17.5}"),
            says(attribute("age").between(0, 17), "{'type':'BETWEEN_NUMBER','attribute':'age','between':{'from':0,'to':17}}"),
            says(attribute("born").onDate("1970-01-02"), "{'type':'ON_DATE','attribute':'born','date':86400000}"),
            says(attribute("born").onDate(5L), "{'type':'ON_DATE','attribute':'born','date':5}"),
            says(attribute("born").onOrAfter("1970-01-01T00:00:01Z"), "{'type':'ON_OR_AFTER_DATE','attribute':'born','date':1000}"),
            says(attribute("born").onOrAfter(5L), "{'type':'ON_OR_AFTER_DATE','attribute':'born','date':5}"),
            says(attribute("born").onOrBefore("1970-01-02"), "{'type':'ON_OR_BEFORE_DATE','attribute':'born','date':86400000}"),
            says(attribute("born").onOrBefore(5L), "{'type':'ON_OR_BEFORE_DATE','attribute':'born','date':5}"),
            says(
                attribute("born").betweenDates("1970-01-01", "1970-01-02"),
                "{'type':'BETWEEN_DATE','attribute':'born','between':{'from':0,'to':86400000}}"),
            says(attribute("born").betweenDates(5L, 6L), "{'type':'BETWEEN_DATE','attribute':'born','between':{'from':5,'to':6}}"),
            says(dependsOn("other", "on"), "{'type':'IN_SPLIT','depends':{'splitName':'other','treatment':'on'}}"),
            says(not(key().inSegment("beta")), "{'type':'IN_SEGMENT','string':'beta','negate':true}"),
            says(not(not(key().inSegment("beta"))), "{'type':'IN_SEGMENT','string':'beta'}"));
    }

    @ParameterizedTest
    @MethodSource("matchers")
    void everyMatcherCanBeSaid(MatcherBuilder matcher, String expected) {
        assertEquals(json(expected), matcher.build());
    }

    @Test
    void aMatcherOfATypeWithoutAFunctionIsFilledInByHand() {
        SplitDefinition definition = splitDefinition(d -> d
            .treatment("on").defaultTreatment("on")
            .rule(r -> r
                .matcher("IN_VERSION_LIST", m -> m.attribute("version").strings("1.2.3"))
                .matcher("A", m -> m.string("s").bool(true).number(1).date(2))
                .matcher("B", m -> m.strings(List.of("t")).between(1, 2).depends("flag", "on").setNegate(true))
                .matcher("C", m -> m.date("1970-01-02").betweenDates("1970-01-01", "1970-01-02").field("new", json("[1]")))
                .bucket("on", 100))
            .defaultRule(r -> r.bucket("on", 100)));

        List<Matcher> matchers = definition.getRules().get(0).getCondition().getMatchers();
        assertEquals(MatcherType.of("IN_VERSION_LIST"), matchers.get(0).getType());
        assertEquals(json("{'type':'A','string':'s','bool':true,'number':1,'date':2}"), matchers.get(1).getJson());
        assertEquals(
            json("{'type':'B','strings':['t'],'between':{'from':1,'to':2},'depends':{'splitName':'flag','treatment':'on'},'negate':true}"),
            matchers.get(2).getJson());
        assertEquals(json("{'type':'C','date':86400000,'between':{'from':0,'to':86400000},'new':[1]}"), matchers.get(3).getJson());
    }

    @Test
    void aDefinitionCanSayEverything() {
        SplitDefinition definition = splitDefinition(d -> d
            .treatment("on", t -> t.description("the new one").configurations("{\"color\":\"green\"}").keys("k1", "k2").segments("beta"))
            .treatment("off", t -> t.keys(List.of("k3")).segments(List.of("staff")).setConfigurations(json("{'color':'red'}")))
            .defaultTreatment("off").baselineTreatment("off")
            .trafficAllocation(80)
            .impressionsDisabled(true)
            .rule(r -> r.matcher(attribute("group").inList("employees")).bucket("on", 50).bucket("off", 50))
            .rule(r -> r.matcher(key().inSegment("beta")).matcher(not(attribute("age").between(0, 17))).bucket("on", 100))
            .defaultRule(r -> r.bucket("off", 100))
            .flagSet("set-id")
            .title("Ramp")
            .comment("to 80"));

        assertEquals(
            json("{'trafficAllocation':80,'impressionsDisabled':true,'title':'Ramp','comment':'to 80',"
                + "'defaultTreatment':'off','baselineTreatment':'off',"
                + "'treatments':[{'name':'on','description':'the new one','configurations':'{\\'color\\':\\'green\\'}',"
                + "'keys':['k1','k2'],'segments':['beta']},"
                + "{'name':'off','keys':['k3'],'segments':['staff'],'configurations':'{\\'color\\':\\'red\\'}'}],"
                + "'rules':[{'condition':{'combiner':'AND','matchers':["
                + "{'type':'IN_LIST_STRING','attribute':'group','strings':['employees']}]},"
                + "'buckets':[{'treatment':'on','size':50},{'treatment':'off','size':50}]},"
                + "{'condition':{'combiner':'AND','matchers':[{'type':'IN_SEGMENT','string':'beta'},"
                + "{'type':'BETWEEN_NUMBER','attribute':'age','between':{'from':0,'to':17},'negate':true}]},"
                + "'buckets':[{'treatment':'on','size':100}]}],"
                + "'defaultRule':[{'treatment':'off','size':100}],"
                + "'flagSets':[{'id':'set-id','type':'FLAG_SET'}]}"),
            definition.getJson());
        assertEquals(80, definition.getTrafficAllocation());
        assertEquals("{\"color\":\"green\"}", definition.getTreatments().get(0).getConfigurations());
        assertNull(definition.getCreationTime());
        assertEquals(definition, SplitDefinition.Companion.fromJson(definition.toPrettyJson()));
    }

    @Test
    void aDefinitionCanBeChangedEverywhere() {
        SplitDefinition before = SplitDefinition.Companion.fromJson(
            ("{'name':'f','later':[1],'treatments':[{'name':'on','since':1},{'name':'off'},{'name':'old'}],'defaultTreatment':'off',"
                + "'flagSets':[{'id':'a','type':'FLAG_SET'}],"
                + "'rules':[{'condition':{'combiner':'AND','matchers':[{'type':'IN_SEGMENT','string':'s'}]},"
                + "'buckets':[{'treatment':'on','size':100}],'note':'kept'},"
                + "{'condition':{'matchers':[{'type':'IN_SEGMENT','string':'t'}]},'buckets':[{'treatment':'old','size':100}]}],"
                + "'defaultRule':[{'treatment':'off','size':100}]}").replace('\'', '"'));

        SplitDefinition after = before.edit(d -> d
            .editTreatment("on", t -> t.description("new"))
            .removeTreatment("old")
            .removeRule(1)
            .editRule(0, r -> r.clearMatchers().matcher(key().inList("k")).clearBuckets().bucket("on", 10).bucket("off", 90))
            .clearFlagSets().flagSet("b")
            .defaultRule(r -> r.bucket("on", 100).clearBuckets().bucket("off", 100)));

        assertEquals(
            json("{'name':'f','later':[1],'treatments':[{'name':'on','since':1,'description':'new'},{'name':'off'}],"
                + "'defaultTreatment':'off','flagSets':[{'id':'b','type':'FLAG_SET'}],"
                + "'rules':[{'condition':{'combiner':'AND','matchers':[{'type':'IN_LIST_STRING','strings':['k']}]},"
                + "'buckets':[{'treatment':'on','size':10},{'treatment':'off','size':90}],'note':'kept'}],"
                + "'defaultRule':[{'treatment':'off','size':100}]}"),
            after.getJson());
        assertTrue(after.edit(d -> d.clearRules()).getRules().isEmpty());
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        InvalidPayloadException refused = assertThrows(InvalidPayloadException.class, () -> splitDefinition(d -> d
            .treatment("on").treatment("control").defaultTreatment("on")
            .rule(r -> r.matcher(key().inSegment("s")).bucket("onn", 90))
            .defaultRule(r -> r.bucket("on", 100))));

        assertEquals("split definition", refused.getPayload());
        assertEquals(
            List.of("treatments[1].name", "rules[0].buckets[0].treatment", "rules[0].buckets"),
            refused.getProblems().stream().map(problem -> problem.getPath()).collect(Collectors.toList()));
        assertTrue(refused.getMessage().contains("rules[0].buckets: sizes sum to 90, must be 100"), refused.getMessage());
    }
}
