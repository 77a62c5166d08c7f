package dev.tricolor.optimizely;

import static dev.tricolor.optimizely.Conditions.allOf;
import static dev.tricolor.optimizely.Conditions.anyOf;
import static dev.tricolor.optimizely.Conditions.not;
import static dev.tricolor.optimizely.OptimizelyAudiences.audience;
import static dev.tricolor.optimizely.OptimizelyAudiences.everyone;
import static dev.tricolor.optimizely.OptimizelyConditions.attribute;
import static dev.tricolor.optimizely.OptimizelyConditions.browser;
import static dev.tricolor.optimizely.OptimizelyConditions.condition;
import static dev.tricolor.optimizely.OptimizelyConditions.location;
import static dev.tricolor.optimizely.OptimizelyConditions.platform;
import static dev.tricolor.optimizely.OptimizelyConditions.query;
import static dev.tricolor.optimizely.OptimizelyConditions.timeAndDay;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kotlinx.serialization.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whom an audience means, said in Java. */
class OptimizelyConditionsTest {
    private static Arguments reads(Conditions<?> conditions, String text) {
        return Arguments.of(conditions, text);
    }

    static Stream<Arguments> said() {
        return Stream.of(
            reads(attribute("country").eq("CA").or(attribute("region").eq("north")), "country is \"CA\" or region is \"north\""),
            reads(attribute("paid").eq(true).and(attribute("age").ge(18)), "paid is true and age >= 18"),
            reads(attribute("plan").exists().and(attribute("plan").eq("gold").not()), "plan exists and not plan is \"gold\""),
            reads(
                allOf(browser("gc"), anyOf(query("a"), query("b", "x"), query("c", "^y", ConditionMatchType.REGEX))),
                "browser is \"gc\" and (query a exists or query b is \"x\" or query c matches \"^y\")"),
            reads(not(allOf(List.of(attribute("app").semverLt("2.1"), attribute("n").lt(1.5)))), "not (app is version < \"2.1\" and n < 1.5)"),
            reads(platform(VisitorPlatform.LINUX).and(location("US", "CA")), "platform is \"linux\" and location is \"US|CA\""),
            reads(timeAndDay("09:00", "17:30", Weekday.MONDAY), "time_and_day is \"09:00_17:30_monday\""),
            reads(condition("new", c -> c.name("n").value("v")), "{\"type\":\"new\",\"name\":\"n\",\"value\":\"v\"}"),
            reads(audience(7000).and(not(audience(7001))), "audience 7000 and not audience 7001"),
            reads(everyone(), "everyone"));
    }

    @ParameterizedTest
    @MethodSource("said")
    void whatIsSaidReadsAsItIsMeant(Conditions<?> conditions, String text) {
        assertEquals(text, conditions.readable());
        assertEquals(List.of(), conditions.problems());
    }

    @Test
    void conditionsAreReadAndTakenApart() {
        Conditions<Condition> sent = attribute("plan").eq("gold");
        Conditions<Condition> read = Conditions.fromJson(
            "[\"and\", [\"or\", [\"or\", {\"match_type\": \"exact\", \"name\": \"plan\", \"type\": \"custom_attribute\", \"value\": \"gold\"}]]]");
        assertEquals(sent.inUiShape(), read);
        assertTrue(read.sameAs(sent));
        Condition only = read.leaves().get(0);
        assertEquals("plan", only.getName());
        assertEquals(ConditionType.CUSTOM_ATTRIBUTE, only.getType());
        assertEquals(ConditionOperator.AND, ((ConditionGroup<Condition>) read).getOperator());
        assertEquals(List.of(7L), Conditions.fromAudienceConditions("{\"audience_id\":7}").leaves().stream()
            .map(AudienceReference::getAudienceId).collect(Collectors.toList()));
        assertThrows(SerializationException.class, () -> Conditions.fromJson("everyone"));
    }

    @Test
    void whatCanNeverWorkIsTold() {
        assertEquals(
            List.of("conditions[1].name: is blank", "conditions[2].value: is \"two\", must be a version such as \"2.1.0\""),
            attribute(" ").exists().or(attribute("app").semverEq("two")).problems().stream()
                .map(Object::toString).collect(Collectors.toList()));
    }
}
