package io.noetl.camel.component.sql;

import io.noetl.camel.tool.ToolFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.jdbc.ConnectionStrategy;
import org.apache.camel.component.jdbc.JdbcConstants;
import org.apache.camel.component.jdbc.JdbcEndpoint;
import org.apache.camel.component.jdbc.JdbcPrepareStatementStrategy;
import org.apache.camel.component.jdbc.JdbcProducer;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;

/**
 * Runs statements by camel-jdbc on one connection, a message for each: the connection is given by
 * its {@link ConnectionStrategy}, values are bound by its {@link JdbcPrepareStatementStrategy}, and
 * rows are read where its producer would read them. Not thread-safe.
 */
public final class JdbcStatements {
  private static final String VALUES = "NoetlSqlValues";

  private final CamelContext context;
  private final JdbcProducer plain;
  private final JdbcProducer prepared;
  private int parameters;

  /** Binds the values of one statement. */
  @FunctionalInterface
  public interface Binder {
    /** Binds them. */
    void bind(PreparedStatement statement, List<@Nullable Object> values) throws SQLException;
  }

  /** Reads the rows of one statement. */
  @FunctionalInterface
  public interface RowReader {
    /**
     * Reads them all.
     *
     * @throws ToolFailure when they are too many
     */
    SqlRows read(ResultSet result) throws SQLException, ToolFailure;
  }

  /**
   * Statements on a connection.
   *
   * @param settings bean properties of each statement that has no values: {@code escapeProcessing}
   */
  public JdbcStatements(
      CamelContext context,
      Connection connection,
      Binder binder,
      RowReader reader,
      Map<String, Object> settings) {
    this.context = context;
    this.plain = new Statements(endpoint(context, null), new Session(connection), reader, settings);
    this.prepared =
        new Statements(
            endpoint(context, binder),
            new Session(CountedParameters.of(connection, () -> parameters)),
            reader,
            Map.of());
  }

  private static JdbcEndpoint endpoint(CamelContext context, @Nullable Binder binder) {
    JdbcEndpoint endpoint = new JdbcEndpoint();
    endpoint.setCamelContext(context);
    endpoint.setResetAutoCommit(false);
    if (binder != null) {
      // its name for "prepare, and ask the strategy"
      endpoint.setUseHeadersAsParameters(true);
      endpoint.setAllowNamedParameters(false);
      endpoint.setPrepareStatementStrategy(new BoundValues(binder));
    }
    return endpoint;
  }

  /** Runs one statement. */
  public void run(String sql, List<?> values, SqlAnswer answer) throws Exception {
    Exchange exchange = new DefaultExchange(context);
    exchange.getIn().setBody(sql);
    exchange.setProperty(VALUES, values);
    parameters = values.size();
    (values.isEmpty() ? plain : prepared).process(exchange);
    if (exchange.getMessage().getBody() instanceof SqlRows rows) {
      answer.rows(rows);
    } else {
      answer.changed(
          exchange.getMessage().getHeader(JdbcConstants.JDBC_UPDATE_COUNT, -1, Integer.class));
    }
  }

  /** One connection for all statements; it is not camel-jdbc that closes it. */
  private record Session(Connection connection) implements ConnectionStrategy {
    @Override
    public Connection getConnection(DataSource none) {
      return connection;
    }

    @Override
    public boolean isConnectionTransactional(Connection same, DataSource none) {
      return true;
    }
  }

  private record BoundValues(Binder binder) implements JdbcPrepareStatementStrategy {
    @Override
    public String prepareQuery(String query, boolean named) {
      return query;
    }

    @Override
    public Iterator<?> createPopulateIterator(
        String query, String prepared, int expected, Exchange exchange, Object body) {
      return values(exchange).iterator();
    }

    @Override
    public void populateStatement(PreparedStatement statement, Iterator<?> values, int expected)
        throws SQLException {
      List<@Nullable Object> all = new ArrayList<>();
      values.forEachRemaining(all::add);
      binder.bind(statement, all);
    }

    private static List<?> values(Exchange exchange) {
      return Objects.requireNonNull(exchange.getProperty(VALUES, List.class));
    }
  }

  private static final class Statements extends JdbcProducer {
    private final RowReader reader;

    Statements(
        JdbcEndpoint endpoint,
        ConnectionStrategy session,
        RowReader reader,
        Map<String, Object> settings) {
      super(endpoint, null, session, 0, settings);
      this.reader = reader;
    }

    @Override
    protected boolean setResultSet(Exchange exchange, Connection connection, ResultSet result)
        throws SQLException {
      try {
        exchange.getMessage().setBody(reader.read(result));
      } catch (ToolFailure e) {
        throw new SQLException(e.getMessage(), e);
      }
      return true;
    }
  }
}
