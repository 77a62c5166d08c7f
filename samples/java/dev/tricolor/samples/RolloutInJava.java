package dev.tricolor.samples;

import static dev.tricolor.split.SplitPayloads.attribute;
import static dev.tricolor.split.SplitPayloads.splitDefinition;

import dev.tricolor.InvalidPayloadException;
import dev.tricolor.Secret;
import dev.tricolor.TricolorException;
import dev.tricolor.emulator.Emulator;
import dev.tricolor.split.SplitAsyncClient;
import dev.tricolor.split.SplitDefinition;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The main job once more, as a Java service would write it: futures from end to end, one {@code join} at the very end. */
public final class RolloutInJava {
    private static final String FLAG = "new-checkout";
    private static final String SEGMENT = "new-checkout-testers";

    private final SplitAsyncClient split;
    private final String workspaceId;
    private final String environmentId;

    private RolloutInJava(SplitAsyncClient split, String workspaceId, String environmentId) {
        this.split = split;
        this.workspaceId = workspaceId;
        this.environmentId = environmentId;
    }

    public static void main(String[] words) {
        try (Emulator vendors = Emulator.start();
            SplitAsyncClient split = SplitAsyncClient.create(c -> c
                .apiKey(Secret.of("any-key-will-do"))
                .baseUrl(vendors.getSplitUrl())
                .timeout(10, TimeUnit.SECONDS))) {
            say("rolling out", FLAG + " from Java, on an emulator at " + vendors.getSplitUrl());
            find(split).thenCompose(RolloutInJava::run).join();
            say("done", vendors.getRequests().getCount() + " requests");
        } catch (CompletionException failure) {
            // Behind further stages a failure comes wrapped; what it says is in the cause.
            if (!(failure.getCause() instanceof TricolorException)) throw failure;
            System.err.println("rollout: " + failure.getCause().getMessage());
            System.exit(1);
        }
    }

    /** Two calls, the second of which needs what the first one found. */
    private static CompletableFuture<RolloutInJava> find(SplitAsyncClient split) {
        return split.workspaces().find("Default").thenCompose(workspace -> {
            if (workspace == null) throw new IllegalStateException("there is no workspace named Default");
            return split.environments().find(workspace.getId(), "Production").thenApply(environment -> {
                if (environment == null) throw new IllegalStateException("there is no environment named Production");
                say("found", workspace.getName() + " and its " + environment.getName());
                return new RolloutInJava(split, workspace.getId(), environment.getId());
            });
        });
    }

    private CompletableFuture<Void> run() {
        return createFlag()
            .thenCompose(ignored -> define())
            .thenCompose(ignored -> ramp())
            .thenCompose(ignored -> killAndRestore())
            .thenCompose(ignored -> fillSegment())
            .thenCompose(ignored -> refuse());
    }

    private CompletableFuture<Void> createFlag() {
        return split.groups().find("Administrators")
            .thenCompose(owners -> split.flags().create(workspaceId, "user", FLAG, flag -> flag
                .description("The one-page checkout")
                .ownerGroup(owners.getId())))
            .thenAccept(flag -> say("created", flag.getName() + ", owners: " + flag.getOwners().size()));
    }

    private CompletableFuture<Void> define() {
        SplitDefinition definition = splitDefinition(d -> d
            .treatment("on").treatment("off").defaultTreatment("off").baselineTreatment("off")
            .rule(r -> r.matcher(attribute("group").inList("employees")).bucket("on", 50).bucket("off", 50))
            .defaultRule(r -> r.bucket("off", 100)));
        say("sent", definition.toPrettyJson());
        return split.definitions().create(workspaceId, environmentId, FLAG, definition)
            .thenAccept(stored -> say("stored", stored.getName() + ", rules: " + stored.getRules().size()));
    }

    private CompletableFuture<Void> ramp() {
        return split.definitions()
            .edit(workspaceId, environmentId, FLAG, d -> d
                .editRule(0, r -> r.clearBuckets().bucket("on", 80).bucket("off", 20))
                .comment("80 percent of the employees"))
            .thenAccept(stored -> say("changed", "on for " + stored.getRules().get(0).getBuckets().get(0).getSize() + " percent"));
    }

    private CompletableFuture<Void> killAndRestore() {
        return split.definitions().kill(workspaceId, environmentId, FLAG, note -> note.comment("errors are rising"))
            .thenCompose(ignored -> sayState("killed"))
            .thenCompose(ignored -> split.definitions().restore(workspaceId, environmentId, FLAG))
            .thenCompose(ignored -> sayState("restored"));
    }

    private CompletableFuture<Void> sayState(String label) {
        return split.definitions().get(workspaceId, environmentId, FLAG)
            .thenAccept(now -> say(label, now.isKilled() ? "everyone gets " + now.getDefaultTreatment() : "the rules decide"));
    }

    private CompletableFuture<Void> fillSegment() {
        List<String> keys = IntStream.rangeClosed(1, 25_000).mapToObj(n -> "user-" + n).collect(Collectors.toList());
        return split.segments().create(workspaceId, "user", SEGMENT)
            .thenCompose(ignored -> split.segmentDefinitions().create(environmentId, SEGMENT))
            .thenCompose(ignored -> split.segmentKeys().upload(environmentId, SEGMENT, keys, upload -> upload
                .onBatch(batch -> say("uploaded", batch.toString()))))
            .thenCompose(ignored -> split.segmentKeys().count(environmentId, SEGMENT))
            .thenAccept(count -> say("counted", count + " keys"));
    }

    /** What cannot work fails the future before anything is sent; here it is asked for, so its problems are the result. */
    private CompletableFuture<Void> refuse() {
        return split.definitions()
            .edit(workspaceId, environmentId, FLAG, d -> d
                .defaultTreatment("onn")
                .defaultRule(r -> r.bucket("on", 50).bucket("off", 40)))
            .handle((written, failure) -> {
                if (!(failure instanceof InvalidPayloadException)) throw new IllegalStateException("this was to be refused", failure);
                ((InvalidPayloadException) failure).getProblems().forEach(problem -> say("refused", problem.toString()));
                return null;
            });
    }

    private static void say(String label, String text) {
        System.out.printf("%-12s %s%n", label, text);
    }
}
