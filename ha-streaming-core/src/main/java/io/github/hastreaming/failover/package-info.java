/** What an operator sees of the failover. */
@NullMarked
package io.github.hastreaming.failover;

import org.jspecify.annotations.NullMarked;
