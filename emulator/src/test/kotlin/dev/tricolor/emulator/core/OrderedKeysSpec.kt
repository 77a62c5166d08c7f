package dev.tricolor.emulator.core

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.boolean
import io.kotest.property.arbitrary.int
import io.kotest.property.arbitrary.list
import io.kotest.property.arbitrary.map
import io.kotest.property.arbitrary.pair
import io.kotest.property.checkAll

class OrderedKeysSpec : FunSpec({
    test("behaves like a linked set with positions") {
        val batch = Arb.list(Arb.int(0..20).map { "k$it" }, 0..10)
        checkAll(Arb.list(Arb.pair(Arb.boolean(), batch), 0..20)) { steps ->
            val keys = OrderedKeys()
            val model = LinkedHashSet<String>()
            steps.forEach { (adds, batch) ->
                if (adds) {
                    keys.addAll(batch)
                    model.addAll(batch)
                } else {
                    keys.removeAll(batch) shouldBe batch.distinct().count { model.remove(it) }
                }
                keys.toList() shouldBe model.toList()
                batch.forEach { (it in keys) shouldBe (it in model) }
            }
        }
    }
})
