package io.noetl.camel.component.duckdb;

import io.noetl.camel.component.sql.SqlDatabase;
import io.noetl.camel.component.sql.SqlHeaders;
import io.noetl.camel.component.sql.SqlSession;
import io.noetl.camel.tool.sql.Dialect;
import java.sql.SQLException;
import org.apache.camel.CamelContext;

/** The database of an endpoint: open as long as the endpoint is, a connection for each message. */
final class DuckDbRoute implements SqlDatabase {
  private static final SqlHeaders HEADERS =
      new SqlHeaders(
          DuckDbConstants.ROW_COUNT, DuckDbConstants.UPDATE_COUNT, DuckDbConstants.COLUMN_NAMES);

  private final OpenedDuckDb opened;

  DuckDbRoute(OpenedDuckDb opened) {
    this.opened = opened;
  }

  @Override
  public Dialect dialect() {
    return Dialect.DUCKDB;
  }

  @Override
  public SqlHeaders headers() {
    return HEADERS;
  }

  @Override
  public SqlSession connect(CamelContext context, int maxRows) throws SQLException {
    return new DuckDbSession(context, opened.another(), maxRows);
  }

  @Override
  public void close() throws SQLException {
    opened.close();
  }
}
