/** Optimizely's classic REST API for Java: {@link dev.tricolor.optimizely.classic.OptimizelyClassicAsyncClient}. */
@NullMarked
package dev.tricolor.optimizely.classic;

import org.jspecify.annotations.NullMarked;
