@NullMarked
package io.github.hastreaming.cli;

import org.jspecify.annotations.NullMarked;
