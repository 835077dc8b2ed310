package io.noetl.camel.execution.trigger;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Tells a message that the database can't hold from a database that does not answer. */
final class DataRefusal {
  private static final int DEEPEST = 20;

  private DataRefusal() {}

  /** What the database says of the data; null where the failure is of another kind. */
  static @Nullable String of(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
      if (cause instanceof SQLException e && isOfData(e.getSQLState())) {
        return "The message can't be stored: " + e.getMessage();
      }
      cause = cause.getCause();
    }
    return null;
  }

  /** A data exception, or a limit of the server that is exceeded. */
  private static boolean isOfData(@Nullable String state) {
    return state != null && (state.startsWith("22") || state.startsWith("54"));
  }
}
