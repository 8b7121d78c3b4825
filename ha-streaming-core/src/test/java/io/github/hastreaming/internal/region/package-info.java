@NullMarked
package io.github.hastreaming.internal.region;

import org.jspecify.annotations.NullMarked;
