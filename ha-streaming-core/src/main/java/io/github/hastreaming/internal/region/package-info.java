/** One region: its delegates, breakers and call slots. Internal: not part of the API. */
@NullMarked
package io.github.hastreaming.internal.region;

import org.jspecify.annotations.NullMarked;
