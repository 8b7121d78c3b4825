/** Files that are private to the user and replaced as a whole. Internal: not part of the API. */
@NullMarked
package io.github.hastreaming.internal.file;

import org.jspecify.annotations.NullMarked;
