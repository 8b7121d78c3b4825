/** Calls: retries, handing over, replays, errors. */
@NullMarked
package io.github.hastreaming.calls;

import org.jspecify.annotations.NullMarked;
