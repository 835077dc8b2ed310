package io.noetl.camel.tool.transfer;

import io.noetl.camel.tool.postgres.PgRaw;
import io.noetl.camel.tool.postgres.RowSource;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a result, as the driver's text of each value, read as they are asked for. */
final class JdbcRows implements RowSource {

  private final ResultSet rows;
  private final List<String> columns = new ArrayList<>();

  JdbcRows(ResultSet rows) throws SQLException {
    this.rows = rows;
    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
      columns.add(rows.getMetaData().getColumnLabel(i));
    }
  }

  List<String> columns() {
    return List.copyOf(columns);
  }

  @Override
  public @Nullable List<@Nullable Object> next() throws SQLException {
    if (!rows.next()) {
      return null;
    }
    List<@Nullable Object> row = new ArrayList<>(columns.size());
    for (int i = 1; i <= columns.size(); i++) {
      String text = rows.getString(i);
      row.add(text == null ? null : new PgRaw(text));
    }
    return row;
  }
}
