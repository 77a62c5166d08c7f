package dev.tricolor.emulator.split

import dev.tricolor.emulator.core.Routes
import dev.tricolor.emulator.core.ok

internal fun Routes.Under.rolloutStatuses(account: Account) {
    get("rolloutStatuses") {
        account.workspaces.requireId(requiredQuery("wsId"))
        ok(account.rolloutStatuses.map { it.json })
    }
    get("rolloutStatuses/ws/{ws}") {
        account.workspace(this)
        ok(account.rolloutStatuses.map { it.json })
    }
}
