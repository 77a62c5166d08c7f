package dev.tricolor

import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.cancel
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.future.future
import java.util.concurrent.CompletableFuture
import java.util.concurrent.Executor
import java.util.function.Consumer

/**
 * Runs suspending calls for Java. Cancelling a future cancels its request.
 *
 * Without an executor of the caller's own the many threads of [Dispatchers.IO] complete the futures,
 * so that a callback that blocks on another call does not starve it.
 */
internal class Futures(executor: Executor?) : AutoCloseable {
    private val dispatcher: CoroutineDispatcher = executor?.asCoroutineDispatcher() ?: Dispatchers.IO

    // With a plain Job the first call that fails would end the scope, and every later call with it.
    private val scope = CoroutineScope(SupervisorJob() + dispatcher)

    public fun <T> of(block: suspend () -> T): CompletableFuture<T> = scope.future { block() }

    public fun done(block: suspend () -> Unit): CompletableFuture<Void?> = scope.future {
        block()
        null
    }

    public fun text(block: suspend () -> Any?): CompletableFuture<String?> = of { block()?.toString() }

    public fun <T : Any> page(block: suspend () -> Page<T>): CompletableFuture<AsyncPage<T>> = of { AsyncPage(block(), this) }

    public fun <T : Any> nextPage(page: Page<T>): CompletableFuture<AsyncPage<T>?> = of { page.next()?.let { AsyncPage(it, this) } }

    public fun <T : Any> each(items: Flow<T>, consumer: Consumer<in T>): CompletableFuture<Void?> =
        done { items.collect { consumer.accept(it) } }

    override fun close(): Unit = scope.cancel("the client is closed")
}
