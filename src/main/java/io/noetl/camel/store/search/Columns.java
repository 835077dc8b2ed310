package io.noetl.camel.store.search;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/** Reads columns that hold arrays; one that is null is empty. */
final class Columns {
  private Columns() {}

  static List<LocalDateTime> times(ResultSet row, String column) throws SQLException {
    List<LocalDateTime> times = new ArrayList<>();
    for (Object time : values(row, column)) {
      times.add(((Timestamp) time).toLocalDateTime());
    }
    return times;
  }

  static List<String> texts(ResultSet row, String column) throws SQLException {
    List<String> texts = new ArrayList<>();
    for (Object text : values(row, column)) {
      texts.add(String.valueOf(text));
    }
    return texts;
  }

  private static Object[] values(ResultSet row, String column) throws SQLException {
    Array array = row.getArray(column);
    return array == null ? new Object[0] : (Object[]) array.getArray();
  }
}
