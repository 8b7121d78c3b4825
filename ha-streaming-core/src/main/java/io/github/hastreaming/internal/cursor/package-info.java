/** Cursors as positions in the pair. Internal: not part of the API. */
@NullMarked
package io.github.hastreaming.internal.cursor;

import org.jspecify.annotations.NullMarked;
