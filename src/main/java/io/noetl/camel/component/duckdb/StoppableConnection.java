package io.noetl.camel.component.duckdb;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** A connection that knows which statement runs: DuckDB's driver cancels by that one alone. */
final class StoppableConnection implements InvocationHandler {
  private final Connection connection;
  private volatile @Nullable Statement latest;

  StoppableConnection(Connection connection) {
    this.connection = connection;
  }

  /** The connection for those who run statements. */
  Connection connection() {
    return (Connection)
        Proxy.newProxyInstance(
            StoppableConnection.class.getClassLoader(), new Class<?>[] {Connection.class}, this);
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      Object result = method.invoke(connection, arguments);
      if (result instanceof Statement statement) {
        latest = statement;
      }
      return result;
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }

  /** Stops the statement that runs, if one does. */
  void cancel() throws SQLException {
    Statement statement = latest;
    if (statement != null) {
      statement.cancel();
    }
  }
}
