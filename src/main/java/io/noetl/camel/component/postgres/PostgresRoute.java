package io.noetl.camel.component.postgres;

import io.noetl.camel.component.sql.SqlDatabase;
import io.noetl.camel.component.sql.SqlHeaders;
import io.noetl.camel.component.sql.SqlSession;
import io.noetl.camel.tool.sql.Dialect;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;

/** The database of an endpoint: a connection of its data source for each message. */
final class PostgresRoute implements SqlDatabase {
  private static final SqlHeaders HEADERS =
      new SqlHeaders(
          PostgresConstants.ROW_COUNT,
          PostgresConstants.UPDATE_COUNT,
          PostgresConstants.COLUMN_NAMES);

  private final DataSource source;

  PostgresRoute(DataSource source) {
    this.source = source;
  }

  @Override
  public Dialect dialect() {
    return Dialect.POSTGRES;
  }

  @Override
  public SqlHeaders headers() {
    return HEADERS;
  }

  @Override
  public SqlSession connect(CamelContext context, int maxRows) throws SQLException {
    return new RouteSession(context, source.getConnection(), maxRows);
  }

  @Override
  public void close() {
    // the data source is not the endpoint's to close
  }
}
