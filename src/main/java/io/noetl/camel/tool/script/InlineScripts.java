package io.noetl.camel.tool.script;

import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Scripts that stand in the playbook: {@code source: {type: inline, code}}. */
public final class InlineScripts implements ScriptReader {

  @Override
  public byte[] read(String uri, Map<String, @Nullable Object> source, ToolCall call)
      throws ToolFailure {
    Object code = source.get("code");
    if (code == null) {
      throw new ToolFailure(
          "TL1201", "ConfigError", "script.source.code is missing (expected: the script's text)");
    }
    return code.toString().getBytes(StandardCharsets.UTF_8);
  }
}
