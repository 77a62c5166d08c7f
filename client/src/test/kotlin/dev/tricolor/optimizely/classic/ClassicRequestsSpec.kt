package dev.tricolor.optimizely.classic

import dev.tricolor.Document
import dev.tricolor.Page
import dev.tricolor.inTurn
import dev.tricolor.status
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.test.runTest
import kotlinx.serialization.json.Json

private const val BIG = 10_834_392_320L
private const val THING = """{"id":$BIG,"future":[1]}"""
private const val ROW = """{"variation_id":"1_2","future":[1]}"""

/** One operation: what is called, what goes out, the status that comes back and what with. */
private class Operation(
    val asks: String,
    val status: Int = 200,
    val body: String = THING,
    val call: suspend OptimizelyClassicClient.() -> Any?,
) {
    override fun toString() = asks
}

private fun list(asks: String, body: String = "[$THING,$THING]", call: suspend OptimizelyClassicClient.() -> Any?) =
    Operation(asks, body = body, call = call)

private fun post(asks: String, call: suspend OptimizelyClassicClient.() -> Any?) = Operation(asks, 201, call = call)

private fun put(asks: String, call: suspend OptimizelyClassicClient.() -> Any?) = Operation(asks, 202, call = call)

private fun gone(asks: String, call: suspend OptimizelyClassicClient.() -> Any?) = Operation(asks, 204, "", call)

private val OPERATIONS = listOf(
    list("GET projects") { projects.list() },
    list("GET projects") { projects.listAll() },
    Operation("GET projects/$BIG") { projects.get(BIG) },
    Operation("GET projects/$BIG") { projects.find(BIG) },
    Operation("GET projects/$BIG") { projects.getAll(listOf(BIG)) },
    post("""POST projects {"project_name":"P"}""") { projects.create("P") },
    put("""PUT projects/$BIG {"ip_filter":null}""") { projects.update(BIG) { ipFilter = null } },

    list("GET projects/5/experiments") { experiments.list(5) },
    list("GET projects/5/experiments") { experiments.listAll(5) },
    Operation("GET experiments/$BIG") { experiments.get(BIG) },
    Operation("GET experiments/$BIG") { experiments.find(BIG) },
    Operation("GET experiments/$BIG") { experiments.getAll(setOf(BIG)) },
    post("""POST projects/5/experiments {"description":"E","edit_url":"https://e/","percentage_included":5000}""") {
        experiments.create(5, "E", editUrl = "https://e/") { percentageIncluded = 5_000 }
    },
    put("""PUT experiments/$BIG {"details":"d"}""") { experiments.update(BIG) { details = "d" } },
    put("""PUT experiments/$BIG {"status":"Running"}""") { experiments.start(BIG) },
    put("""PUT experiments/$BIG {"status":"Paused"}""") { experiments.pause(BIG) },
    put("""PUT experiments/$BIG {"status":"Archived"}""") { experiments.archive(BIG) },
    gone("DELETE experiments/$BIG") { experiments.delete(BIG) },
    list("GET experiments/5/results", "[$ROW]") { experiments.results(5) },
    list("GET experiments/5/results?audience_id=$BIG", "[$ROW]") { experiments.results(5) { audienceId = BIG } },
    list("GET experiments/5/stats", "[$ROW]") { experiments.stats(5) },
    list("GET experiments/5/stats?dimension_id=7&dimension_value=a%20%26%20b", "[$ROW]") { experiments.stats(5) { dimension(7, "a & b") } },

    list("GET experiments/5/schedules") { schedules.list(5) },
    list("GET experiments/5/schedules") { schedules.listAll(5) },
    Operation("GET schedules/$BIG") { schedules.get(BIG) },
    Operation("GET schedules/$BIG") { schedules.find(BIG) },
    Operation("GET schedules/$BIG") { schedules.getAll(listOf(BIG)) },
    post("""POST experiments/5/schedules {"start_time":"2015-01-01T08:00:00Z"}""") {
        schedules.create(5) { startTime = "2015-01-01T08:00:00Z" }
    },
    put("""PUT schedules/$BIG {"stop_time":null}""") { schedules.update(BIG) { stopTime = null } },
    gone("DELETE schedules/$BIG") { schedules.delete(BIG) },

    list("GET experiments/5/variations") { variations.list(5) },
    list("GET experiments/5/variations") { variations.listAll(5) },
    Operation("GET variations/$BIG") { variations.get(BIG) },
    Operation("GET variations/$BIG") { variations.find(BIG) },
    Operation("GET variations/$BIG") { variations.getAll(listOf(BIG)) },
    post("""POST experiments/5/variations {"description":"V","weight":3333}""") { variations.create(5, "V") { weight = 3_333 } },
    put("""PUT variations/$BIG {"is_paused":true}""") { variations.update(BIG) { isPaused = true } },
    gone("DELETE variations/$BIG") { variations.delete(BIG) },

    list("GET projects/5/goals") { goals.list(5) },
    list("GET projects/5/goals") { goals.listAll(5) },
    Operation("GET goals/$BIG") { goals.get(BIG) },
    Operation("GET goals/$BIG") { goals.find(BIG) },
    Operation("GET goals/$BIG") { goals.getAll(listOf(BIG)) },
    post("""POST projects/5/goals {"title":"T","goal_type":1,"event":"e"}""") { goals.create(5) { customEvent("T", "e") } },
    put("""PUT goals/$BIG {"archived":true}""") { goals.update(BIG) { archived = true } },
    gone("DELETE goals/$BIG") { goals.delete(BIG) },

    list("GET projects/5/audiences") { audiences.list(5) },
    list("GET projects/5/audiences") { audiences.listAll(5) },
    Operation("GET audiences/$BIG") { audiences.get(BIG) },
    Operation("GET audiences/$BIG") { audiences.find(BIG) },
    Operation("GET audiences/$BIG") { audiences.getAll(listOf(BIG)) },
    post("""POST projects/5/audiences {"name":"A","conditions":"{\"type\":\"browser\",\"value\":\"gc\"}"}""") {
        audiences.create(5, "A") { conditions { browser("gc") } }
    },
    put("""PUT audiences/$BIG {"segmentation":false}""") { audiences.update(BIG) { segmentation = false } },

    list("GET projects/5/dimensions") { dimensions.list(5) },
    list("GET projects/5/dimensions") { dimensions.listAll(5) },
    Operation("GET dimensions/$BIG") { dimensions.get(BIG) },
    Operation("GET dimensions/$BIG") { dimensions.find(BIG) },
    Operation("GET dimensions/$BIG") { dimensions.getAll(listOf(BIG)) },
    post("""POST projects/5/dimensions {"name":"D","client_api_name":null}""") { dimensions.create(5, "D") { clientApiName = null } },
    put("""PUT dimensions/$BIG {"description":"d"}""") { dimensions.update(BIG) { description = "d" } },
    gone("DELETE dimensions/$BIG") { dimensions.delete(BIG) },

    list("GET projects/5/targeting_lists") { uploadedLists.list(5) },
    list("GET projects/5/targeting_lists") { uploadedLists.listAll(5) },
    Operation("GET targeting_lists/$BIG") { uploadedLists.get(BIG) },
    Operation("GET targeting_lists/$BIG") { uploadedLists.find(BIG) },
    Operation("GET targeting_lists/$BIG") { uploadedLists.getAll(listOf(BIG)) },
    post("""POST projects/5/targeting_lists {"name":"L","list_type":2,"key_fields":"uid","list_content":"a,b","format":"csv"}""") {
        uploadedLists.create(5, "L", UploadedListType.QUERY_PARAMETER, keyFields = "uid", listContent = "a,b")
    },
    put(
        """PUT targeting_lists/$BIG {"name":"L","list_type":1,"key_fields":"c","list_content":"x","format":"csv","description":"d"}""",
    ) {
        uploadedLists.replace(BIG, "L", UploadedListType.COOKIE, keyFields = "c", listContent = "x") { description = "d" }
    },
    gone("DELETE targeting_lists/$BIG") { uploadedLists.delete(BIG) },
)

