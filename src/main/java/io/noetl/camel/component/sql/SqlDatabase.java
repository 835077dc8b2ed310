package io.noetl.camel.component.sql;

import io.noetl.camel.tool.sql.Dialect;
import java.sql.SQLException;
import org.apache.camel.CamelContext;

/** A database of an endpoint. Thread-safe. */
public interface SqlDatabase extends AutoCloseable {

  /** Whose SQL it takes. */
  Dialect dialect();

  /** The headers that answers have. */
  SqlHeaders headers();

  /**
   * A connection for one message.
   *
   * @param maxRows most rows that a statement may give
   */
  SqlSession connect(CamelContext context, int maxRows) throws Exception;

  /** Closes what the endpoint has open. */
  @Override
  void close() throws SQLException;
}
