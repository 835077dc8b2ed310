package io.noetl.camel.store.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement and where it goes.
 *
 * @param statement what to run
 * @param connection where
 * @param schema put in front of the search path; null to leave it
 * @param level who sends it; a viewer's statement may change nothing
 */
public record ConsoleRequest(
    Statement statement, Connection connection, @Nullable String schema, Level level) {

  /** What to run. */
  public sealed interface Statement {
    /** SQL as it stands; nothing is bound. */
    record Query(String sql) implements Statement {}

    /** SQL with {@code %s} for each parameter, or the name of a procedure to call. */
    record Procedure(String sql, List<@Nullable Object> parameters) implements Statement {}
  }

  /** Where to run it. */
  public sealed interface Connection {
    /** The service's own database. */
    record Own() implements Connection {}

    /** Another database on the service's own server. */
    record Database(String name) implements Connection {}

    /** The database of a stored credential. */
    record Credential(String name) implements Connection {}

    /** A database named by the client. */
    record Free(ConnectionTarget target) implements Connection {}
  }
}
