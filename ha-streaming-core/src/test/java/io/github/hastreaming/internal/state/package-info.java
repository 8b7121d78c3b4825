@NullMarked
package io.github.hastreaming.internal.state;

import org.jspecify.annotations.NullMarked;
