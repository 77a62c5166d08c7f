package dev.tricolor.guard

import kotlinx.coroutines.flow.Flow
import java.lang.reflect.GenericArrayType
import java.lang.reflect.Method
import java.lang.reflect.Modifier
import java.lang.reflect.ParameterizedType
import java.lang.reflect.Type
import java.lang.reflect.WildcardType
import java.util.concurrent.CompletableFuture
import kotlin.reflect.KCallable
import kotlin.reflect.KClass
import kotlin.reflect.KFunction
import kotlin.reflect.KParameter
import kotlin.reflect.KVisibility
import kotlin.reflect.full.memberFunctions
import kotlin.reflect.full.memberProperties
import kotlin.reflect.full.valueParameters
import kotlin.time.Duration

/**
 * Compares every Kotlin `XApi`, `XClient` and `XSource` with the Java `XAsyncApi`, `XAsyncClient` and `XAsyncSource` beside it.
 *
 * Each function of the one is a method of the same name and parameter names of the other, and what suspends is a future.
 * What is meant to differ is said here and nowhere else:
 *  - a Java overload may leave out optional parameters from the end, as long as another one takes them all;
 *  - a function that returns a `Flow` hands the elements to a consumer `each` at the end of Java's parameters;
 *  - a Kotlin property is a Java method of its name;
 *  - a `Duration` is an `amount` and a `unit`;
 *  - `with` and `close` are there in both, but each in its language's own shape; constructors and factories are not compared.
 */
internal class Parity(classes: List<Class<*>>) {

    private val kotlin = classes
        .filter { it.isKotlin && it.isConcrete && it.name.endsWithAny(KINDS) && it.kotlin.visibility == KVisibility.PUBLIC }
    private val java = classes.filter { !it.isKotlin && Modifier.isPublic(it.modifiers) }
    private val facades = java.filter { it.isConcrete && it.name.endsWithAny(KINDS.map { kind -> "Async$kind" }) }

    val pairs: List<Pair<KClass<*>, Class<*>>> =
        kotlin.mapNotNull { one -> facades.find { it.name == one.facadeName }?.let { one.kotlin to it } }

    /** All that is wrong, one line each; empty when the languages agree. */
    fun problems(): List<String> = unpaired() + pairs.flatMap { (kotlin, java) -> differences(kotlin, java) } + java.flatMap(::leaks)

    private fun unpaired(): List<String> =
        kotlin.filter { one -> facades.none { it.name == one.facadeName } }.map { "${it.name} has no ${it.facadeName}" } +
            facades.filter { facade -> kotlin.none { it.facadeName == facade.name } }.map { "${it.name} stands beside no Kotlin class" }

    private fun differences(kotlin: KClass<*>, java: Class<*>): List<String> {
        val wanted = kotlin.callables().map { it.inJava() }
        val found = java.instanceMethods().map { it.signature() }
        val missing = wanted.groupBy { it.longest }.filter { (longest, twins) -> found.count { it.longest == longest } < twins.size }.keys
        val surplus = found.filter { method -> wanted.none { method.longest in it.forms } }
        val blocking = found.filter { method -> wanted.any { method.longest in it.forms && method.future != it.future } }
        return missing.map { "${java.name} lacks $it" } +
            surplus.map { "${java.name} has ${it.longest}, ${kotlin.simpleName} has nothing like it" } +
            blocking.map { "${java.name} has ${it.longest}, which ${if (it.future) "must not" else "must"} return a CompletableFuture" }
    }
}

private val KINDS = listOf("Api", "Client", "Source")
private val OWN_SHAPE = setOf("with", "close")
private val FROM_ANY = setOf("equals", "hashCode", "toString")

/** What a Java method may look like: [required] parameters, any number of the [optional] ones, then the [last]. */
private class Signature(
    val name: String,
    val required: List<String>,
    val optional: List<String> = emptyList(),
    val last: List<String> = emptyList(),
    val future: Boolean,
) {
    val forms = (0..optional.size).map { taken -> "$name(${(required + optional.take(taken) + last).joinToString()})" }
    val longest = forms.last()
}

private fun KClass<*>.callables(): List<KCallable<*>> =
    (memberFunctions + memberProperties).filter { it.visibility == KVisibility.PUBLIC && it.name !in FROM_ANY }

private fun KCallable<*>.inJava(): Signature {
    val flow = returnType.classifier == Flow::class
    val future = flow || isSuspend
    if (name in OWN_SHAPE) return Signature(name, emptyList(), future = future)
    val parameters = (this as? KFunction<*>)?.valueParameters.orEmpty()
        .flatMap { parameter -> parameter.namesInJava().map { it to parameter.isOptional } }
    val optional = parameters.takeLastWhile { it.second }
    val required = parameters.dropLast(optional.size)
    return Signature(name, required.map { it.first }, optional.map { it.first }, if (flow) listOf("each") else emptyList(), future)
}

private fun KParameter.namesInJava() = if (type.classifier == Duration::class) listOf("amount", "unit") else listOf(name.orEmpty())

private fun Class<*>.instanceMethods(): List<Method> =
    methods.filter { it.declaringClass != Any::class.java && !it.isBridge && !Modifier.isStatic(it.modifiers) && it.name !in FROM_ANY }

private fun Method.signature(): Signature {
    check(parameters.all { it.isNamePresent }) { "$this has no parameter names: javac must run with -parameters" }
    return Signature(
        name,
        if (name in OWN_SHAPE) emptyList() else parameters.map { it.name },
        future = returnType == CompletableFuture::class.java,
    )
}

/** Java methods that show a Java caller something of Kotlin's: `Unit`, a function type, a coroutine type, a value class. */
private fun leaks(java: Class<*>): List<String> = java.declaredMethods
    .filter { Modifier.isPublic(it.modifiers) && !it.isSynthetic }
    .flatMap { method ->
        (method.genericParameterTypes + method.genericReturnType).flatMap { it.classes() }.distinct()
            .filter { it.name.startsWith("kotlin.") || it.name.startsWith("kotlinx.coroutines.") || it.isKotlin && it.kotlin.isValue }
            .map { "${java.name}.${method.name} shows ${it.name} to Java" }
    }

private fun Type.classes(): List<Class<*>> = when (this) {
    is Class<*> -> listOf(componentType ?: this)
    is ParameterizedType -> rawType.classes() + actualTypeArguments.flatMap { it.classes() }
    is GenericArrayType -> genericComponentType.classes()
    is WildcardType -> (upperBounds + lowerBounds).flatMap { it.classes() }
    else -> emptyList()
}

private val Class<*>.isKotlin: Boolean get() = isAnnotationPresent(Metadata::class.java)

private val Class<*>.isConcrete: Boolean get() = !Modifier.isAbstract(modifiers)

private val Class<*>.facadeName: String get() = KINDS.first { name.endsWith(it) }.let { name.removeSuffix(it) + "Async" + it }

private fun String.endsWithAny(suffixes: List<String>): Boolean = suffixes.any { endsWith(it) }
