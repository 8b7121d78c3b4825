@NullMarked
package io.github.hastreaming.call;

import org.jspecify.annotations.NullMarked;
