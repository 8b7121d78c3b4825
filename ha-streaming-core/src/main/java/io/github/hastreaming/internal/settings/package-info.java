/** What the builder decided, and the defaults. Internal: not part of the API. */
@NullMarked
package io.github.hastreaming.internal.settings;

import org.jspecify.annotations.NullMarked;
