package io.noetl.camel.component.python;

import io.noetl.camel.tool.CallFields;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.script.Script;
import io.noetl.camel.tool.script.ScriptLoader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/**
 * Finds the code of a call: {@code script}, {@code code_b64}, {@code code_base64}, {@code code}.
 */
final class CodeResolver {
  private final ScriptLoader scripts;

  CodeResolver(ScriptLoader scripts) {
    this.scripts = scripts;
  }

  PythonCode resolve(ToolCall call) throws CodeException, InterruptedException {
    if (call.config().get("script") instanceof Map) {
      return external(call);
    }
    for (String field : new String[] {"code_b64", "code_base64"}) {
      String encoded = call.text(field);
      if (encoded != null) {
        return code(call, decode(field, encoded), 1, " (" + field + ")");
      }
    }
    String text = call.text("code");
    if (text == null) {
      throw new CodeException(
          "No code provided. Expected 'script', 'code_b64', 'code_base64' or 'code'.");
    }
    return code(call, text, Math.max(1, call.origin().lines().of("code")), "");
  }

  private PythonCode external(ToolCall call) throws CodeException, InterruptedException {
    try {
      Script found = scripts.load(new CallFields(call.config()).map("script"), call);
      return new PythonCode(found.text(), found.name(), 1);
    } catch (ToolFailure e) {
      throw new CodeException(e.error().message());
    }
  }

  private static PythonCode code(ToolCall call, String text, int firstLine, String suffix)
      throws CodeException {
    if (text.isBlank()) {
      throw new CodeException("Empty code provided (expected: Python code).");
    }
    return new PythonCode(text, call.origin().file() + suffix, firstLine);
  }

  private static String decode(String field, String encoded) throws CodeException {
    try {
      return new String(
          Base64.getDecoder().decode(encoded.replaceAll("\\s", "")), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new CodeException(field + ": not Base64: " + e.getMessage());
    }
  }
}
