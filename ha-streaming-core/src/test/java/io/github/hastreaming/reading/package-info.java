/** Cursors, groups and sweeps across regions. */
@NullMarked
package io.github.hastreaming.reading;

import org.jspecify.annotations.NullMarked;
