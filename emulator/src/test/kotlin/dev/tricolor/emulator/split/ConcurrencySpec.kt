package dev.tricolor.emulator.split

import dev.tricolor.emulator.names
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.shouldBe
import kotlinx.serialization.json.jsonArray
import java.util.concurrent.Callable
import java.util.concurrent.Executors

class ConcurrencySpec : FunSpec({
    val account = account()
    val pool = Executors.newFixedThreadPool(32)
    afterSpec { pool.shutdown() }

    fun <T> together(count: Int, act: (Int) -> T): List<T> =
        pool.invokeAll(List(count) { Callable { act(it) } }).map { it.get() }

    test("of many that want one name, one gets it") {
        together(64) { account.flag("wanted").status }.groupingBy { it }.eachCount() shouldBe mapOf(200 to 1, 409 to 63)
    }

    test("concurrent writes are all there, once") {
        together(64) { account.segment("segment-$it").status }.toSet() shouldBe setOf(200)
        val path = "segments/ws/${account.workspace}?limit=50&offset="
        val listed = listOf(0, 50).flatMap { account.v2.get("$path$it")["objects"].names() }
        listed shouldContainExactlyInAnyOrder List(64) { "segment-$it" }
    }

    test("patches of one definition do not lose each other") {
        val path = account.definedFlag("shared", DEFINITION.replace("""{"name":"on"}""", """{"name":"on","keys":[]}"""))
        together(64) { account.v2.patch(path, """[{"op":"add","path":"/treatments/0/keys/-","value":"k$it"}]""").status }
        val keys = account.v2.get(path)["treatments"]!!.jsonArray[0].toString()
        (0 until 64).all { "\"k$it\"" in keys } shouldBe true
    }
})
