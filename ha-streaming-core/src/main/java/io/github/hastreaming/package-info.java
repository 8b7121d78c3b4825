/**
 * {@link io.github.hastreaming.HaStreamClient}: an OCI Streaming client that survives the loss of a
 * region.
 */
@NullMarked
package io.github.hastreaming;

import org.jspecify.annotations.NullMarked;
