package io.noetl.camel.store.console;

import io.noetl.camel.store.Json;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A procedure in the driver's form.
 *
 * @param sql with {@code ?} for each parameter
 * @param parameters their values in order
 */
record BoundProcedure(String sql, List<@Nullable Object> parameters) {
  private static final Pattern NAME = Pattern.compile("\\s*[\\w.\"]+\\s*");

  /**
   * {@code %s} is a parameter and {@code %%} a per cent sign; a bare name is called with all
   * parameters.
   */
  static BoundProcedure of(ConsoleRequest.Statement.Procedure procedure) {
    String text = procedure.sql();
    if (NAME.matcher(text).matches()) {
      String marks = String.join(", ", Collections.nCopies(procedure.parameters().size(), "?"));
      return new BoundProcedure("CALL " + text.strip() + "(" + marks + ")", procedure.parameters());
    }
    String sql = text.replace("?", "??").replace("%%", "\0").replace("%s", "?").replace("\0", "%");
    return new BoundProcedure(sql, procedure.parameters());
  }

  /** Text is sent without a type, so that PostgreSQL takes it for what the statement needs. */
  void bind(PreparedStatement statement) throws SQLException {
    for (int i = 0; i < parameters.size(); i++) {
      switch (parameters.get(i)) {
        case null -> statement.setNull(i + 1, Types.NULL);
        case Boolean flag -> statement.setBoolean(i + 1, flag);
        case Number number -> statement.setObject(i + 1, number.toString(), Types.OTHER);
        case List<?> list -> statement.setObject(i + 1, arrayText(list), Types.OTHER);
        case Map<?, ?> map -> statement.setObject(i + 1, new Json().write(map), Types.OTHER);
        case Object text -> statement.setObject(i + 1, text.toString(), Types.OTHER);
      }
    }
  }

  private static String arrayText(List<?> list) {
    return list.stream()
        .map(BoundProcedure::elementText)
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String elementText(@Nullable Object element) {
    return switch (element) {
      case null -> "NULL";
      case List<?> inner -> arrayText(inner);
      default -> "\"" + element.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    };
  }
}
