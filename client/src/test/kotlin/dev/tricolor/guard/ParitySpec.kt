package dev.tricolor.guard

import dev.tricolor.guard.fixture.CrookedApi
import dev.tricolor.guard.fixture.CrookedAsyncApi
import dev.tricolor.guard.fixture.Flag
import dev.tricolor.guard.fixture.FlagsApi
import dev.tricolor.guard.fixture.FlagsAsyncApi
import dev.tricolor.guard.fixture.FlagsAsyncClient
import dev.tricolor.guard.fixture.FlagsClient
import dev.tricolor.guard.fixture.LonelyApi
import dev.tricolor.guard.fixture.OrphanAsyncClient
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.collections.shouldNotBeEmpty
import io.kotest.matchers.shouldBe

class ParitySpec : FunSpec({

    test("Java can do what Kotlin can, by the same names") {
        val classes = House.classes("client").let { root ->
            root.walk().filter { it.extension == "class" }
                .map { it.relativeTo(root).invariantSeparatorsPath.removeSuffix(".class").replace('/', '.') }
                .map { Class.forName(it, false, ParitySpec::class.java.classLoader) }
                .toList()
        }
        val parity = Parity(classes)
        parity.problems() shouldBe emptyList()
        parity.pairs.shouldNotBeEmpty()
    }

    test("what is meant to differ may differ") {
        val good = listOf(FlagsApi::class, FlagsAsyncApi::class, FlagsClient::class, FlagsAsyncClient::class, Flag::class)
        val parity = Parity(good.map { it.java })
        parity.problems() shouldBe emptyList()
        parity.pairs shouldHaveSize 2
    }

    test("every other difference is a problem") {
        val here = "dev.tricolor.guard.fixture"
        Parity(listOf(CrookedApi::class.java, CrookedAsyncApi::class.java)).problems() shouldContainExactlyInAnyOrder listOf(
            "$here.CrookedAsyncApi lacks get(project, flag)",
            "$here.CrookedAsyncApi has get(flag, project), CrookedApi has nothing like it",
            "$here.CrookedAsyncApi lacks archive(flag)",
            "$here.CrookedAsyncApi lacks kill(flag, note)",
            "$here.CrookedAsyncApi has kill(flag), which must return a CompletableFuture",
            "$here.CrookedAsyncApi has restore(flag, after), CrookedApi has nothing like it",
            "$here.CrookedAsyncApi.delete shows kotlin.Unit to Java",
            "$here.CrookedAsyncApi.restore shows kotlin.jvm.functions.Function1 to Java",
            "$here.CrookedAsyncApi.restore shows kotlin.time.Duration to Java",
        )
    }

    test("a class that stands alone is a problem") {
        val here = "dev.tricolor.guard.fixture"
        Parity(listOf(LonelyApi::class.java, OrphanAsyncClient::class.java)).problems() shouldContainExactlyInAnyOrder listOf(
            "$here.LonelyApi has no $here.LonelyAsyncApi",
            "$here.OrphanAsyncClient stands beside no Kotlin class",
        )
    }
})
