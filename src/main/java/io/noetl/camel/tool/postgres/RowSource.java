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

  /** The values of the next row, in the order of the columns; null at the end. */
  @Nullable List<@Nullable Object> next() throws SQLException, IOException, ToolFailure;

  /** The rows of a list. */
  static RowSource of(List<List<@Nullable Object>> rows) {
    Iterator<List<@Nullable Object>> iterator = rows.iterator();
    return () -> iterator.hasNext() ? iterator.next() : null;
  }
}
