package dev.tricolor.split;

import static dev.tricolor.split.SplitPayloads.attribute;
import static dev.tricolor.split.SplitPayloads.key;
import static dev.tricolor.split.SplitPayloads.ruleBasedSegmentDefinition;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RuleBasedSegmentDefinitionsAsyncApiTest {
    private static final String LIST = "GET rule-based-segments/ws/ws/environments/prod?limit=50&offset=0";

    private final FakeSplit server = new FakeSplit();
    private final SplitAsyncClient split = server.client();

    @AfterEach
    void close() {
        split.close();
        server.close();
    }

    @Test
    void listsAndFinds() {
        String bare = "[{'name':'adults','rules':[]}]";
        server.answers(bare).answers("{'objects':[{'name':'adults'}]}").answers(bare).answers(bare);
        List<String> names = new ArrayList<>();

        assertEquals("adults", split.ruleBasedSegmentDefinitions().list("ws", "prod").join().items().get(0).getName());
        split.ruleBasedSegmentDefinitions().listAll("ws", "prod", segment -> names.add(segment.getName())).join();
        assertEquals("adults", split.ruleBasedSegmentDefinitions().find("ws", "prod", "adults").join().getName());
        assertNull(split.ruleBasedSegmentDefinitions().find("ws", "prod", "nope").join());

        assertEquals(List.of("adults"), names);
        server.wasAsked(LIST, LIST, LIST, LIST);
    }

    @Test
    void enablesReplacesAndDisables() {
        server.answers("{'name':'adults'}").answers("{'name':'adults','excludedKeys':['user1']}").answers("true");

        split.ruleBasedSegmentDefinitions().create("prod", "adults").join();
        RuleBasedSegmentDefinition definition = ruleBasedSegmentDefinition(d -> d
            .rule(r -> r.matcher(attribute("age").atLeast(30)).matcher(key().inSegment("beta")))
            .excludedKey("user1")
            .excludedSegment("beta_testers")
            .excludedSegment("minors", ExcludedSegmentType.RULE_BASED_SEGMENT)
            .title("t")
            .comment("c"));
        RuleBasedSegmentDefinition now = split.ruleBasedSegmentDefinitions().replace("ws", "prod", "adults", definition).join();
        assertEquals(List.of("user1"), now.getExcludedKeys());
        server.wasTold("{'title':'t','comment':'c','rules':[{'condition':{'combiner':'AND','matchers':["
            + "{'type':'GREATER_THAN_OR_EQUAL_NUMBER','attribute':'age','number':30},{'type':'IN_SEGMENT','string':'beta'}]}}],"
            + "'excludedKeys':['user1'],'excludedSegments':[{'name':'beta_testers','type':'standard_segment'},"
            + "{'name':'minors','type':'rule_based_segment'}]}");
        assertNull(split.ruleBasedSegmentDefinitions().delete("prod", "adults").join());

        server.wasAsked(
            "POST rule-based-segments/prod/adults",
            "PUT rule-based-segments/ws/ws/adults/environments/prod",
            "DELETE rule-based-segments/prod/adults");
    }

    @Test
    void edits() {
        server.answers("[{'name':'adults','later':1,'excludedKeys':['a']}]").answers("{'name':'adults'}");

        split.ruleBasedSegmentDefinitions().edit("ws", "prod", "adults", d -> d.removeExcludedKey("a").comment("c")).join();

        server.wasTold("{'name':'adults','later':1,'excludedKeys':[],'comment':'c'}");
        server.wasAsked(LIST, "PUT rule-based-segments/ws/ws/adults/environments/prod");
    }
}
