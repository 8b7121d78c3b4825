/** What the client reports: {@link io.github.hastreaming.event.FailoverListener} and its events. */
@NullMarked
package io.github.hastreaming.event;

import org.jspecify.annotations.NullMarked;
