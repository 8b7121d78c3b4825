/**
 * How the secondary stream is named: {@link io.github.hastreaming.resolver.SecondaryResolver} and
 * its built-ins.
 */
@NullMarked
package io.github.hastreaming.resolver;

import org.jspecify.annotations.NullMarked;
