package dev.tricolor.launchdarkly

import dev.tricolor.BadRequestException
import dev.tricolor.ConflictException
import dev.tricolor.InvalidPayloadException
import dev.tricolor.NotFoundException
import dev.tricolor.UnexpectedReplyException
import dev.tricolor.status
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.test.runTest
import kotlinx.serialization.json.JsonPrimitive

private const val WITH_KEYS = """{"key":"web","environments":{"totalCount":31,"items":[
    {"key":"production","apiKey":"sdk-canary","mobileKey":"mob-canary","future":{"apiKey":"sdk-canary"}}]},"tags":["a"]}"""

internal class ProjectsSpec : FunSpec({
    test("a project is created, read, changed and deleted") {
        onLaunchDarkly {
            val made = launchDarkly.projects.create("web", "Web") {
                tags("b", "a")
                defaultClientSideAvailability(usingEnvironmentId = true, usingMobileKey = false)
                namingConvention {
                    case = NamingCase.KEBAB
                    prefix = "web-"
                }
                environment("production", "Production", "417505") { critical = true }
                environment("staging", "Staging", "ABC")
            }
            asked shouldBe "POST projects"
            emulator.requests.last.body shouldBe
                """{"name":"Web","key":"web","tags":["b","a"],""" +
                """"defaultClientSideAvailability":{"usingEnvironmentId":true,"usingMobileKey":false},""" +
                """"namingConvention":{"case":"kebabCase","prefix":"web-"},"environments":[""" +
                """{"name":"Production","key":"production","color":"417505","critical":true},""" +
                """{"name":"Staging","key":"staging","color":"ABC"}]}"""
            made.tags shouldContainExactly listOf("a", "b")
            made.environments.map { it.key } shouldContainExactly listOf("production", "staging")
            made.environmentCount shouldBe 2
            made.environments.first().critical shouldBe true
            made.defaultClientSideAvailability?.usingEnvironmentId shouldBe true

            launchDarkly.projects.get("web").let {
                it.environments.shouldBeEmpty()
                it.environmentCount.shouldBeNull()
            }
            launchDarkly.projects.get("web") { expandEnvironments() }.let {
                it.environments.map { environment -> environment.key } shouldContainExactly listOf("production", "staging")
                it.environmentCount shouldBe 2
            }
            asked shouldBe "GET projects/web?expand=environments"

            val changed = launchDarkly.projects.update("web") {
                name = "Web shop"
                addTag("c")
                defaultClientSideAvailability(usingEnvironmentId = false, usingMobileKey = true)
            }
            emulator.requests.last.body shouldBe
                """[{"op":"replace","path":"/name","value":"Web shop"},{"op":"add","path":"/tags/-","value":"c"},""" +
                """{"op":"replace","path":"/defaultClientSideAvailability","value":{"usingEnvironmentId":false,"usingMobileKey":true}}]"""
            changed.name shouldBe "Web shop"
            changed.tags shouldContainExactly listOf("a", "b", "c")
            changed.environments.size shouldBe 2

            launchDarkly.projects.delete("web")
            launchDarkly.projects.find("web").shouldBeNull()
            shouldThrow<NotFoundException> { launchDarkly.projects.delete("web") }.code shouldBe "not_found"
        }
    }

    test("without environments a project begins with production and test, and its name may be any other's key") {
        onLaunchDarkly {
            launchDarkly.projects.create("p", "default").environments.map { it.key } shouldContainExactly listOf("production", "test")
            launchDarkly.projects.update("p") { name("test") }.name shouldBe "test"
            val conflict = shouldThrow<ConflictException> { launchDarkly.projects.create("p", "again") }
            conflict.code shouldBe "key_exists"
        }
    }

    test("projects are listed as asked: filters, order, pages") {
        onLaunchDarkly {
            listOf("shop" to "Alpha", "api" to "Beta", "app" to "Gamma").forEach { (key, name) ->
                launchDarkly.projects.create(key, name) { tags("all", name.lowercase()) }
            }
            suspend fun keys(query: ProjectQuery.() -> Unit) = launchDarkly.projects.listAll { query() }.map { it.key }.toList()
            keys {} shouldContainExactly listOf("default", "shop", "api", "app")
            keys { query("AP") } shouldContainExactly listOf("api", "app")
            keys { tags("all", "beta") } shouldContainExactly listOf("api")
            keys { keys("shop", "app") } shouldContainExactly listOf("shop", "app")
            keys { sort(ProjectSort.NAME, descending = true) } shouldContainExactly listOf("app", "default", "api", "shop")
            keys { query("p").tags("all").sort(ProjectSort.CREATED_ON, descending = true).limit(1) } shouldContainExactly
                listOf("app", "api", "shop")
            asked shouldBe "GET projects?filter=query%3Ap%2Ctags%3Aall&sort=-createdOn&limit=1&offset=2"
            launchDarkly.projects.list { expandEnvironments() }.items.first().environmentCount shouldBe 2
            launchDarkly.projects.list { limit = 2 }.let {
                it.totalCount shouldBe 4
                it.hasNext shouldBe true
            }
            shouldThrow<BadRequestException> { keys { sort(ProjectSort.of("size")) } }.serverMessage shouldContain "size"
        }
    }

    test("flag defaults are read, replaced and changed") {
        onLaunchDarkly {
            launchDarkly.projects.flagDefaults("default").booleanDefaults?.offVariation shouldBe 1
            val replaced = launchDarkly.projects.replaceFlagDefaults("default") {
                temporary = false
                tags("x")
                defaultClientSideAvailability(usingEnvironmentId = true, usingMobileKey = true)
                booleanDefaults {
                    trueDisplayName = "An"
                    offVariation = true
                }
            }
            asked shouldBe "PUT projects/default/flag-defaults"
            emulator.requests.last.body shouldBe
                """{"tags":["x"],"temporary":false,"defaultClientSideAvailability":{"usingEnvironmentId":true,"usingMobileKey":true},""" +
                """"booleanDefaults":{"trueDisplayName":"An","falseDisplayName":"False","trueDescription":"","falseDescription":"",""" +
                """"onVariation":0,"offVariation":0}}"""
            replaced.booleanDefaults?.trueDisplayName shouldBe "An"
            val changed = launchDarkly.projects.updateFlagDefaults("default") { temporary(true).addTag("y") }
            changed.temporary shouldBe true
            changed.tags shouldContainExactly listOf("x", "y")
            launchDarkly.projects.flagDefaults("default") shouldBe changed
        }
    }

    test("what cannot work is refused before anything is sent, all of it at once") {
        onLaunchDarkly {
            val wrong = shouldThrow<InvalidPayloadException> {
                launchDarkly.projects.create("-p", " ") {
                    tags("ok", "no good")
                    namingConvention {}
                    environment("e", "E", "#417505") { defaultTtl = 61 }
                    environment("e", "", "417505") { source(" ") }
                    field("includeInSnippetByDefault", JsonPrimitive("yes"))
                }
            }
            wrong.problems.map { it.path } shouldContainExactly listOf(
                "namingConvention", "environments[0].color", "environments[0].defaultTtl", "environments[1].source.key",
                "environments[1].name", "environments[1].key", "key", "name", "tags[1]",
            )
            wrong.message shouldContain "environments[0].color: is \"#417505\", must be 3 or 6 hexadecimal digits without \"#\""
            wrong.message shouldContain "environments[1].key: \"e\" is already environments[0]"
            shouldThrow<InvalidPayloadException> { launchDarkly.projects.update("default") {} }
            shouldThrow<InvalidPayloadException> { launchDarkly.projects.update("default") { name(" ").tags("", "a") } }
                .problems.map { it.path } shouldContainExactly listOf("name", "tags[0]")
            shouldThrow<InvalidPayloadException> { launchDarkly.projects.replaceFlagDefaults("default") { tags("a b") } }
                .problems.map { it.path } shouldContainExactly
                listOf("tags[0]", "temporary", "defaultClientSideAvailability", "booleanDefaults")
            listOf<ProjectQuery.() -> Unit>(
                { query("a,b") }, { query(" ") }, { tags() }, { keys() }, { keys("a|b") }, { limit = 101 }, { offset = -1 },
            ).forEach { shouldThrow<IllegalArgumentException> { launchDarkly.projects.list { it() } } }
            shouldThrow<IllegalArgumentException> { launchDarkly.projects.get("..") }
            emulator.requests.all.shouldBeEmpty()
        }
    }

    test("SDK keys are read, and never printed") {
        val project = Project.fromJson(WITH_KEYS)
        project.environmentCount shouldBe 31
        project.environments.single().apiKey shouldBe "sdk-canary"
        project.environments.single().mobileKey shouldBe "mob-canary"
        listOf("$project", "${project.environments}", "${listOf(project)}").forEach {
            it shouldNotContain "canary"
            it shouldContain """"apiKey":"***""""
        }
        project.toJson() shouldContain "sdk-canary"
        listOf(WITH_KEYS.dropLast(1), """[$WITH_KEYS]""", WITH_KEYS.replace("31", "\"31\"")).forEach { broken ->
            runTest {
                val launchDarkly = ScriptedLaunchDarkly(this, handler = status(200, broken)).launchDarkly
                listOf<suspend () -> Any?>(
                    { launchDarkly.projects.get("web") },
                    { launchDarkly.projects.create("web", "Web") },
                    { launchDarkly.projects.update("web") { name = "n" } },
                    { launchDarkly.projects.list() },
                ).forEach { call ->
                    val failure = shouldThrow<UnexpectedReplyException> { call() }
                    "$failure ${failure.rawBody} ${failure.cause}" shouldNotContain "canary"
                }
            }
        }
    }

    test("nulls, absences and what nobody knows yet do no harm") {
        Project.fromJson("""{"key":"p"}""").environmentCount.shouldBeNull()
        Project.fromJson("""{"key":"p","name":null,"tags":null,"environments":null,"_links":null,"_access":null}""").tags.shouldBeEmpty()
        Project.fromJson("""{"key":"p","environments":[],"new":{"a":1}}""").let {
            it.environmentCount shouldBe 0
            it.toJson() shouldContain "new"
        }
        Project.fromJson("""{"key":"p","environments":{"items":null}}""").environments.shouldBeEmpty()
        val defaults = FlagDefaults.fromJson("""{"booleanDefaults":{"onVariation":9007199254740993}}""").booleanDefaults
        defaults?.onVariation shouldBe 9007199254740993
    }
})
