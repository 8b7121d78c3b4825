/** Delivery of events. Internal: not part of the API. */
@NullMarked
package io.github.hastreaming.internal.event;

import org.jspecify.annotations.NullMarked;
