package dev.tricolor.samples

import dev.tricolor.InvalidPayloadException
import dev.tricolor.Secret
import dev.tricolor.TricolorException
import dev.tricolor.emulator.Emulator
import dev.tricolor.split.Bucket
import dev.tricolor.split.Environment
import dev.tricolor.split.Group
import dev.tricolor.split.Matcher
import dev.tricolor.split.SplitClient
import dev.tricolor.split.SplitDefinition
import dev.tricolor.split.Workspace
import dev.tricolor.split.attribute
import dev.tricolor.split.splitDefinition
import kotlinx.coroutines.runBlocking
import java.util.concurrent.atomic.AtomicInteger
import kotlin.system.exitProcess
import kotlin.time.TimeSource

private const val FLAG = "new-checkout"
private const val SEGMENT = "new-checkout-testers"
private const val KEYS = 25_000

/** The main job: a rollout from the first call to the last, on an emulator of its own or, with `--live`, on the real service. */
fun main(words: Array<String>) {
    val status = try {
        run(Arguments.parse(words.asList()))
    } catch (mistake: UsageException) {
        System.err.println("rollout: ${mistake.message}\n\n$USAGE")
        2
    }
    if (status != 0) exitProcess(status)
}

private fun run(arguments: Arguments): Int {
    if (arguments.help) return 0.also { println(USAGE) }
    val console = Console.system()
    return try {
        if (arguments.live) onTheService(arguments, console) else onTheEmulator(arguments, console)
        0
    } catch (failure: TricolorException) {
        1.also { System.err.println("rollout: ${failure.message}") }
    } catch (stop: StopException) {
        stop.status.also { System.err.println("rollout: ${stop.message}") }
    }
}

private fun onTheEmulator(arguments: Arguments, console: Console) = Emulator.start().use { vendors ->
    SplitClient(Secret("any-key-will-do")) { baseUrl = vendors.splitUrl }.use { split ->
        console.title("Rolling out $FLAG", "on an emulator at ${vendors.splitUrl}")
        if (System.getenv(SplitClient.API_KEY_VARIABLE) != null) {
            console.fact("note", "${SplitClient.API_KEY_VARIABLE} is set, but not used: the real service needs --live")
        }
        Rollout(split, console, "the emulator has seen") { vendors.requests.count }.run(arguments)
    }
}

