@NullMarked
package io.github.hastreaming.internal.settings;

import org.jspecify.annotations.NullMarked;
