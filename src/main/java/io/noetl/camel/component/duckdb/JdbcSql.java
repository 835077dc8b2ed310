package io.noetl.camel.component.duckdb;

import io.noetl.camel.tool.sql.SqlStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * SQL whose parameters JDBC can bind.
 *
 * @param sql the text: placeholders {@code ?} and {@code $1} as they were, {@code $name} numbered,
 *     what can't be bound put in as an expression
 * @param values what to bind, in order
 */
public record JdbcSql(String sql, List<@Nullable Object> values) {

  /**
   * Puts parameters in their places.
   *
   * @param sql one statement or several; the parameters are those of the last
   * @param parameters by name; positional ones are called 1, 2, …
   * @throws SQLException when names and parameters do not match
   */
  public static JdbcSql of(String sql, SqlStatement last, Map<String, SqlParameter> parameters)
      throws SQLException {
    List<String> names = names(last);
    check(new LinkedHashSet<>(names), parameters.keySet());
    boolean plain = names.stream().allMatch(name -> name.matches("\\d+"));
    if (plain && parameters.values().stream().allMatch(SqlParameter::bindable)) {
      List<@Nullable Object> values = new ArrayList<>();
      for (int i = 1; i <= parameters.size(); i++) {
        values.add(parameter(parameters, String.valueOf(i)).value());
      }
      return new JdbcSql(sql, values);
    }
    return rewritten(sql, last, names, parameters);
  }

  private static SqlParameter parameter(Map<String, SqlParameter> parameters, String name) {
    return java.util.Objects.requireNonNull(parameters.get(name));
  }

  private static List<String> names(SqlStatement last) {
    List<String> names = new ArrayList<>();
    int number = 0;
    for (SqlStatement.Placeholder placeholder : last.placeholders()) {
      boolean bare = placeholder.name().isEmpty();
      number += bare ? 1 : 0;
      names.add(bare ? String.valueOf(number) : placeholder.name());
    }
    return names;
  }

  private static void check(Set<String> wanted, Set<String> given) throws SQLException {
    Set<String> missing = new LinkedHashSet<>(wanted);
    missing.removeAll(given);
    if (!missing.isEmpty()) {
      throw new SQLException(
          "Invalid Input Error: Values were not provided for the following prepared statement"
              + " parameters: "
              + String.join(", ", missing));
    }
    Set<String> excess = new LinkedHashSet<>(given);
    excess.removeAll(wanted);
    if (!excess.isEmpty()) {
      throw new SQLException(
          "Invalid Input Error: Parameter argument/count mismatch, identifiers of the excess"
              + " parameters: "
              + String.join(", ", excess));
    }
  }

  private static JdbcSql rewritten(
      String sql, SqlStatement last, List<String> names, Map<String, SqlParameter> parameters) {
    StringBuilder text = new StringBuilder(sql.substring(0, last.offset()));
    List<@Nullable Object> values = new ArrayList<>();
    Map<String, Integer> numbers = new LinkedHashMap<>();
    int at = 0;
    for (int i = 0; i < names.size(); i++) {
      SqlStatement.Placeholder placeholder = last.placeholders().get(i);
      SqlParameter parameter = parameter(parameters, names.get(i));
      text.append(last.text(), at, placeholder.start());
      at = placeholder.end();
      if (parameter.bindable()) {
        Integer known = numbers.get(names.get(i));
        if (known == null) {
          values.add(parameter.value());
          known = values.size();
          numbers.put(names.get(i), known);
        }
        text.append('$').append(known);
      } else {
        text.append('(').append(parameter.expression()).append(')');
      }
    }
    return new JdbcSql(text.append(last.text().substring(at)).toString(), values);
  }
}
