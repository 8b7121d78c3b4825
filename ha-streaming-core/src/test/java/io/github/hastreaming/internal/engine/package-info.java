@NullMarked
package io.github.hastreaming.internal.engine;

import org.jspecify.annotations.NullMarked;
