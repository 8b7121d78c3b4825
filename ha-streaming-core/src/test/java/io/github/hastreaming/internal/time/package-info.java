@NullMarked
package io.github.hastreaming.internal.time;

import org.jspecify.annotations.NullMarked;
