package io.noetl.camel.component.python.duckdb;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A column of a result as {@code duckdb.py} gets it. Cells of one simple type come as lists of
 * their parts, a list for each part, of the different cells only: one loop puts them together,
 * which is much faster there than a function or a tag for each.
 *
 * @param kind how to revive the cells: empty for as they are, {@code *} for tagged ones, {@code D},
 *     {@code d}, {@code T} or {@code u} for the parts of a Decimal, date, datetime or UUID
 * @param cells the cells, or the lists of their parts
 * @param index which of the different cells stands in each row, -1 for None; null where each row
 *     has its own
 */
record DuckDbColumn(String kind, List<?> cells, @Nullable List<Integer> index) {
  private static final int HEX = 16;
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
      return new DuckDbColumn("", tagged(raw, type), null);
    }
    String kind = kind(type);
    return kind.isEmpty() || !inPython(raw, type)
        ? new DuckDbColumn("*", tagged(raw, type), null)
        : parted(kind, raw);
  }

  private static DuckDbColumn parted(String kind, List<@Nullable Object> raw) {
    Map<Object, Integer> places = new HashMap<>();
    List<List<Object>> parts = new ArrayList<>();
    List<Integer> index = new ArrayList<>(raw.size());
    for (Object cell : raw) {
      Integer known = cell == null ? Integer.valueOf(-1) : places.get(cell);
      if (cell != null && known == null) {
        known = places.size();
        places.put(cell, known);
        add(parts(cell), parts);
      }
      index.add(known);
    }
    return new DuckDbColumn(kind, parts, places.size() == raw.size() ? null : index);
  }

  private static void add(List<?> cell, List<List<Object>> parts) {
    for (int i = 0; i < cell.size(); i++) {
      if (parts.size() == i) {
        parts.add(new ArrayList<>());
      }
      parts.get(i).add(cell.get(i));
    }
  }

  /** What is sent. */
  List<@Nullable Object> reply() {
    return Arrays.asList(kind, cells, index);
  }

  private static String kind(String type) {
    return switch (type) {
      case "DATE" -> "d";
      case "UUID" -> "u";
      case "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS" -> "T";
      default -> type.startsWith("DECIMAL(") && type.endsWith(")") ? "D" : "";
    };
  }

  private static List<?> parts(Object cell) {
    return switch (cell) {
      case BigDecimal n ->
          List.of(n.signum() < 0 ? 1 : 0, n.unscaledValue().abs().toString(), -n.scale());
      case UUID uuid -> List.of(new BigInteger(uuid.toString().replace("-", ""), HEX));
      case LocalDate date -> parts(date);
      case Timestamp timestamp -> parts(timestamp.toLocalDateTime());
      default -> throw new IllegalArgumentException(cell.getClass() + " has no parts");
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

  /** Whether Python has such values: DuckDB has further dates, and infinite ones. */
  private static boolean inPython(List<@Nullable Object> raw, String type) {
    return raw.stream().allMatch(cell -> cell == null || inPython(cell, type));
  }

  private static boolean inPython(Object cell, String type) {
    return switch (cell) {
      case LocalDate date -> DuckDbMoment.of(date).isInPython();
      case Timestamp timestamp -> DuckDbMoment.of(timestamp, type).isInPython();
      case BigDecimal n -> true;
      case UUID uuid -> true;
      default -> false;
    };
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
