package io.noetl.camel.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.noetl.camel.cli.output.PrintedJson;
import java.util.Map;

/**
 * A server's answer.
 *
 * @param status the HTTP status
 * @param body the text, which need not be JSON
 */
public record Reply(int status, String body) {
  private static final Map<Integer, String> REASONS =
      Map.of(
          400, "Bad Request",
          401, "Unauthorized",
          403, "Forbidden",
          404, "Not Found",
          409, "Conflict",
          422, "Unprocessable Content",
          429, "Too Many Requests",
          500, "Internal Server Error",
          503, "Service Unavailable");

  /** Whether the server did what it was asked. */
  public boolean ok() {
    return status >= 200 && status < 300;
  }

  /**
   * The body as JSON.
   *
   * @throws IllegalArgumentException when it is not
   */
  public JsonNode json() {
    return PrintedJson.read(body);
  }

  /** For messages: {@code 404 Not Found - the server's reason}. */
  public String reason() {
    String name = REASONS.getOrDefault(status, "");
    return "%d %s - %s".formatted(status, name, detail()).replace("  ", " ");
  }

  /** The server's reason: {@code detail} where the body has one as text, else the body. */
  private String detail() {
    if (body.stripLeading().startsWith("{")) {
      try {
        JsonNode detail = json().path("detail");
        return detail.isTextual() ? detail.textValue() : body;
      } catch (IllegalArgumentException e) {
        return body;
      }
    }
    return body;
  }
}
