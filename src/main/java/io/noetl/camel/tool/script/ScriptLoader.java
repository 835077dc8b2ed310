package io.noetl.camel.tool.script;

import io.noetl.camel.tool.CallFields;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Loads {@code script: {uri, source: {type: inline | file | http | s3 | gcs, …}}}. {@code endpoint}
 * of the source wins over the {@code uri}. Thread-safe.
 */
public final class ScriptLoader {
  static final int MAX_BYTES = 4 * 1024 * 1024;

  private final Map<String, ScriptReader> readers;

  /**
   * A loader.
   *
   * @param readers what reads each type of source
   */
  public ScriptLoader(Map<String, ScriptReader> readers) {
    this.readers = new TreeMap<>(readers);
  }

  /**
   * The script that a call names.
   *
   * @throws ToolFailure when the fields are not right, or it can't be read
   */
  public Script load(Map<String, @Nullable Object> script, ToolCall call)
      throws ToolFailure, InterruptedException {
    Map<String, @Nullable Object> source = CallFields.asMap(script.get("source"));
    if (source == null) {
      throw wrong("script.source is missing (expected: a map with type)");
    }
    CallFields fields = new CallFields(source);
    String type = fields.text("type");
    ScriptReader reader = type == null ? null : readers.get(type);
    if (reader == null) {
      throw wrong(
          "script.source.type must be one of: %s (it is: %s)"
              .formatted(String.join(", ", readers.keySet()), type));
    }
    String endpoint = fields.text("endpoint");
    String uri =
        endpoint == null || !"http".equals(type) ? new CallFields(script).text("uri") : endpoint;
    if (uri == null && "inline".equals(type)) {
      uri = "inline";
    }
    if (uri == null) {
      throw wrong("script.uri is missing (expected: where the script stands)");
    }
    Charset encoding = encoding(fields.text("encoding"));
    byte[] bytes = reader.read(uri, source, call);
    if (bytes.length > MAX_BYTES) {
      throw wrong(
          "script: %s has %d bytes (expected: at most %d)".formatted(uri, bytes.length, MAX_BYTES));
    }
    return new Script(new String(bytes, encoding), uri);
  }

  private static Charset encoding(@Nullable String name) throws ToolFailure {
    try {
      return Charset.forName(name == null ? "UTF-8" : name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw wrong("script.source.encoding: " + name + " (expected: utf-8 or the like)");
    }
  }

  private static ToolFailure wrong(String message) {
    return new ToolFailure("TL1201", "ConfigError", message);
  }
}
