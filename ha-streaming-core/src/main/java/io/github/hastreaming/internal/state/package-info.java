/**
 * The state in force: who decides it, who tells it, who keeps it and who shares it with the store.
 * Internal: not part of the API.
 */
@NullMarked
package io.github.hastreaming.internal.state;

import org.jspecify.annotations.NullMarked;
