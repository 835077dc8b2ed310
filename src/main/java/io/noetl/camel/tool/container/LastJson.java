package io.noetl.camel.tool.container;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.noetl.camel.tool.ToolJson;
import org.jspecify.annotations.Nullable;

/** Keeps the value of the last line that is JSON, of those that a container prints. */
final class LastJson {
  private static final int LONGEST = 1 << 20;

  private @Nullable String line;

  synchronized void see(String text) {
    String stripped = text.strip();
    if (stripped.length() <= LONGEST && looksLikeJson(stripped) && isJson(stripped)) {
      line = stripped;
    }
  }

  /** The value; null where no line was JSON. */
  synchronized @Nullable Object value() {
    return line == null ? null : ToolJson.parseOrText(line);
  }

  private static boolean looksLikeJson(String text) {
    return text.startsWith("{") || text.startsWith("[");
  }

  private static boolean isJson(String text) {
    try {
      ToolJson.parse(text);
      return true;
    } catch (JsonProcessingException e) {
      return false;
    }
  }
}
