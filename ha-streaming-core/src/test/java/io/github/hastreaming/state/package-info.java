@NullMarked
package io.github.hastreaming.state;

import org.jspecify.annotations.NullMarked;
