package io.noetl.camel.tool.postgres;

import io.noetl.camel.tool.ToolFailure;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows one after the other. */
@FunctionalInterface
public interface RowSource {

  /** Stands where a row does not name a column: what the table has there stays, or its default. */
  Object UNNAMED = Gap.UNNAMED;

  /** Whether a row has no value for a column. */
  static boolean isUnnamed(@Nullable Object value) {
    return Gap.UNNAMED.equals(value);
  }

  /** The type of the one value that is none. */
  enum Gap {
    UNNAMED
  }

  /**
   * The values of the next row, in the order of the columns, {@link #UNNAMED} where it has none;
   * null at the end.
   */
  @Nullable List<@Nullable Object> next() throws SQLException, IOException, ToolFailure;

  /** The rows of a list. */
  static RowSource of(List<List<@Nullable Object>> rows) {
    Iterator<List<@Nullable Object>> iterator = rows.iterator();
    return () -> iterator.hasNext() ? iterator.next() : null;
  }
}
