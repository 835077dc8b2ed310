package io.noetl.camel.tool.sql;

import io.noetl.camel.tool.CallFields;
import io.noetl.camel.tool.ToolFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of {@code params}, bound to the placeholders of a script: a list to {@code ?} (in the
 * order of the script) or to {@code $1}, a map to {@code :name}. Placeholders in quotes and
 * comments are none. Where a list is given {@code ??} is the operator {@code ?}; a {@code :name}
 * that the map does not have stays as it is ({@code a[1:n]}).
 */
public final class SqlParameters {

  private final List<@Nullable Object> list;
  private final Map<String, @Nullable Object> map;
  private int next;

  private SqlParameters(List<@Nullable Object> list, Map<String, @Nullable Object> map) {
    this.list = list;
    this.map = map;
  }

  /** The statements with their values, all bound before any of them runs. */
  public static List<BoundSql> bind(List<SqlStatement> statements, @Nullable Object params)
      throws ToolFailure {
    SqlParameters parameters = of(params);
    List<BoundSql> bound = new ArrayList<>();
    for (SqlStatement statement : statements) {
      bound.add(parameters.bind(statement));
    }
    if (parameters.next > 0 && parameters.next < parameters.list.size()) {
      throw wrong(
          "params: %d values (expected: %d, one for each ?)"
              .formatted(parameters.list.size(), parameters.next));
    }
    return bound;
  }

  private static SqlParameters of(@Nullable Object params) throws ToolFailure {
    if (params == null || "".equals(params)) {
      return new SqlParameters(List.of(), Map.of());
    }
    if (params instanceof List<?> list) {
      return new SqlParameters(new ArrayList<>(list), Map.of());
    }
    Map<String, @Nullable Object> map = CallFields.asMap(params);
    if (map == null) {
      throw wrong(
          "params: %s (expected: a list for ? or $1, a map for :name)"
              .formatted(CallFields.kindOf(params)));
    }
    return new SqlParameters(List.of(), map);
  }

  private BoundSql bind(SqlStatement statement) throws ToolFailure {
    if (list.isEmpty() && map.isEmpty()) {
      return new BoundSql(statement, statement.text(), List.of());
    }
    String text = statement.text();
    StringBuilder jdbc = new StringBuilder();
    List<@Nullable Object> values = new ArrayList<>();
    List<SqlToken> tokens = statement.tokens();
    for (int i = 0; i < tokens.size(); i++) {
      SqlToken token = tokens.get(i);
      String piece = text.substring(token.start(), token.end());
      switch (token.kind()) {
        case QUESTION -> {
          boolean doubled =
              i + 1 < tokens.size() && tokens.get(i + 1).kind() == SqlToken.Kind.QUESTION;
          if (doubled || list.isEmpty()) {
            jdbc.append("??");
            i += doubled ? 1 : 0;
          } else {
            jdbc.append('?');
            values.add(following());
          }
        }
        case NUMBERED -> {
          jdbc.append(list.isEmpty() ? piece : "?");
          if (!list.isEmpty()) {
            values.add(numbered(piece));
          }
        }
        case NAMED -> {
          boolean known = map.containsKey(piece.substring(1));
          jdbc.append(known ? "?" : piece);
          if (known) {
            values.add(map.get(piece.substring(1)));
          }
        }
        case SPACE, COMMENT, QUOTED, WORD, OPEN, CLOSE, SEMICOLON, OTHER -> jdbc.append(piece);
      }
    }
    return new BoundSql(statement, values.isEmpty() ? text : jdbc.toString(), values);
  }

  private @Nullable Object following() throws ToolFailure {
    if (next >= list.size()) {
      throw wrong("params: %d values (expected: one for each ?)".formatted(list.size()));
    }
    return list.get(next++);
  }

  private @Nullable Object numbered(String placeholder) throws ToolFailure {
    String digits = placeholder.substring(1);
    int index = digits.length() > 5 ? Integer.MAX_VALUE : Integer.parseInt(digits);
    if (index < 1 || index > list.size()) {
      throw wrong("params: %d values (expected: one for %s)".formatted(list.size(), placeholder));
    }
    return list.get(index - 1);
  }

  private static ToolFailure wrong(String message) {
    return new ToolFailure("TL0302", "ConfigError", message);
  }
}
