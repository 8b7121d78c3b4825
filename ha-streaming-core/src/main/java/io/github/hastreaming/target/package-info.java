/**
 * The streams of a pair: which they are, which endpoints are trusted, how clients for them are
 * made.
 */
@NullMarked
package io.github.hastreaming.target;

import org.jspecify.annotations.NullMarked;
