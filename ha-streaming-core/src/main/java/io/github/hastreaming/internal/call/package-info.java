/** The flow of a call. Internal: not part of the API. */
@NullMarked
package io.github.hastreaming.internal.call;

import org.jspecify.annotations.NullMarked;
