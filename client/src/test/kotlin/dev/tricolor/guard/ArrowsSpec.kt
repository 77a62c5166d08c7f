package dev.tricolor.guard

import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldNotBeEmpty
import io.kotest.matchers.shouldBe

class ArrowsSpec : FunSpec({

    test("the house keeps its arrows") {
        val sources = House.sources()
        sources.filter { it.path.startsWith("client/src/") }.shouldNotBeEmpty()
        arrowsBroken(sources) shouldBe emptyList()
    }

    context("refused") {
        withData(
            nameFn = { "${it.path}: ${it.text.trim()}" },
            Source("dsl/pom.xml", "<artifactId>tricolor-client</artifactId>"),
            Source("emulator/pom.xml", "<artifactId>tricolor-client</artifactId>"),
            Source("client/pom.xml", "<artifactId>tricolor-emulator</artifactId>\n</dependency>"),
            Source("dsl/src/main/kotlin/dev/tricolor/Json.kt", "import java.io.File"),
            Source("dsl/src/main/kotlin/dev/tricolor/Json.kt", "import java.net.*"),
            Source("dsl/src/main/kotlin/dev/tricolor/Json.kt", "fun read() = java.io.StringReader(\"\")"),
            Source("dsl/src/main/kotlin/dev/tricolor/Json.kt", "import io.ktor.http.Url"),
            Source("dsl/src/main/java/dev/tricolor/Json.java", "import kotlinx.coroutines.flow.Flow;"),
            Source("client/src/main/kotlin/dev/tricolor/Client.kt", "import dev.tricolor.emulator.Emulator as Fake"),
            Source("client/src/main/java/dev/tricolor/Client.java", "import static dev.tricolor.emulator.Emulator.start;"),
            Source("client/src/test/kotlin/dev/tricolor/ClientSpec.kt", "import dev.tricolor.samples.Rollout"),
            Source("client/src/main/kotlin/dev/tricolor/harness/Flags.kt", "import dev.tricolor.split.Flag"),
            Source("client/src/test/kotlin/dev/tricolor/optimizely/classic/V1Spec.kt", "val v = dev.tricolor.launchdarkly.Flag"),
            Source("emulator/src/main/kotlin/dev/tricolor/emulator/split/Routes.kt", "import dev.tricolor.emulator.harness.Routes"),
            Source("emulator/src/main/kotlin/dev/tricolor/emulator/split/Routes.kt", "import dev.tricolor.harness.Project"),
        ) { arrowsBroken(listOf(it)).size shouldBe 1 }
    }

    context("allowed") {
        withData(
            nameFn = { "${it.path}: ${it.text.trim()}" },
            Source("client/pom.xml", "<artifactId>tricolor-emulator</artifactId>\n      <scope>test</scope>"),
            Source("samples/kotlin/dev/tricolor/samples/Move.kt", "import dev.tricolor.split.Flag\nimport dev.tricolor.launchdarkly.Flag"),
            Source("client/src/main/kotlin/dev/tricolor/Http.kt", "import io.ktor.client.HttpClient\nimport java.io.File"),
            Source("client/src/test/kotlin/dev/tricolor/split/FlagsSpec.kt", "import dev.tricolor.emulator.split.rateLimit"),
            Source("emulator/src/main/kotlin/dev/tricolor/emulator/Emulator.kt", "import dev.tricolor.emulator.split.split"),
            Source("client/src/main/kotlin/dev/tricolor/optimizely/config/Config.kt", "import dev.tricolor.optimizely.classic.Rule"),
            Source("dsl/src/main/kotlin/dev/tricolor/Text.kt", "// java.io.File\n/* io.ktor.http */ val s = \"java.net.URI\""),
        ) { arrowsBroken(listOf(it)).shouldBeEmpty() }
    }

    test("a broken arrow is found where it stands") {
        val text = "package dev.tricolor\n\n/** See\n * `java.io.File`. */\nimport java.io.File\n"
        arrowsBroken(listOf(Source("dsl/src/main/kotlin/dev/tricolor/A.kt", text))) shouldBe
            listOf("dsl/src/main/kotlin/dev/tricolor/A.kt:5 names java.io.File: dsl holds values and does nothing")
    }
})
