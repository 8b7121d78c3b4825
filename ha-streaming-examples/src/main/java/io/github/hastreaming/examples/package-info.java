/** Runnable examples; not published. */
@NullMarked
package io.github.hastreaming.examples;

import org.jspecify.annotations.NullMarked;
