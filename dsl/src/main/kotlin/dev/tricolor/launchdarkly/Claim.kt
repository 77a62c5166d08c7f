package dev.tricolor.launchdarkly

import dev.tricolor.Problems
import kotlinx.serialization.json.JsonObject

/** What an instruction makes of one thing: two instructions of one patch must not make different things of the same. */
internal class Claim(val subject: String, val outcome: String)

/** Refuses those of [instructions] that contradict an earlier one, or themselves. */
internal fun Problems.refuseContradictions(instructions: List<JsonObject>, claims: (JsonObject) -> List<Claim>) {
    val first = HashMap<String, Pair<Int, String>>()
    instructions.forEachIndexed { index, instruction ->
        claims(instruction).forEach { claim ->
            val (before, outcome) = first.getOrPut(claim.subject) { index to claim.outcome }
            require(outcome == claim.outcome, "instructions[$index]") {
                "${claim.subject} is ${claim.outcome}, but instructions[$before] says that it is $outcome"
            }
        }
    }
}
