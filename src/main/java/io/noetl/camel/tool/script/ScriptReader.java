package io.noetl.camel.tool.script;

import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads scripts of one type of source. Thread-safe. */
@FunctionalInterface
public interface ScriptReader {

  /**
   * The bytes of a script.
   *
   * @param uri where it stands
   * @param source the fields of {@code script.source}
   * @param call the call that it is for
   * @throws ToolFailure when it can't be read
   */
  byte[] read(String uri, Map<String, @Nullable Object> source, ToolCall call)
      throws ToolFailure, InterruptedException;
}
