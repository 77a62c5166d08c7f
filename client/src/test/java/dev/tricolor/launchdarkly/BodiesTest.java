package dev.tricolor.launchdarkly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tricolor.Document;
import dev.tricolor.InvalidPayloadException;
import dev.tricolor.JsonPatch;
import dev.tricolor.Problem;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bodies that were kept, and bodies that cannot work, as Java meets them. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BodiesTest {
    private final FakeLaunchDarkly server = new FakeLaunchDarkly();
    private final LaunchDarklyAsyncClient launchDarkly = server.client();

    @AfterEach
    void close() {
        launchDarkly.close();
        server.close();
    }

    @Test
    void everyBodyIsReadAndWrittenAsItWas() {
        String text = "{\"key\":\"k\",\"name\":null,\"version\":1.0,\"fromTheFuture\":[1e3]}";
        List<Function<String, Document>> readers = List.of(
            LaunchDarklyFlag::fromJson, SemanticPatch::fromJson, PatchWithComment::fromJson, MergePatchWithComment::fromJson,
            FlagCopy::fromJson, NewExperiment::fromJson, NewIteration::fromJson, ExperimentationSettings::fromJson, Metric::fromJson,
            NewMetricGroup::fromJson, NewSegment::fromJson, BigSegmentTargets::fromJson, ContextInstance::fromJson, NewProject::fromJson,
            NewEnvironment::fromJson, FlagDefaults::fromJson, NewContextKind::fromJson, NewHoldout::fromJson, Layer::fromJson);
        readers.forEach(reader -> assertEquals(text, reader.apply(text).toJson()));
        assertEquals("[{\"op\":\"dance\",\"value\":1.0}]", JsonPatch.fromJson("[{\"op\":\"dance\",\"value\":1.0}]").toJson());
    }

    @Test
    void aPatchThatWasKeptIsSent() {
        server.answers("{'key':'f'}");
        SemanticPatch kept = SemanticPatch.fromJson("{\"environmentKey\":\"test\",\"instructions\":[{\"kind\":\"turnFlagOn\"}]}");
        assertEquals("turnFlagOn", kept.getInstructions().get(0).getKind());

        launchDarkly.flags().update("web", "f", p -> p.from(kept).comment("again")).join();

        assertEquals(FakeLaunchDarkly.json("{'environmentKey':'test','comment':'again','instructions':[{'kind':'turnFlagOn'}]}").toString(),
            server.last().body);
        server.wasAsked("PATCH flags/web/f");
        assertEquals(kept, new FlagPatchBuilder().inEnvironment("test", FlagEnvironmentPatchBuilder::turnOn).patch());
    }

    @Test
    void whatCannotWorkIsRefusedBeforeAnythingIsSent() {
        refuses(() -> launchDarkly.experiments().create("web", "production", "e", "E", e -> e.hypothesis("h").metric("m", true)
                .onFallthrough("f", 1)
                .treatment("A", 60, true, t -> t.serves("f", "v0"))
                .treatment("B", 60, true, t -> t.serves("g", "v1"))),
            "iteration.treatments[1].parameters[0].flagKey: \"g\" is not a flag of the iteration; flags are \"f\"",
            "iteration.treatments[1].parameters: serve no variation of \"f\"",
            "iteration.treatments: \"A\", \"B\" are the baseline, exactly one must be",
            "iteration.treatments: allocations sum to 120, must be at most 100");
        refuses(() -> launchDarkly.experiments().update("web", "production", "e", p -> p.startIteration().stopIteration()),
            "instructions[1]: stopIteration contradicts startIteration, instructions[0]");
        refuses(() -> launchDarkly.experiments().update("web", "production", "e", p -> p.comment("nothing")),
            "instructions: there are none, must be at least one");
        refuses(() -> launchDarkly.flags().update("web", "f", p -> p.inEnvironment("test", e -> e.turnOn().turnOff()
                .updateFallthroughVariationOrRollout(r -> r.weight("v0", 50_000).weight("v1", 49_999)))),
            "instructions[2].rolloutWeights: weights sum to 99999, must be 100000",
            "instructions[1]: the flag is off, but instructions[0] says that it is on");
        refuses(() -> launchDarkly.flags().create("web", "f", "F", f -> f.booleans().environment("test", e -> e.fallthrough(2))),
            "environments.test.fallthrough.variation: 2 is not a variation; variations are 0 \"true\", 1 \"false\"");
        server.wasAsked();
    }

    private static void refuses(Supplier<CompletableFuture<?>> call, String... problems) {
        Throwable failure = assertThrows(CompletionException.class, () -> call.get().join()).getCause();
        List<Problem> found = assertInstanceOf(InvalidPayloadException.class, failure).getProblems();
        assertEquals(List.of(problems), found.stream().map(Problem::toString).collect(Collectors.toList()));
    }
}
