@NullMarked
package io.github.hastreaming.internal.cursor;

import org.jspecify.annotations.NullMarked;
