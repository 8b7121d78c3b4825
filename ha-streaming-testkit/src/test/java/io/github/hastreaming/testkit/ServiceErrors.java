package io.github.hastreaming.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.oracle.bmc.model.BmcException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Asserts on errors as the plain SDK reports them. */
final class ServiceErrors {
  private ServiceErrors() {}

  static void assertServiceError(
      ThrowingCallable call, int status, String code, String messagePart) {
    BmcException error = catchThrowableOfType(BmcException.class, call);
    assertThat(error).as("an error of the service").isNotNull();
    assertThat(error.getStatusCode()).isEqualTo(status);
    assertThat(error.getServiceCode()).isEqualTo(code);
    assertThat(error.getMessage()).contains(messagePart);
    assertThat(error.isClientSide()).isFalse();
    assertThat(error.isTimeout()).isFalse();
  }
}
