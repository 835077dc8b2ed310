package io.noetl.camel.tool.postgres;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;

/** Writes rows in COPY's text format. */
final class CopyStream {

  private static final int BUFFER = 1 << 16;

  private final CopyIn copy;
  private final List<String> types;
  private final StringBuilder buffer = new StringBuilder(BUFFER + 1024);
  private long rows;

  CopyStream(CopyIn copy, List<String> types) {
    this.copy = copy;
    this.types = types;
  }

  void write(List<@Nullable Object> row) throws SQLException {
    for (int i = 0; i < types.size(); i++) {
      if (i > 0) {
        buffer.append('\t');
      }
      String text = PgValues.toText(types.get(i), row.get(i));
      if (text == null) {
        buffer.append("\\N");
      } else {
        append(text);
      }
    }
    buffer.append('\n');
    rows++;
    if (buffer.length() >= BUFFER) {
      flush();
    }
  }

  /** Ends the COPY and tells how many rows were written. */
  long end() throws SQLException {
    flush();
    copy.endCopy();
    return rows;
  }

  private void append(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\' -> buffer.append("\\\\");
        case '\t' -> buffer.append("\\t");
        case '\n' -> buffer.append("\\n");
        case '\r' -> buffer.append("\\r");
        default -> buffer.append(c);
      }
    }
  }

  private void flush() throws SQLException {
    byte[] bytes = buffer.toString().getBytes(StandardCharsets.UTF_8);
    copy.writeToCopy(bytes, 0, bytes.length);
    buffer.setLength(0);
  }
}
