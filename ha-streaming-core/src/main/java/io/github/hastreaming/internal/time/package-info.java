/** The one source of time. Internal: not part of the API. */
@NullMarked
package io.github.hastreaming.internal.time;

import org.jspecify.annotations.NullMarked;
