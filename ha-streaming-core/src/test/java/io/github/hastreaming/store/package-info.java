/** State that is shared, and stores that fail. */
@NullMarked
package io.github.hastreaming.store;

import org.jspecify.annotations.NullMarked;
