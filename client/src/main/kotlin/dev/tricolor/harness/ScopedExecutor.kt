package dev.tricolor.harness

import dev.tricolor.Call
import dev.tricolor.Executor
import dev.tricolor.TricolorDsl

/**
 * Where in Harness something lives: in an account, in an organization of it, or in a project of that.
 *
 * @property accountIdentifier the account
 * @property orgIdentifier the organization; null for what belongs to the account
 * @property projectIdentifier the project; null for what belongs to the account or the organization
 */
public class HarnessScope internal constructor(
    public val accountIdentifier: String,
    public val orgIdentifier: String?,
    public val projectIdentifier: String?,
) {
    init {
        require(accountIdentifier.isNotBlank()) { "accountIdentifier is blank" }
        require(orgIdentifier?.isBlank() != true) { "orgIdentifier is blank" }
        require(projectIdentifier?.isBlank() != true) { "projectIdentifier is blank" }
        require(projectIdentifier == null || orgIdentifier != null) {
            "projectIdentifier is \"$projectIdentifier\", but orgIdentifier is not set: a project is one of an organization"
        }
    }

    override fun equals(other: Any?): Boolean = other is HarnessScope && other.identifiers == identifiers

    override fun hashCode(): Int = identifiers.hashCode()

    override fun toString(): String = identifiers.joinToString("/") { it.second }

    internal val identifiers: List<Pair<String, String>> get() = listOfNotNull(
        "accountIdentifier" to accountIdentifier,
        orgIdentifier?.let { "orgIdentifier" to it },
        projectIdentifier?.let { "projectIdentifier" to it },
    )
}

/** Says where in Harness calls go; what is not said stays as it is. */
@TricolorDsl
public class HarnessScopeBuilder internal constructor(before: HarnessScope) {
    /** The account. */
    public var accountIdentifier: String = before.accountIdentifier

    /** The organization; null for the account itself. */
    public var orgIdentifier: String? = before.orgIdentifier

    /** The project; null for the organization or the account itself. */
    public var projectIdentifier: String? = before.projectIdentifier

    /** Sets [HarnessScopeBuilder.accountIdentifier]. */
    public fun accountIdentifier(identifier: String): HarnessScopeBuilder = apply { accountIdentifier = identifier }

    /** Sets [HarnessScopeBuilder.orgIdentifier]. */
    public fun orgIdentifier(identifier: String?): HarnessScopeBuilder = apply { orgIdentifier = identifier }

    /** Sets [HarnessScopeBuilder.projectIdentifier]. */
    public fun projectIdentifier(identifier: String?): HarnessScopeBuilder = apply { projectIdentifier = identifier }

    internal fun build() = HarnessScope(accountIdentifier, orgIdentifier, projectIdentifier)
}

/** Sends calls with the identifiers of [scope] in their query. */
internal class ScopedExecutor(private val executor: Executor, val scope: HarnessScope) {
    suspend operator fun <R> invoke(call: Call<R>): R = executor(call.query(scope.identifiers))

    /** The same without the project, for what belongs to an organization at least. */
    fun aboveProjects() = ScopedExecutor(executor, HarnessScope(scope.accountIdentifier, scope.orgIdentifier, null))
}
