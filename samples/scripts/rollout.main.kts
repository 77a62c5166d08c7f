#!/usr/bin/env kotlin
// The main job as a script: samples/scripts/run rollout.main.kts
@file:DependsOn("dev.tricolor:tricolor-client:0.1.0")
@file:DependsOn("dev.tricolor:tricolor-emulator:0.1.0")

import dev.tricolor.InvalidPayloadException
import dev.tricolor.Secret
import dev.tricolor.emulator.Emulator
import dev.tricolor.split.SplitClient
import dev.tricolor.split.SplitDefinition
import dev.tricolor.split.attribute
import dev.tricolor.split.splitDefinition
import kotlinx.coroutines.runBlocking

val flag = "new-checkout"

fun SplitDefinition.state() = if (killed) "everyone gets $defaultTreatment" else "the rules decide"

runBlocking {
    Emulator.start().use { vendors ->
        // For the real service: SplitClient.fromEnvironment(), and SPLIT_ADMIN_API_KEY in the environment.
        SplitClient(Secret("any-key-will-do")) { baseUrl = vendors.splitUrl }.use { split ->
            val workspace = split.workspaces.find("Default") ?: error("no such workspace")
            val production = split.environments.find(workspace.id, "Production") ?: error("no such environment")
            val owners = split.groups.find("Administrators") ?: error("no such group")

            split.flags.create(workspace.id, trafficType = "user", name = flag) {
                description = "The one-page checkout"
                owner(group = owners.id)
            }
            val definition = splitDefinition {
                treatment("on"); treatment("off")
                defaultTreatment("off"); baselineTreatment("off")
                rule { matcher(attribute("group") inList listOf("employees")); bucket("on", 50); bucket("off", 50) }
                defaultRule { bucket("off", 100) }
            }
            println("sent      ${definition.toPrettyJson()}")
            val stored = split.definitions.create(workspace.id, production.id, flag, definition)
            println("stored    ${stored.name}, rules: ${stored.rules.size}")

            val ramped = split.definitions.edit(workspace.id, production.id, flag) {
                editRule(0) { clearBuckets(); bucket("on", 80); bucket("off", 20) }
                comment = "80 percent of the employees"
            }
            println("changed   on for ${ramped.rules.first().buckets.first().size} percent")

            split.definitions.kill(workspace.id, production.id, flag) { comment = "errors are rising" }
            println("killed    ${split.definitions.get(workspace.id, production.id, flag).state()}")
            split.definitions.restore(workspace.id, production.id, flag)
            println("restored  ${split.definitions.get(workspace.id, production.id, flag).state()}")

            split.segments.create(workspace.id, trafficType = "user", name = "testers")
            split.segmentDefinitions.create(production.id, "testers")
            split.segmentKeys.upload(production.id, "testers", List(25_000) { "user-$it" }) { onBatch { println("uploaded  $it") } }
            println("counted   ${split.segmentKeys.count(production.id, "testers")} keys")

            try {
                split.definitions.edit(workspace.id, production.id, flag) { defaultRule { bucket("onn", 90) } }
            } catch (refused: InvalidPayloadException) {
                refused.problems.forEach { println("refused   $it") }
            }
            println("done      ${vendors.requests.count} requests")
        }
    }
}
