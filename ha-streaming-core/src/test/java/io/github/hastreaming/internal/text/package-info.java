@NullMarked
package io.github.hastreaming.internal.text;

import org.jspecify.annotations.NullMarked;
