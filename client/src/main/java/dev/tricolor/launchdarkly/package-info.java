/** The LaunchDarkly REST API for Java: {@link dev.tricolor.launchdarkly.LaunchDarklyAsyncClient}. */
@NullMarked
package dev.tricolor.launchdarkly;

import org.jspecify.annotations.NullMarked;
