/** What the tests share. */
@NullMarked
package io.github.hastreaming.support;

import org.jspecify.annotations.NullMarked;
