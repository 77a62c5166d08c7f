/** What no vendor owns: secrets, pages, errors, options. */
@NullMarked
package dev.tricolor;

import org.jspecify.annotations.NullMarked;
