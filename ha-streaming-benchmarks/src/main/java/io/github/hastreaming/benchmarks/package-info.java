/** What the library costs, and how fast it fails over. Measured, not published. */
@NullMarked
package io.github.hastreaming.benchmarks;

import org.jspecify.annotations.NullMarked;
