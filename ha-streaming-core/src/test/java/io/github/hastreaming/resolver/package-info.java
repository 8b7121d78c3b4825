@NullMarked
package io.github.hastreaming.resolver;

import org.jspecify.annotations.NullMarked;
