package io.noetl.camel.component.sql;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** What the statements of a message give. Not thread-safe. */
public final class SqlAnswer {
  private @Nullable SqlRows rows;
  private long changed = -1;

  /** Takes the rows of a statement: those of the last that has any become the body. */
  public void rows(SqlRows found) {
    rows = found;
  }

  /** Counts rows that a statement has changed; -1 where it changes none by its nature. */
  public void changed(long count) {
    if (count >= 0) {
      changed = Math.max(0, changed) + count;
    }
  }

  /** Puts it into a message. A body stays where no statement gave rows. */
  void into(Message message, SqlHeaders headers, SqlOutput output) throws SQLException {
    if (changed >= 0) {
      message.setHeader(headers.updateCount(), changed);
    }
    if (rows == null) {
      return;
    }
    message.setHeader(headers.rowCount(), rows.rows().size());
    message.setHeader(headers.columnNames(), rows.columns());
    message.setBody(output == SqlOutput.SELECT_ONE ? one(rows) : rows.rows());
  }

  private static @Nullable Object one(SqlRows found) throws SQLException {
    List<Map<String, @Nullable Object>> all = found.rows();
    if (all.size() > 1) {
      throw new SQLException(
          "%d rows (expected: at most one, by outputType=SELECT_ONE)".formatted(all.size()));
    }
    if (all.isEmpty()) {
      return null;
    }
    return found.columns().size() == 1
        ? all.getFirst().get(found.columns().getFirst())
        : all.getFirst();
  }
}
