package dev.tricolor

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.string
import io.kotest.property.checkAll
import java.net.URLDecoder

internal class EndpointSpec : FunSpec({
    val endpoint = Endpoint("v2", Method.GET, "splits/ws/{workspaceId}/{flagName}", Reply.acknowledgement)

    test("holes and query values are escaped, whatever they hold") {
        endpoint("a/b", "c?d#e f%é&+").query("q r", "1&2=3").query("none", null).target shouldBe
            "splits/ws/a%2Fb/c%3Fd%23e%20f%25%C3%A9%26%2B?q%20r=1%262%3D3"
    }

    test("decoding what was encoded gives it back") {
        checkAll(Arb.string(0..40)) { text -> URLDecoder.decode(percentEncode(text), "UTF-8") shouldBe text }
    }

    context("a hole that would lead elsewhere is refused before anything is sent") {
        withData(
            nameFn = { "\"${it.first}\"" },
            "" to "GET splits/ws/{workspaceId}/{flagName}: flagName is blank",
            " " to "GET splits/ws/{workspaceId}/{flagName}: flagName is blank",
            ".." to "GET splits/ws/{workspaceId}/{flagName}: flagName is \"..\", which cannot be part of a URL",
            "." to "GET splits/ws/{workspaceId}/{flagName}: flagName is \".\", which cannot be part of a URL",
        ) { (value, message) -> shouldThrow<IllegalArgumentException> { endpoint("ws", value) }.message shouldBe message }
    }

    test("as many values as holes") {
        shouldThrow<NoSuchElementException> { endpoint("ws") }
        shouldThrow<IllegalStateException> { endpoint("ws", "flag", "more") }
    }

    context("base URLs: a token goes only where it is safe") {
        withData(
            "https://api.split.io" to "https://api.split.io",
            "https://api.split.io/x//" to "https://api.split.io/x",
            "http://127.0.0.1:8080/" to "http://127.0.0.1:8080",
            "http://localhost:1" to "http://localhost:1",
            "http://[::1]:1" to "http://[::1]:1",
        ) { (given, kept) -> checkedBaseUrl(given) shouldBe kept }
        withData(
            nameFn = { "no: \"$it\"" },
            "http://api.split.io", "http://127.0.0.1.evil.example", "http://localhost.evil.example", "ftp://api.split.io",
            "api.split.io", "https://user:pass@api.split.io", "https://api.split.io?x=1", "https://api.split.io#x", "",
            "https://", "http:///127.0.0.1", "https://exa mple.com", "http://127.0.0.999",
        ) { given -> shouldThrow<IllegalArgumentException> { checkedBaseUrl(given) } }
    }
})
