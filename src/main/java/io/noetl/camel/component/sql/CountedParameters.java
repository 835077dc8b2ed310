package io.noetl.camel.component.sql;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A connection whose prepared statements know how many parameters they have. camel-jdbc asks each
 * of them, and PostgreSQL's driver asks the server for it: a round trip for every statement.
 */
final class CountedParameters {
  private CountedParameters() {}

  static Connection of(Connection connection, IntSupplier count) {
    return proxy(
        Connection.class,
        (proxy, method, arguments) -> {
          Object result = invoke(connection, method, arguments);
          return result instanceof PreparedStatement statement
              ? counted(statement, count.getAsInt())
              : result;
        });
  }

  private static PreparedStatement counted(PreparedStatement statement, int count) {
    return proxy(
        PreparedStatement.class,
        (proxy, method, arguments) ->
            method.getName().equals("getParameterMetaData")
                ? metaData(statement, count)
                : invoke(statement, method, arguments));
  }

  private static ParameterMetaData metaData(PreparedStatement statement, int count) {
    return proxy(
        ParameterMetaData.class,
        (proxy, method, arguments) ->
            method.getName().equals("getParameterCount")
                ? count
                : invoke(statement.getParameterMetaData(), method, arguments));
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            CountedParameters.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static @Nullable Object invoke(
      Object target, Method method, Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }
}
