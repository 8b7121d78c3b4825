/** A command line for operators. Not an API. */
@NullMarked
package io.github.hastreaming.cli;

import org.jspecify.annotations.NullMarked;
