package io.github.hastreaming.internal.read;

import com.oracle.bmc.model.BmcException;
import com.oracle.bmc.streaming.model.Cursor;
import org.jspecify.annotations.Nullable;

/** What the service's answers say besides their messages. */
final class ServiceAnswers {

  private ServiceAnswers() {}

  /**
   * The cursor of an answer.
   *
   * @throws BmcException as for an answer that never came: a 200 with an empty body has none
   */
  static String cursorOf(@Nullable Cursor cursor) {
    if (cursor == null || cursor.getValue() == null) {
      throw new BmcException(false, "the answer has no cursor", null, null);
    }
    return cursor.getValue();
  }
}
