/** What the status counts. Internal: not part of the API. */
@NullMarked
package io.github.hastreaming.internal.counter;

import org.jspecify.annotations.NullMarked;
