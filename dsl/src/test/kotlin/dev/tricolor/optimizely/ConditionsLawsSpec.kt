package dev.tricolor.optimizely

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.arbitrary
import io.kotest.property.checkAll
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlin.random.Random

private val hostile = listOf(
    "", " ", "plan", "and", "not", "browser", "a is 1 or b", "\"", "\\", "\\\"", "]", "[\"and\",", "{\"type\":\"x\"}", "\u0000", "\u2028",
    "\uD800", "😀", "null", "everyone", "1", "<script>", "%00", "a\nb",
)
private val scalars = listOf("1", "1.0", "1e2", "-0", "0.10", "12345678901234567890123", "true", "false", "null", "\"1\"", "{\"a\":[1,{}]}")

private fun Random.text() = hostile.random(this) + if (nextBoolean()) hostile.random(this) else ""

private fun Random.leaf(): Condition {
    val types = listOf("custom_attribute", "query", "browser", "first_session", "from the future", text())
    val members = listOf(
        "type" to JsonPrimitive(types.random(this)),
        "name" to JsonPrimitive(text()),
        "value" to if (nextBoolean()) JsonPrimitive(text()) else Json.parseToJsonElement(scalars.random(this)),
        "match_type" to JsonPrimitive(listOf("exact", "exists", "gt", "regex", text()).random(this)),
        text() + "!" to Json.parseToJsonElement(scalars.random(this)),
    )
    return Condition(JsonObject(members.filter { it.first == "type" || nextInt(3) > 0 }.toMap()))
}

private fun Random.tree(depth: Int, leaf: Random.() -> Condition): Conditions<Condition> {
    val operands = List(nextInt(4)) { if (depth == 0) leaf() else tree(depth - 1, leaf) }
    return when (nextInt(4)) {
        0 -> Conditions.allOf(operands)
        1 -> Conditions.anyOf(operands)
        2 -> operands.firstOrNull()?.not() ?: leaf()
        else -> leaf()
    }
}

private fun trees(leaf: Random.() -> Condition): Arb<Conditions<Condition>> = arbitrary { it.random.tree(4, leaf) }

/** As the service writes JSON: members by name, and spaces. */
private fun serverText(element: JsonElement): String = when (element) {
    is JsonArray -> element.joinToString(", ", "[", "]", transform = ::serverText)
    is JsonObject -> element.toSortedMap().entries.joinToString(", ", "{", "}") { "${JsonPrimitive(it.key)}: ${serverText(it.value)}" }
    is JsonPrimitive -> element.toString()
}

private fun holds(tree: Conditions<Condition>, leaf: (Condition) -> Boolean): Boolean = when (tree) {
    is ConditionGroup -> when (tree.operator) {
        ConditionOperator.AND -> tree.operands.all { holds(it, leaf) }
        ConditionOperator.OR -> tree.operands.any { holds(it, leaf) }
        ConditionOperator.NOT -> !holds(tree.operands.single(), leaf)
    }
    is Condition -> leaf(tree)
    else -> error("no leaf of these conditions: $tree")
}

/** Names of one letter, so that different trees often have something in common. */
private fun Random.simpleLeaf(): Condition =
    OptimizelyConditions.attribute(listOf("a", "b", "and", "browser").random(this)).eq(nextInt(2)) as Condition

internal class ConditionsLawsSpec : FunSpec({
    test("reading what was written gives the tree") {
        checkAll(3_000, trees { leaf() }) { tree ->
            val text = tree.toJson()
            Conditions.fromJson(text) shouldBe tree
            Conditions.fromJson(text).hashCode() shouldBe tree.hashCode()
            Conditions.fromJson(text).toJson() shouldBe text
        }
    }

    test("reading what the service has written anew gives the tree") {
        checkAll(1_000, trees { leaf() }) { tree -> Conditions.fromJson(serverText(tree.json)) shouldBe tree }
    }

    test("other shapes of a tree mean the same") {
        checkAll(3_000, trees { leaf() }) { tree ->
            val simple = tree.simplified()
            simple.simplified() shouldBe simple
            tree.sameAs(simple) shouldBe true
            tree.inUiShape().sameAs(tree) shouldBe true
            repeat(4) { bit ->
                fun known(leaf: Condition) = leaf.json.hashCode() shr bit and 1 == 0
                holds(simple, ::known) shouldBe holds(tree, ::known)
                holds(tree.inUiShape(), ::known) shouldBe holds(tree, ::known)
            }
        }
    }

    test("no two trees of different meaning read alike") {
        val byText = HashMap<String, Conditions<Condition>>()
        checkAll(5_000, trees { if (nextInt(4) == 0) leaf() else simpleLeaf() }) { tree ->
            val before = byText.getOrPut(tree.readable()) { tree }
            withClue("${tree.toJson()} and ${before.toJson()}") { tree.sameAs(before) shouldBe true }
        }
    }

    test("no tree makes its checks fail") {
        checkAll(1_000, trees { leaf() }) { tree -> tree.problems().forEach { it.path.startsWith("conditions") shouldBe true } }
    }
})
