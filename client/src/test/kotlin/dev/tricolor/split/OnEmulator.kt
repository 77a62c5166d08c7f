package dev.tricolor.split

import dev.tricolor.Block
import dev.tricolor.emulator.Emulator
import dev.tricolor.split.SplitPlace.Companion.placeOf
import kotlinx.coroutines.runBlocking

/** A workspace, an environment and a traffic type to work in. */
internal class SplitPlace private constructor(val workspaceId: String, val environmentId: String, val trafficTypeId: String) {
    companion object {
        suspend fun placeOf(split: SplitClient): SplitPlace {
            val workspace = checkNotNull(split.workspaces.find("Default"))
            val environment = checkNotNull(split.environments.find(workspace.id, "Production"))
            return SplitPlace(workspace.id, environment.id, checkNotNull(split.trafficTypes.find(workspace.id, "user")).id)
        }
    }
}

/** Runs [test] with a real client on an emulator of its own, whose journal starts empty. */
internal fun onEmulator(
    configure: Block<SplitClientBuilder> = Block {},
    test: suspend Emulated.() -> Unit,
): Unit = Emulator.start().use { emulator ->
    val configured = Block<SplitClientBuilder> {
        baseUrl = emulator.splitUrl
        with(configure) { configure() }
    }
    SplitClient("canary-token", configured).use { split ->
        runBlocking {
            val place = placeOf(split)
            emulator.requests.clear()
            Emulated(emulator, split, place).test()
        }
    }
}

internal class Emulated(val emulator: Emulator, val split: SplitClient, place: SplitPlace) {
    val workspaceId = place.workspaceId
    val environmentId = place.environmentId
    val trafficTypeId = place.trafficTypeId
}

internal val ON_OFF: SplitDefinition = splitDefinition {
    treatment("on")
    treatment("off")
    defaultTreatment("off")
    rule {
        matcher(attribute("group") inList listOf("employees"))
        bucket("on", 50)
        bucket("off", 50)
    }
    defaultRule { bucket("off", 100) }
}
