package dev.tricolor

import dev.tricolor.guard.House
import java.lang.reflect.Modifier

/**
 * Every endpoint that the package of [vendor] declares, without those within it, as its `…Endpoints` objects hold them: what is added there
 * is found here.
 */
internal fun declaredEndpoints(vendor: String): List<Endpoint<*>> = House.classes("client").resolve("dev/tricolor/$vendor").walk()
    .maxDepth(1)
    .filter { it.name.endsWith("Endpoints.class") }
    .map { Class.forName("dev.tricolor.$vendor.${it.nameWithoutExtension}") }
    .filter { Endpoints::class.java.isAssignableFrom(it) && !Modifier.isAbstract(it.modifiers) }
    .flatMap { endpoints -> endpoints.declaredFields.filter { it.type == Endpoint::class.java } }
    .map { field -> field.apply { isAccessible = true }.get(null) as Endpoint<*> }
    .toList()

/** Which of these a request for [path], without the base URL, went to: the one whose template has most of it; null when none has. */
internal fun List<Endpoint<*>>.of(method: String, path: String): Endpoint<*>? = filter { it.method.name == method && it.fits(path) }
    .maxByOrNull { endpoint -> endpoint.template.split('/').count { !it.isHole } }

private fun Endpoint<*>.fits(path: String): Boolean = fits(template, path)

/** Whether [path] is one that [template] stands for. */
internal fun fits(template: String, path: String): Boolean {
    val segments = path.split('/')
    val said = template.split('/')
    return said.size == segments.size && said.zip(segments).all { (one, other) -> one.isHole || one == other }
}

/** A template in which holes have no names: vendors are not of one mind about them. */
internal fun nameless(template: String): String = template.trim('/').split('/').joinToString("/") { if (it.isHole) "{}" else it }

private val String.isHole get() = startsWith('{')