private fun onTheService(arguments: Arguments, console: Console) {
    val sent = AtomicInteger()
    val client = try {
        SplitClient.fromEnvironment {
            arguments.url?.let { baseUrl = it }
            listener { sent.incrementAndGet() }
        }
    } catch (mistake: IllegalArgumentException) {
        throw StopException("cannot go live: ${mistake.message}", status = 2, mistake)
    }
    client.use { split ->
        console.title("Rolling out $FLAG", "on the real service, ${arguments.url ?: "https://api.split.io"}")
        Rollout(split, console, "this program has sent") { sent.get() }.run(arguments)
    }
}

/** The story itself. [requests] counts what went out so far, and [counted] says who counts. */
private class Rollout(
    private val split: SplitClient,
    private val console: Console,
    private val counted: String,
    private val requests: () -> Int,
) {
    private val start = TimeSource.Monotonic.markNow()

    /** What was created, and how to delete it; the newest first. */
    private val created = ArrayDeque<Pair<String, suspend () -> Unit>>()

    fun run(arguments: Arguments) = runBlocking {
        try {
            val (workspace, environment, owners) = find(arguments)
            createFlag(workspace, owners)
            define(workspace, environment)
            changeTheRule(workspace, environment)
            killAndRestore(workspace, environment)
            fillSegment(workspace, environment)
            refuse(workspace, environment)
        } finally {
            cleanUp()
        }
        console.summary(
            "Done: 1 flag created, defined, changed, killed and restored, %,d keys uploaded,".format(KEYS) +
                " all of it deleted. ${requests()} requests in %.1f s.".format(start.elapsedNow().inWholeMilliseconds / 1e3),
        )
    }

    private suspend fun find(arguments: Arguments): Triple<Workspace, Environment, Group> {
        console.step("Find the workspace, the environment and the owners")
        val workspace = split.workspaces.find(arguments.workspace) ?: stop("there is no workspace named ${arguments.workspace}")
        console.fact("workspace", named(workspace.name, workspace.id))
        val environment = split.environments.find(workspace.id, arguments.environment)
            ?: stop("workspace ${workspace.name} has no environment named ${arguments.environment}")
        console.fact("environment", named(environment.name, environment.id))
        val owners = split.groups.find("Administrators") ?: stop("there is no group named Administrators")
        console.fact("group", named(owners.name, owners.id))

        // What somebody else has made is not ours to change, or to delete in the end.
        if (split.flags.find(workspace.id, FLAG) != null) stop("there is a flag $FLAG already in ${workspace.name}; it is left alone")
        if (split.segments.find(workspace.id, SEGMENT) != null) stop("there is a segment $SEGMENT already; it is left alone")
        return Triple(workspace, environment, owners)
    }

    private suspend fun createFlag(workspace: Workspace, owners: Group) {
        console.step("Create the flag")
        val flag = split.flags.create(workspace.id, trafficType = "user", name = FLAG) {
            description = "The one-page checkout"
            owner(group = owners.id)
        }
        created.addFirst("flag $FLAG" to { split.flags.delete(workspace.id, FLAG) })
        console.good("created", "${flag.name}, for traffic of type ${flag.trafficType?.name}, owned by ${owners.name}")
    }

    private suspend fun define(workspace: Workspace, environment: Environment) {
        console.step("Define it in ${environment.name}: half of the employees get it")
        val definition = splitDefinition {
            treatment("on")
            treatment("off")
            defaultTreatment("off")
            baselineTreatment("off")
            rule {
                matcher(attribute("group") inList listOf("employees"))
                bucket("on", 50)
                bucket("off", 50)
            }
            defaultRule { bucket("off", 100) }
            title = "Roll out $FLAG"
            comment = "half of the employees"
        }
        console.json("sent", definition.json)
        val stored = split.definitions.create(workspace.id, environment.id, FLAG, definition)
        created.addFirst(
            "its definition in ${environment.name}" to { split.definitions.delete(workspace.id, environment.id, FLAG) { comment = WHY } },
        )
        console.json("stored", stored.json)
    }

    private suspend fun changeTheRule(workspace: Workspace, environment: Environment) {
        console.step("Change the rule: 80 percent of them")
        split.definitions.edit(workspace.id, environment.id, FLAG) {
            editRule(0) {
                clearBuckets()
                bucket("on", 80)
                bucket("off", 20)
            }
            title = "Ramp $FLAG"
            comment = "80 percent of the employees"
        }
        show(workspace, environment)
    }

    private suspend fun killAndRestore(workspace: Workspace, environment: Environment) {
        console.step("Kill it: errors are rising")
        split.definitions.kill(workspace.id, environment.id, FLAG) {
            title = "Kill $FLAG"
            comment = "errors are rising"
        }
        show(workspace, environment)

        console.step("Restore it: the cause was elsewhere")
        split.definitions.restore(workspace.id, environment.id, FLAG) {
            title = "Restore $FLAG"
            comment = "the cause was elsewhere"
        }
        show(workspace, environment)
    }

    private suspend fun fillSegment(workspace: Workspace, environment: Environment) {
        console.step("Upload a segment of %,d keys".format(KEYS))
        split.segments.create(workspace.id, trafficType = "user", name = SEGMENT) { description = "Who tries $FLAG first" }
        created.addFirst("segment $SEGMENT" to { split.segments.delete(workspace.id, SEGMENT) })

        split.segmentDefinitions.create(environment.id, SEGMENT)
        created.addFirst("the segment in ${environment.name}" to { split.segmentDefinitions.delete(environment.id, SEGMENT) })
        console.good("enabled", "$SEGMENT in ${environment.name}")

        val keys = List(KEYS) { "user-%05d".format(it + 1) }
        created.addFirst("its keys" to { split.segmentKeys.remove(environment.id, SEGMENT, keys) { comment = WHY } })
        split.segmentKeys.upload(environment.id, SEGMENT, keys) {
            title = "Fill $SEGMENT"
            comment = "the first testers"
            onBatch { console.progress("batch ${it.index + 1}", it.firstKey + it.size, KEYS.toLong()) }
        }
        console.fact("counted", "%,d keys".format(split.segmentKeys.count(environment.id, SEGMENT)))
    }

    private suspend fun refuse(workspace: Workspace, environment: Environment) {
        console.step("Say something that cannot work")
        val before = requests()
        try {
            val nonsense = splitDefinition {
                treatment("on")
                treatment("off")
                treatment("control")
                defaultTreatment("off")
                rule {
                    matcher(attribute("group") inList listOf("employees"))
                    bucket("on", 50)
                    bucket("off", 40)
                }
                defaultRule { bucket("onn", 100) }
                trafficAllocation = 120
            }
            split.definitions.replace(workspace.id, environment.id, FLAG, nonsense)
        } catch (refused: InvalidPayloadException) {
            refused.problems.forEach { console.problem(it.path, it.message) }
        }
        console.good("sent", "${requests() - before} requests; $counted $before before, and ${requests()} after")
    }

    private suspend fun show(workspace: Workspace, environment: Environment) {
        val now = split.definitions.get(workspace.id, environment.id, FLAG)
        if (now.killed) console.bad("state", "killed: everyone gets ${now.defaultTreatment}") else console.good("state", "live")
        now.inWords().forEach { (who, what) -> console.fact("rule", "$who: $what") }
    }

    private suspend fun cleanUp() {
        if (created.isEmpty()) return
        console.step("Clean up")
        for ((what, delete) in created) {
            try {
                delete()
                console.good("deleted", what)
            } catch (failure: TricolorException) {
                console.bad("left behind", "$what: ${failure.message}")
            }
        }
    }
}

private fun named(name: String, id: String) = "%-15s $id".format(name)

private const val WHY = "the sample is over"

/** Who gets what, for the matchers that this story has. */
private fun SplitDefinition.inWords(): List<Pair<String, String>> {
    fun shares(buckets: List<Bucket>) = buckets.joinToString { "${it.treatment} ${it.size} %" }
    fun who(matcher: Matcher) = "${matcher.attribute ?: "key"} is ${matcher.strings.joinToString(" or ")}"
    val rules = rules.map { it.condition?.matchers.orEmpty().joinToString(" and ", transform = ::who) to shares(it.buckets) }
    return rules + ("everyone else" to shares(defaultRule))
}

/** The story cannot go on; [message] says why. */
private class StopException(override val message: String, val status: Int = 1, cause: Throwable? = null) : Exception(message, cause)

private fun stop(why: String): Nothing = throw StopException(why)
