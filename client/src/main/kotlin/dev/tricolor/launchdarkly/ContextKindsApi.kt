package dev.tricolor.launchdarkly

import dev.tricolor.Block
import dev.tricolor.Executor
import dev.tricolor.Page
import dev.tricolor.flowOfPages
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.firstOrNull

internal object ContextKindEndpoints : LaunchDarklyEndpoints() {
    val list = get("projects/{projectKey}/context-kinds", itemsReply(ContextKind))
    val put = put("projects/{projectKey}/context-kinds/{key}", ContextKindPut)
}

/**
 * Kinds of contexts: what flags are evaluated for, and experiments randomized by. Every project has `user`.
 *
 * @see <a href="https://launchdarkly.com/docs/api/contexts">Contexts</a>
 */
public class ContextKindsApi internal constructor(private val call: Executor) {
    /**
     * Lists the context kinds of a project. LaunchDarkly gives them in one piece.
     *
     * @throws dev.tricolor.NotFoundException if there is no such project (404)
     */
    public suspend fun list(projectKey: String): Page<ContextKind> = call.onePage(ContextKindEndpoints.list(projectKey))

    /** Lists all context kinds of a project. */
    public fun listAll(projectKey: String): Flow<ContextKind> = flowOfPages { list(projectKey) }

    /** Finds the context kind with this key; null when there is none. LaunchDarkly cannot give a single one, so this reads the list. */
    public suspend fun find(projectKey: String, key: String): ContextKind? = listAll(projectKey).firstOrNull { it.key == key }

    /**
     * Makes a context kind, or replaces it where there is one of that key.
     *
     * @param key a letter or digit, then letters, digits, `.`, `_` and `-`
     * @param name what people call it
     * @throws dev.tricolor.NotFoundException if there is no such project (404)
     * @throws dev.tricolor.BadRequestException if LaunchDarkly finds something wrong with it (400)
     */
    public suspend fun put(
        projectKey: String,
        key: String,
        name: String,
        block: Block<ContextKindBuilder> = Block {},
    ): ContextKindPut {
        require(LaunchDarklyLimits.isKey(key, LaunchDarklyLimits.FLAG_KEY)) {
            "key is \"$key\", must be a letter or digit, then letters, digits, '.', '_' and '-'"
        }
        return call(ContextKindEndpoints.put(projectKey, key).body(ContextKindBuilder(name), block))
    }
}
