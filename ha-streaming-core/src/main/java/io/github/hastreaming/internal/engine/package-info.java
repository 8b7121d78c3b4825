/** Puts the parts together. Internal: not part of the API. */
@NullMarked
package io.github.hastreaming.internal.engine;

import org.jspecify.annotations.NullMarked;
