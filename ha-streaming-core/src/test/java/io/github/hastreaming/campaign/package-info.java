/** Random schedules of faults, and an account in the end. */
@NullMarked
package io.github.hastreaming.campaign;

import org.jspecify.annotations.NullMarked;
