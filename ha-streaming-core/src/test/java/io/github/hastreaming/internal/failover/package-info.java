@NullMarked
package io.github.hastreaming.internal.failover;

import org.jspecify.annotations.NullMarked;
