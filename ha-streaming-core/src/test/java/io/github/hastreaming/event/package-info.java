@NullMarked
package io.github.hastreaming.event;

import org.jspecify.annotations.NullMarked;
