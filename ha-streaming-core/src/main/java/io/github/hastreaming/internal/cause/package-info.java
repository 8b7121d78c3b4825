/** What is behind an exception. Internal: not part of the API. */
@NullMarked
package io.github.hastreaming.internal.cause;

import org.jspecify.annotations.NullMarked;
