package io.noetl.camel.tool.transfer;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.http.HttpTool;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The items of an HTTP answer, read as they arrive. */
final class HttpSource implements TransferSource {

  private final HttpTool http;
  private final ToolCall call;
  private final JsonPath path;
  private final Map<String, JsonPath> mapping;
  private final int chunk;
  private final AtomicReference<@Nullable Thread> reader = new AtomicReference<>();

  HttpSource(
      HttpTool http, ToolCall call, JsonPath path, Map<String, JsonPath> mapping, int chunk) {
    this.http = http;
    this.call = call;
    this.path = path;
    this.mapping = mapping;
    this.chunk = chunk;
  }

  @Override
  public long read(Sink sink) throws SQLException, IOException, ToolFailure, InterruptedException {
    reader.set(Thread.currentThread());
    try {
      return http.stream(call, body -> take(body, sink));
    } catch (SqlInBody e) {
      throw e.sql;
    }
  }

  @Override
  public void cancel() {
    Thread thread = reader.get();
    if (thread != null) {
      thread.interrupt();
    }
  }

  private long take(InputStream body, Sink sink) throws IOException, ToolFailure {
    try {
      JsonItems items = new JsonItems(body, path);
      if (items.missing() != null) {
        throw new ToolFailure(
            "TL0503",
            "DataError",
            "source.data_path: the answer has no '%s' of '%s'"
                .formatted(items.missing(), String.join(".", path.steps())));
      }
      JsonRows rows = JsonRows.of(items, mapping, chunk);
      return sink.take(rows.columns(), rows);
    } catch (JsonProcessingException e) {
      throw new ToolFailure(
          "TL0503",
          "DataError",
          "the answer is no JSON at line %d, column %d: %s"
              .formatted(
                  e.getLocation().getLineNr(),
                  e.getLocation().getColumnNr(),
                  e.getOriginalMessage()));
    } catch (SQLException e) {
      throw new SqlInBody(e);
    }
  }

  /** Carries an error of the target through the http tool. */
  private static final class SqlInBody extends RuntimeException {
    private final SQLException sql;

    SqlInBody(SQLException sql) {
      super(sql);
      this.sql = sql;
    }
  }
}
