@NullMarked
package io.github.hastreaming.internal.file;

import org.jspecify.annotations.NullMarked;
