package dev.tricolor.samples

internal val USAGE = """
    usage: samples/rollout [--live [--url URL]] [--workspace NAME] [--environment NAME]

    Takes a feature flag through its life: created, defined, changed, killed, restored;
    with a segment of 25,000 keys beside it. In the end all of it is deleted again.
    It talks to an emulator inside this program. Nothing leaves the machine, unless
    --live is given.

      --live               talk to the real service, with the admin API key in the
                           environment variable SPLIT_ADMIN_API_KEY
      --url URL            where the real service is; https://api.split.io unless given
      --workspace NAME     the workspace; Default unless given
      --environment NAME   the environment; Production unless given
      --help               print this

    Colour: on a terminal, unless NO_COLOR is set; anywhere with CLICOLOR_FORCE=1.
""".trimIndent()

/** What the command line asks for. */
internal class Arguments(val live: Boolean, val help: Boolean, private val values: Map<String, String>) {
    val url: String? get() = values["--url"]
    val workspace: String get() = values["--workspace"] ?: "Default"
    val environment: String get() = values["--environment"] ?: "Production"

    companion object {
        private val SWITCHES = setOf("--live", "--help")
        private val OPTIONS = setOf("--url", "--workspace", "--environment")

        /** @throws UsageException if the words cannot be understood */
        fun parse(words: List<String>): Arguments {
            val switches = mutableSetOf<String>()
            val values = mutableMapOf<String, String>()
            val rest = words.iterator()
            while (rest.hasNext()) {
                when (val word = rest.next()) {
                    in SWITCHES -> switches += word
                    in OPTIONS -> values[word] = if (rest.hasNext()) rest.next() else throw UsageException("$word needs a value")
                    else -> throw UsageException("\"$word\" is not understood")
                }
            }
            val live = "--live" in switches
            if (!live && "--url" in values) throw UsageException("--url is of no use without --live")
            return Arguments(live, "--help" in switches, values)
        }
    }
}

/** The program was called wrongly; [message] says how. */
internal class UsageException(override val message: String, cause: Exception? = null) : Exception(message, cause)
