/**
 * The contract of {@link io.github.hastreaming.state.FailoverStateStore} as tests. Published with
 * the classifier {@code store-contract}, for stores of your own.
 */
@org.jspecify.annotations.NullMarked
package io.github.hastreaming.state.contract;
