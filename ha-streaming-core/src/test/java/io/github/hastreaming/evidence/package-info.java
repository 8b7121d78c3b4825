/** What the tests share. */
@NullMarked
package io.github.hastreaming.evidence;

import org.jspecify.annotations.NullMarked;
