/** Optimizely's datafile for Java: {@link dev.tricolor.optimizely.config.DatafileAsyncSource}. */
@NullMarked
package dev.tricolor.optimizely.config;

import org.jspecify.annotations.NullMarked;
