@NullMarked
package io.github.hastreaming.internal.call;

import org.jspecify.annotations.NullMarked;
