package io.noetl.camel.crash;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Lets this process die at a named point of the engine's work with its database, at the n-th pass:
 * {@code -Dcrash.at=after-commit:17}. And loses answers of commits: {@code -Dcrash.lost=0.01},
 * {@code -Dcrash.seed=7}.
 */
final class CrashPoints implements BeanPostProcessor {
  /** What the statements of the engine are for, by how they begin. */
  private static final Map<String, String> STATEMENTS =
      Map.of(
          "WITH started AS", "commit",
          "WITH beat AS", "claim",
          "SELECT event_id, event_type, node_name", "fold",
          "WITH gone AS", "release",
          "SELECT execution_id, status, result, error", "look");

  private final String at = System.getProperty("crash.at", "");
  private final double lost = Double.parseDouble(System.getProperty("crash.lost", "0"));
  private final Random random = new Random(Long.getLong("crash.seed", 0));
  private final AtomicInteger passes = new AtomicInteger();

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    return bean instanceof DataSource source && name.equals("dataSource")
        ? new Watched(source)
        : bean;
  }

  private void pass(String point) {
    String[] wanted = at.split(":");
    if (point.equals(wanted[0]) && passes.incrementAndGet() == Integer.parseInt(wanted[1])) {
      System.err.println("crash point " + at);
      Runtime.getRuntime().halt(137);
    }
  }

  private final class Watched extends DelegatingDataSource {
    Watched(DataSource source) {
      super(source);
    }

    @Override
    public Connection getConnection() throws SQLException {
      Connection connection = super.getConnection();
      return proxy(
          Connection.class,
          (method, arguments) -> {
            Object answer = invoke(method, connection, arguments);
            String kind = answer instanceof PreparedStatement ? kind((String) arguments[0]) : null;
            return kind == null ? answer : watched((PreparedStatement) answer, kind, connection);
          });
    }
  }

  private static String kind(String sql) {
    String begin = sql.strip();
    return STATEMENTS.entrySet().stream()
        .filter(entry -> begin.startsWith(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  private PreparedStatement watched(
      PreparedStatement statement, String kind, Connection connection) {
    return proxy(
        PreparedStatement.class,
        (method, arguments) -> {
          if (!method.getName().startsWith("execute")) {
            return invoke(method, statement, arguments);
          }
          pass("before-" + kind);
          Object answer = invoke(method, statement, arguments);
          pass("after-" + kind);
          if (kind.equals("commit") && random.nextDouble() < lost) {
            connection.abort(Runnable::run);
            throw new SQLException("The answer was lost", "08006");
          }
          return answer;
        });
  }

  private interface Call {
    Object on(Method method, Object[] arguments) throws Throwable;
  }

  private static Object invoke(Method method, Object target, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> call.on(method, arguments)));
  }
}
