package dev.tricolor.harness

import dev.tricolor.Call
import dev.tricolor.Executor
import dev.tricolor.TricolorDsl

/** Says where in Harness calls go; what is not said stays as it is. */
@TricolorDsl
public class HarnessScopeBuilder internal constructor(before: HarnessScope) {
    /** The account. */
    public var accountIdentifier: String = before.account

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
    private val identifiers = with(scope) {
        listOfNotNull(
            "accountIdentifier" to account,
            orgIdentifier?.let { "orgIdentifier" to it },
            projectIdentifier?.let { "projectIdentifier" to it },
        )
    }

    suspend operator fun <R> invoke(call: Call<R>): R = executor(call.query(identifiers))

    /** The same without the project, for what belongs to an organization at least. */
    fun aboveProjects() = ScopedExecutor(executor, HarnessScope(scope.account, scope.orgIdentifier))
}

/** Where calls go there is always an account. */
private val HarnessScope.account: String get() = checkNotNull(accountIdentifier)
