/** Switching to the secondary and by hand. */
@NullMarked
package io.github.hastreaming.failover;

import org.jspecify.annotations.NullMarked;
