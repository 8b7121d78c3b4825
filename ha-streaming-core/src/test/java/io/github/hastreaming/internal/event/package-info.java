@NullMarked
package io.github.hastreaming.internal.event;

import org.jspecify.annotations.NullMarked;
