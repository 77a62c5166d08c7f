/** Harness: who may do what in an account that holds feature flags. */
@NullMarked
package dev.tricolor.harness;

import org.jspecify.annotations.NullMarked;
