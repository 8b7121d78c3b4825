/** Regions in processes of their own that die, stop, or are cut off. In real time. */
@NullMarked
package io.github.hastreaming.network;

import org.jspecify.annotations.NullMarked;
