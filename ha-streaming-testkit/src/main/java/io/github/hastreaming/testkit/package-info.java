/**
 * An emulated region of OCI Streaming: a stateful service over real HTTP, with faults that are
 * switched on and off at run time. Start with {@link
 * io.github.hastreaming.testkit.OciStreamingEmulator}.
 */
@NullMarked
package io.github.hastreaming.testkit;

import org.jspecify.annotations.NullMarked;
