/** The Split Admin API, now Harness FME, for Java: {@link dev.tricolor.split.SplitAsyncClient}. */
@NullMarked
package dev.tricolor.split;

import org.jspecify.annotations.NullMarked;
