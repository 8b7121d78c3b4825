/** Where the secondary is found and the switch happens. Internal: not part of the API. */
@NullMarked
package io.github.hastreaming.internal.failover;

import org.jspecify.annotations.NullMarked;
