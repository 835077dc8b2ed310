package io.noetl.camel.component.sql;

import io.noetl.camel.component.message.OptionText;
import io.noetl.camel.tool.Interruptible;
import io.noetl.camel.tool.sql.SqlScript;
import io.noetl.camel.tool.sql.SqlStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeTimedOutException;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the endpoint's SQL, or the message's, on a connection of its own for each message. */
final class SqlProducer extends DefaultProducer {
  static final Duration UNBOUNDED = Duration.ofDays(3650);
  private static final Logger LOG = LoggerFactory.getLogger(SqlProducer.class);

  /** Native code of a driver would hold the carrier of a virtual thread. */
  private static final ThreadFactory THREADS =
      Thread.ofPlatform().daemon().name("sql-route-", 0).factory();

  private final SqlEndpoint endpoint;
  private @Nullable SqlDatabase database;
  private @Nullable OptionText source;

  SqlProducer(SqlEndpoint endpoint) {
    super(endpoint);
    this.endpoint = endpoint;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    source = endpoint.source();
    database = endpoint.open();
  }

  @Override
  protected void doStop() throws Exception {
    SqlDatabase opened = database;
    database = null;
    if (opened != null) {
      opened.close();
    }
    super.doStop();
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    SqlDatabase opened = Objects.requireNonNull(database, "not started");
    List<SqlStatement> statements = SqlScript.parse(text(exchange), opened.dialect());
    if (statements.isEmpty()) {
      throw new CamelExchangeException("There is no SQL statement to run", exchange);
    }
    SqlParameterValues values = SqlParameterValues.of(exchange, source == null);
    SqlAnswer answer = answer(exchange, opened, statements, values);
    answer.into(exchange.getMessage(), opened.headers(), endpoint.getOutputType());
  }

  private String text(Exchange exchange) throws CamelExchangeException {
    if (source != null) {
      return source.text();
    }
    String body = exchange.getMessage().getBody(String.class);
    if (body == null) {
      throw new CamelExchangeException("The body is no text, so it is no SQL", exchange);
    }
    return body;
  }

  private SqlAnswer answer(
      Exchange exchange,
      SqlDatabase opened,
      List<SqlStatement> statements,
      SqlParameterValues values)
      throws Exception {
    AtomicReference<@Nullable SqlSession> running = new AtomicReference<>();
    Duration bound = endpoint.bound();
    try {
      return Interruptible.run(
          () -> {
            try (SqlSession session =
                opened.connect(exchange.getContext(), endpoint.getMaxRows())) {
              running.set(session);
              return run(session, statements, values);
            }
          },
          bound,
          thread -> cancel(running.get()),
          THREADS);
    } catch (TimeoutException e) {
      throw new ExchangeTimedOutException(exchange, bound.toMillis());
    }
  }

  private static void cancel(@Nullable SqlSession session) {
    try {
      if (session != null) {
        session.cancel();
      }
    } catch (SQLException e) {
      LOG.debug("Nothing is left to cancel: {}", e.getMessage());
    }
  }

  private SqlAnswer run(
      SqlSession session, List<SqlStatement> statements, SqlParameterValues values)
      throws Exception {
    Connection connection = session.connection();
    boolean before = connection.getAutoCommit();
    connection.setAutoCommit(!endpoint.isTransacted());
    try {
      SqlAnswer answer = new SqlAnswer();
      session.run(statements, values, answer);
      if (endpoint.isTransacted()) {
        connection.commit();
      }
      return answer;
    } catch (Exception e) {
      rollBack(connection, e);
      throw e;
    } finally {
      connection.setAutoCommit(before);
    }
  }

  private static void rollBack(Connection connection, Exception cause) {
    try {
      if (!connection.getAutoCommit()) {
        connection.rollback();
      }
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }
}
