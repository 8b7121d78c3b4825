@NullMarked
package io.github.hastreaming.target;

import org.jspecify.annotations.NullMarked;
