package dev.tricolor.optimizely

import dev.tricolor.InvalidPayloadException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import kotlinx.serialization.json.JsonPrimitive

private typealias Said = OptimizelyConditions.() -> Conditions<Condition>

private class Case(val json: String, val reads: String, val said: Said)

private class Refused(val problem: String, val said: Said)

private fun attributeJson(match: String, value: String? = null) =
    """{"type":"custom_attribute","name":"a","match_type":"$match"${value?.let { ",\"value\":$it" }.orEmpty()}}"""

internal class OptimizelyConditionsSpec : FunSpec({
    context("every documented condition has its function") {
        withData(
            nameFn = { it.reads },
            Case("""{"type":"browser","value":"gc"}""", """browser is "gc"""") { browser("gc") },
            Case("""{"type":"browser_version","value":"ie11"}""", """browser_version is "ie11"""") {
                browserVersion(BrowserVersion.INTERNET_EXPLORER_11)
            },
            Case("""{"type":"browser_version","value":"vivaldi"}""", """browser_version is "vivaldi"""") {
                browserVersion(BrowserVersion.of("vivaldi"))
            },
            Case("""{"type":"device","value":"tablet"}""", """device is "tablet"""") { device(VisitorDevice.TABLET) },
            Case("""{"type":"platform","value":"mac os_10.9"}""", """platform is "mac os_10.9"""") {
                platform(VisitorPlatform.MAC_OS_10_9)
            },
            Case("""{"type":"campaign"}""", "campaign exists") { campaign() },
            Case("""{"type":"campaign","match_type":"regex","value":"^x"}""", """campaign matches "^x"""") {
                campaign("^x", ConditionMatchType.REGEX)
            },
            Case("""{"type":"cookies","name":"c"}""", "cookies c exists") { cookie("c") },
            Case("""{"type":"cookies","name":"c","match_type":"regex","value":"choc.*"}""", """cookies c matches "choc.*"""") {
                cookie("c", "choc.*", ConditionMatchType.REGEX)
            },
            Case("""{"type":"cookies","name":"c","value":""}""", """cookies c is """"") { cookie("c", "") },
            Case("""{"type":"custom_tag","name":"t","match_type":"substring","value":"America"}""", """custom_tag t contains "America"""") {
                customTag("t", "America", ConditionMatchType.SUBSTRING)
            },
            Case("""{"type":"query","name":"a b","match_type":"exists"}""", """query "a b" exists""") {
                query("a b", matchType = ConditionMatchType.EXISTS)
            },
            Case("""{"type":"query","name":"q","value":"true"}""", """query q is "true"""") { query("q", "true") },
            Case("""{"type":"referrer","match_type":"simple","value":"facebook.com"}""", """referrer is like "facebook.com"""") {
                referrer("facebook.com", ConditionMatchType.SIMPLE)
            },
            Case("""{"type":"ip","value":"1.2.3.4"}""", """ip is "1.2.3.4"""") { ip("1.2.3.4") },
            Case("""{"type":"ip","match_type":"cidr","value":"10.0.0.0/8"}""", """ip is in "10.0.0.0/8"""") {
                ip("10.0.0.0/8", ConditionMatchType.CIDR)
            },
            Case("""{"type":"ip","match_type":"cidr","value":"2001:db8::/32"}""", """ip is in "2001:db8::/32"""") {
                ip("2001:db8::/32", ConditionMatchType.CIDR)
            },
            Case("""{"type":"ip","match_type":"prefix","value":"10."}""", """ip starts with "10."""") {
                ip("10.", ConditionMatchType.PREFIX)
            },
            Case("""{"type":"custom_dimension","name":"d"}""", "custom_dimension d") { customDimension("d") },
            Case("""{"type":"custom_dimension","name":"d","value":"1"}""", """custom_dimension d is "1"""") { customDimension("d", "1") },
            Case("""{"type":"event","name":"signup"}""", "event signup") { event("signup") },
            Case("""{"type":"code","value":"a == \"b\""}""", """code is "a == \"b\""""") { code("a == \"b\"") },
            Case("""{"type":"language","value":"en-us"}""", """language is "en-us"""") { language("en-us") },
            Case("""{"type":"location","value":"CA"}""", """location is "CA"""") { location("CA") },
            Case("""{"type":"location","value":"US|CA|SANFRANCISCO"}""", """location is "US|CA|SANFRANCISCO"""") {
                location("US", "CA", "SANFRANCISCO")
            },
            Case("""{"type":"source_type","value":"search"}""", """source_type is "search"""") { sourceType(TrafficSource.SEARCH) },
            Case(
                """{"type":"time_and_day","value":"07:00_23:59_monday,sunday"}""",
                """time_and_day is "07:00_23:59_monday,sunday"""",
            ) { timeAndDay("07:00", "23:59", Weekday.MONDAY, Weekday.SUNDAY) },
            Case("""{"type":"list","name":"l"}""", "list l") { list("l") },
            Case("""{"type":"list","name":"l","value":"v"}""", """list l is "v"""") { list("l", "v") },
            Case("""{"type":"third_party_dimension","name":"d","value":"v"}""", """third_party_dimension d is "v"""") {
                thirdPartyDimension("d", "v")
            },
            Case("""{"type":"uploaded_data_dimension","name":"d","value":"v"}""", """uploaded_data_dimension d is "v"""") {
                uploadedDataDimension("d", "v")
            },
            Case("""{"type":"first_session"}""", "first_session") { firstSession() },
            Case("""["not",{"type":"has_ppid"}]""", "not has_ppid") { !hasPpid() },
            Case(attributeJson("exact", "\"x\""), """a is "x"""") { attribute("a") eq "x" },
            Case(attributeJson("exact", "1"), "a is 1") { attribute("a") eq 1 },
            Case(attributeJson("exact", "false"), "a is false") { attribute("a") eq false },
            Case(attributeJson("exists"), "a exists") { attribute("a").exists() },
            Case(attributeJson("substring", "\"x\""), """a contains "x"""") { attribute("a") contains "x" },
            Case(attributeJson("gt", "1"), "a > 1") { attribute("a") gt 1 },
            Case(attributeJson("ge", "1.5"), "a >= 1.5") { attribute("a") ge 1.5 },
            Case(attributeJson("lt", "-1"), "a < -1") { attribute("a") lt -1L },
            Case(attributeJson("le", "0"), "a <= 0") { attribute("a") le 0 },
            Case(attributeJson("semver_eq", "\"2\""), """a is version "2"""") { attribute("a") semverEq "2" },
            Case(attributeJson("semver_gt", "\"2.1\""), """a is version > "2.1"""") { attribute("a") semverGt "2.1" },
            Case(attributeJson("semver_ge", "\"2.1.0\""), """a is version >= "2.1.0"""") { attribute("a") semverGe "2.1.0" },
            Case(attributeJson("semver_lt", "\"2.1.0-beta.1\""), """a is version < "2.1.0-beta.1"""") {
                attribute("a") semverLt "2.1.0-beta.1"
            },
            Case(attributeJson("semver_le", "\"2.1.0+7\""), """a is version <= "2.1.0+7"""") { attribute("a") semverLe "2.1.0+7" },
            Case("""{"type":"weather","name":"n","value":2,"match_type":"gt","unit":"C"}""", """{"type":"weather","name":"n","value":2,""" +
                """"match_type":"gt","unit":"C"}""") {
                condition("weather") { name("n").value(2).matchType(ConditionMatchType.GT).field("unit", JsonPrimitive("C")) }
            },
        ) {
            val tree = conditions(it.said)
            tree.toJson() shouldBe it.json
            tree.readable() shouldBe it.reads
            Conditions.fromJson(it.json) shouldBe tree
        }
    }

    context("what can never work is refused") {
        withData(
            nameFn = { it.said(OptimizelyConditions).readable() },
            Refused("name: is blank") { attribute(" ") eq "x" },
            Refused("name: is missing") { condition("event") {} },
            Refused("type: is blank") { condition("") {} },
            Refused("type: is \"visitor\", which Optimizely does not save; \"first_session\" is") {
                condition("visitor") { value("new") }
            },
            Refused("value: is blank") { browser(" ") },
            Refused("value: is missing") { condition("device") {} },
            Refused("name: is blank") { query("") },
            Refused("value: is 7, must be text") { condition("query") { name("q").value(7) } },
            Refused("value: is missing") { query("q", null, ConditionMatchType.REGEX) },
            Refused("value: is \"none\", which is no campaign") { campaign("none") },
            Refused("value: is \"10.0.0.0\", must be a network such as \"10.0.0.0/8\"") { ip("10.0.0.0", ConditionMatchType.CIDR) },
            Refused("value: is \"10.0.0/8\", must be a network such as \"10.0.0.0/8\"") { ip("10.0.0/8", ConditionMatchType.CIDR) },
            Refused("value: is \"10.0.0.256/8\", must be a network such as \"10.0.0.0/8\"") { ip("10.0.0.256/8", ConditionMatchType.CIDR) },
            Refused("value: is \"10.0.0.0/33\", must be a network such as \"10.0.0.0/8\"") { ip("10.0.0.0/33", ConditionMatchType.CIDR) },
            Refused("value: is \"x::/8\", must be a network such as \"10.0.0.0/8\"") { ip("x::/8", ConditionMatchType.CIDR) },
            Refused("value: is \"::/129\", must be a network such as \"10.0.0.0/8\"") { ip("::/129", ConditionMatchType.CIDR) },
            Refused("value: is \"24:00_25:00_monday\", must be such as \"09:00_17:30_monday,friday\"") {
                timeAndDay("24:00", "25:00", Weekday.MONDAY)
            },
            Refused("value: is \"9:00_17:00_monday\", must be such as \"09:00_17:30_monday,friday\"") {
                timeAndDay("9:00", "17:00", Weekday.MONDAY)
            },
            Refused("value: is \"09:00_17:00_\", must be such as \"09:00_17:30_monday,friday\"") { timeAndDay("09:00", "17:00") },
            Refused("value: is \"US||SF\", must be such as \"US|CA|SANFRANCISCO\"") { location("US", "", "SF") },
            Refused("match_type: is \"cidr\", must be one of \"exists\", \"exact\", \"substring\", \"regex\"") {
                query("q", "x", ConditionMatchType.CIDR)
            },
            Refused("match_type: is \"exact\", must be left out") {
                condition("browser") { value("gc").matchType(ConditionMatchType.EXACT) }
            },
            Refused("value: is NaN, must be a finite number") { attribute("a") gt Double.NaN },
            Refused("value: is Infinity, must be text, a finite number, or true or false") { attribute("a") eq Double.POSITIVE_INFINITY },
            Refused("value: is \"\", must be text") { attribute("a") contains "" },
            Refused("value: is \"1\", must be a finite number") {
                condition("custom_attribute") { name("a").value("1").matchType(ConditionMatchType.LE) }
            },
            Refused("value: is missing, must be text, a finite number, or true or false") { condition("custom_attribute") { name("a") } },
            Refused("value: is \"v2\", must be a version such as \"2.1.0\"") { attribute("a") semverEq "v2" },
            Refused("value: is \"1.2.3.4\", must be a version such as \"2.1.0\"") { attribute("a") semverGt "1.2.3.4" },
            Refused("value: is \"1.2 3\", must be a version such as \"2.1.0\"") { attribute("a") semverLt "1.2 3" },
            Refused("value: is 2, must be a version such as \"2.1.0\"") {
                condition("custom_attribute") { name("a").value(2).matchType(ConditionMatchType.SEMVER_LE) }
            },
        ) {
            shouldThrow<InvalidPayloadException> { conditions(it.said) }.problems.map { it.toString() } shouldContainExactly
                listOf("conditions.${it.problem}")
        }
    }

    test("all of it is said at once, each with its place in the JSON") {
        val tree = with(OptimizelyConditions) { (attribute("") gt Double.NaN) or (browser("gc") and !query("")) }
        tree.problems().map { it.toString() } shouldContainExactly listOf(
            "conditions[1].name: is blank",
            "conditions[1].value: is NaN, must be a finite number",
            "conditions[2][2][1].name: is blank",
        )
    }

    test("a group of nothing is only the whole of an audience's conditions") {
        Conditions.fromJson("[]").problems() shouldBe emptyList()
        Conditions.fromJson("""["and"]""").problems().map { it.toString() } shouldContainExactly listOf("conditions: is \"and\" of nothing")
        Conditions.fromJson("""["not",[]]""").problems().map { it.toString() } shouldContainExactly
            listOf("conditions[1]: is \"or\" of nothing")
        Conditions.fromJson("""["or",["and"]]""").problems().map { it.toString() } shouldContainExactly
            listOf("conditions[1]: is \"and\" of nothing")
    }

    test("a name that could be taken for something else is quoted") {
        listOf("and", "not", "browser", "first_session", "1st", "a b", "").forEach {
            (OptimizelyConditions.attribute(it) eq 1).readable() shouldBe "\"$it\" is 1"
        }
    }
})
