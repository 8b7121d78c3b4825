/**
 * The vocabulary of a call: operations, what a failure means, what a caller gets when no region can
 * serve.
 */
@NullMarked
package io.github.hastreaming.call;

import org.jspecify.annotations.NullMarked;
