/** Reading across regions. Internal: not part of the API. */
@NullMarked
package io.github.hastreaming.internal.read;

import org.jspecify.annotations.NullMarked;
