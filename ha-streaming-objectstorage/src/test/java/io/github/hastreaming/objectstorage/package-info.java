@NullMarked
package io.github.hastreaming.objectstorage;

import org.jspecify.annotations.NullMarked;
