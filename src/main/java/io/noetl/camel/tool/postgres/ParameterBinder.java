package io.noetl.camel.tool.postgres;

import io.noetl.camel.tool.ToolJson;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Binds JSON-like values to a prepared statement. */
public final class ParameterBinder {

  private ParameterBinder() {}

  /**
   * Binds all values. Text, maps (as JSON) and lists (as array or JSON, as the statement wants) get
   * the type that the server finds for their place.
   *
   * @param typed whether numbers and booleans are bound with a type of their own
   */
  public static void bind(PreparedStatement statement, List<@Nullable Object> values, boolean typed)
      throws SQLException {
    boolean lists = false;
    for (int i = 0; i < values.size(); i++) {
      Object value = values.get(i);
      lists |= value instanceof Collection<?>;
      set(statement, i + 1, value, typed);
    }
    if (lists) {
      ParameterMetaData places = statement.getParameterMetaData();
      for (int i = 0; i < values.size(); i++) {
        if (values.get(i) instanceof Collection<?> list
            && places.getParameterTypeName(i + 1).startsWith("_")) {
          statement.setObject(i + 1, PgArray.write(list, PgValues::scalar), Types.OTHER);
        }
      }
    }
  }

  private static void set(
      PreparedStatement statement, int index, @Nullable Object value, boolean typed)
      throws SQLException {
    switch (value) {
      case null -> statement.setNull(index, Types.NULL);
      case Map<?, ?> map -> statement.setObject(index, ToolJson.write(map), Types.OTHER);
      case Collection<?> list -> statement.setObject(index, ToolJson.write(list), Types.OTHER);
      case Boolean flag when typed -> statement.setBoolean(index, flag);
      case BigInteger whole when typed -> statement.setBigDecimal(index, new BigDecimal(whole));
      case BigDecimal number when typed -> statement.setBigDecimal(index, number);
      case Double number when typed -> statement.setDouble(index, number);
      case Float number when typed -> statement.setDouble(index, number.doubleValue());
      case Number whole when typed -> {
        long number = whole.longValue();
        if (number == (int) number) {
          statement.setInt(index, (int) number);
        } else {
          statement.setLong(index, number);
        }
      }
      default -> statement.setObject(index, PgValues.scalar(value), Types.OTHER);
    }
  }
}
