/** Optimizely's REST API v2 for Java. */
@NullMarked
package dev.tricolor.optimizely;

import org.jspecify.annotations.NullMarked;
