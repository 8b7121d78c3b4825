/** Coming back to the primary. */
@NullMarked
package io.github.hastreaming.failback;

import org.jspecify.annotations.NullMarked;
