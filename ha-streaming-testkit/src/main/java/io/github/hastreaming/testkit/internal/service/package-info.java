/** What an emulated region knows and decides, without HTTP and without faults. Not for users. */
@NullMarked
package io.github.hastreaming.testkit.internal.service;

import org.jspecify.annotations.NullMarked;
