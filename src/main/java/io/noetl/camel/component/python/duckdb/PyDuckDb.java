package io.noetl.camel.component.python.duckdb;

import io.noetl.camel.component.duckdb.DuckDbErrors;
import io.noetl.camel.component.duckdb.DuckDbOpener;
import io.noetl.camel.component.duckdb.OpenedDuckDb;
import io.noetl.camel.component.duckdb.SqlParameter;
import io.noetl.camel.component.python.marshal.MarshalReader;
import io.noetl.camel.component.python.marshal.MarshalWriter;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.graalvm.polyglot.HostAccess;
import org.jspecify.annotations.Nullable;

/**
 * What {@code duckdb.py} calls. Connections are numbers there; arguments and replies are marshal
 * bytes as Latin-1 text; a reply is {@code [true, …]}, or {@code [false, message]} with DuckDB's
 * error. One for each interpreter.
 */
public final class PyDuckDb implements AutoCloseable {
  private final DuckDbOpener opener;
  private final Map<Integer, PyDuckDbSession> sessions = new ConcurrentHashMap<>();
  private final AtomicInteger numbers = new AtomicInteger();

  public PyDuckDb(DuckDbOpener opener) {
    this.opener = opener;
  }

  /** Opens a database: the reply holds the connection's number. */
  @HostAccess.Export
  public String open(String database, boolean readOnly, String config) {
    return reply(
        () -> {
          Map<String, String> options = new LinkedHashMap<>();
          for (Object pair : items(config)) {
            List<?> option = (List<?>) pair;
            options.put(String.valueOf(option.get(0)), String.valueOf(option.get(1)));
          }
          return add(opener.open(database, readOnly, options));
        });
  }

  /** Another connection to the same database. */
  @HostAccess.Export
  public String cursor(int number) {
    return reply(() -> add(session(number).another()));
  }

  /**
   * Runs SQL with sets of parameters: a list of lists of {@code [name, value]}. The reply holds
   * column names, their types and the number of changed rows; or None when there is no statement.
   */
  @HostAccess.Export
  public String execute(int number, String sql, String sets) {
    return reply(
        () -> {
          List<Map<String, SqlParameter>> parameters =
              items(sets).stream().map(set -> parameters((List<?>) set)).toList();
          PyDuckDbSession.Description result = session(number).execute(sql, parameters);
          return result == null ? null : result.reply();
        });
  }

  /** The next rows, at most so many; -1 for all. */
  @HostAccess.Export
  public String fetch(int number, int most) {
    return reply(() -> session(number).fetch(most));
  }

  /** Whether the connection is open. */
  @HostAccess.Export
  public boolean isOpen(int number) {
    return sessions.containsKey(number);
  }

  /** Closes a connection; one that is closed stays so. */
  @HostAccess.Export
  public String close(int number) {
    return reply(
        () -> {
          PyDuckDbSession session = sessions.remove(number);
          if (session != null) {
            session.close();
          }
          return null;
        });
  }

  /** Stops what runs on a connection. */
  @HostAccess.Export
  public void interrupt(int number) {
    PyDuckDbSession session = sessions.get(number);
    if (session != null) {
      session.cancel();
    }
  }

  /** Stops whatever runs; called from another thread. */
  public void cancel() {
    sessions.values().forEach(PyDuckDbSession::cancel);
  }

  /** Closes the connections that the code left open. */
  @Override
  public void close() {
    List.copyOf(sessions.keySet()).forEach(this::close);
  }

  private int add(OpenedDuckDb database) {
    int number = numbers.incrementAndGet();
    sessions.put(number, new PyDuckDbSession(database));
    return number;
  }

  private PyDuckDbSession session(int number) throws SQLException {
    PyDuckDbSession session = sessions.get(number);
    if (session == null) {
      throw new SQLException("Connection Error: Connection already closed!");
    }
    return session;
  }

  private static Map<String, SqlParameter> parameters(List<?> set) {
    Map<String, SqlParameter> parameters = new LinkedHashMap<>();
    for (Object item : set) {
      List<?> pair = (List<?>) item;
      parameters.put(String.valueOf(pair.get(0)), SqlParameter.of(PyParameter.decode(pair.get(1))));
    }
    return parameters;
  }

  private static List<@Nullable Object> items(String marshalled) {
    try {
      return MarshalReader.exactItems(marshalled.getBytes(StandardCharsets.ISO_8859_1));
    } catch (MarshalReader.UnconvertibleException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @FunctionalInterface
  private interface Work {
    @Nullable Object run() throws SQLException;
  }

  private static String reply(Work work) {
    try {
      return MarshalWriter.latin1(Arrays.asList(true, work.run()));
    } catch (SQLException e) {
      return MarshalWriter.latin1(Arrays.asList(false, DuckDbErrors.message(e)));
    }
  }
}
