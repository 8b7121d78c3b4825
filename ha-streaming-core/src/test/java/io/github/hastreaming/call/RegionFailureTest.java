package io.github.hastreaming.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParseException;
import com.oracle.bmc.model.BmcException;
import io.github.hastreaming.support.Failures;
import java.io.IOException;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;

class RegionFailureTest {

  /** An exception of somebody's own, that may quote what it was given. */
  private static final class Quoting extends IOException {
    private static final long serialVersionUID = 1L;

    private Quoting() {
      super("cannot read: a payload");
    }
  }

  @Test
  void tellsTheServicesStatusAndCode() {
    assertThat(RegionFailure.describe(Failures.status(503, "Busy"))).isEqualTo("503 Busy");
  }

  @Test
  void tellsWhatTheJdkSaysOfAConnection() {
    BmcException failure =
        new BmcException(false, "Error", new ConnectException("Connection refused"), null);

    assertThat(RegionFailure.describe(failure)).isEqualTo("ConnectException: Connection refused");
    assertThat(RegionFailure.describe(new IllegalStateException("closed")))
        .isEqualTo("IllegalStateException: closed");
  }

  @Test
  void quotesNothingThatMayHoldAMessage() {
    assertThat(RegionFailure.describe(new JsonParseException(null, "Unexpected 'secret'")))
        .isEqualTo("JsonParseException");
    assertThat(RegionFailure.describe(new Quoting())).isEqualTo("Quoting");
    assertThat(RegionFailure.describe(new IllegalArgumentException("a cursor")))
        .isEqualTo("IllegalArgumentException");
    assertThat(RegionFailure.describe(new IOException())).isEqualTo("IOException");
  }
}
