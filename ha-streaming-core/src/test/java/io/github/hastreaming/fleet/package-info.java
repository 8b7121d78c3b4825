/** Several processes that share one decision. */
@NullMarked
package io.github.hastreaming.fleet;

import org.jspecify.annotations.NullMarked;
