package dev.tricolor.emulator.launchdarkly

import dev.tricolor.emulator.SettableClock
import dev.tricolor.emulator.core.Refusal
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.encoded
import dev.tricolor.emulator.member
import dev.tricolor.emulator.string
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldContainAll
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.maps.shouldHaveKeys
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldMatch
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import java.time.Clock
import dev.tricolor.emulator.json as parsed

private const val UUID = "[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}"

private val REQUIRED = listOf(
    "_links", "_version", "archived", "creationDate", "customProperties", "experiments", "key", "kind", "name", "tags", "temporary",
    "variations",
)

private val REQUIRED_IN_CONFIG = listOf(
    "_environmentName", "_site", "archived", "lastModified", "on", "salt", "sel", "trackEvents", "trackEventsFallthrough", "version",
)

private fun JsonElement?.keys() = this!!.jsonArray.map { it.string("key") }

internal class FlagsSpec : FunSpec({
    val project = project()
    val api = project.api

    test("a flag of which only key and name are said serves true and false, is off, and has all that the schema requires") {
        val made = project.flag("plain")
        made.status shouldBe 201
        made.body.keys shouldContainAll REQUIRED
        made.body.string("kind") shouldBe "boolean"
        made["variations"]!!.jsonArray.map { it.member("value").toString() } shouldContainExactly listOf("true", "false")
        made["variations"]!!.jsonArray.forEach { it.string("_id") shouldMatch UUID }
        made["temporary"].toString() shouldBe "true"
        made["defaults"].toString() shouldBe """{"onVariation":0,"offVariation":1}"""
        made["_links"].member("self").string("href") shouldBe "/api/v2/flags/default/plain"
        made["environments"]!!.jsonObject.shouldHaveKeys("production", "test")
        val config = made["environments"].member("production")
        config!!.jsonObject.keys shouldContainAll REQUIRED_IN_CONFIG
        listOf("on", "version", "offVariation", "fallthrough").map { config.member(it).toString() } shouldContainExactly
            listOf("false", "1", "1", """{"variation":0}""")
        api.get("flags/default/plain").json shouldBe made.json
    }

    test("all that can be said at creation is there") {
        project.flag("wanted")
        val (wanted) = project.variationIds("wanted")
        val made = project.flag(
            "rich",
            ""","description":"d","variations":[{"value":"a","name":"A"},{"value":"b"},{"value":{"c":1}}],"temporary":false,
            "tags":["x","y"],"customProperties":{"jira":{"name":"Jira","value":["A-1"]}},"defaults":{"onVariation":2,"offVariation":0},
            "clientSideAvailability":{"usingEnvironmentId":true,"usingMobileKey":false},"maintainerId":"569f183514f4432160000007",
            "initialPrerequisites":[{"key":"wanted","variationId":"$wanted"}],"isFlagOn":true""",
        )
        made.status shouldBe 201
        made.body.string("kind") shouldBe "multivariate"
        made["includeInSnippet"].toString() shouldBe "true"
        made["customProperties"].toString() shouldBe """{"jira":{"name":"Jira","value":["A-1"]}}"""
        listOf("production", "test").forEach { key ->
            val config = made["environments"].member(key)
            config.member("on").toString() shouldBe "true"
            config.member("fallthrough").toString() shouldBe """{"variation":2}"""
            config.member("prerequisites").toString() shouldBe """[{"key":"wanted","variation":0}]"""
        }
    }

    test("a migration flag has the variations of its stages, and shows its settings where they are asked for") {
        val made = project.flag("move", ""","purpose":"migration","migrationSettings":{"stageCount":4}""")
        made["variations"]!!.jsonArray.map { it.string("value") } shouldContainExactly listOf("off", "shadow", "live", "complete")
        made.body.string("_purpose") shouldBe "migration"
        made["migrationSettings"] shouldBe null
        api.get("flags/default/move?expand=migrationSettings")["migrationSettings"].toString() shouldBe """{"stageCount":4}"""
        val on = """{"instructions":[{"kind":"turnFlagOn"}]}"""
        api.post("projects/default/flags/move/environments/test/migration-safety-issues", on).status shouldBe 204
        api.post("projects/default/flags/move/environments/test/migration-safety-issues", """{"instructions":[]}""").status shouldBe 400
        project.flag("no-move")
        api.post("projects/default/flags/no-move/environments/test/migration-safety-issues", on).status shouldBe 400
    }

    test("a clone does in every environment what the other flag does") {
        project.flag("source", ""","variations":[{"value":1},{"value":2},{"value":3}]""")
        val (_, second) = project.variationIds("source")
        project.patch(
            "source",
            """{"kind":"turnFlagOn"},{"kind":"addTargets","variationId":"$second","values":["ann"]},
               {"kind":"updateOffVariation","variationId":"$second"}""",
        ).status shouldBe 200
        val clone = api.post("flags/default?clone=source", """{"key":"clone","name":"c"}""")
        clone["variations"]!!.jsonArray.map { it.member("value").toString() } shouldContainExactly listOf("1", "2", "3")
        val config = clone["environments"].member("production")
        listOf("on", "offVariation", "version").map { config.member(it).toString() } shouldContainExactly listOf("true", "1", "1")
        config.member("targets").toString() shouldBe """[{"contextKind":"user","values":["ann"],"variation":1}]"""
        api.post("flags/default?clone=nope", """{"key":"clone-2","name":"c"}""").status shouldBe 400
        // What the source serves third is not among the two variations here.
        api.post("flags/default?clone=source", """{"key":"clone-3","name":"c","variations":[{"value":1}]}""").status shouldBe 400
    }

    test("a key is taken once, even by a flag in the archive") {
        project.flag("taken")
        project.patch("taken", """{"kind":"archiveFlag"}""").status shouldBe 200
        val again = project.flag("taken")
        again.status shouldBe 409
        again.body.string("code") shouldBe "key_exists"
        again.message shouldBe "A feature with that key already exists"
        api.delete("flags/default/taken").status shouldBe 204
        project.flag("taken").status shouldBe 201
    }

    context("what cannot be created") {
        listOf(
            "{}", """{"key":"a"}""", """{"name":"a"}""", """{"key":"-a","name":"a"}""", """{"key":"a b","name":"a"}""",
            """{"key":"${"k".repeat(257)}","name":"a"}""", """{"key":"a","name":" "}""", """{"key":"a","name":"a","tags":["a b"]}""",
            """{"key":"a","name":"a","tags":"x"}""", """{"key":"a","name":"a","variations":[]}""",
            """{"key":"a","name":"a","variations":[{"name":"x"}]}""", """{"key":"a","name":"a","variations":[{"value":1},{"value":1}]}""",
            """{"key":"a","name":"a","defaults":{"onVariation":0,"offVariation":2}}""", """{"key":"a","name":"a","defaults":{}}""",
            """{"key":"a","name":"a","maintainerId":"me"}""", """{"key":"a","name":"a","temporary":"yes"}""",
            """{"key":"a","name":"a","customProperties":{"c":{}}}""", """{"key":"a","name":"a","customProperties":[]}""",
            """{"key":"a","name":"a","initialPrerequisites":[{"key":"nope","variationId":"v"}]}""",
            """{"key":"a","name":"a","purpose":"migration"}""", """{"key":"a","name":"a","purpose":"fun"}""",
            """{"key":"a","name":"a","purpose":"migration","variations":[{"value":1}]}""",
            """[]""", "no json",
        ).forEach { body ->
            test("${body.take(100)} -> 400") {
                val refused = api.post("flags/default", body)
                refused.status shouldBe 400
                refused.body.string("code") shouldBe "invalid_request"
            }
        }
    }

    test("what is not there is 404") {
        listOf("flags/nope", "flags/default/nope", "flags/default/plain?env=nope", "flag-status/default/nope").forEach {
            api.get(it).status shouldBe 404
        }
        listOf("flag-statuses/default/nope", "flag-statuses/default/production/nope", "flags/default/nope/expiring-targets/test").forEach {
            api.get(it).status shouldBe 404
        }
        api.delete("flags/default/nope").status shouldBe 404
        project.patch("nope", """{"kind":"turnFlagOn"}""").status shouldBe 404
        api.post("flags/default/nope/copy", "{}").status shouldBe 404
    }

    test("statuses: new, as no SDK asks for a flag here, and inactive after a week") {
        val status = api.get("flag-statuses/default/production/plain")
        status.body.string("name") shouldBe "new"
        status["_links"].member("self").string("href") shouldBe "/api/v2/flag-statuses/default/production/plain"
        api.get("flag-statuses/default/test")["items"]!!.jsonArray.size shouldBe
            api.get("flags/default?limit=100")["totalCount"].toString().toInt()
        val across = api.get("flag-status/default/plain?env=test")
        across.body.string("key") shouldBe "plain"
        across["environments"]!!.jsonObject.shouldHaveKeys("test")
        api.get("flag-status/default/plain")["environments"]!!.jsonObject.shouldHaveKeys("production", "test")
        val clock = SettableClock()
        TestProject(clock).use { other ->
            other.flag("old")
            clock.now += 7 * 24 * 60 * 60 * 1000L
            other.api.get("flag-statuses/default/production/old").body.string("name") shouldBe "inactive"
        }
    }

    test("copy: all, parts, and only from versions that are still there") {
        project.flag("copied")
        val (_, off) = project.variationIds("copied")
        project.patch(
            "copied",
            """{"kind":"turnFlagOn"},{"kind":"addTargets","variationId":"$off","values":["ann"]},
               {"kind":"updateFallthroughVariationOrRollout","variationId":"$off"}""",
        ).status shouldBe 200
        fun copy(more: String = "") =
            api.post("flags/default/copied/copy", """{"source":{"key":"production"},"target":{"key":"test"}$more}""")
        copy(""","excludedActions":["updateOn","updateTargets"]""").status shouldBe 201
        val part = project.config("copied", "test")
        part.member("on").toString() shouldBe "false"
        part.member("fallthrough").toString() shouldBe """{"variation":1}"""
        part.member("targets").toString() shouldBe "[]"
        part.member("version").toString() shouldBe "2"
        copy(""","includedActions":["updateOn"],"comment":"c"""")["environments"].member("test").member("on").toString() shouldBe "true"
        val clause = """{"attribute":"a","op":"in","values":["b"]}"""
        project.patch("copied", """{"kind":"addRule","variationId":"$off","clauses":[$clause]}""").status shouldBe 200
        copy().status shouldBe 201
        val (here, there) = listOf("production", "test").map { project.config("copied", it).member("rules")!!.jsonArray.single() }
        there.member("variation") shouldBe here.member("variation")
        there.string("_id") shouldNotBe here.string("_id")
        project.config("copied", "test").member("targets")!!.jsonArray shouldHaveSize 1
        val versions = """{"source":{"key":"production","currentVersion":2},"target":{"key":"test","currentVersion":1}}"""
        val stale = api.post("flags/default/copied/copy", versions)
        stale.status shouldBe 409
        stale.body.string("code") shouldBe "optimistic_locking_error"
        listOf(
            "{}", """{"source":{"key":"production"}}""", """{"source":{"key":"nope"},"target":{"key":"test"}}""",
            """{"source":{"key":"production"},"target":{"key":"test"},"includedActions":["fly"]}""",
            """{"source":{"key":"production"},"target":{"key":"test"},"includedActions":["updateOn"],"excludedActions":["updateOn"]}""",
        ).forEach { api.post("flags/default/copied/copy", it).status shouldBe 400 }
    }

    test("flags that stand on another one are told, and keep it where it is") {
        project.flag("base")
        project.flag("top")
        val (on) = project.variationIds("base")
        project.patch("top", """{"kind":"addPrerequisite","key":"base","variationId":"$on"}""").status shouldBe 200
        api.get("flags/default/base/dependent-flags").status shouldBe 403
        val everywhere = project.beta.get("flags/default/base/dependent-flags")["items"]!!.jsonArray.single()
        everywhere.string("key") shouldBe "top"
        everywhere.member("environments").keys() shouldContainExactly listOf("production")
        project.beta.get("flags/default/production/base/dependent-flags")["items"].keys() shouldContainExactly listOf("top")
        project.beta.get("flags/default/test/base/dependent-flags")["items"].keys() shouldContainExactly emptyList()
        project.patch("base", """{"kind":"archiveFlag"}""").status shouldBe 400
        project.patch("base", """{"kind":"deleteFlag"}""").status shouldBe 409
        api.delete("flags/default/base").status shouldBe 409
        project.patch("top", """{"kind":"removePrerequisite","key":"base"}""")
        project.patch("base", """{"kind":"archiveFlag"}""").status shouldBe 200
    }

    test("a new environment has every flag, a new flag is in every environment, and one that is gone takes its part along") {
        val account = LaunchDarklyAccount(Clock.systemUTC())
        val default = account.projects.require("default")
        val flag = account.newFlag(default, json("key" to "f", "name" to "F", "isFlagOn" to true))
        val staging = account.newEnvironment(default, json("key" to "staging", "name" to "Staging", "color" to "ffffff"))
        flag.isOn("production") shouldBe true
        flag.isOn("staging") shouldBe false
        flag.configVersion("staging") shouldBe 1
        leave(flag, staging.id)
        flag.json.configs().shouldHaveKeys("production", "test")
    }

    test("an environment that is made like another one has flags that do the same, and a project says what its new flags are like") {
        TestProject().use { other ->
            other.flag("same")
            val (_, off) = other.variationIds("same")
            other.patch("same", """{"kind":"turnFlagOn"},{"kind":"addTargets","variationId":"$off","values":["ann"]}""")
            val staging = """{"key":"staging","name":"Staging","color":"ffffff","source":{"key":"production"}}"""
            other.api.post("projects/default/environments", staging).status shouldBe 201
            val config = other.config("same", "staging")
            listOf("on", "version").map { config.member(it).toString() } shouldContainExactly listOf("true", "1")
            config.member("targets") shouldBe other.config("same").member("targets")
            other.api.delete("projects/default/environments/staging").status shouldBe 204
            other.read("same").member("environments")!!.jsonObject.shouldHaveKeys("production", "test")

            other.api.put(
                "projects/default/flag-defaults",
                """{"tags":["new"],"temporary":false,"defaultClientSideAvailability":{"usingMobileKey":false,"usingEnvironmentId":true},
                    "booleanDefaults":{"trueDisplayName":"Yes","falseDisplayName":"No","trueDescription":"","falseDescription":"not",
                    "onVariation":1,"offVariation":0}}""",
            ).status shouldBe 200
            val made = other.flag("usual")
            made["variations"]!!.jsonArray.map { it.string("name") } shouldContainExactly listOf("Yes", "No")
            listOf("tags", "temporary", "defaults").map { made[it].toString() } shouldContainExactly
                listOf("""["new"]""", "false", """{"onVariation":1,"offVariation":0}""")
        }
    }

    test("an experiment can put its rollout on the fallthrough or a rule, and takes the version along") {
        val account = LaunchDarklyAccount(Clock.systemUTC())
        val flag = account.newFlag(account.projects.require("default"), json("key" to "f", "name" to "F"))
        val allocated = parsed(
            """{"rollout":{"variations":[{"variation":0,"weight":50000},{"variation":1,"weight":40000},
                {"variation":1,"weight":10000,"_untracked":true}],"experimentAllocation":{"defaultVariation":1,"canReshuffle":true}}}""",
        ).jsonObject
        account.serve(flag, "test", null, allocated)
        flag.config("test")["fallthrough"] shouldBe allocated
        flag.configVersion("test") shouldBe 2
        flag.configVersion("production") shouldBe 1
        val editor = FlagEditor(flag, "test")
        editor.carryOut(
            parsed(
                """{"kind":"addRule","variationId":"${flag.variationIds[0]}","clauses":[{"attribute":"a","op":"in","values":["b"]}]}""",
            ).jsonObject,
        )
        account.change(flag, editor.json)
        val ruleId = flag.config("test")["rules"]!!.jsonArray.single().string("_id")
        account.serve(flag, "test", ruleId, allocated)
        flag.config("test")["rules"]!!.jsonArray.single().member("rollout") shouldBe allocated["rollout"]
        shouldThrow<Refusal> { account.serve(flag, "test", null, json("variation" to 7)) }.status shouldBe 400
        flag.configVersion("test") shouldBe 4
    }

    context("lists") {
        val other = autoClose(TestProject())
        other.flag("alpha", ""","tags":["web","shop"],"temporary":false,"description":"The Big one"""")
        other.flag("beta", ""","tags":["web"],"maintainerId":"569f183514f4432160000007"""")
        other.flag("gamma", ""","clientSideAvailability":{"usingEnvironmentId":false,"usingMobileKey":false}""")
        other.flag("delta")
        other.flag("held", ""","purpose":"holdout"""")
        other.patch("gamma", """{"kind":"deprecateFlag"}""")
        other.patch("delta", """{"kind":"archiveFlag"}""")
        fun listed(query: String) = other.api.get("flags/default?$query")["items"].keys()

        withData<Pair<String, List<String>>>(
            nameFn = { "?${it.first}" },
            "" to listOf("alpha", "beta", "gamma", "held"),
            "archived=true" to listOf("delta"),
            "tag=shop" to listOf("alpha"),
            "filter=tags:web" to listOf("alpha", "beta"),
            "filter=tags:web%2Bshop" to listOf("alpha"),
            "filter=query:big" to listOf("alpha"),
            "filter=query:ALPH" to listOf("alpha"),
            "filter=type:permanent" to listOf("alpha"),
            "filter=type:temporary,tags:web" to listOf("beta"),
            "filter=state:archived" to listOf("delta"),
            "filter=state:deprecated" to listOf("gamma"),
            "filter=state:live" to listOf("alpha", "beta", "held"),
            "filter=archived:true" to listOf("delta"),
            "filter=maintainerId:569f183514f4432160000007" to listOf("beta"),
            "filter=maintainerTeamKey:t" to emptyList(),
            "filter=sdkAvailability:mobile" to listOf("alpha", "beta", "held"),
            "filter=sdkAvailability:client" to emptyList(),
            "filter=sdkAvailability:anyClient" to listOf("alpha", "beta", "held"),
            "filter=sdkAvailability:server" to listOf("gamma"),
            "filter=${encoded("""creationDate:{"before":1,"after":0}""")}" to emptyList(),
            "filter=${encoded("""creationDate:{"after":1}""")},type:permanent" to listOf("alpha"),
            "filter=hasExperiment:true" to emptyList(),
            "filter=hasExperiment:false,tags:shop" to listOf("alpha"),
            "filter=codeReferences.min:1" to emptyList(),
            "filter=codeReferences.max:1,tags:shop" to listOf("alpha"),
            "filter=${encoded("purpose:all+!(holdout)")}" to listOf("alpha", "beta", "gamma"),
            "filter=purpose:holdout" to listOf("held"),
            "sort=-key" to listOf("held", "gamma", "beta", "alpha"),
            "sort=type,-name" to listOf("alpha", "held", "gamma", "beta"),
            "sort=tags,creationDate" to listOf("gamma", "held", "beta", "alpha"),
            "sort=maintainerId,key&limit=2" to listOf("alpha", "gamma"),
            "offset=3" to listOf("held"),
        ) { (query, keys) -> listed(query) shouldContainExactly keys }

        listOf(
            "filter=colour:red", "filter=web", "filter=sdkAvailability:all", "sort=colour", "sort=targetingModifiedDate", "limit=many",
        ).forEach {
            test("$it -> 400") { other.api.get("flags/default?$it").status shouldBe 400 }
        }

        test("environments are there where they are asked for, summarized unless said otherwise") {
            other.api.get("flags/default")["items"]!!.jsonArray.forEach { ("environments" in it.jsonObject) shouldBe false }
            val (on, off) = other.variationIds("beta")
            other.patch(
                "beta",
                """{"kind":"addTargets","variationId":"$on","values":["a","b"]},
                   {"kind":"addTargets","variationId":"$on","values":["o"],"contextKind":"organization"},
                   {"kind":"addRule","variationId":"$off","clauses":[{"attribute":"a","op":"in","values":[1]}]},
                   {"kind":"updateFallthroughVariationOrRollout","rolloutWeights":{"$on":30000,"$off":70000},"rolloutBucketBy":"city"}""",
            ).status shouldBe 200
            fun config(query: String) = other.api.get("flags/default?tag=web&sort=-key&limit=1&$query")["items"]!!.jsonArray.single()
                .member("environments").member("production")!!.jsonObject
            val summarized = config("env=production&env=test")
            ("rules" in summarized) shouldBe false
            summarized["_summary"].toString() shouldBe """{"variations":{"0":{"rules":0,"nullRules":0,"targets":2,"contextTargets":1,""" +
                """"rollout":30000,"bucketBy":"city"},"1":{"rules":1,"nullRules":0,"targets":0,"contextTargets":0,"isOff":true,""" +
                """"rollout":70000,"bucketBy":"city"}},"prerequisites":0}"""
            val whole = config("filter=filterEnv:production&summary=0")
            ("_summary" in whole) shouldBe false
            whole["rules"]!!.jsonArray shouldHaveSize 1
            other.api.get("flags/default?env=nope").status shouldBe 404
        }

        test("a limit above 100 is 100, and pages link to each other") {
            val page = other.api.get("flags/default?limit=1000&offset=1&tag=web")
            page["totalCount"].toString() shouldBe "2"
            page["_links"].member("self").string("href") shouldContain "limit=100&offset=1&tag=web"
            page["_links"].member("prev").string("href") shouldContain "offset=0"
            page["items"].keys() shouldContainExactly listOf("beta")
        }
    }
})
