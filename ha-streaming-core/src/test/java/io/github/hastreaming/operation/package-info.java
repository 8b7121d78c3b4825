/** What operators see: log, events, status, documents. */
@NullMarked
package io.github.hastreaming.operation;

import org.jspecify.annotations.NullMarked;