internal class ClassicRequestsSpec : FunSpec({
    context("each operation asks what the vendor documents, and reads what it answers, with what is new in it") {
        withData(nameFn = { "${it.asks.take(70)} ${OPERATIONS.indexOf(it)}" }, OPERATIONS) { operation ->
            runTest {
                val scripted = ScriptedClassic(this, handler = status(operation.status, operation.body))
                val answer = scripted.optimizely.(operation.call)().let { if (it is Flow<*>) it.toList() else it }
                scripted.lines shouldContainExactly listOf(operation.asks)
                val read = when (answer) {
                    is Page<*> -> answer.items.also { answer.totalCount to answer.hasNext shouldBe (it.size.toLong() to false) }
                    is List<*> -> answer
                    else -> listOf(answer)
                }
                if (operation.status == 204) {
                    answer shouldBe Unit
                } else {
                    val wanted = operation.body.trim('[', ']').let { if (operation.body.startsWith("[{\"id\"")) THING else it }
                    read.toSet().map { (it as Document).json } shouldContainExactly listOf(Json.parseToJsonElement(wanted))
                }
                val type = scripted.requests.single().body.contentType?.toString()
                type shouldBe if (operation.asks.startsWith("P")) "application/json" else null
            }
        }
    }

    test("adding a goal adds to what is there, and leaves alone what nobody knows") {
        runTest {
            val goal = """{"id":7,"title":"T","experiment_ids":[1,$BIG],"future":true,"event":"e"}"""
            val scripted = ScriptedClassic(this, handler = inTurn(status(200, goal), status(202, """{"id":7,"experiment_ids":[1,2]}""")))
            scripted.optimizely.experiments.addGoal(2, 7).experimentIds shouldContainExactly listOf(1, 2)
            scripted.lines shouldContainExactly listOf("GET goals/7", """PUT goals/7 {"experiment_ids":[1,$BIG,2]}""")
        }
    }

    test("a status that is new is kept") {
        runTest {
            val scripted = ScriptedClassic(this, handler = status(200, """{"id":1,"status":"Thinking"}"""))
            scripted.optimizely.experiments.get(1).status shouldBe ExperimentStatus.of("Thinking")
        }
    }
})
