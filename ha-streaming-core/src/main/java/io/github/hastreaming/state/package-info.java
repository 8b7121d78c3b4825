/** The failover state and where it is kept. */
@NullMarked
package io.github.hastreaming.state;

import org.jspecify.annotations.NullMarked;
