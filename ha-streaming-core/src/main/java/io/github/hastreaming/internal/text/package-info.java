/** Text of others, made fit to be shown. Internal: not part of the API. */
@NullMarked
package io.github.hastreaming.internal.text;

import org.jspecify.annotations.NullMarked;
