@NullMarked
package io.github.hastreaming.testkit;

import org.jspecify.annotations.NullMarked;
