package io.noetl.camel.tool.container;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.ToolJson;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the result that a container wrote to a file. The file is its termination message, which the
 * cluster keeps with the pod's status: no volume, no sidecar, and it is there after a crash of the
 * server too.
 */
final class ResultFile {

  /** Kubernetes keeps the last so many bytes of the file. */
  private static final int MOST_BYTES = 4096;

  private ResultFile() {}

  /**
   * The value; null where nothing was written.
   *
   * @throws ToolFailure when it is no JSON, unless the container failed: its text then
   */
  static @Nullable Object value(String path, JobEnd end) throws ToolFailure {
    String text = end.message();
    if (text == null || text.isBlank()) {
      return null;
    }
    if (!end.succeeded()) {
      return ToolJson.parseOrText(text);
    }
    try {
      return ToolJson.parse(text);
    } catch (JsonProcessingException e) {
      int bytes = text.getBytes(StandardCharsets.UTF_8).length;
      throw new ToolFailure(
          "TL1108",
          "NoResult",
          "result_file %s: %d bytes that are no JSON (expected: one JSON value of at most %d bytes%s)"
              .formatted(
                  path,
                  bytes,
                  MOST_BYTES,
                  bytes < MOST_BYTES - 3
                      ? ""
                      : "; the cluster cut it: store more elsewhere and give its place"));
    }
  }
}
