package dev.tricolor.launchdarkly

/** How a patch is carried out; said beside what it changes. */
public interface PatchOptions {
    /** Whether the server only says what would come of the patch, and changes nothing. */
    public var dryRun: Boolean

    /** Whether changes and approvals that are pending may be thwarted by the patch; without it the server refuses (400). */
    public var ignoreConflicts: Boolean
}

internal class PatchOptionsHolder : PatchOptions {
    override var dryRun: Boolean = false
    override var ignoreConflicts: Boolean = false
}
