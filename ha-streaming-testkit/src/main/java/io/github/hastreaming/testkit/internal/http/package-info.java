/** The wire of the service: paths, headers, JSON and cursors. Not for users. */
@NullMarked
package io.github.hastreaming.testkit.internal.http;

import org.jspecify.annotations.NullMarked;
