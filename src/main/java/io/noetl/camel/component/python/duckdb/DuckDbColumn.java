package io.noetl.camel.component.python.duckdb;

import io.noetl.camel.component.python.marshal.PyTuple;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A column of a result as {@code duckdb.py} gets it: cells of one simple type are tuples of parts
 * that one function puts together, which is much faster there than a tag for each.
 *
 * @param kind how to revive the cells: empty for as they are, {@code *} for tagged ones, {@code D},
 *     {@code d}, {@code T} or {@code u} for the parts of a Decimal, date, datetime or UUID
 * @param cells the cells
 */
record DuckDbColumn(String kind, List<@Nullable Object> cells) {
  private static final int LAST_YEAR = 9999;
  private static final Set<String> PLAIN =
      Set.of(
          "BOOLEAN",
          "TINYINT",
          "SMALLINT",
          "INTEGER",
          "BIGINT",
          "HUGEINT",
          "UTINYINT",
          "USMALLINT",
          "UINTEGER",
          "UBIGINT",
          "UHUGEINT",
          "FLOAT",
          "DOUBLE",
          "VARCHAR",
          "BLOB",
          "ENUM",
          "BIT",
          "JSON");

  static DuckDbColumn of(List<@Nullable Object> raw, String type) throws SQLException {
    if (PLAIN.contains(type)) {
      return new DuckDbColumn("", tagged(raw, type));
    }
    String kind = kind(type);
    List<@Nullable Object> cells = new ArrayList<>(raw.size());
    for (Object cell : raw) {
      PyTuple parts = kind.isEmpty() || cell == null ? null : parts(cell);
      if (cell != null && parts == null) {
        return new DuckDbColumn("*", tagged(raw, type));
      }
      cells.add(parts);
    }
    return new DuckDbColumn(kind, cells);
  }

  private static String kind(String type) {
    return switch (type) {
      case "DATE" -> "d";
      case "UUID" -> "u";
      case "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS" -> "T";
      default -> type.startsWith("DECIMAL(") && type.endsWith(")") ? "D" : "";
    };
  }

  /** The cell's parts; null for a cell that Python has no such value for. */
  private static @Nullable PyTuple parts(Object cell) {
    return switch (cell) {
      case BigDecimal n ->
          new PyTuple(
              List.of(n.signum() < 0 ? 1 : 0, n.unscaledValue().abs().toString(), -n.scale()));
      case UUID uuid -> new PyTuple(List.of(uuid.toString()));
      case LocalDate date -> inPython(date) ? new PyTuple(parts(date)) : null;
      case Timestamp timestamp -> {
        LocalDateTime at = timestamp.toLocalDateTime();
        yield inPython(at.toLocalDate()) ? new PyTuple(parts(at)) : null;
      }
      default -> null;
    };
  }

  private static List<Integer> parts(LocalDate date) {
    return List.of(date.getYear(), date.getMonthValue(), date.getDayOfMonth());
  }

  private static List<Integer> parts(LocalDateTime at) {
    return List.of(
        at.getYear(),
        at.getMonthValue(),
        at.getDayOfMonth(),
        at.getHour(),
        at.getMinute(),
        at.getSecond(),
        at.getNano() / 1000);
  }

  private static boolean inPython(LocalDate date) {
    return date.getYear() >= 1 && date.getYear() <= LAST_YEAR;
  }

  private static List<@Nullable Object> tagged(List<@Nullable Object> raw, String type)
      throws SQLException {
    List<@Nullable Object> cells = new ArrayList<>(raw.size());
    for (Object cell : raw) {
      cells.add(DuckDbCell.of(cell, type));
    }
    return cells;
  }
}
