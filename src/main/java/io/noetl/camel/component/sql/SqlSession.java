package io.noetl.camel.component.sql;

import io.noetl.camel.tool.sql.SqlStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** A connection that one message has for all its statements. */
public interface SqlSession extends AutoCloseable {

  /** The connection. */
  Connection connection();

  /**
   * Runs statements one after the other.
   *
   * @throws SQLException when one may not run, or fails; none after it has run
   */
  void run(List<SqlStatement> statements, SqlParameterValues values, SqlAnswer answer)
      throws Exception;

  /** Stops what runs, from any thread. */
  void cancel() throws SQLException;

  @Override
  void close() throws SQLException;
}
