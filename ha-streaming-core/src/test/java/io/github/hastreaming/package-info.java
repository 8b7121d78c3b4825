@NullMarked
package io.github.hastreaming;

import org.jspecify.annotations.NullMarked;
