/**
 * What the repository's documents say, held against the code; here, where all of the library is on
 * the class path.
 */
@NullMarked
package io.github.hastreaming.documents;

import org.jspecify.annotations.NullMarked;
