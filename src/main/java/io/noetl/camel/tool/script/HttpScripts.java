package io.noetl.camel.tool.script;

import io.noetl.camel.tool.StepLog;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.http.HttpTool;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Scripts behind an address. The fields of the source are those of the http tool, which calls it:
 * {@code method}, {@code headers}, {@code auth}, {@code timeout}, {@code tls} …
 */
public final class HttpScripts implements ScriptReader {
  private static final int MAX_BYTES = 16 * 1024 * 1024;

  private final HttpTool http;

  public HttpScripts(HttpTool http) {
    this.http = http;
  }

  @Override
  public byte[] read(String uri, Map<String, @Nullable Object> source, ToolCall call)
      throws ToolFailure, InterruptedException {
    Map<String, @Nullable Object> config = new LinkedHashMap<>(source);
    config.keySet().removeAll(java.util.List.of("type", "endpoint", "encoding"));
    config.put("url", uri);
    config.putIfAbsent("follow_redirects", true);
    ToolCall request =
        new ToolCall(
            "http",
            config,
            Map.of(),
            call.context(),
            call.origin(),
            call.idempotencyKey() + "/script",
            call.timeout(),
            StepLog.NONE);
    return http.stream(request, HttpScripts::bounded);
  }

  private static byte[] bounded(InputStream body) throws java.io.IOException {
    return body.readNBytes(MAX_BYTES);
  }
}
